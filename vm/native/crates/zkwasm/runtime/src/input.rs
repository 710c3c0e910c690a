//! What a message says: `{"private_input":[…],"public_input":[…]}` with 64-bit values as
//! numbers, as decimal strings or as hexadecimal strings that start with 0x.

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

/// The inputs of one message.
#[derive(Debug, Default)]
pub struct Inputs {
    /// Values that appear in no journal.
    pub private: Vec<u64>,
    /// Values that the journal names.
    pub public: Vec<u64>,
}

impl Inputs {
    /// Reads a message. The error names what is wrong and never a value.
    pub fn parse(data: &[u8]) -> Result<Self, &'static str> {
        serde_json::from_slice(data).map_err(|_| {
            "message is not {\"private_input\":[…],\"public_input\":[…]} with 64-bit numbers, \
             decimal strings or 0x hexadecimal strings"
        })
    }
}

impl<'de> Deserialize<'de> for Inputs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Inputs;

    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Inputs, A::Error> {
        let (mut private, mut public) = (None, None);
        while let Some(key) = map.next_key::<&str>()? {
            let field = match key {
                "private_input" => &mut private,
                "public_input" => &mut public,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            // Two fields of one name would leave open which of them counts.
            if field.is_some() {
                return Err(A::Error::custom("field appears twice"));
            }
            let values: Vec<Word> = map.next_value()?;
            *field = Some(values.into_iter().map(|word| word.0).collect());
        }
        Ok(Inputs { private: private.unwrap_or_default(), public: public.unwrap_or_default() })
    }
}

/// One 64-bit value.
struct Word(u64);

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WordVisitor)
    }
}

struct WordVisitor;

impl Visitor<'_> for WordVisitor {
    type Value = Word;

    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("a 64-bit number or a string that holds one")
    }

    fn visit_u64<E>(self, value: u64) -> Result<Word, E> {
        Ok(Word(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Word, E> {
        Ok(Word(value as u64))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Word, E> {
        number(text).map(Word).ok_or_else(|| E::custom("not a 64-bit number"))
    }
}

fn number(text: &str) -> Option<u64> {
    if let Some(digits) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        // from_str_radix takes a sign, hexadecimal numbers have none.
        return digits
            .bytes()
            .all(|b| b.is_ascii_hexdigit())
            .then(|| u64::from_str_radix(digits, 16).ok())?;
    }
    match text.strip_prefix('-') {
        Some(_) => text.parse::<i64>().ok().map(|value| value as u64),
        None => text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?,
    }
}
