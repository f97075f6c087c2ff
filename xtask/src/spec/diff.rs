//! `spec diff`: shows what changes for users of the crate between two documents, with the overlays in `spec/`.
//!
//! Input: two documents, from disk or git. Output: a report on standard output.

use std::path::Path;

use anyhow::Result;
use oasmith::compare;
use oasmith::compare::document::Document;
use oasmith_core::diagnostic::Strictness;

use super::revision;
use crate::cli::SpecDiffArgs;
use crate::repository::{GENERATED_PACKAGE, Repository};
use crate::stopwatch::Stopwatch;
use crate::terminal::Outcome;

/// Runs the command.
pub fn run(args: &SpecDiffArgs) -> Result<Outcome> {
    let repository = Repository::find()?;
    let strictness = Strictness::from(args.strict);
    let mut watch = Stopwatch::new();
    let mut analyze = |path: &Path| -> Result<Option<Document>> {
        let sources = revision::sources(path, args.bare, &repository)?;
        let name = revision::name(path);
        let document = Document::analyze(&name, sources, GENERATED_PACKAGE, strictness, &mut watch);
        Ok(document.map(|document| document.with_date(revision::date(path, &repository))))
    };
    let (old, new) = (analyze(&args.diff.old)?, analyze(&args.diff.new)?);
    compare::print(&args.diff, old.as_ref(), new.as_ref(), &mut watch)
}
