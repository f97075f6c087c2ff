//! What a step of `ci` runs.
//!
//! Input: a check. Output: whether it passed.

use std::fs;
use std::io;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::{browser, parts, sweep, wasm};
use crate::cargo::cargo;
use crate::cli::{GenerateArgs, PackagingArgs};
use crate::generate;
use crate::package;
use crate::repository::{GENERATED_PACKAGE, Repository, paths};
use crate::terminal::{self, Outcome};

/// A check.
pub enum Work {
    /// `generate --check`, in this process.
    Generate,
    /// One call of cargo.
    Cargo {
        /// The arguments.
        args: &'static [&'static str],
        /// Environment variables.
        env: &'static [(&'static str, &'static str)],
    },
    /// `package`, in this process.
    Package,
    /// Each feature of the generated crate alone compiles without warnings.
    Features,
    /// The runtime compiles with each of its optional parts alone, and with all but one.
    Parts,
    /// The generated crate compiles for WebAssembly, with each of these sets of features.
    Wasm(&'static [&'static str]),
    /// The generated crate works in a browser.
    Browser,
    /// The documents of the tests are generated, compiled and called.
    Sweep,
}

impl Work {
    /// Returns the equivalent command line.
    pub fn shown(&self) -> String {
        match self {
            Self::Generate => "cargo xtask generate --check".to_owned(),
            Self::Cargo { args, env } => {
                let env: String = env
                    .iter()
                    .map(|(name, value)| format!("{name}='{value}' "))
                    .collect();
                format!("{env}cargo {}", args.join(" "))
            }
            Self::Package => "cargo xtask package".to_owned(),
            Self::Features => format!("cargo {}", check_args("FEATURE", None).join(" ")),
            Self::Parts => format!("cargo {}", parts::args("client,PART").join(" ")),
            Self::Sweep => {
                format!(
                    "oasmith sweep of documents and fixtures {}",
                    sweep::SAMPLE.join(" ")
                )
            }
            Self::Browser => "cargo xtask mock, and browser/ in headless Chromium".to_owned(),
            Self::Wasm(_) => {
                let args = check_args("FEATURES", Some(wasm::TARGET));
                format!("cargo {}", args.join(" "))
            }
        }
    }

    /// Runs the check. With `stdout_to_stderr`, standard output stays free for the report.
    pub fn run(&self, repository: &Repository, stdout_to_stderr: bool) -> Result<bool> {
        match self {
            Self::Generate => {
                let args = GenerateArgs {
                    check: true,
                    ..GenerateArgs::default()
                };
                Ok(generate::run(&args)? == Outcome::Done)
            }
            Self::Package => {
                let args = PackagingArgs {
                    verify: false,
                    publish: false,
                };
                Ok(package::run(&args)? == Outcome::Done)
            }
            Self::Cargo { args, env } => call(args, env, repository, stdout_to_stderr),
            Self::Features => {
                let manifest = format!("{}/Cargo.toml", paths::GENERATED);
                let features = features(&manifest, "full", repository)?;
                check_each(&features, None, repository, stdout_to_stderr)
            }
            Self::Parts => parts::check(repository, stdout_to_stderr),
            Self::Browser => browser::run(repository),
            Self::Sweep => {
                let command = sweep::command(repository)?;
                succeeds(command, stdout_to_stderr)
            }
            Self::Wasm(sets) => {
                wasm::install_target(repository)?;
                let target = Some(wasm::TARGET);
                check_each(sets, target, repository, stdout_to_stderr)
            }
        }
    }
}

/// Checks the generated crate with each set of features, up to the first failure.
fn check_each(
    sets: &[impl AsRef<str>],
    target: Option<&str>,
    repository: &Repository,
    stdout_to_stderr: bool,
) -> Result<bool> {
    for features in sets {
        terminal::note(&format!("--> {}", features.as_ref()));
        let args = check_args(features.as_ref(), target);
        if !call(&args, &[], repository, stdout_to_stderr)? {
            return Ok(false);
        }
    }
    Ok(true)
}

pub(super) fn call(
    args: &[&str],
    env: &[(&str, &str)],
    repository: &Repository,
    stdout_to_stderr: bool,
) -> Result<bool> {
    let mut command = cargo(repository);
    command.args(args).envs(env.iter().copied());
    succeeds(command, stdout_to_stderr)
}

fn succeeds(mut command: Command, stdout_to_stderr: bool) -> Result<bool> {
    if stdout_to_stderr {
        command.stdout(io::stderr());
    }
    let status = command
        .status()
        .with_context(|| format!("cannot start {}", command.get_program().display()))?;
    Ok(status.success())
}

/// Returns a `cargo check` of the generated crate. It uses `cargo rustc`, which takes flags for only this crate.
fn check_args<'a>(features: &'a str, target: Option<&'a str>) -> Vec<&'a str> {
    let mut args = vec!["rustc"];
    if let Some(target) = target {
        args.extend(["--target", target]);
    }
    args.extend(["--quiet", "--profile", "check", "--lib"]);
    args.extend(["--package", GENERATED_PACKAGE]);
    args.extend(["--no-default-features", "--features", features]);
    args.extend(["--", "-D", "warnings"]);
    args
}

/// Returns the features of a manifest, except `left_out`.
fn features(name: &str, left_out: &str, repository: &Repository) -> Result<Vec<String>> {
    let features = manifest_features(name, repository)?;
    let features = features.into_iter().map(|(feature, _)| feature);
    Ok(features.filter(|feature| *feature != left_out).collect())
}

/// Returns the features of a manifest, each with what it enables.
pub(super) fn manifest_features(name: &str, repository: &Repository) -> Result<toml::Table> {
    let text =
        fs::read_to_string(repository.path(name)).with_context(|| format!("cannot read {name}"))?;
    let mut manifest: toml::Table =
        toml::from_str(&text).with_context(|| format!("cannot read {name}"))?;
    match manifest.remove("features") {
        Some(toml::Value::Table(features)) => Ok(features),
        _ => Ok(toml::Table::new()),
    }
}
