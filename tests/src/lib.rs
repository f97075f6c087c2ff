//! What the tests of this crate share: fixtures on disk, runs of the generator, and texts to compare.
//!
//! In: the folders of this repository. Out: values for tests. Nothing here asserts.

pub mod compiled;
pub mod decode;
pub mod fixture;
pub mod golden;
pub mod json;
pub mod listing;
pub mod repository;
