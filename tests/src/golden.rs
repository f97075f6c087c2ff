//! Snapshots kept beside what they are of.

use std::path::Path;

/// Compares a text with the snapshot of this name in a folder. `cargo insta review` accepts changes.
#[track_caller]
pub fn assert_golden(folder: &Path, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}
