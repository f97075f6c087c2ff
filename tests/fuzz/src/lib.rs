//! Fuzz targets, each of which is a function of bytes that panics if a property is violated.
//!
//! The tests of this crate run each of them on a bounded number of cases with the stable toolchain. The programs in `fuzz/`
//! at the root of the repository run the same functions with libFuzzer. Both use the seeds and dictionaries there.

pub mod accumulators;
pub mod cases;
mod choices;
mod corpus;
mod served;
pub mod targets;

pub use choices::Choices;
pub use targets::{TARGETS, Target, target};
