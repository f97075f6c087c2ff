//! Values that the types do not model: how they are kept, found, and written back.
//!
//! [`decode`] and [`encode`] lose nothing. A property that a type does not declare is kept in [`Extra`], and a variant
//! unknown to this version in [`Unknown`].
//! [`find_unmodeled`] lists both.

pub use crate::runtime::codec::{DecodeError, Extra, Unknown, decode, decode_strict, encode};
pub use crate::runtime::codec::{Unmodeled, UnmodeledKind, find_unmodeled};
