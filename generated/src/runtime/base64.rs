//! Base64 ([RFC 4648, section 4](https://www.rfc-editor.org/rfc/rfc4648#section-4)) for binary data in JSON.

use ::base64::alphabet;
use ::base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use ::base64::engine::{DecodePaddingMode, Engine};
use bytes::Bytes;

use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;

/// Encodes with padding, and decodes with or without.
pub(crate) const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Encodes bytes as base64, with padding.
///
/// ```
/// use openai_typed::media::{decode_base64, encode_base64};
///
/// # fn main() -> Result<(), openai_typed::Error> {
/// assert_eq!(encode_base64("Hello"), "SGVsbG8=");
/// assert_eq!(decode_base64("SGVsbG8")?.as_ref(), b"Hello");
/// # Ok(())
/// # }
/// ```
pub fn encode_base64(bytes: impl AsRef<[u8]>) -> String {
    BASE64.encode(bytes)
}

/// Appends the base64 encoding of `bytes` to `output`.
pub(crate) fn append_base64(bytes: &[u8], output: &mut String) {
    output.reserve(encoded_length(bytes));
    BASE64.encode_string(bytes, output);
}

/// Decodes base64 with or without padding. Whitespace and the URL-safe alphabet are accepted as well.
///
/// # Errors
/// Returns an error of kind [`ErrorKind::Decode`] if `encoded` is not base64.
pub fn decode_base64(encoded: &str) -> Result<Bytes, Error> {
    let decoded = BASE64.decode(encoded).or_else(|error| {
        // Almost all base64 is in the standard form, so other forms are tried only after an error.
        let other = BASE64.decode(standard_form(encoded));
        other.map_err(|_| error)
    });
    decoded.map(Bytes::from).map_err(|error| {
        Error::new(ErrorKind::Decode, format!("invalid base64: {error}")).with_source(error)
    })
}

/// Returns base64 without whitespace and in the standard alphabet.
fn standard_form(encoded: &str) -> String {
    let characters = encoded
        .chars()
        .filter(|character| !character.is_ascii_whitespace());
    let standard = characters.map(|character| match character {
        '-' => '+',
        '_' => '/',
        other => other,
    });
    standard.collect()
}

/// Builds the JSON of an event with base64-encoded data: `{"type":"…","…":"…"}`.
///
/// The data is encoded directly into the result. The type and the name of the property must not need escaping.
#[allow(dead_code)] // for channels
#[doc(hidden)]
pub fn base64_event(event_type: &str, property: &str, bytes: &[u8]) -> String {
    let start = format!(r#"{{"type":"{event_type}","{property}":""#);
    let mut json = String::with_capacity(start.len() + encoded_length(bytes) + 2);
    json.push_str(&start);
    append_base64(bytes, &mut json);
    json.push_str("\"}");
    json
}

fn encoded_length(bytes: &[u8]) -> usize {
    bytes.len().div_ceil(3) * 4
}
