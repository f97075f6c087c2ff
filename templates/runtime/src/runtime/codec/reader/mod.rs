//! A deserializer of JSON text that keeps no reasons.
//!
//! [`decode`](crate::runtime::codec::decode) reads with it first. Input that it rejects is parsed by `serde_json`, which
//! reports the reason, and decoded from a tree, which keeps mismatches. It accepts the same JSON as `serde_json`, except
//! integers beyond 64 bits, and passes the same values to visitors.

mod access;
mod ahead;
mod deserializer;
mod key;
mod number;
mod stop;
mod string;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use serde::de::{Deserialize, IgnoredAny, Visitor};

use self::access::{Entries, Items};
pub(crate) use self::stop::Stop;

/// The deepest nesting that is read. `serde_json` reads as many levels.
const MAX_DEPTH: u8 = 127;

/// A position in JSON text.
pub(crate) struct Reader<'de> {
    text: &'de str,
    /// The offset of the next byte.
    at: usize,
    depth: u8,
}

/// Reads JSON text that consists of one value.
pub(crate) fn read<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, Stop> {
    let mut reader = Reader {
        text,
        at: 0,
        depth: 0,
    };
    let value = T::deserialize(&mut reader)?;
    reader.skip_whitespace();
    match reader.at == text.len() {
        true => Ok(value),
        false => Err(Stop),
    }
}

impl<'de> Reader<'de> {
    /// Returns the next byte. A NUL, which is never valid here, represents the end.
    #[inline]
    fn byte(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    /// Returns the first byte of the next token.
    #[inline]
    fn token(&mut self) -> u8 {
        match self.byte() {
            byte @ 0x21.. => byte,
            _ => self.skip_whitespace(),
        }
    }

    #[cold]
    fn skip_whitespace(&mut self) -> u8 {
        loop {
            match self.byte() {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                byte => return byte,
            }
        }
    }

    /// Reads a token of one byte.
    #[inline]
    fn expect(&mut self, byte: u8) -> Result<(), Stop> {
        if self.token() != byte {
            return Err(Stop);
        }
        self.at += 1;
        Ok(())
    }

    /// Reads the name of a value.
    #[inline]
    fn literal(&mut self, name: &str) -> Result<(), Stop> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if !rest.starts_with(name.as_bytes()) {
            return Err(Stop);
        }
        self.at += name.len();
        Ok(())
    }

    /// Reads a string.
    #[inline]
    fn string(&mut self) -> Result<Cow<'de, str>, Stop> {
        self.expect(b'"')?;
        self.rest_of_string()
    }

    /// Reads an object.
    #[inline]
    fn object<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Stop> {
        self.nested(b'{', b'}', |reader| visitor.visit_map(Entries::new(reader)))
    }

    /// Reads a list.
    #[inline]
    fn list<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Stop> {
        self.nested(b'[', b']', |reader| visitor.visit_seq(Items::new(reader)))
    }

    #[inline]
    fn nested<T>(
        &mut self,
        start: u8,
        end: u8,
        content: impl FnOnce(&mut Self) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        self.expect(start)?;
        if self.depth == MAX_DEPTH {
            return Err(Stop);
        }
        self.depth += 1;
        let content = content(self)?;
        self.depth -= 1;
        self.expect(end)?;
        Ok(content)
    }

    /// Skips a value and returns its text.
    fn skip(&mut self) -> Result<&'de str, Stop> {
        self.token();
        let start = self.at;
        IgnoredAny::deserialize(&mut *self)?;
        self.text.get(start..self.at).ok_or(Stop)
    }
}

/// Passes a string, borrowed if it contains no escape.
#[inline]
fn visit_string<'de, V: Visitor<'de>>(text: Cow<'de, str>, visitor: V) -> Result<V::Value, Stop> {
    match text {
        Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
        Cow::Owned(text) => visitor.visit_string(text),
    }
}
