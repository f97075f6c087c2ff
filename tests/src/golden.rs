//! Snapshots next to their input.

use std::fs;
use std::path::Path;

/// Asserts that a string equals the snapshot with this name in a folder. `cargo insta review` accepts changes.
#[track_caller]
pub fn assert_golden(folder: &Path, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// Asserts that a string equals the contents of a file. As with snapshots, `INSTA_UPDATE=always` rewrites the file.
#[track_caller]
pub fn assert_text(file: &Path, text: &str) {
    let expected = fs::read_to_string(file).unwrap_or_default();
    let actual = format!("{}\n", text.trim_end());
    if expected == actual {
        return;
    }
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::write(file, actual).expect("the file is written");
        return;
    }
    panic!(
        "{} differs from the actual text; set INSTA_UPDATE=always to accept it:\n{actual}",
        file.display()
    );
}
