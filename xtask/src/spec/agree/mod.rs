//! `spec agree`: whether the compiler is of the same opinion as a comparison.
//!
//! In: two documents. Out: how many uses of the older crate do not compile against the newer one, which of them the
//! comparison had not called breaking (there must be none), and which of its breaking changes broke no use. Compiles a
//! whole crate several times, so it is run by hand, not by CI.

mod compile;
mod uses;
mod verdict;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use self::compile::Crate;
use self::verdict::Verdict;
use super::diff;
use super::document::{Document, Matching};
use crate::cli::AgreeArgs;
use crate::pipeline::{self, Stopwatch};
use crate::repository::{GENERATED_PACKAGE, Repository};
use crate::terminal::{self, Outcome};

/// Runs the command.
pub fn run(args: &AgreeArgs) -> Result<Outcome> {
    let repository = Repository::find()?;
    let mut watch = Stopwatch::new();
    let mut understand = |path: &Path| -> Result<Option<Document>> {
        let sources = diff::sources(path, false, &repository)?;
        let name = diff::name(path);
        Ok(Document::understand(
            &name,
            sources,
            Matching::Lenient,
            &mut watch,
        ))
    };
    let (Some(old), Some(new)) = (understand(&args.old)?, understand(&args.new)?) else {
        return Ok(Outcome::Failed);
    };
    let comparison = Document::compare(&old, &new);
    let uses = uses::of(&old.understood().plan);
    let files = |path: &Path| -> Result<BTreeMap<String, String>> {
        let options = pipeline::options(GENERATED_PACKAGE, false);
        let run = oasmith::generate(
            diff::sources(path, false, &repository)?,
            &options,
            &mut |_| {},
        );
        Ok(run.output.context("the generation failed")?.files)
    };
    // A use that the older crate itself refuses says nothing of the newer one.
    terminal::note("compiling the uses against the older crate");
    let before = Crate::write(&files(&args.old)?, &repository)?.refused(&uses)?;
    if let Some((index, error)) = before.iter().next() {
        bail!(
            "{} uses do not compile against the older crate, which is a fault of this command; the first: {}: {error}",
            before.len(),
            uses[*index].code
        );
    }
    terminal::note("compiling the uses against the newer crate");
    let refused = Crate::write(&files(&args.new)?, &repository)?.refused(&uses)?;
    watch.stop();
    let verdict = Verdict::of(&comparison.report, &uses, &refused);
    if args.json {
        terminal::json(&verdict)?;
    } else {
        verdict.print(args.list)?;
    }
    Ok(Outcome::of(verdict.missed.is_empty()))
}
