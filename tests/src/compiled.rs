//! Generated crates, compiled.
//!
//! In: files of a crate. Out: a crate below the target folder, checked by `cargo` without the network. Nothing else here
//! starts a compiler.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::repository;

/// Compiles the crate of this name and its examples with all its features.
///
/// Each crate needs a name of its own: cargo tells crates of one target folder apart by name, version and dependencies,
/// and what it has compiled under a name it takes for compiled.
///
/// # Errors
/// What the compiler says, be it a warning.
pub fn check(name: &str, files: &BTreeMap<String, String>) -> Result<(), String> {
    let folder = target().join("crates").join(name);
    write(&folder, &standing_alone(files));
    // The versions of the workspace are the ones that are there without a network.
    let lock = repository::path("Cargo.lock");
    fs::copy(lock, folder.join("Cargo.lock")).expect("the lock file can be copied");
    let arguments =
        "check --offline --quiet --lib --examples --features full --message-format short";
    let checked = Command::new(env!("CARGO"))
        .args(arguments.split(' '))
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", target())
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo can be started");
    let text = String::from_utf8_lossy(&checked.stderr);
    if checked.status.success() && !text.contains("warning") {
        return Ok(());
    }
    Err(format!("in {}:\n{text}", folder.display()))
}

/// The crate as none of this workspace's members, though its folder is inside.
fn standing_alone(files: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut files = files.clone();
    if let Some(manifest) = files.get_mut("Cargo.toml")
        && !manifest.contains("[workspace]")
    {
        manifest.push_str("\n[workspace]\n");
    }
    files
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
