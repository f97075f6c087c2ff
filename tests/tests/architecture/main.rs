//! Checks the rules of ARCHITECTURE.md that can be checked on the text of the sources.
//!
//! Input: the files of this repository. Output: failures with file, line and rule.

mod behavior;
mod code;
mod crates;
mod files;
mod inline;
mod layers;
mod members;
mod mentions;
mod prose;
mod purity;
mod reserved;
mod root_modules;
mod setters;
mod stages;
mod style;

use std::fmt::Write as _;

/// Asserts that there is no violation of a rule, and lists all of them otherwise.
#[track_caller]
fn assert_none(rule: &str, violations: &[String]) {
    let mut text = String::new();
    for violation in violations {
        let _ = writeln!(text, "  {violation}");
    }
    assert!(violations.is_empty(), "{rule}\n{text}");
}
