//! Changes between two documents, as users of the generated crate see them.
//!
//! Input: two [`Side`]s, each with the meaning of a document and the Rust that is planned for it. Output: [`Report`].
//! Each change is classified by a [`Rule`]. The stage is independent of Rust source text and report formats.

mod channels;
mod class;
mod comparison;
mod conversions;
mod docs;
mod enums;
mod operations;
mod records;
mod release;
mod renames;
mod report;
mod responses;
mod rules;
mod rust_type;
mod service;
mod signatures;
mod surface;
mod types;
mod unions;
mod variant_constructors;

pub use class::Class;
pub use release::{Level, Release, numbers};
pub use report::{Change, Counts, Report};
pub use rules::Rule;
pub use rust_type::text as type_text;
pub use surface::Side;

use self::comparison::{Comparison, Difference, Subject};
use self::surface::Surface;

/// Compares two documents.
pub fn diff(old: Side<'_>, new: Side<'_>) -> Report {
    let mut comparison = Comparison::of(Surface::of(old), Surface::of(new));
    comparison.service();
    comparison.operations();
    comparison.types();
    comparison.into_report()
}
