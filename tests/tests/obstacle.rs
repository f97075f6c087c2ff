//! The obstacle course: a document full of keywords, names of the prelude, names that collide, recursion and empty
//! objects is generated, and what comes out is compiled.
//!
//! In: `tests/fixtures/obstacle/`. Out: a crate below the target folder, checked by `cargo` without the network. The one
//! test here that starts a compiler.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use oasmith_tests::fixture::{Fixture, findings, run};
use oasmith_tests::repository;

#[test]
fn the_obstacle_course_compiles() {
    let mut sources = Fixture::of("obstacle").sources();
    sources.templates = repository::templates();
    let run = run(sources, false);
    let Some(output) = &run.output else {
        panic!("{}", findings(&run));
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("obstacle");
    write(&folder, &output.files);
    // The versions of the workspace are the ones that are there without a network.
    let lock = repository::path("Cargo.lock");
    fs::copy(lock, folder.join("Cargo.lock")).expect("the lock file can be copied");
    let checked = Command::new(env!("CARGO"))
        .args([
            "check",
            "--offline",
            "--quiet",
            "--features",
            "full",
            "--message-format",
            "short",
        ])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", target())
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo can be started");
    let text = String::from_utf8_lossy(&checked.stderr);
    assert!(checked.status.success(), "in {}:\n{text}", folder.display());
    assert!(
        !text.contains("warning"),
        "in {}:\n{text}",
        folder.display()
    );
}

/// Where dependencies are built, once for all runs.
fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => repository::path("target/obstacle"),
    }
}

/// Writes what has changed, and removes what is no longer made: an unchanged crate is not compiled again.
fn write(folder: &Path, files: &BTreeMap<String, String>) {
    for left_over in repository::texts(folder).into_keys() {
        if !files.contains_key(&left_over) && left_over != "Cargo.lock" {
            fs::remove_file(folder.join(left_over)).expect("a file can be removed");
        }
    }
    for (path, text) in files {
        let path = folder.join(path);
        if repository::text(&path).as_ref() != Some(text) {
            let parent = path.parent().expect("a file in a folder");
            fs::create_dir_all(parent).expect("a folder can be made");
            fs::write(path, text).expect("a file can be written");
        }
    }
}
