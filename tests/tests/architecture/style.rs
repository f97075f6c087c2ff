//! Size and structure of source files.

use crate::assert_none;
use crate::code::lines;
use crate::files;

/// Maximum length of a file.
const MAX_LINES: usize = 500;
/// Length that few files may exceed.
const LONG_LINES: usize = 300;
/// One out of this many files may be long.
const LONG_ONE_IN: usize = 10;

#[test]
fn files_are_short() {
    let sizes: Vec<_> = files::rust()
        .iter()
        .map(|file| (file.text.lines().count(), file.path.clone()))
        .collect();
    let longer_than = |limit: usize| -> Vec<String> {
        let longer = sizes.iter().filter(|(size, _)| *size > limit);
        longer
            .map(|(size, path)| format!("{path}: {size} lines"))
            .collect()
    };
    assert_none(
        &format!("files of more than {MAX_LINES} lines"),
        &longer_than(MAX_LINES),
    );
    let long = longer_than(LONG_LINES);
    assert!(
        long.len() * LONG_ONE_IN <= sizes.len(),
        "{} of {} files have more than {LONG_LINES} lines\n{}",
        long.len(),
        sizes.len(),
        long.join("\n")
    );
}

#[test]
fn every_file_has_module_documentation() {
    let undocumented: Vec<_> = files::rust()
        .into_iter()
        .filter(|file| !file.text.starts_with("//!"))
        .map(|file| file.path)
        .collect();
    assert_none(
        "every file must start with `//!` documentation",
        &undocumented,
    );
}

#[test]
fn paths_do_not_climb_more_than_one_module() {
    let mut violations = Vec::new();
    for file in files::rust().iter().filter(|file| !file.is_test()) {
        for (line, text) in lines(&file.code()) {
            if text.contains("super::super::") {
                violations.push(format!("{}:{line}: {}", file.path, text.trim()));
            }
        }
    }
    assert_none("use `crate::…` instead of `super::super::`", &violations);
}
