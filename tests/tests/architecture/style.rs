//! Size and shape of files.

use crate::assert_none;
use crate::files;

/// No file is longer.
const MOST_LINES: usize = 500;
/// Few files are longer.
const USUAL_LINES: usize = 300;
/// One file in so many may be.
const ONE_IN: usize = 10;

#[test]
fn files_are_short() {
    let sizes: Vec<_> = files::rust()
        .iter()
        .map(|file| (file.text.lines().count(), file.path.clone()))
        .collect();
    let longer = |limit: usize| -> Vec<String> {
        let longer = sizes.iter().filter(|(size, _)| *size > limit);
        longer
            .map(|(size, path)| format!("{path}: {size} lines"))
            .collect()
    };
    assert_none(
        &format!("files of more than {MOST_LINES} lines"),
        &longer(MOST_LINES),
    );
    let long = longer(USUAL_LINES);
    assert!(
        long.len() * ONE_IN <= sizes.len(),
        "{} of {} files have more than {USUAL_LINES} lines\n{}",
        long.len(),
        sizes.len(),
        long.join("\n")
    );
}

#[test]
fn every_module_says_what_it_is() {
    let silent: Vec<_> = files::rust()
        .into_iter()
        .filter(|file| !file.text.starts_with("//!"))
        .map(|file| file.path)
        .collect();
    assert_none(
        "a file opens with `//!`: what comes in, what goes out, what it must not know",
        &silent,
    );
}
