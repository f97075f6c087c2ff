//! The rules of ARCHITECTURE.md that a program can check, checked on the text of the workspace.
//!
//! In: the files of this repository. Out: a failure that names file, line and rule. Needs nothing but `std`.

mod code;
mod crates;
mod files;
mod inline;
mod methods;
mod purity;
mod readme;
mod stages;
mod style;
mod words;

use std::fmt::Write as _;

/// Fails with all findings at once.
#[track_caller]
fn assert_none(rule: &str, findings: &[String]) {
    let mut text = String::new();
    for finding in findings {
        let _ = writeln!(text, "  {finding}");
    }
    assert!(findings.is_empty(), "{rule}\n{text}");
}
