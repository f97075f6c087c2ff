//! Bounded runs of a target: its seeds, and random cases.
//!
//! `FUZZ_CASES` sets the number of random cases, `FUZZ_SEED` the random seed of the first. A failure prints its case.

use std::panic::{AssertUnwindSafe, catch_unwind};

use fastrand::Rng;

use crate::corpus::Corpus;
use crate::targets::Target;

/// Runs all seeds of a target and a number of random cases.
///
/// # Panics
/// Panics on the first finding, and if an environment variable is not a number.
pub fn run(target: &Target) {
    let corpus = Corpus::of(target.name);
    for seed in corpus.seeds() {
        one(target, "a seed", seed);
    }
    let first = setting("FUZZ_SEED").unwrap_or(0);
    let count = setting("FUZZ_CASES").unwrap_or(target.cases);
    for number in first..first + count {
        let case = corpus.case(&mut Rng::with_seed(number));
        one(target, &format!("FUZZ_SEED={number}"), &case);
    }
}

/// Returns the number in an environment variable, or `None` if it is not set.
///
/// # Panics
/// Panics if the variable is set to anything but a number.
pub fn setting(name: &str) -> Option<u64> {
    let set = std::env::var(name).ok()?;
    Some(
        set.parse()
            .unwrap_or_else(|_| panic!("{name} is not a number")),
    )
}

fn one(target: &Target, name: &str, case: &[u8]) {
    let result = catch_unwind(AssertUnwindSafe(|| (target.run)(case)));
    // The message of the finding is already printed.
    if result.is_err() {
        let shown = case.escape_ascii();
        panic!("{}, {name}: \"{shown}\"", target.name);
    }
}
