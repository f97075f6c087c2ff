//! The programs to measure: built below the target folder, from this workspace or from the one in `bench/`.
//!
//! Input: the repository. Output: calls of cargo and built programs.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::Result;

use crate::cargo::{cargo, executable};
use crate::repository::{Repository, paths};

/// The target folder of all measured programs.
pub const TARGET: &str = "target/bench";

/// Returns a cargo subcommand on the workspace in `bench/`.
pub fn peers_cargo(repository: &Repository, subcommand: &str) -> Command {
    let mut command = cargo(repository);
    command
        .args([subcommand, "--quiet", "--manifest-path"])
        .arg(repository.path(paths::BENCH).join("Cargo.toml"))
        .env("CARGO_TARGET_DIR", repository.path(TARGET))
        .stderr(Stdio::inherit());
    command
}

/// Builds this program with optimizations.
pub fn release_build(repository: &Repository) -> Result<PathBuf> {
    executable(repository, "xtask", &["--release", "--package", "xtask"])
}
