//! `decode`: decodes payloads as generated types and encodes them again.
//!
//! Input: arguments. Output: the output of the example `decode` of the generated crate. This program does not depend on
//! generated code, so that it can regenerate a crate that does not compile.

use std::env;
use std::ffi::OsString;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::cargo::generated_example;
use crate::cli::DecodeArgs;
use crate::repository::Repository;
use crate::terminal::Outcome;

/// Runs the command.
pub fn run(args: &DecodeArgs) -> Result<Outcome> {
    let repository = Repository::find()?;
    let mut command = generated_example(&repository, "decode");
    if args.release {
        command.arg("--release");
    }
    // Relative paths refer to the directory of the user; cargo finds the workspace by its manifest.
    command.current_dir(env::current_dir().context("cannot read the working directory")?);
    command
        .arg("--manifest-path")
        .arg(repository.path("Cargo.toml"))
        .arg("--")
        .args(arguments(args));
    let status = command.status().context("cannot start cargo")?;
    Ok(Outcome::of(status.success()))
}

/// Returns the arguments of the example.
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

    fn forwarded(line: &str) -> Option<String> {
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
    fn takes_either_lines_or_one_payload() {
        assert_eq!(forwarded("--jsonl -").as_deref(), Some("--jsonl -"));
        assert_eq!(forwarded("Model -").as_deref(), Some("Model -"));
        assert_eq!(
            forwarded("Model a.json --release").as_deref(),
            Some("Model a.json")
        );
        assert!(
            ["", "Model", "--jsonl a Model b"]
                .into_iter()
                .all(|line| forwarded(line).is_none())
        );
    }
}
