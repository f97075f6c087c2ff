//! Strings in JSON text.

use std::borrow::Cow;

use crate::runtime::codec::reader::{Reader, Stop};

impl<'de> Reader<'de> {
    /// Reads a string after its opening quotation mark.
    #[inline]
    pub(super) fn rest_of_string(&mut self) -> Result<Cow<'de, str>, Stop> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        self.at = end_of_plain(bytes, start);
        if bytes.get(self.at) != Some(&b'"') {
            return self.escaped(start).map(Cow::Owned);
        }
        let text = self.text.get(start..self.at).ok_or(Stop)?;
        self.at += 1;
        Ok(Cow::Borrowed(text))
    }

    /// Reads a string that contains an escape at the current position.
    #[inline(never)]
    fn escaped(&mut self, start: usize) -> Result<String, Stop> {
        let bytes = self.text.as_bytes();
        let mut text = String::new();
        let mut copied = start;
        loop {
            text.push_str(self.text.get(copied..self.at).ok_or(Stop)?);
            self.at += 1;
            match bytes.get(self.at - 1) {
                Some(b'"') => return Ok(text),
                Some(b'\\') => text.push(self.escape()?),
                _ => return Err(Stop),
            }
            copied = self.at;
            self.at = end_of_plain(bytes, copied);
        }
    }

    /// Reads an escape after its backslash. A lone surrogate is rejected.
    fn escape(&mut self) -> Result<char, Stop> {
        let byte = self.byte();
        self.at += 1;
        Ok(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => {
                let first = self.hexadecimal()?;
                let mut second = None;
                if (0xD800..0xDC00).contains(&first) {
                    self.literal("\\u")?;
                    second = Some(self.hexadecimal()?);
                }
                let mut characters = char::decode_utf16([first].into_iter().chain(second));
                characters.next().ok_or(Stop)?.map_err(|_| Stop)?
            }
            _ => return Err(Stop),
        })
    }

    /// Reads four hexadecimal digits.
    fn hexadecimal(&mut self) -> Result<u16, Stop> {
        let digits = self.text.get(self.at..self.at + 4).ok_or(Stop)?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(Stop);
        }
        self.at += 4;
        u16::from_str_radix(digits, 16).map_err(|_| Stop)
    }
}

/// Returns the position of the first byte that ends a string or needs attention: a quotation mark, a backslash or a
/// control character. Returns the length of the input if there is none.
#[inline]
pub(super) fn end_of_plain(bytes: &[u8], start: usize) -> usize {
    let mut at = start.min(bytes.len());
    while let Some(word) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let special = special(u64::from_le_bytes(*word));
        if special != 0 {
            return at + special.trailing_zeros() as usize / 8;
        }
        at += 8;
        if at - start == LONG {
            at = end_of_plain_blocks(bytes, at);
        }
    }
    while bytes.get(at).is_some_and(|byte| !is_special(*byte)) {
        at += 1;
    }
    at
}

/// The number of bytes after which a string is read in blocks.
const LONG: usize = 64;

/// Skips the blocks of bytes that need no attention.
#[inline(never)]
fn end_of_plain_blocks(bytes: &[u8], mut at: usize) -> usize {
    while let Some(block) = bytes.get(at..).and_then(<[u8]>::first_chunk::<32>) {
        // Without an early return, so that the compiler uses vector instructions.
        if block
            .iter()
            .fold(false, |any, byte| any | is_special(*byte))
        {
            break;
        }
        at += 32;
    }
    at
}

#[inline]
fn is_special(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}

/// Returns a word whose lowest set bit is in the first special byte. Zero if there is none.
#[inline]
fn special(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 0xFF;
    let quotation_mark = word ^ (ONES * 0x22);
    let backslash = word ^ (ONES * 0x5C);
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    let quotation_mark = quotation_mark.wrapping_sub(ONES) & !quotation_mark;
    let backslash = backslash.wrapping_sub(ONES) & !backslash;
    (control | quotation_mark | backslash) & (ONES << 7)
}
