//! Decodes JSON bytes, tolerantly or strictly, and encodes values.

pub(crate) mod contain;
mod decode;
mod encode;
mod escapes;
mod mode;
mod strict;
mod surrogates;

pub(crate) use self::decode::decode_value;
pub use self::decode::{DecodeError, decode};
pub use self::encode::encode;
pub(crate) use self::escapes::repair_escapes;
pub(crate) use self::mode::{declared_properties, required_properties, selects_variant};
pub(crate) use self::mode::{note_properties, note_tag};
pub(crate) use self::strict::check as check_strict;
pub use self::strict::decode_strict;
pub(crate) use self::surrogates::replace_lone_surrogates;
#[allow(unused_imports)] // without the client, there are no event streams
pub(crate) use self::surrogates::{Surrogate, lone_surrogates};
