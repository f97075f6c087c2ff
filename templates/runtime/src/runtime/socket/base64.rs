//! Binary data in JSON: base64 (RFC 4648, section 4), in one pass each way.
//!
//! In: bytes, or the text of an event. Out: the other. The result is allocated once, at its full length.
//! Must not know: what the bytes are.

use ::base64::alphabet;
use ::base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use ::base64::engine::{DecodePaddingMode, Engine};
use bytes::Bytes;

use super::super::error::{Error, ErrorKind};

/// Writes padding, and reads with and without.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Appends the base64 of `bytes` to `text`.
pub fn encode_base64(bytes: &[u8], text: &mut String) {
    text.reserve(bytes.len().div_ceil(3) * 4);
    BASE64.encode_string(bytes, text);
}

/// The bytes of a base64 text, padded or not.
///
/// # Errors
/// [`ErrorKind::Decode`] if it is none.
pub fn decode_base64(text: &str) -> Result<Bytes, Error> {
    let decoded = BASE64.decode(text);
    decoded.map(Bytes::from).map_err(|error| {
        Error::new(ErrorKind::Decode, format!("no base64: {error}")).with_source(error)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_decoded() {
        for length in [0, 1, 2, 3, 4, 1000] {
            let bytes: Vec<u8> = (0..length).map(|index| (index % 251) as u8).collect();
            let mut text = String::new();
            encode_base64(&bytes, &mut text);
            assert_eq!(decode_base64(&text).expect("base64"), bytes);
            let bare = text.trim_end_matches('=');
            assert_eq!(decode_base64(bare).expect("base64 without padding"), bytes);
        }
    }

    #[test]
    fn what_is_no_base64_is_an_error() {
        let error = decode_base64("AAA?").expect_err("no base64");
        assert_eq!(error.kind(), ErrorKind::Decode);
    }
}
