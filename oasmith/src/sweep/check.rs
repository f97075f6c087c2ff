//! Compiles the crates of a sweep with all features. They share a folder of build output, and a lock file.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::row::{Row, Status};

/// The targets that are compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The library, without machine code.
    Library,
    /// The program that calls each operation.
    Calls,
}

/// Compiles a crate, and adds the result to the row. Returns whether it compiles.
pub fn compile(row: &mut Row, work: &Path, directory: &Path, part: Part) -> Result<bool> {
    let shared = work.join("Cargo.lock");
    let lock = directory.join("Cargo.lock");
    if shared.exists() {
        fs::copy(&shared, &lock).context("cannot copy the lock file")?;
    }
    let arguments: &[&str] = match part {
        Part::Library => &["check", "--lib"],
        Part::Calls => &["build", "--example", "conformance"],
    };
    let output = cargo(work, directory)
        .args(arguments)
        .args(["--quiet", "--all-features", "--message-format", "short"])
        .output()
        .context("cannot start cargo")?;
    if lock.exists() {
        fs::copy(&lock, &shared).context("cannot copy the lock file")?;
    }
    let text = String::from_utf8_lossy(&output.stderr);
    let is_error = |line: &&str| line.contains(": error") || line.starts_with("error");
    let errors = text.lines().filter(is_error);
    // The last line only states that there were errors.
    let errors: Vec<&str> = errors
        .filter(|line| !line.contains("could not compile"))
        .collect();
    row.status = match output.status.success() {
        true => Status::Compiles,
        false => Status::Broken,
    };
    if !output.status.success() {
        row.compile_errors = errors.len().max(1);
        let first = errors.first().copied().or_else(|| text.lines().last());
        row.error = first.map(str::to_owned);
    }
    Ok(output.status.success())
}

/// Returns a cargo command for a crate of the sweep.
pub fn cargo(work: &Path, directory: &Path) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .current_dir(directory)
        .env("CARGO_TARGET_DIR", work.join("target"))
        // The programs are linked once and run once.
        .env("CARGO_PROFILE_DEV_DEBUG", "false")
        .env("CARGO_INCREMENTAL", "false");
    command
}
