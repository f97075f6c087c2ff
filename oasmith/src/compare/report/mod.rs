//! Renders the comparison of two documents.
//!
//! Input: a [`Comparison`]. Output: text in one of four formats, or an entry of the changelog.

mod changelog;
mod comparison;
mod html;
mod json;
mod markdown;
mod text;

use crate::cli::ReportFormat;

pub use changelog::changelog_entry;
pub use comparison::{Comparison, DocumentSummary};

/// Renders the report, ending in a line break. Only the text format uses color.
pub fn render(comparison: &Comparison, format: ReportFormat, color: bool) -> String {
    match format {
        ReportFormat::Text => text::render(comparison, color),
        ReportFormat::Json => json::render(comparison),
        ReportFormat::Markdown => markdown::render(comparison),
        ReportFormat::Html => html::render(comparison),
    }
}

#[cfg(test)]
mod tests;
