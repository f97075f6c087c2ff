//! The fuzz targets: each runs a part of the code on random input, and checks the properties that must hold.

mod bodies;
mod documents;
mod event_streams;
mod forms;
mod frames;
mod generator;
mod headers;
mod overlays;
mod recordings;
mod unions;
mod webhooks;

pub use generator::generated;

use crate::accumulators;

/// A function that is run on random input.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// The name, which is that of its program, its seeds and its dictionary.
    pub name: &'static str,
    /// The number of random cases that CI runs.
    pub cases: u64,
    /// Runs a case.
    pub run: fn(&[u8]),
}

/// All targets.
pub const TARGETS: &[Target] = &[
    Target {
        name: "yaml",
        cases: 3000,
        run: documents::yaml,
    },
    Target {
        name: "json",
        cases: 3000,
        run: documents::json,
    },
    Target {
        name: "overlays",
        cases: 1000,
        run: overlays::run,
    },
    Target {
        name: "generator",
        cases: 60,
        run: generator::run,
    },
    Target {
        name: "event_streams",
        cases: 2000,
        run: event_streams::run,
    },
    Target {
        name: "accumulators",
        cases: 6000,
        run: accumulators::run,
    },
    Target {
        name: "unions",
        cases: 2000,
        run: unions::run,
    },
    Target {
        name: "bodies",
        cases: 2000,
        run: bodies::run,
    },
    Target {
        name: "forms",
        cases: 2000,
        run: forms::run,
    },
    Target {
        name: "headers",
        cases: 2000,
        run: headers::run,
    },
    Target {
        name: "retry_after",
        cases: 2000,
        run: headers::retry_after,
    },
    Target {
        name: "webhooks",
        cases: 2000,
        run: webhooks::run,
    },
    Target {
        name: "frames",
        cases: 2000,
        run: frames::run,
    },
    Target {
        name: "recordings",
        cases: 1000,
        run: recordings::run,
    },
];

/// Returns the target with this name.
///
/// # Panics
/// Panics if there is none.
pub fn target(name: &str) -> &'static Target {
    let mut all = TARGETS.iter();
    all.find(|target| target.name == name)
        .unwrap_or_else(|| panic!("unknown target {name}"))
}
