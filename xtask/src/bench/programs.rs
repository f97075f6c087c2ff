//! Runs the programs of the workspace in `bench/`, which print rows.
//!
//! Input: the repository. Output: rows.

use anyhow::{Context as _, Result, ensure};

use super::row::Row;
use super::workspace::peers_cargo;
use crate::repository::Repository;

/// Measures decoding, encoding and allocations.
pub fn codec(repository: &Repository) -> Result<Vec<Row>> {
    let mut rows = run(repository, "bench-codec", "bench-codec")?;
    rows.extend(run(repository, "bench-codec", "bench-allocations")?);
    Ok(rows)
}

/// Measures requests, streams and memory of the client.
pub fn client(repository: &Repository) -> Result<Vec<Row>> {
    let mut rows = run(repository, "bench-client", "bench-requests")?;
    rows.extend(run(repository, "bench-streams", "bench-streams")?);
    rows.extend(run(repository, "bench-client", "bench-memory")?);
    Ok(rows)
}

/// Measures tool runs.
pub fn tools(repository: &Repository) -> Result<Vec<Row>> {
    run(repository, "bench-tools", "bench-tools")
}

/// Runs a program and parses the rows that it prints.
fn run(repository: &Repository, package: &str, program: &str) -> Result<Vec<Row>> {
    let mut command = peers_cargo(repository, "run");
    command.args(["--release", "--package", package, "--bin", program]);
    let output = command.output().context("cannot start cargo")?;
    ensure!(output.status.success(), "{program} failed");
    let text = String::from_utf8_lossy(&output.stdout);
    let rows = text.lines().map(|line| {
        serde_json::from_str(line)
            .with_context(|| format!("{program} printed an invalid row: {line}"))
    });
    rows.collect()
}
