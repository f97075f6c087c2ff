//! Lists that are read in pages.

pub use crate::runtime::pages::{Items, Pages};
pub use crate::runtime::reply::Paged;
pub use crate::runtime::spec::{Cursor, Paging};
