//! Calls of cargo on this workspace.
//!
//! In: arguments. Out: a process. Knows nothing of what is built.

use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::repository::Repository;

/// `cargo` on this workspace, as if called by hand.
///
/// Cargo hands its own variables down to the program it runs. Build scripts that watch them would run again on each
/// change between a call from here and one from a shell, and take their crates with them, so they are removed.
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

/// Builds a program of this workspace and gives its place. `args` say of which package and how.
pub fn executable(repository: &Repository, program: &str, args: &[&str]) -> Result<PathBuf> {
    let mut command = cargo(repository);
    command.arg("build").args(args).args(["--bin", program]);
    command.args(["--message-format", "json-render-diagnostics"]);
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .context("cannot start cargo")?;
    ensure!(output.status.success(), "{program} cannot be built");
    let messages = String::from_utf8_lossy(&output.stdout);
    let executable = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .find_map(|message| {
            let path = message.get("executable")?.as_str()?;
            (message.pointer("/target/name")? == program).then(|| PathBuf::from(path))
        });
    executable.context("cargo named no executable")
}

/// Whether cargo set the variable to describe the program it runs, rather than the user to configure cargo.
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
    fn configuration_of_cargo_stays() {
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
