//! Documents full of keywords, prelude names, colliding names, recursion and empty objects generate crates that compile.
//!
//! Input: `tests/fixtures/obstacle/` and `tests/fixtures/alone/`. Output: crates below the target folder, checked by cargo.

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

#[test]
fn each_feature_of_a_crate_compiles_alone() {
    let mut sources = Fixture::of("alone").sources();
    sources.templates = repository::templates();
    let run = run_as("alone", sources, false);
    let Some(output) = &run.output else {
        panic!("{}", diagnostics(&run));
    };
    let features = features(&output.files["Cargo.toml"]);
    for area in ["books", "audits", "shelf", "admin", "types"] {
        assert!(features.contains(&area), "{features:?}");
    }
    for feature in features {
        if let Err(errors) = compiled::check_feature("alone", &output.files, feature) {
            panic!("{feature}: {errors}");
        }
    }
}

/// Returns the names of the features in a manifest, except `default`.
fn features(manifest: &str) -> Vec<&str> {
    let section = manifest.split("[features]\n").nth(1).unwrap_or_default();
    let lines = section.lines().take_while(|line| !line.is_empty());
    let names = lines.filter_map(|line| line.split_once(" = "));
    let names = names.map(|(name, _)| name);
    names.filter(|name| *name != "default").collect()
}
