//! The half of every generated client that no document changes.
//!
//! The folder `runtime` is copied as it is into `src/runtime` of each generated crate; here it is compiled,
//! linted and tested on its own.

pub mod runtime;
