//! Functions of helpers are compiled in the crates that use them.

use crate::assert_none;
use crate::code::lines;
use crate::files::under;

/// The qualifiers between the visibility and `fn`.
const QUALIFIERS: &[&str] = &["", "async ", "const "];

#[test]
fn every_function_of_a_helper_is_inline() {
    let helpers = under("templates/openai", &[".rs"]).into_iter();
    let helpers = helpers.filter(|file| !file.path.contains("/examples/"));
    let mut violations = Vec::new();
    for file in helpers {
        let code = file.code();
        let lines: Vec<(usize, &str)> = lines(&code).collect();
        let mut previous = "";
        for (index, (number, line)) in lines.iter().enumerate() {
            if is_function(line) && has_body(&lines[index..]) && previous.trim() != "#[inline]" {
                violations.push(format!("{}:{number}: {}", file.path, line.trim()));
            }
            previous = line;
        }
    }
    assert_none("functions of helpers must be `#[inline]`", &violations);
}

/// Returns whether the function whose signature starts with these lines has a body, unlike a declaration in a trait.
fn has_body(lines: &[(usize, &str)]) -> bool {
    let mut ends = lines.iter().map(|(_, line)| line.trim_end());
    let end = ends.find(|line| line.ends_with([';', '{', '}']));
    end.is_none_or(|line| !line.ends_with(';'))
}

fn is_function(line: &str) -> bool {
    let line = line.trim_start();
    let visibilities = ["pub ", "pub(crate) ", "pub(super) ", ""];
    let mut starts = visibilities.iter().flat_map(|visibility| {
        let qualifiers = QUALIFIERS.iter();
        qualifiers.map(move |qualifier| format!("{visibility}{qualifier}fn "))
    });
    starts.any(|start| line.starts_with(&start))
}
