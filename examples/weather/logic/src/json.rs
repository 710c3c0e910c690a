//! The little of JSON that a reading needs: one flat object of plain strings and decimal
//! numbers. In a zkVM every instruction is proved, so there is no general parser here, and
//! names are matched byte by byte where they stand instead of being cut out first.

use crate::reading::Fault;

/// The fields of a reading.
#[derive(Clone, Copy)]
pub(crate) enum Name {
    Station,
    Date,
    Rain,
    TempMax,
    TempMin,
    Wind,
}

pub(crate) struct Scanner<'a> {
    rest: &'a [u8],
}

impl<'a> Scanner<'a> {
    pub(crate) const fn new(text: &'a [u8]) -> Self {
        Self { rest: text }
    }

    /// Skips white space and takes `byte`, if it comes next.
    #[inline]
    pub(crate) fn accept(&mut self, byte: u8) -> bool {
        loop {
            match self.rest {
                [first, tail @ ..] if *first == byte => {
                    self.rest = tail;
                    return true;
                }
                [b' ' | b'\t' | b'\n' | b'\r', tail @ ..] => self.rest = tail,
                _ => return false,
            }
        }
    }

    /// Skips white space and takes `byte`, which must come next.
    #[inline]
    pub(crate) fn expect(&mut self, byte: u8) -> Result<(), Fault> {
        if self.accept(byte) { Ok(()) } else { Err(Fault::Syntax) }
    }

    /// Nothing but white space may be left.
    pub(crate) fn end(mut self) -> Result<(), Fault> {
        self.skip_space();
        if self.rest.is_empty() { Ok(()) } else { Err(Fault::Syntax) }
    }

    /// The name of a field, a string without escapes.
    #[rustfmt::skip]
    pub(crate) fn name(&mut self) -> Result<Name, Fault> {
        self.expect(b'"')?;
        let (name, tail) = match self.rest {
            [b's', b't', b'a', b't', b'i', b'o', b'n', b'"', tail @ ..] => (Name::Station, tail),
            [b'd', b'a', b't', b'e', b'"', tail @ ..] => (Name::Date, tail),
            [b'p', b'r', b'e', b'c', b'i', b'p', b'i', b't', b'a', b't', b'i', b'o', b'n', b'_',
             b'm', b'm', b'"', tail @ ..] => (Name::Rain, tail),
            [b't', b'e', b'm', b'p', b'_', b'm', b'a', b'x', b'_', b'c', b'"', tail @ ..] =>
                (Name::TempMax, tail),
            [b't', b'e', b'm', b'p', b'_', b'm', b'i', b'n', b'_', b'c', b'"', tail @ ..] =>
                (Name::TempMin, tail),
            [b'w', b'i', b'n', b'd', b'_', b'm', b'_', b's', b'"', tail @ ..] =>
                (Name::Wind, tail),
            _ => return Err(Fault::UnknownField),
        };
        self.rest = tail;
        Ok(name)
    }

    /// A string without escapes and control characters.
    pub(crate) fn string(&mut self) -> Result<&'a [u8], Fault> {
        self.expect(b'"')?;
        let text = self.rest;
        while let [byte, tail @ ..] = self.rest {
            self.rest = tail;
            match byte {
                b'"' => return text.get(..text.len() - tail.len() - 1).ok_or(Fault::Syntax),
                b'\\' | 0..=0x1f => break,
                _ => {}
            }
        }
        Err(Fault::Syntax)
    }

    /// A date written yyyy-mm-dd: year, month and day, not yet compared with the calendar.
    pub(crate) fn date(&mut self) -> Result<[u32; 3], Fault> {
        self.expect(b'"')?;
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'"', tail @ ..] = self.rest else {
            return Err(Fault::Date);
        };
        self.rest = tail;
        Ok([number([*y1, *y2, *y3, *y4])?, number([*m1, *m2])?, number([*d1, *d2])?])
    }

    /// A decimal number with at most four digits before the point and one after it, in
    /// tenths.
    pub(crate) fn tenths(&mut self) -> Result<i32, Fault> {
        self.skip_space();
        let negative = match self.rest {
            [b'-', tail @ ..] => {
                self.rest = tail;
                true
            }
            _ => false,
        };
        let mut tenths = self.whole()? * 10;
        if let [b'.', tail @ ..] = self.rest {
            self.rest = tail;
            tenths += self.digit().ok_or(Fault::Number)?;
        }
        // More digits, a second point or an exponent is a number this policy does not take.
        if let [b'0'..=b'9' | b'.' | b'e' | b'E', ..] = self.rest {
            return Err(Fault::Number);
        }
        Ok(if negative { -tenths } else { tenths })
    }

    /// One to four digits; JSON knows no leading zeros, so nothing is read after one.
    fn whole(&mut self) -> Result<i32, Fault> {
        let mut whole = self.digit().ok_or(Fault::Number)?;
        for _ in 0..3 {
            match self.digit() {
                Some(_) if whole == 0 => return Err(Fault::Number),
                Some(digit) => whole = whole * 10 + digit,
                None => break,
            }
        }
        Ok(whole)
    }

    #[inline]
    fn digit(&mut self) -> Option<i32> {
        match self.rest {
            [digit @ b'0'..=b'9', tail @ ..] => {
                self.rest = tail;
                Some(i32::from(digit - b'0'))
            }
            _ => None,
        }
    }

    #[inline]
    const fn skip_space(&mut self) {
        while let [b' ' | b'\t' | b'\n' | b'\r', tail @ ..] = self.rest {
            self.rest = tail;
        }
    }
}

fn number<const N: usize>(digits: [u8; N]) -> Result<u32, Fault> {
    digits.iter().try_fold(0, |value, byte| match byte {
        b'0'..=b'9' => Ok(value * 10 + u32::from(byte - b'0')),
        _ => Err(Fault::Date),
    })
}
