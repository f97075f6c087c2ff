//! The obstacle course: a document full of keywords, names of the prelude, names that collide, recursion and empty
//! objects is generated, and what comes out is compiled.
//!
//! In: `tests/fixtures/obstacle/`. Out: a crate below the target folder, checked by `cargo`.

use oasmith_tests::fixture::{Fixture, findings, run_as};
use oasmith_tests::{compiled, repository};

#[test]
fn the_obstacle_course_compiles() {
    let mut sources = Fixture::of("obstacle").sources();
    sources.templates = repository::templates();
    let run = run_as("obstacle", sources, false);
    let Some(output) = &run.output else {
        panic!("{}", findings(&run));
    };
    if let Err(words) = compiled::check("obstacle", &output.files) {
        panic!("{words}");
    }
}
