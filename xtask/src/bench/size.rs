//! The size of a program of ten lines that uses chat alone.
//!
//! In: the repository. Out: a row. Both programs are built by the profile `size` of the workspace in `bench/`.

use std::fs;

use anyhow::{Context as _, Result, ensure};

use super::row::Row;
use super::{TARGET, cargo_of_bench};
use crate::repository::Repository;

/// Measures.
pub fn rows(repository: &Repository) -> Result<Vec<Row>> {
    let (ours, theirs) = (
        built(repository, "chat-typed")?,
        built(repository, "chat-async")?,
    );
    let megabytes = |bytes: u64| format!("{:.2} MB", bytes as f64 / 1e6);
    let details = format!("{} to {}", megabytes(ours), megabytes(theirs));
    let row = Row::new(
        "size",
        "program that uses chat: of async-openai's",
        ours as f64 / theirs as f64,
        details,
    );
    Ok(vec![row.at_most(1.0)])
}

fn built(repository: &Repository, package: &str) -> Result<u64> {
    let mut command = cargo_of_bench(repository, "build");
    command.args(["--profile", "size", "--package", package]);
    let status = command.status().context("cannot start cargo")?;
    ensure!(status.success(), "{package} cannot be built");
    let program = repository
        .path(TARGET)
        .join("size")
        .join(format!("{package}{}", std::env::consts::EXE_SUFFIX));
    let metadata =
        fs::metadata(&program).with_context(|| format!("there is no {}", program.display()))?;
    Ok(metadata.len())
}
