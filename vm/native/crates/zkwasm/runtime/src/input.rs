//! What a message says: `{"private_input":[…],"public_input":[…]}` with 64-bit values as
//! numbers, as decimal strings or as hexadecimal strings that start with 0x. Both fields may be
//! absent; others are skipped.
//!
//! Reading is most of what a small task costs, so it is done here, over the bytes, without
//! copies. Nothing but the standard library is used: the compiler's tests run it too.

/// What is said of a message that says something else; never a value.
const REFUSED: &str = "message is not {\"private_input\":[…],\"public_input\":[…]} with 64-bit numbers, decimal \
                       strings or 0x hexadecimal strings";

/// The inputs of one message. Memory is kept for the next one.
#[derive(Debug)]
pub struct Inputs {
    values: Vec<u64>,
    private: Values,
    public: Values,
}

/// Where values of one kind stand.
#[derive(Clone, Copy, Debug)]
struct Values {
    start: usize,
    next: usize,
    end: usize,
}

impl Values {
    const NONE: Self = Self { start: 0, next: 0, end: 0 };
}

impl Inputs {
    /// No inputs.
    pub const fn new() -> Self {
        Self { values: Vec::new(), private: Values::NONE, public: Values::NONE }
    }

    /// Reads a message. The error names what is wrong and never a value.
    pub fn read(&mut self, message: &[u8]) -> Result<(), &'static str> {
        self.values.clear();
        Reader { bytes: message, at: 0 }.message(self).ok_or(REFUSED)
    }

    /// The next value that appears in no journal.
    pub fn private(&mut self) -> Option<u64> {
        next(&self.values, &mut self.private)
    }

    /// The next value that the journal names.
    pub fn public(&mut self) -> Option<u64> {
        next(&self.values, &mut self.public)
    }

    /// All values that the journal names.
    pub fn all_public(&self) -> &[u64] {
        &self.values[self.public.start..self.public.end]
    }
}

fn next(all: &[u64], values: &mut Values) -> Option<u64> {
    if values.next == values.end {
        return None;
    }
    let value = all.get(values.next).copied();
    values.next += 1;
    value
}

/// Reads JSON; nothing means that the message is refused.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// How deep what is skipped may be nested.
const DEEPEST: u32 = 100;

impl Reader<'_> {
    /// The next byte; 0, which stands nowhere in JSON, at the end.
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    /// The next byte behind white space.
    fn token(&mut self) -> u8 {
        while matches!(self.peek(), b' ' | b'\t' | b'\n' | b'\r') {
            self.at += 1;
        }
        self.peek()
    }

    /// Takes a byte that must come next.
    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek() == byte).then(|| self.at += 1)
    }

    fn message(&mut self, inputs: &mut Inputs) -> Option<()> {
        let (mut private, mut public) = (None, None);
        self.token();
        self.take(b'{')?;
        let mut more = self.token() != b'}';
        while more {
            let field = match self.key()? {
                b"private_input" => Some(&mut private),
                b"public_input" => Some(&mut public),
                _ => None,
            };
            self.token();
            self.take(b':')?;
            self.token();
            match field {
                None => self.skip(0)?,
                // Two fields of one name would leave open which of them counts.
                Some(Some(_)) => return None,
                Some(none) => *none = Some(self.values(&mut inputs.values)?),
            }
            more = self.more(b'}')?;
        }
        self.take(b'}')?;
        inputs.private = private.unwrap_or(Values::NONE);
        inputs.public = public.unwrap_or(Values::NONE);
        (self.token() == 0 && self.at == self.bytes.len()).then_some(())
    }

    /// Whether another element follows, which then begins at the next byte, or `end`.
    fn more(&mut self, end: u8) -> Option<bool> {
        match self.token() {
            b',' => {
                self.at += 1;
                self.token();
                Some(true)
            }
            byte => (byte == end).then_some(false),
        }
    }

    /// A name without escapes.
    fn key(&mut self) -> Option<&[u8]> {
        self.take(b'"')?;
        let start = self.at;
        while self.peek() != b'"' {
            if self.peek() < b' ' || self.peek() == b'\\' {
                return None;
            }
            self.at += 1;
        }
        self.at += 1;
        self.bytes.get(start..self.at - 1)
    }

    fn values(&mut self, all: &mut Vec<u64>) -> Option<Values> {
        let start = all.len();
        self.take(b'[')?;
        let mut more = self.token() != b']';
        while more {
            all.push(self.value()?);
            more = self.more(b']')?;
        }
        self.take(b']')?;
        Some(Values { start, next: start, end: all.len() })
    }

    fn value(&mut self) -> Option<u64> {
        match self.peek() {
            b'"' => {
                self.at += 1;
                let value = self.text()?;
                self.take(b'"')?;
                Some(value)
            }
            // Neither has a number of JSON zeros before others, nor is there a negative zero.
            b'0' => {
                self.at += 1;
                (!self.peek().is_ascii_digit()).then_some(0)
            }
            b'-' => {
                self.at += 1;
                if self.peek() == b'0' { None } else { self.negative() }
            }
            _ => self.decimal(),
        }
    }

    /// The number a string holds.
    fn text(&mut self) -> Option<u64> {
        match (self.peek(), self.bytes.get(self.at + 1).map(|byte| byte | 0x20)) {
            (b'0', Some(b'x')) => {
                self.at += 2;
                self.hexadecimal()
            }
            (b'-', _) => {
                self.at += 1;
                self.negative()
            }
            _ => self.decimal(),
        }
    }

    fn negative(&mut self) -> Option<u64> {
        let value = self.decimal()?;
        (value <= 1 << 63).then_some(value.wrapping_neg())
    }

    /// Decimal digits, at least one.
    fn decimal(&mut self) -> Option<u64> {
        // So many digits always fit 32 bits, which the machine computes with.
        const SHORT: usize = 9;
        let start = self.at;
        let mut short = 0_u32;
        while self.peek().is_ascii_digit() && self.at - start < SHORT {
            short = short * 10 + u32::from(self.peek() - b'0');
            self.at += 1;
        }
        let mut value = u64::from(short);
        while self.peek().is_ascii_digit() {
            value = value.checked_mul(10)?.checked_add(u64::from(self.peek() - b'0'))?;
            self.at += 1;
        }
        (self.at > start).then_some(value)
    }

    /// Hexadecimal digits, at least one.
    fn hexadecimal(&mut self) -> Option<u64> {
        let start = self.at;
        let mut value = 0_u64;
        while let Some(digit) = char::from(self.peek()).to_digit(16) {
            if value >> 60 != 0 {
                return None;
            }
            value = value << 4 | u64::from(digit);
            self.at += 1;
        }
        (self.at > start).then_some(value)
    }

    /// Any value, inside of `depth` others.
    #[cold]
    #[inline(never)]
    fn skip(&mut self, depth: u32) -> Option<()> {
        let end = match self.peek() {
            b'"' => return self.skip_string(),
            b'{' => b'}',
            b'[' => b']',
            b'-' | b'0'..=b'9' => return self.skip_number(),
            _ => {
                return [&b"true"[..], b"false", b"null"]
                    .into_iter()
                    .find_map(|word| self.word(word));
            }
        };
        if depth == DEEPEST {
            return None;
        }
        self.at += 1;
        let mut more = self.token() != end;
        while more {
            if end == b'}' {
                self.skip_string()?;
                self.token();
                self.take(b':')?;
                self.token();
            }
            self.skip(depth + 1)?;
            more = self.more(end)?;
        }
        self.take(end)
    }

    fn word(&mut self, word: &[u8]) -> Option<()> {
        self.bytes.get(self.at..)?.starts_with(word).then(|| self.at += word.len())
    }

    fn skip_string(&mut self) -> Option<()> {
        self.take(b'"')?;
        loop {
            let byte = self.peek();
            self.at += 1;
            match byte {
                b'"' => return Some(()),
                b'\\' => self.skip_escape()?,
                0..b' ' => return None,
                _ => {}
            }
        }
    }

    fn skip_escape(&mut self) -> Option<()> {
        let byte = self.peek();
        self.at += 1;
        match byte {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(()),
            b'u' => {
                let digits = self.bytes.get(self.at..self.at + 4)?;
                self.at += 4;
                digits.iter().all(u8::is_ascii_hexdigit).then_some(())
            }
            _ => None,
        }
    }

    fn skip_number(&mut self) -> Option<()> {
        if self.peek() == b'-' {
            self.at += 1;
        }
        match self.peek() {
            b'0' => self.at += 1,
            _ => self.skip_digits()?,
        }
        if self.peek() == b'.' {
            self.at += 1;
            self.skip_digits()?;
        }
        if matches!(self.peek(), b'e' | b'E') {
            self.at += 1;
            if matches!(self.peek(), b'+' | b'-') {
                self.at += 1;
            }
            self.skip_digits()?;
        }
        Some(())
    }

    fn skip_digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }
}
