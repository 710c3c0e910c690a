//! The runtime's reader of messages against `serde_json`, on this machine.

use core::fmt;

use arbitrary::Unstructured;
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

#[path = "../runtime/src/input.rs"]
mod input;

use input::Inputs;

/// Private and public values.
type Values = (Vec<u64>, Vec<u64>);

/// What the runtime reads, with memory that was used before.
fn read(inputs: &mut Inputs, message: &str) -> Option<Values> {
    inputs.read(message.as_bytes()).ok()?;
    let all = inputs.all_public().to_vec();
    let private = core::iter::from_fn(|| inputs.private()).collect();
    let public: Vec<u64> = core::iter::from_fn(|| inputs.public()).collect();
    assert_eq!(public, all);
    Some((private, public))
}

/// The same message as `serde_json` reads it.
struct Reference(Values);

impl<'de> Deserialize<'de> for Reference {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Reference;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Reference, A::Error> {
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
            if field.is_some() {
                return Err(A::Error::custom("field appears twice"));
            }
            let values: Vec<Word> = map.next_value()?;
            *field = Some(values.into_iter().map(|word| word.0).collect::<Vec<_>>());
        }
        Ok(Reference((private.unwrap_or_default(), public.unwrap_or_default())))
    }
}

struct Word(u64);

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WordVisitor)
    }
}

struct WordVisitor;

impl Visitor<'_> for WordVisitor {
    type Value = Word;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
    let digits = |text: &str, radix| {
        let good = text.chars().all(|c| c.is_digit(radix));
        good.then(|| u64::from_str_radix(text, radix).ok())?
    };
    if let Some(text) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        return digits(text, 16);
    }
    match text.strip_prefix('-') {
        Some(_) => text.parse::<i64>().ok().map(|value| value as u64),
        None => digits(text, 10),
    }
}

/// Messages whose pieces are put together and cut at random.
fn message(u: &mut Unstructured<'_>) -> arbitrary::Result<String> {
    const PIECES: [&str; 30] = [
        "0",
        "1",
        "9",
        "4294967295",
        "18446744073709551615",
        "18446744073709551616",
        "-1",
        "-9223372036854775808",
        "-9223372036854775809",
        "-0",
        "01",
        "1.5",
        "1e3",
        "-0.25E-7",
        "\"7\"",
        "\"-7\"",
        "\"0x1F\"",
        "\"0Xffffffffffffffff\"",
        "\"0x10000000000000000\"",
        "\"\"",
        "\"-\"",
        "\"+1\"",
        "\"007\"",
        "\"-08\"",
        "true",
        "null",
        "[]",
        "{\"a\":[1,{}]}",
        " \t\n\r",
        "\"x\\u00e9\\n\"",
    ];
    let mut text = String::from("{");
    for field in 0..u.int_in_range(0..=3)? {
        if field > 0 {
            text.push(',');
        }
        let name = *u.choose(&["private_input", "public_input", "other", "private_inpu", ""])?;
        text.push_str(&format!("\"{name}\":"));
        let plain = u.ratio(1, 8)?;
        text.push_str(if plain { "" } else { "[" });
        for at in 0..u.int_in_range(0..=if plain { 1 } else { 4 })? {
            text.push_str(if at > 0 { "," } else { "" });
            if u.ratio(3, 4)? {
                text.push_str(&format!("{}", u.arbitrary::<u64>()? >> u.int_in_range(0..=63)?));
            } else {
                text.push_str(u.choose(&PIECES)?);
            }
        }
        text.push_str(if plain { "" } else { "]" });
    }
    text.push('}');
    while u.ratio(1, 3)? {
        let at = u.int_in_range(0..=text.len() - 1)?;
        match u.int_in_range(0..=2)? {
            0 => drop(text.remove(at)),
            1 => text.insert(
                at,
                *u.choose(&[' ', '\n', '"', ',', ':', '[', ']', '{', '}', '0', '-', 'x', '\\'])?,
            ),
            _ => text.truncate(at.max(1)),
        }
        if text.is_empty() {
            break;
        }
    }
    Ok(text)
}

#[test]
fn messages_say_what_they_say_in_json() {
    let mut inputs = Inputs::new();
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let (mut good, mut refused) = (0, 0);
    for _ in 0..200_000 {
        let bytes: Vec<u8> = (0..32)
            .flat_map(|_| {
                seed ^= seed << 13;
                seed ^= seed >> 7;
                seed ^= seed << 17;
                seed.to_le_bytes()
            })
            .collect();
        let text = message(&mut Unstructured::new(&bytes)).expect("zeros follow the bytes");
        let wanted = serde_json::from_str::<Reference>(&text).ok().map(|reference| reference.0);
        let found = read(&mut inputs, &text);
        // Digits may not be escaped here.
        if found.is_none() && text.contains('\\') {
            continue;
        }
        assert_eq!(found, wanted, "{text}");
        *(if found.is_some() { &mut good } else { &mut refused }) += 1;
    }
    assert!(good > 20_000 && refused > 20_000, "{good} good, {refused} refused");
}

#[test]
fn what_is_skipped_may_not_be_nested_without_end() {
    let nested = |depth: usize| format!("{{\"a\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
    let mut inputs = Inputs::new();
    assert_eq!(read(&mut inputs, &nested(100)), Some(Values::default()));
    assert_eq!(read(&mut inputs, &nested(101)), None);
    assert_eq!(read(&mut inputs, &nested(1_000_000)), None);
}

#[test]
fn what_is_no_text_is_no_json() {
    let mut inputs = Inputs::new();
    for bad in
        [&b""[..], b"\0", b"{}\0", b"{\"private_input\":[1]\0}", b"\xff{}", b"{\"\xff", b"{}{}"]
    {
        assert!(inputs.read(bad).is_err(), "{bad:?}");
    }
}
