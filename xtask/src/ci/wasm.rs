//! The WebAssembly target of the compiler.
//!
//! Input: the toolchain that rustup selects for the repository. Output: the target, installed.

use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::repository::Repository;
use crate::terminal;

/// The target triple.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Installs the standard library for the target, unless it is already installed.
pub fn install_target(repository: &Repository) -> Result<()> {
    let rustup = |args: &[&str]| {
        let mut command = Command::new("rustup");
        let output = command.current_dir(repository.root()).args(args).output();
        output.with_context(|| format!("cannot start rustup to install {TARGET}"))
    };
    let listed = rustup(&["target", "list", "--installed"])?;
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    if listed.lines().any(|target| target == TARGET) {
        return Ok(());
    }
    terminal::note(&format!("--> rustup target add {TARGET}"));
    let added = rustup(&["target", "add", TARGET])?;
    if !added.status.success() {
        let message = String::from_utf8_lossy(&added.stderr).into_owned();
        bail!("cannot install the target {TARGET}: {}", message.trim());
    }
    Ok(())
}
