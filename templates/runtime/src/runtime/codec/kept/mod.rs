//! Data that was received and does not match a type.

mod extra;
mod key_text;
mod unknown;
#[cfg(feature = "unmodeled")]
mod unmodeled;

pub use self::extra::Extra;
pub(crate) use self::key_text::key_text;
pub use self::unknown::Unknown;
#[cfg(feature = "unions")]
pub(crate) use self::unmodeled::{Found, walk};
#[cfg(feature = "unmodeled")]
pub use self::unmodeled::{Unmodeled, UnmodeledKind, find_unmodeled};
