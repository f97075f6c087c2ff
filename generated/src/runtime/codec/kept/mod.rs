//! Data that was received and does not match a type.

mod extra;
mod unknown;
mod unmodeled;

pub use self::extra::Extra;
pub use self::unknown::Unknown;
pub(crate) use self::unmodeled::{Found, key_text, walk};
pub use self::unmodeled::{Unmodeled, UnmodeledKind, find_unmodeled};
