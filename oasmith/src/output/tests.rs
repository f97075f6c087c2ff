//! Tests of the writer on real directories.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use tempfile::TempDir;

use super::{Comparison, Ownership, Transaction, compare};

const LISTED: Ownership = Ownership::Listed { force: false };
const FORCED: Ownership = Ownership::Listed { force: true };

fn files(list: &[(&str, &str)]) -> BTreeMap<String, String> {
    list.iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect()
}

fn folder(list: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in list {
        put(folder.path(), path, text);
    }
    folder
}

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("made");
    fs::write(path, text).expect("written");
}

/// Returns every file, including hidden ones, and every empty folder.
fn listing(root: &Path) -> Vec<String> {
    let mut paths = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries: Vec<_> = fs::read_dir(&folder)
            .expect("readable")
            .map(|entry| entry.expect("readable").path())
            .collect();
        let is_empty_folder = entries.is_empty() && folder != root;
        let (inner, plain): (Vec<_>, Vec<_>) = entries.into_iter().partition(|path| path.is_dir());
        folders.extend(inner);
        for path in plain.into_iter().chain(is_empty_folder.then_some(folder)) {
            paths.push(
                path.strip_prefix(root)
                    .expect("inside")
                    .display()
                    .to_string(),
            );
        }
    }
    paths.sort();
    paths
}

fn write(
    root: &Path,
    ownership: Ownership,
    new: &BTreeMap<String, String>,
) -> anyhow::Result<Comparison> {
    let comparison = compare(root, ownership, new)?;
    let mut transaction = Transaction::new(root);
    comparison.add_to(&mut transaction, "", new);
    transaction.commit()?;
    Ok(comparison)
}

fn modified(path: &Path) -> SystemTime {
    fs::metadata(path)
        .and_then(|data| data.modified())
        .expect("a time")
}

#[test]
fn a_new_directory_is_created_and_filled() {
    let folder = folder(&[]);
    let root = folder.path().join("a/b");
    let new = files(&[("Cargo.toml", "x"), ("src/lib.rs", "y")]);
    let comparison = write(&root, Ownership::All, &new).expect("written");
    assert_eq!(comparison.missing, ["Cargo.toml", "src/lib.rs"]);
    assert_eq!(listing(&root), ["Cargo.toml", "src/lib.rs"]);
    assert!(
        compare(&root, Ownership::All, &new)
            .expect("compared")
            .is_clean()
    );
}

#[test]
fn only_files_with_new_content_are_written() {
    let folder = folder(&[("same.rs", "1"), ("src/other.rs", "old")]);
    let before = modified(&folder.path().join("same.rs"));
    let comparison = write(
        folder.path(),
        Ownership::All,
        &files(&[("same.rs", "1"), ("src/other.rs", "new")]),
    )
    .expect("written");
    assert_eq!(
        (comparison.stale, comparison.unchanged),
        (vec!["src/other.rs".to_owned()], 1)
    );
    assert_eq!(modified(&folder.path().join("same.rs")), before);
    assert_eq!(
        fs::read_to_string(folder.path().join("src/other.rs")).expect("read"),
        "new"
    );
}

#[test]
fn files_no_longer_generated_are_removed_with_their_empty_folders() {
    let folder = folder(&[
        ("src/a/b/removed.rs", ""),
        ("src/kept.rs", "1"),
        ("Cargo.lock", ""),
        ("target/x", ""),
        (".git/x", ""),
    ]);
    let comparison = write(
        folder.path(),
        Ownership::All,
        &files(&[("src/kept.rs", "1")]),
    )
    .expect("written");
    assert_eq!(comparison.left_over, ["src/a/b/removed.rs"]);
    assert_eq!(
        listing(folder.path()),
        [".git/x", "Cargo.lock", "src/kept.rs", "target/x"]
    );
}

#[test]
fn a_file_can_become_a_folder_and_vice_versa() {
    let folder = folder(&[
        ("src/chat.rs", "1"),
        ("src/chat", "a file"),
        ("src/files/mod.rs", "2"),
    ]);
    let new = files(&[("src/chat/mod.rs", "1"), ("src/files", "now a file")]);
    write(folder.path(), Ownership::All, &new).expect("written");
    assert_eq!(listing(folder.path()), ["src/chat/mod.rs", "src/files"]);
}

#[test]
fn a_check_reports_each_kind_of_difference_and_writes_nothing() {
    let folder = folder(&[("stale", "old"), ("extra", ""), ("same", "")]);
    let comparison = compare(
        folder.path(),
        Ownership::All,
        &files(&[("stale", "new"), ("same", ""), ("missing", "")]),
    );
    let comparison = comparison.expect("compared");
    assert_eq!(comparison.missing, ["missing"]);
    assert_eq!(comparison.stale, ["stale"]);
    assert_eq!(comparison.left_over, ["extra"]);
    assert!(!comparison.is_clean());
    assert_eq!(listing(folder.path()), ["extra", "same", "stale"]);
}

#[test]
fn a_directory_with_unrelated_files_is_rejected_without_force() {
    let folder = folder(&[("notes.txt", "mine"), ("src/lib.rs", "mine")]);
    let new = files(&[("src/lib.rs", "generated")]);
    let message = write(folder.path(), LISTED, &new)
        .expect_err("an error")
        .to_string();
    assert!(message.contains("--force"), "{message}");
    assert_eq!(
        fs::read_to_string(folder.path().join("src/lib.rs")).expect("read"),
        "mine"
    );

    write(folder.path(), FORCED, &new).expect("written");
    assert_eq!(
        fs::read_to_string(folder.path().join("src/lib.rs")).expect("read"),
        "generated"
    );
    assert_eq!(
        listing(folder.path()),
        [".oasmith-files", "notes.txt", "src/lib.rs"]
    );
}

#[test]
fn unrelated_files_in_a_directory_with_a_manifest_are_kept() {
    let folder = folder(&[]);
    write(
        folder.path(),
        LISTED,
        &files(&[("src/a.rs", "1"), ("src/b.rs", "1")]),
    )
    .expect("written");
    put(folder.path(), "src/mine.rs", "mine");
    put(folder.path(), "Cargo.lock", "cargo's");

    let comparison = write(folder.path(), LISTED, &files(&[("src/a.rs", "2")])).expect("written");
    assert_eq!(comparison.left_over, ["src/b.rs"]);
    assert_eq!(
        listing(folder.path()),
        [".oasmith-files", "Cargo.lock", "src/a.rs", "src/mine.rs"]
    );

    let message = write(
        folder.path(),
        LISTED,
        &files(&[("src/mine.rs", "generated")]),
    )
    .expect_err("a conflict")
    .to_string();
    assert!(message.contains("src/mine.rs"), "{message}");
    assert_eq!(
        listing(folder.path()),
        [".oasmith-files", "Cargo.lock", "src/a.rs", "src/mine.rs"]
    );
}

#[test]
fn a_second_run_writes_nothing() {
    let folder = folder(&[]);
    let new = files(&[("src/a.rs", "1")]);
    write(folder.path(), LISTED, &new).expect("written");
    let times = |root: &Path| {
        listing(root)
            .iter()
            .map(|path| modified(&root.join(path)))
            .collect::<Vec<_>>()
    };
    let before = times(folder.path());
    let comparison = write(folder.path(), LISTED, &new).expect("written");
    assert!(comparison.is_clean());
    assert_eq!(times(folder.path()), before);
}

#[test]
fn a_path_outside_of_the_directory_is_rejected() {
    let folder = folder(&[]);
    for path in ["../x", "/tmp/x", "a/../../x", ""] {
        assert!(
            compare(folder.path(), Ownership::All, &files(&[(path, "")])).is_err(),
            "{path}"
        );
    }
}

#[test]
fn a_failed_transaction_changes_nothing() {
    let folder = folder(&[
        ("a.rs", "old"),
        ("removed/b.rs", "old"),
        ("z/blocking.rs", "a file instead of a folder"),
    ]);
    let before = listing(folder.path());
    let mut transaction = Transaction::new(folder.path());
    transaction.write("a.rs", b"new");
    transaction.write("new/folder/c.rs", b"new");
    transaction.write("z/blocking.rs/d.rs", b"new");
    transaction.remove("removed/b.rs");
    let message = format!(
        "{:#}",
        transaction.commit().expect_err("a file blocks the folder")
    );
    assert!(
        message.contains("nothing was changed") && message.contains("z/blocking.rs/d.rs"),
        "{message}"
    );
    assert_eq!(listing(folder.path()), before);
    assert_eq!(
        fs::read_to_string(folder.path().join("a.rs")).expect("read"),
        "old"
    );
}

#[test]
fn a_failed_transaction_leaves_no_new_directory() {
    let folder = folder(&[]);
    let root = folder.path().join("new");
    let mut transaction = Transaction::new(&root);
    transaction.write("a", b"a file");
    transaction.write("a/b", b"a file in a file");
    transaction
        .commit()
        .expect_err("a file cannot contain a file");
    assert_eq!(listing(folder.path()), [""; 0]);
    assert!(!root.exists());
}

#[test]
fn a_file_in_place_of_the_directory_is_an_error() {
    let folder = folder(&[("out", "a file")]);
    for ownership in [Ownership::All, LISTED, FORCED] {
        assert!(write(&folder.path().join("out"), ownership, &files(&[("a", "")])).is_err());
    }
    assert_eq!(
        fs::read_to_string(folder.path().join("out")).expect("read"),
        "a file"
    );
}
