//! Code shared by the tests of this crate: fixtures, runs of the generator, and comparisons of text.
//!
//! Input: the files of this repository. Output: values for tests.

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
#[doc = include_str!("../../spec/front-page.md")]
#[doc = include_str!("../../spec/package-readme.md")]
#[doc = include_str!("../../docs/from-async-openai.md")]
#[doc = include_str!("../../docs/from-python.md")]
#[doc = include_str!("../../docs/guide.md")]
#[doc = include_str!("../../docs/catalog.md")]
#[doc = include_str!("../../docs/everyday-calls.md")]
#[doc = include_str!("../../docs/hosts.md")]
#[doc = include_str!("../../docs/testing.md")]
#[doc = include_str!("../../docs/tools.md")]
#[doc = include_str!("../../docs/unknown-data.md")]
pub struct Documents;

/// The examples in the documentation of the generated crate.
#[cfg(doctest)]
#[doc = include_str!(concat!(env!("OUT_DIR"), "/examples.md"))]
pub struct Examples;

pub mod compiled;
pub mod decode;
pub mod fixture;
pub mod golden;
pub mod json;
pub mod listing;
pub mod repository;
pub mod skip;
