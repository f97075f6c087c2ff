//! `decode`: payloads through the generated types and back.
//!
//! In: arguments. Out: those of the example `decode` of the generated crate, which does the work: this program does not
//! depend on generated code, so that a broken one can be generated anew.

use std::env;
use std::ffi::OsString;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::cargo::cargo;
use crate::cli::DecodeArgs;
use crate::repository::{GENERATED_PACKAGE, Repository};
use crate::terminal::{self, Outcome};

/// Runs the command.
pub fn run(args: &DecodeArgs) -> Result<Outcome> {
    let repository = Repository::find()?;
    let mut command = cargo(&repository);
    command.args([
        "run",
        "--package",
        GENERATED_PACKAGE,
        "--features",
        "full",
        "--example",
        "decode",
    ]);
    if args.release {
        command.arg("--release");
    }
    if !terminal::is_interactive() {
        command.arg("--quiet");
    }
    // Paths are meant from where the user is, and cargo finds the workspace by its manifest.
    command.current_dir(env::current_dir().context("the working directory cannot be read")?);
    command
        .arg("--manifest-path")
        .arg(repository.path("Cargo.toml"))
        .arg("--")
        .args(arguments(args));
    let status = command.status().context("cannot start cargo")?;
    Ok(Outcome::of(status.success()))
}

fn arguments(args: &DecodeArgs) -> Vec<OsString> {
    let path = |path: &Path| path.as_os_str().to_owned();
    match (&args.jsonl, &args.schema, &args.file) {
        (Some(lines), _, _) => vec!["--jsonl".into(), path(lines)],
        (None, schema, file) => schema
            .iter()
            .map(OsString::from)
            .chain(file.as_deref().map(path))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::arguments;
    use crate::cli::{Cli, Command};

    fn passed_on(line: &str) -> Option<String> {
        let cli = Cli::try_parse_from(
            format!("xtask decode {line}")
                .split(' ')
                .filter(|word| !word.is_empty()),
        )
        .ok()?;
        let Command::Decode(args) = cli.command else {
            return None;
        };
        Some(
            arguments(&args)
                .join(" ".as_ref())
                .to_string_lossy()
                .into_owned(),
        )
    }

    #[test]
    fn either_lines_or_one_payload() {
        assert_eq!(passed_on("--jsonl -").as_deref(), Some("--jsonl -"));
        assert_eq!(passed_on("Model -").as_deref(), Some("Model -"));
        assert_eq!(
            passed_on("Model a.json --release").as_deref(),
            Some("Model a.json")
        );
        assert!(
            ["", "Model", "--jsonl a Model b"]
                .into_iter()
                .all(|line| passed_on(line).is_none())
        );
    }
}
