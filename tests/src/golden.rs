//! Snapshots kept beside what they are of.

use std::fs;
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

/// Compares a text with a file that is nothing but the text. `INSTA_UPDATE=always` writes it, as it does for
/// snapshots.
#[track_caller]
pub fn assert_text(file: &Path, text: &str) {
    let expected = fs::read_to_string(file).unwrap_or_default();
    let wanted = format!("{}\n", text.trim_end());
    if expected == wanted {
        return;
    }
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::write(file, wanted).expect("the expected text can be written");
        return;
    }
    panic!(
        "{} is not what came out; INSTA_UPDATE=always accepts this:\n{wanted}",
        file.display()
    );
}
