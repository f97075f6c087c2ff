//! Numbers in JSON text.

use std::str::FromStr;

use serde::de::Visitor;

use crate::runtime::codec::reader::{Reader, Stop};

/// A number in the form that `serde_json` passes to a visitor.
pub(super) enum Number {
    Unsigned(u64),
    Negative(i64),
    Float(f64),
}

impl Number {
    #[inline]
    pub(super) fn visit<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        match self {
            Self::Unsigned(number) => visitor.visit_u64(number),
            Self::Negative(number) => visitor.visit_i64(number),
            Self::Float(number) => visitor.visit_f64(number),
        }
    }
}

/// The most digits that always fit into 64 bits.
const DIGITS: usize = 18;

impl<'de> Reader<'de> {
    /// Reads a number. One that neither 64 bits nor a double can represent is rejected.
    #[inline]
    pub(super) fn number(&mut self) -> Result<Number, Stop> {
        let start = self.at;
        let mut number = 0;
        while let digit @ b'0'..=b'9' = self.byte() {
            number = number * 10 + u64::from(digit - b'0');
            self.at += 1;
            if self.at - start > DIGITS {
                break;
            }
        }
        let is_plain = match self.text.as_bytes().get(start) {
            Some(b'0') => self.at - start == 1,
            _ => self.at > start,
        };
        match self.byte() {
            b'0'..=b'9' | b'.' | b'e' | b'E' | b'-' => {}
            _ if is_plain => return Ok(Number::Unsigned(number)),
            _ => return Err(Stop),
        }
        self.at = start;
        self.other_number()
    }

    /// Reads a number that has a sign, a fraction, an exponent or many digits.
    #[inline(never)]
    fn other_number(&mut self) -> Result<Number, Stop> {
        let text = self.number_text()?;
        let is_integer = !text.contains(['.', 'e', 'E']);
        Ok(match text.strip_prefix('-') {
            // An integer type has no negative zero.
            Some("0") => Number::Float(-0.0),
            Some(_) if is_integer => Number::Negative(text.parse().map_err(|_| Stop)?),
            None if is_integer => Number::Unsigned(text.parse().map_err(|_| Stop)?),
            _ => Number::Float(finite(text)?),
        })
    }

    /// Reads a number of any type.
    pub(super) fn parse<N: FromStr>(&mut self) -> Result<N, Stop> {
        self.number_text()?.parse().map_err(|_| Stop)
    }

    /// Reads a number and returns its text.
    fn number_text(&mut self) -> Result<&'de str, Stop> {
        let start = self.at;
        if self.byte() == b'-' {
            self.at += 1;
        }
        match self.byte() {
            b'0' => self.at += 1,
            _ => self.digits()?,
        }
        if self.byte() == b'.' {
            self.at += 1;
            self.digits()?;
        }
        if let b'e' | b'E' = self.byte() {
            self.at += 1;
            if let b'+' | b'-' = self.byte() {
                self.at += 1;
            }
            self.digits()?;
        }
        self.text.get(start..self.at).ok_or(Stop)
    }

    /// Reads digits, of which there must be at least one.
    fn digits(&mut self) -> Result<(), Stop> {
        let start = self.at;
        while self.byte().is_ascii_digit() {
            self.at += 1;
        }
        match self.at > start {
            true => Ok(()),
            false => Err(Stop),
        }
    }
}

/// Parses a number. Infinity is the result for one beyond the range of doubles, which is rejected.
fn finite(text: &str) -> Result<f64, Stop> {
    let number = text.parse().ok();
    number.filter(|number: &f64| number.is_finite()).ok_or(Stop)
}
