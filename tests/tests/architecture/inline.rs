//! Helpers are compiled where they are used.

use crate::assert_none;
use crate::code::lines;
use crate::files::under;

/// What stands before the word `fn`, behind the visibility.
const BEFORE: &[&str] = &["", "async ", "const "];

#[test]
fn every_function_of_a_helper_is_inline() {
    let helpers = under("templates/openai", &[".rs"]).into_iter();
    let helpers = helpers.filter(|file| !file.path.contains("/examples/"));
    let mut findings = Vec::new();
    for file in helpers {
        let code = file.code();
        let mut before = "";
        for (number, line) in lines(&code) {
            // A prototype in a trait has no body.
            if is_function(line) && !line.ends_with(';') && before.trim() != "#[inline]" {
                findings.push(format!("{}:{number}: {}", file.path, line.trim()));
            }
            before = line;
        }
    }
    assert_none("a function of a helper is `#[inline]`", &findings);
}

fn is_function(line: &str) -> bool {
    let line = line.trim_start();
    let public = ["pub ", "pub(crate) ", "pub(super) ", ""];
    let mut starts = public.iter().flat_map(|public| {
        let before = BEFORE.iter();
        before.map(move |before| format!("{public}{before}fn "))
    });
    starts.any(|start| line.starts_with(&start))
}
