//! The programs of the workspace in `bench/`, which print rows.
//!
//! In: the repository. Out: rows. Knows their names and nothing of what they measure.

use anyhow::{Context as _, Result, ensure};

use super::cargo_of_bench;
use super::row::Row;
use crate::repository::Repository;

/// Decoding and encoding, and allocations.
pub fn codec(repository: &Repository) -> Result<Vec<Row>> {
    let mut rows = run(repository, "bench-codec", "bench-codec")?;
    rows.extend(run(repository, "bench-codec", "bench-allocations")?);
    Ok(rows)
}

/// Requests, streams and memory of the client.
pub fn client(repository: &Repository) -> Result<Vec<Row>> {
    let mut rows = run(repository, "bench-client", "bench-requests")?;
    rows.extend(run(repository, "bench-streams", "bench-streams")?);
    rows.extend(run(repository, "bench-client", "bench-memory")?);
    Ok(rows)
}

/// Runs a program and reads what it prints.
fn run(repository: &Repository, package: &str, program: &str) -> Result<Vec<Row>> {
    let mut command = cargo_of_bench(repository, "run");
    command.args(["--release", "--package", package, "--bin", program]);
    let output = command.output().context("cannot start cargo")?;
    ensure!(output.status.success(), "{program} failed");
    let text = String::from_utf8_lossy(&output.stdout);
    let rows = text.lines().map(|line| {
        serde_json::from_str(line).with_context(|| format!("{program} printed no row: {line}"))
    });
    rows.collect()
}
