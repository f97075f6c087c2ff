//! Compiles generated crates.
//!
//! Input: the files of a crate. Output: a crate below the target folder, checked by cargo without network access.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::repository;

/// Compiles a crate with all features, without its examples.
///
/// # Errors
/// Returns the output of the compiler if there is an error or a warning.
pub fn check_library(name: &str, files: &BTreeMap<String, String>) -> Result<(), String> {
    let arguments = "check --offline --quiet --lib --features full --message-format short";
    cargo(name, files, arguments)
}

/// Compiles a crate with one of its features, without its examples.
///
/// # Errors
/// Returns the output of the compiler if there is an error or a warning.
pub fn check_feature(
    name: &str,
    files: &BTreeMap<String, String>,
    feature: &str,
) -> Result<(), String> {
    let features = format!("--no-default-features --features {feature}");
    let arguments = format!("check --offline --quiet --lib {features} --message-format short");
    cargo(name, files, &arguments)
}

/// Compiles a crate and its examples with all features.
///
/// Each crate needs a unique name: within a target folder, cargo distinguishes crates by name, version and dependencies,
/// and does not recompile one that it has compiled under the same name.
///
/// # Errors
/// Returns the output of the compiler if there is an error or a warning.
pub fn check(name: &str, files: &BTreeMap<String, String>) -> Result<(), String> {
    let arguments =
        "check --offline --quiet --lib --examples --features full --message-format short";
    cargo(name, files, arguments)
}

/// Compiles a crate with all features, and runs one of its examples.
///
/// # Errors
/// Returns the output of the compiler and the example if there is an error or a warning.
pub fn run(name: &str, files: &BTreeMap<String, String>, example: &str) -> Result<(), String> {
    let arguments = format!("run --offline --quiet --features full --example {example}");
    cargo(name, files, &arguments)
}

fn cargo(name: &str, files: &BTreeMap<String, String>, arguments: &str) -> Result<(), String> {
    let folder = crates().join(name);
    write(&folder, &standalone(files));
    // Without network access, only the dependency versions of the workspace are available.
    let lock = repository::path("Cargo.lock");
    fs::copy(lock, folder.join("Cargo.lock")).expect("the lock file is copied");
    let checked = Command::new(env!("CARGO"))
        .args(arguments.split(' '))
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", crates().join("target"))
        // As in a sweep, so that both use the same dependencies.
        .env("CARGO_PROFILE_DEV_DEBUG", "false")
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo starts");
    let text = String::from_utf8_lossy(&checked.stderr);
    if checked.status.success() && !text.contains("warning") {
        return Ok(());
    }
    Err(format!("in {}:\n{text}", folder.display()))
}

/// Makes the crate a separate workspace, since its folder is inside the one of this repository.
fn standalone(files: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut files = files.clone();
    if let Some(manifest) = files.get_mut("Cargo.toml")
        && !manifest.contains("[workspace]")
    {
        manifest.push_str("\n[workspace]\n");
    }
    files
}

/// Returns the folder of the crates, which is also that of a sweep in CI. They share a target folder, so that dependencies
/// are compiled once.
fn crates() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    target
        .unwrap_or_else(|| repository::path("target"))
        .join("crates")
}

/// Writes changed files and removes old ones. Unchanged files keep their modification time, so that cargo does not
/// recompile them.
fn write(folder: &Path, files: &BTreeMap<String, String>) {
    for old in repository::texts(folder).into_keys() {
        if !files.contains_key(&old) && old != "Cargo.lock" {
            fs::remove_file(folder.join(old)).expect("the file is removed");
        }
    }
    for (path, text) in files {
        let path = folder.join(path);
        if repository::text(&path).as_ref() != Some(text) {
            let parent = path.parent().expect("the path has a parent");
            fs::create_dir_all(parent).expect("the folder is created");
            fs::write(path, text).expect("the file is written");
        }
    }
}
