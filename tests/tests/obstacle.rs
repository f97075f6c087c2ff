//! A document full of keywords, prelude names, colliding names, recursion and empty objects generates a crate that
//! compiles.
//!
//! Input: `tests/fixtures/obstacle/`. Output: a crate below the target folder, checked by cargo.

use oasmith_tests::fixture::{Fixture, diagnostics, run_as};
use oasmith_tests::{compiled, repository};

#[test]
fn the_crate_of_an_adversarial_document_compiles() {
    let mut sources = Fixture::of("obstacle").sources();
    sources.templates = repository::templates();
    let run = run_as("obstacle", sources, false);
    let Some(output) = &run.output else {
        panic!("{}", diagnostics(&run));
    };
    if let Err(errors) = compiled::check("obstacle", &output.files) {
        panic!("{errors}");
    }
}
