//! The hand-written part of every generated client, as a separate crate to compile, lint and test.
//!
//! The folder `runtime` is copied into `src/runtime` of each generated crate, which exports the same items. Only `crate_name`
//! in its documentation is replaced with the name of the crate.

mod runtime;

pub use runtime::public::*;
#[doc(hidden)]
pub use runtime::{codec, generated};
