//! Bytes, which are sent as base64.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;

/// Padding is written, and is optional when reading.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

super::format! {
    Bytes: "bytes in base64", Bytes::new(),
        |text| BASE64.decode(text).map(Bytes::from),
        |value| BASE64.encode(value);
}
