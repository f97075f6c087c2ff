//! `diff`: shows what changes for users of the crate between two documents.
//!
//! Input: two documents. Output: a report on standard output. What a change means is decided in `oasmith_core::diff`.

pub mod document;
pub mod report;

use anyhow::Result;

use crate::cli::{DiffArgs, ReportFormat};
use crate::stopwatch::Stopwatch;
use crate::terminal::{self, Outcome};
use document::Document;

/// Prints the report about two documents. A document with errors is `None`.
pub fn print(
    args: &DiffArgs,
    old: Option<&Document>,
    new: Option<&Document>,
    watch: &mut Stopwatch,
) -> Result<Outcome> {
    let (Some(old), Some(new)) = (old, new) else {
        return Ok(Outcome::Failed);
    };
    watch.start("diff");
    let comparison = Document::compare(old, new);
    watch.start("report");
    let format = match args.json {
        true => ReportFormat::Json,
        false => args.format,
    };
    let text = report::render(&comparison, format, terminal::color_results());
    watch.stop();
    terminal::print(&text)?;
    if args.timings {
        watch.table().iter().for_each(|line| terminal::note(line));
    }
    Ok(Outcome::Done)
}
