//! Encodes values as JSON.

use std::io;

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CompactFormatter, Formatter};

/// Encodes a value as JSON.
///
/// Equivalent to `serde_json::to_vec`, except for large integers: an integer beyond 64 bits is stored as a double and
/// written with all its digits, as JavaScript does and RFC 8785 requires. `serde_json` writes an exponent.
/// For example, `-9223372036854776000` survives a round trip unchanged.
///
/// # Errors
/// Returns an error if a type cannot be encoded, such as a map whose keys are not strings.
pub fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, serde_json::Error> {
    let mut out = Vec::with_capacity(128);
    value.serialize(&mut Serializer::with_formatter(&mut out, WholeDigits))?;
    Ok(out)
}

/// Formats JSON without whitespace, and without exponents where JavaScript writes none.
struct WholeDigits;

impl Formatter for WholeDigits {
    #[inline]
    fn write_f64<W: io::Write + ?Sized>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        // Every double in this range is an integer. Rust prints the shortest digits and pads with zeros.
        if (1e16..1e21).contains(&value.abs()) {
            write!(writer, "{value}")
        } else {
            CompactFormatter.write_f64(writer, value)
        }
    }
}
