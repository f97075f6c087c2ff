//! Tests of runs that end early, at every step of a transaction.

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use tempfile::TempDir;

use super::journal::{STAGING, recover};
use super::{Lock, Ownership, Transaction, compare};

const OLD: &[(&str, &str)] = &[
    ("Cargo.toml", "old"),
    ("src/chat.rs", "a file that becomes a folder"),
    ("src/files/mod.rs", "a folder that becomes a file"),
    ("src/kept.rs", "kept"),
    ("src/removed/a/b.rs", "removed"),
];

const NEW: &[(&str, &str)] = &[
    ("Cargo.toml", "new"),
    ("src/added/a/b.rs", "added"),
    ("src/chat.rs/mod.rs", "a folder"),
    ("src/files", "a file"),
    ("src/kept.rs", "kept"),
];

/// The content of each file, without those in the staging folder, which the next run removes.
fn tree(root: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("readable") {
            let path = entry.expect("readable").path();
            let relative = path.strip_prefix(root).expect("inside");
            let relative = relative.display().to_string();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(relative, fs::read_to_string(path).expect("readable"));
            }
        }
    }
    files
}

fn expected(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    let files = files.iter();
    files
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect()
}

/// A folder with the old files, and the changes to the new ones.
fn begin() -> (TempDir, Transaction) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in OLD {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(path, text).expect("written");
    }
    let new = expected(NEW);
    let comparison = compare(folder.path(), Ownership::All, &new).expect("compared");
    let mut transaction = Transaction::new(folder.path());
    comparison.add_to(&mut transaction, "", &new);
    (folder, transaction)
}

#[test]
fn a_run_that_ends_at_any_step_leaves_the_old_or_the_new_files() {
    let mut steps = 0;
    let mut committed = 0;
    loop {
        let (folder, transaction) = begin();
        let mut left = steps;
        let run = catch_unwind(AssertUnwindSafe(|| {
            transaction.commit_observed(&mut || {
                assert!(left > 0, "the process ends");
                left -= 1;
                Ok(())
            })
        }));
        let is_complete = run.is_ok();
        recover(folder.path()).expect("recovered");
        let tree = tree(folder.path());
        match tree == expected(NEW) {
            true => committed += 1,
            false => assert_eq!(tree, expected(OLD), "ended at step {steps}"),
        }
        assert!(!folder.path().join(STAGING).exists());
        if is_complete {
            break;
        }
        steps += 1;
    }
    assert!(steps > 10, "{steps} steps");
    assert_eq!(
        committed, 2,
        "before the staging folder is removed, and after"
    );
}

#[test]
fn an_error_at_any_step_changes_nothing() {
    for failing in 0.. {
        let (folder, transaction) = begin();
        let mut left = failing;
        let result = transaction.commit_observed(&mut || {
            anyhow::ensure!(left > 0, "the disk fails");
            left -= 1;
            Ok(())
        });
        let Err(error) = result else {
            assert!(failing > 10);
            break;
        };
        let tree = tree(folder.path());
        assert!(
            tree == expected(OLD) || tree == expected(NEW),
            "step {failing}: {error:#}"
        );
    }
}

#[test]
fn a_second_run_in_the_same_directory_is_rejected() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("out");
    let first = Lock::acquire(&out).expect("locked");
    let spelled = folder.path().join(".").join("out");
    let error = Lock::acquire(&spelled).expect_err("the first run holds the lock");
    assert!(error.to_string().contains("another run"), "{error}");
    drop(first);
    Lock::acquire(&out).expect("locked again");
    Lock::acquire(folder.path()).expect("another directory");
}

#[test]
fn what_an_interrupted_run_staged_is_removed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let staged = folder.path().join(STAGING).join("new/src");
    fs::create_dir_all(&staged).expect("made");
    fs::write(staged.join("lib.rs"), "half").expect("written");
    let _lock = Lock::acquire(folder.path()).expect("locked");
    assert!(!folder.path().join(STAGING).exists());
    let listed = Ownership::Listed { force: false };
    compare(folder.path(), listed, &expected(NEW)).expect("an empty directory");
}

/// A journal may come with a cloned repository.
#[test]
fn a_journal_moves_files_only_between_the_directory_and_its_staging_folder() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path().join("root");
    let staging = root.join(STAGING);
    fs::create_dir_all(folder.path().join("outside")).expect("made");
    fs::create_dir_all(&staging).expect("made");
    fs::write(staging.join("evil"), "evil").expect("written");
    fs::write(root.join("mine"), "mine").expect("written");
    #[cfg(unix)]
    for link in [root.join("link"), staging.join("link")] {
        std::os::unix::fs::symlink(folder.path().join("outside"), link).expect("linked");
    }
    let absolute = folder.path().join("stolen").display().to_string();
    let evil = format!("{STAGING}/evil");
    let linked = format!("{STAGING}/link/evil");
    let before = tree(folder.path());
    for (from, to) in [
        ("../stolen", evil.as_str()),
        (absolute.as_str(), &evil),
        ("mine/../../stolen", &evil),
        (".git/hooks/pre-commit", &evil),
        ("moved", "mine"),
        (&evil, &evil),
        #[cfg(unix)]
        ("link/evil", &evil),
        #[cfg(unix)]
        ("mine", &linked),
    ] {
        let journal = serde_json::json!({ "moves": [{ "from": from, "to": to }] });
        fs::write(staging.join("journal.json"), journal.to_string()).expect("written");
        let error = format!("{:#}", Lock::acquire(&root).expect_err("not a journal"));
        assert!(error.contains("not the journal of a run"), "{error}");
        fs::remove_file(staging.join("journal.json")).expect("removed");
        assert_eq!(tree(folder.path()), before, "{from} and {to}");
    }
}

#[test]
fn a_manifest_that_is_not_a_file_is_an_error() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join(".oasmith-files")).expect("made");
    let listed = Ownership::Listed { force: false };
    let error = compare(folder.path(), listed, &expected(NEW)).expect_err("a folder");
    assert!(error.to_string().contains("not a regular file"), "{error}");
}

#[test]
fn directories_and_links_in_a_manifest_are_not_removed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    for path in [
        ".git/config",
        "docs/guide.md",
        "src/lib.rs",
        "outside/mine.rs",
    ] {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(path, "mine").expect("written");
    }
    let manifest = ".git\n.git/config\ndocs\nsrc/lib.rs\nlink/mine.rs\n";
    fs::write(root.join(".oasmith-files"), manifest).expect("written");
    #[cfg(unix)]
    std::os::unix::fs::symlink(root.join("outside"), root.join("link")).expect("linked");
    let listed = Ownership::Listed { force: false };
    let comparison = compare(root, listed, &expected(&[])).expect("compared");
    assert_eq!(comparison.left_over, ["src/lib.rs"]);
}

#[cfg(unix)]
#[test]
fn links_are_not_written_through() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (outside, root) = (folder.path().join("outside"), folder.path().join("root"));
    fs::create_dir_all(&outside).expect("made");
    fs::create_dir_all(&root).expect("made");
    std::os::unix::fs::symlink(&outside, root.join("src")).expect("linked");
    let mut transaction = Transaction::new(&root);
    transaction.write("src/lib.rs", b"new");
    let error = format!("{:#}", transaction.commit().expect_err("a link"));
    assert!(error.contains("src is a symbolic link"), "{error}");
    assert_eq!(tree(&outside), expected(&[]));
}
