//! The catalog: models of a service with their limits and prices, and the rate limits of its usage tiers.
//!
//! Input: the tree of a catalog file. Output: a [`Catalog`], or diagnostics. The stage is independent of the document
//! and of Rust. The comment at the top of `spec/catalog.yaml` describes the format.
//!
//! Each fact names its source. If several sources state a fact, the newest one is in force, and the others are kept.

mod facts;
mod fields;
mod model;
mod read;
#[cfg(test)]
mod tests;

pub use model::{Catalog, Discount, Fact, Lifecycle, Model, Price, Source, Tier};
pub use read::read;
