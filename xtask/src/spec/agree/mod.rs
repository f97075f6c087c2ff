//! `spec agree`: uses the compiler to verify a comparison of two documents.
//!
//! Input: two documents. Output: the number of uses of the older crate that do not compile against the newer one, those
//! that no change reported as breaking explains (an error of the comparison), and the breaking changes that broke no use.
//! Compiles a complete crate several times, so it is run by hand and not in CI.

mod compile;
mod uses;
mod verdict;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use self::compile::Crate;
use self::verdict::Verdict;
use super::revision;
use crate::cli::AgreeArgs;
use crate::pipeline;
use crate::repository::{GENERATED_PACKAGE, Repository};
use crate::stopwatch::Stopwatch;
use crate::terminal::{self, Outcome};
use oasmith::compare::document::Document;
use oasmith_core::diagnostic::Strictness;

/// Runs the command.
pub fn run(args: &AgreeArgs) -> Result<Outcome> {
    let repository = Repository::find()?;
    let mut watch = Stopwatch::new();
    let mut analyze = |path: &Path| -> Result<Option<Document>> {
        let sources = revision::sources(path, false, &repository)?;
        let name = revision::name(path);
        Ok(Document::analyze(
            &name,
            sources,
            GENERATED_PACKAGE,
            Strictness::Lenient,
            &mut watch,
        ))
    };
    let (Some(old), Some(new)) = (analyze(&args.old)?, analyze(&args.new)?) else {
        return Ok(Outcome::Failed);
    };
    let comparison = Document::compare(&old, &new);
    let uses = uses::of(&old.analysis().plan);
    let files = |path: &Path| -> Result<BTreeMap<String, String>> {
        let options = pipeline::options(GENERATED_PACKAGE, Strictness::Lenient);
        let run = oasmith_core::generate(
            revision::sources(path, false, &repository)?,
            &options,
            &mut |_| {},
        );
        Ok(run.output.context("the generation failed")?.files)
    };
    // A use that does not compile against the older crate proves nothing about the newer one.
    terminal::note("compiling the uses against the older crate");
    let rejected = Crate::write(&files(&args.old)?, &repository)?.rejected(&uses)?;
    if let Some((index, error)) = rejected.iter().next() {
        bail!(
            "{} uses do not compile against the older crate, which is a bug of this command; the first is {}: {error}",
            rejected.len(),
            uses[*index].code
        );
    }
    terminal::note("compiling the uses against the newer crate");
    let rejected = Crate::write(&files(&args.new)?, &repository)?.rejected(&uses)?;
    watch.stop();
    let verdict = Verdict::of(&comparison.report, &uses, &rejected);
    if args.json {
        terminal::print_json(&verdict)?;
    } else {
        verdict.print(args.list)?;
    }
    Ok(Outcome::of(verdict.missed.is_empty()))
}
