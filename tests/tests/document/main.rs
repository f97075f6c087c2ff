//! The document of this repository generates a complete crate, and its public API is kept in snapshots.
//!
//! Input: `spec/`, `templates/` and `generated/`. Output: snapshots for reviewers. Without `spec/openai.yaml`, the tests
//! are skipped.
#![allow(clippy::print_stderr, clippy::print_stdout, reason = "prints figures")]

mod blank_requests;
mod churn;
mod coverage;
mod crate_text;
mod drift;
mod insertions;
mod lag;
mod order;
mod raw;
mod surface;
mod views;

use std::sync::LazyLock;

use oasmith_core::diagnostic::Strictness;
use oasmith_core::source::SourceFile;
use oasmith_core::{Options, Output, Run, Sources};
use oasmith_tests::fixture::diagnostics;
use oasmith_tests::repository;
use oasmith_tests::skip::skipped;

const DOCUMENT: &str = "spec/openai.yaml";

/// The output that all tests share. `None` without a document.
static RUN: LazyLock<Option<Output>> = LazyLock::new(|| {
    let sources = sources()?;
    let run = generate(sources);
    assert!(run.output.is_some(), "{}", diagnostics(&run));
    run.output
});

/// Returns the sources of the generated crate.
fn sources() -> Option<Sources> {
    let text = repository::text(&repository::path(DOCUMENT))?;
    Some(repository::embedded(SourceFile::new(DOCUMENT, text)))
}

fn generate(sources: Sources) -> Run<Output> {
    let options = Options {
        crate_name: "openai-typed".to_owned(),
        strictness: Strictness::Strict,
    };
    oasmith_core::generate(sources, &options, &mut |_| {})
}

/// Returns the output, or reports that the test is skipped.
fn output() -> Option<&'static Output> {
    if RUN.is_none() {
        skipped(format!("{DOCUMENT} does not exist"));
    }
    RUN.as_ref()
}
