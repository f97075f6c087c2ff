//! The committed supplement is what the SDK gives.
//!
//! Needs an unpacked package of the version in `spec/supplement.yaml`: its folder is in the variable
//! `SUPPLEMENT_SDK`. Without it the test says that it was skipped.

#![allow(clippy::print_stderr, reason = "a skipped test says so")]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use supplement::commands::{Inputs, lag, supplement};

fn inputs() -> Option<Inputs> {
    let Some(from) = env::var_os("SUPPLEMENT_SDK").map(PathBuf::from) else {
        eprintln!("skipped: SUPPLEMENT_SDK names no folder of an unpacked package");
        return None;
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    Some(Inputs {
        root,
        from,
        version: None,
    })
}

#[test]
fn the_committed_supplement_is_what_the_sdk_gives() {
    let Some(inputs) = inputs() else { return };
    let written = supplement(&inputs).expect("a supplement");
    assert!(written.problems.is_empty(), "{:#?}", written.problems);
    let committed = fs::read_to_string(inputs.supplement()).expect("spec/supplement.yaml");
    assert!(
        written.text == committed,
        "spec/supplement.yaml is not what `cargo xtask spec supplement` writes"
    );
}

#[test]
fn nothing_is_missing_without_a_reason() {
    let Some(inputs) = inputs() else { return };
    let lag = lag(&inputs).expect("a report");
    assert!(lag.missing.is_empty() && lag.stale.is_empty(), "{lag}");
    let readme = fs::read_to_string(inputs.root.join("README.md")).expect("README.md");
    let counted = format!("calls, {} are missing.", lag.missing.len());
    assert!(
        readme.contains(&counted),
        "README.md should contain: {counted}"
    );
}
