//! From values to JSON text, as it is sent.

use std::io;

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CompactFormatter, Formatter};

/// Encodes a value as JSON.
///
/// The same as `serde_json::to_vec`, except for large whole numbers: an integer beyond 64 bits is held as a double,
/// and is written with all its digits, as JavaScript does and RFC 8785 asks for, where `serde_json` writes an exponent:
/// `-9223372036854776000` comes out as it came in.
///
/// # Errors
/// If a type refuses to be encoded, as a map does whose keys are no text.
pub fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, serde_json::Error> {
    let mut out = Vec::with_capacity(128);
    value.serialize(&mut Serializer::with_formatter(&mut out, WholeDigits))?;
    Ok(out)
}

/// JSON without blanks, and without exponents where JavaScript has none.
struct WholeDigits;

impl Formatter for WholeDigits {
    #[inline]
    fn write_f64<W: io::Write + ?Sized>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        // In this range every double is a whole number; Rust prints the shortest digits and fills up with zeros.
        if (1e16..1e21).contains(&value.abs()) {
            write!(writer, "{value}")
        } else {
            CompactFormatter.write_f64(writer, value)
        }
    }
}
