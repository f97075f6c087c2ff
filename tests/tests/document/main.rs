//! The document of this repository, as a whole: what is made of it, and that nothing of it is lost.
//!
//! In: `spec/`, `templates/` and `generated/`. Out: snapshots that people review, and rules about all of it. Without
//! `spec/openai.yaml` there is nothing to test, and each test says so.
#![allow(
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "says what is skipped, and figures"
)]

mod churn;
mod coverage;
mod crate_text;
mod drift;
mod order;
mod raw;
mod surface;
mod views;

use std::sync::LazyLock;

use oasmith::source::SourceFile;
use oasmith::{Options, Output, Run, Sources};
use oasmith_tests::fixture::findings;
use oasmith_tests::repository;

const DOCUMENT: &str = "spec/openai.yaml";

/// The run that all tests look at; none without a document.
static RUN: LazyLock<Option<Output>> = LazyLock::new(|| {
    let sources = sources()?;
    let run = generate(sources);
    let told = findings(&run);
    assert!(run.output.is_some(), "{told}");
    run.output
});

/// Everything that the repository generates from.
fn sources() -> Option<Sources> {
    let text = repository::text(&repository::path(DOCUMENT))?;
    Some(repository::embedded(SourceFile::new(DOCUMENT, text)))
}

fn generate(sources: Sources) -> Run<Output> {
    let options = Options {
        crate_name: "openai-typed".to_owned(),
        strict: true,
    };
    oasmith::generate(sources, &options, &mut |_| {})
}

/// What was generated; a word, and none, without a document.
fn output() -> Option<&'static Output> {
    if RUN.is_none() {
        eprintln!("skipped: there is no {DOCUMENT}");
    }
    RUN.as_ref()
}
