//! The size of a ten-line program that sends a chat request.
//!
//! Input: the repository. Output: a row. Both programs are built with the profile `size` of the workspace in `bench/`.

use std::fs;

use anyhow::{Context as _, Result, ensure};

use super::row::Row;
use super::workspace::{TARGET, peers_cargo};
use crate::repository::Repository;

/// Builds and measures both programs.
pub fn rows(repository: &Repository) -> Result<Vec<Row>> {
    let (ours, theirs) = (
        built_size(repository, "chat-typed")?,
        built_size(repository, "chat-async")?,
    );
    let megabytes = |bytes: u64| format!("{:.2} MB", bytes as f64 / 1e6);
    let details = format!("{} vs {}", megabytes(ours), megabytes(theirs));
    let row = Row::new(
        "size",
        "program that sends a chat request: relative to async-openai",
        ours as f64 / theirs as f64,
        details,
    );
    Ok(vec![row.at_most(1.0)])
}

/// Builds a program and returns its size in bytes.
fn built_size(repository: &Repository, package: &str) -> Result<u64> {
    let mut command = peers_cargo(repository, "build");
    command.args(["--profile", "size", "--package", package]);
    let status = command.status().context("cannot start cargo")?;
    ensure!(status.success(), "cannot build {package}");
    let program = repository
        .path(TARGET)
        .join("size")
        .join(format!("{package}{}", std::env::consts::EXE_SUFFIX));
    let metadata =
        fs::metadata(&program).with_context(|| format!("cannot find {}", program.display()))?;
    Ok(metadata.len())
}
