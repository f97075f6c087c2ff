//! Cargo commands on this workspace.
//!
//! Input: arguments. Output: a process or a built program.

use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::repository::{GENERATED_PACKAGE, Repository};
use crate::terminal;

/// Returns a cargo command on this workspace with a clean environment, as from a shell.
///
/// Cargo passes its own variables on to the program that it runs. Build scripts that watch them would run again after
/// every switch between a call from here and a call from a shell, and recompile their crates, so they are removed.
pub fn cargo(repository: &Repository) -> Command {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(describes_this_program) {
            command.env_remove(name);
        }
    }
    command.current_dir(repository.root());
    command
}

/// Returns a `cargo run` that shows progress only on a terminal. The caller adds the package and the target.
pub fn cargo_run(repository: &Repository) -> Command {
    let mut command = cargo(repository);
    command.arg("run");
    if !terminal::is_interactive() {
        command.arg("--quiet");
    }
    command
}

/// Returns a `cargo run` of an example of the generated crate.
///
/// No package is selected, so that dependencies of the example have the same features as in `cargo test --workspace`.
pub fn generated_example(repository: &Repository, example: &str) -> Command {
    let mut command = cargo_run(repository);
    let features = format!("{GENERATED_PACKAGE}/full");
    command.args(["--features", &features, "--example", example]);
    command
}

/// Builds a program of this workspace and returns its path. `args` select the package and the profile.
pub fn executable(repository: &Repository, program: &str, args: &[&str]) -> Result<PathBuf> {
    let mut command = cargo(repository);
    command.arg("build").args(args).args(["--bin", program]);
    command.args(["--message-format", "json-render-diagnostics"]);
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .context("cannot start cargo")?;
    ensure!(output.status.success(), "cannot build {program}");
    let messages = String::from_utf8_lossy(&output.stdout);
    let executable = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .find_map(|message| {
            let path = message.get("executable")?.as_str()?;
            (message.pointer("/target/name")? == program).then(|| PathBuf::from(path))
        });
    executable.with_context(|| format!("cargo reported no executable for {program}"))
}

/// Returns whether cargo set the variable to describe the program that it runs, rather than a user to configure cargo.
fn describes_this_program(name: &str) -> bool {
    name.starts_with("CARGO_PKG_")
        || name.starts_with("CARGO_MANIFEST_")
        || name.starts_with("CARGO_BIN_")
        || [
            "CARGO",
            "CARGO_CRATE_NAME",
            "CARGO_PRIMARY_PACKAGE",
            "OUT_DIR",
        ]
        .contains(&name)
}

#[cfg(test)]
mod tests {
    use super::describes_this_program;

    #[test]
    fn variables_that_configure_cargo_are_kept() {
        assert!(
            ["CARGO_PKG_NAME", "CARGO_MANIFEST_DIR"]
                .into_iter()
                .all(describes_this_program)
        );
        assert!(
            ![
                "CARGO_TARGET_DIR",
                "CARGO_HOME",
                "CARGO_NET_OFFLINE",
                "PATH"
            ]
            .into_iter()
            .any(describes_this_program)
        );
    }
}
