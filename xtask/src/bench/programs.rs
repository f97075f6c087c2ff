//! The programs of the workspace in `bench/`, which print rows.
//!
//! In: the repository. Out: rows. Knows their names and nothing of what they measure.

use std::process::Stdio;

use anyhow::{Context as _, Result, ensure};

use super::row::Row;
use crate::cargo::cargo;
use crate::repository::{Repository, paths};

/// Decoding and encoding, and allocations.
pub fn codec(repository: &Repository) -> Result<Vec<Row>> {
    let mut rows = run(repository, "bench-codec", "bench-codec")?;
    rows.extend(run(repository, "bench-codec", "bench-allocations")?);
    Ok(rows)
}

/// Requests, streams and memory of the client.
pub fn client(repository: &Repository) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for program in ["bench-requests", "bench-streams", "bench-memory"] {
        rows.extend(run(repository, "bench-client", program)?);
    }
    Ok(rows)
}

/// Runs a program and reads what it prints.
fn run(repository: &Repository, package: &str, program: &str) -> Result<Vec<Row>> {
    let mut command = cargo(repository);
    command.args([
        "run",
        "--quiet",
        "--release",
        "--package",
        package,
        "--bin",
        program,
    ]);
    command
        .arg("--manifest-path")
        .arg(repository.path(paths::BENCH).join("Cargo.toml"))
        .env("CARGO_TARGET_DIR", repository.path("target/bench"))
        .stderr(Stdio::inherit());
    let output = command.output().context("cannot start cargo")?;
    ensure!(output.status.success(), "{program} failed");
    let text = String::from_utf8_lossy(&output.stdout);
    let rows = text.lines().map(|line| {
        serde_json::from_str(line).with_context(|| format!("{program} printed no row: {line}"))
    });
    rows.collect()
}
