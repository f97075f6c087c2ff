//! Compiles the crates of a sweep with all features. They share a folder of build output, and a lock file.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::row::{Row, Status};

/// Checks a crate with cargo, and enters the result.
pub fn check(row: &mut Row, work: &Path, directory: &Path) -> Result<()> {
    let shared = work.join("Cargo.lock");
    let lock = directory.join("Cargo.lock");
    if shared.exists() {
        fs::copy(&shared, &lock).context("cannot copy the lock file")?;
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["check", "--quiet", "--lib", "--all-features"])
        .args(["--message-format", "short"])
        .current_dir(directory)
        .env("CARGO_TARGET_DIR", work.join("target"))
        .output()
        .context("cannot start cargo")?;
    if lock.exists() {
        fs::copy(&lock, &shared).context("cannot copy the lock file")?;
    }
    let text = String::from_utf8_lossy(&output.stderr);
    let is_error = |line: &&str| line.contains(": error") || line.starts_with("error");
    let errors = text.lines().filter(is_error);
    // The last line only says that there were errors.
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
    Ok(())
}
