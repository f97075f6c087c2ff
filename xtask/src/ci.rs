//! `ci`: all that CI checks.
//!
//! In: the names of steps, or none for all. Out: the output of each under a heading, and a summary with times. Stops at
//! the first failure.

use std::fs;
use std::io;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use serde::Serialize;

use crate::cargo::cargo;
use crate::cli::{CiArgs, GenerateArgs};
use crate::generate;
use crate::repository::{GENERATED_PACKAGE, Repository, paths};
use crate::terminal::{self, Outcome};

/// What WebAssembly is compiled for.
const WASM: &str = "wasm32-unknown-unknown";

/// A check by its name.
struct Step {
    name: &'static str,
    work: Work,
}

/// What a check does.
enum Work {
    /// `generate --check`, in this process.
    Drift,
    /// One call of cargo, with variables set.
    Cargo {
        args: &'static [&'static str],
        env: &'static [(&'static str, &'static str)],
    },
    /// Every feature of the generated crate by itself compiles without a warning.
    Features,
    /// The generated crate compiles for WebAssembly, with each of these sets of features.
    Wasm(&'static [&'static str]),
}

/// All checks, what fails fastest first. None of them changes how dependencies are compiled, as `RUSTFLAGS` would: all
/// share one target directory.
const STEPS: &[Step] = &[
    Step {
        name: "fmt",
        work: Work::Cargo {
            args: &["fmt", "--all", "--check"],
            env: &[],
        },
    },
    Step {
        name: "generate",
        work: Work::Drift,
    },
    Step {
        name: "clippy",
        work: Work::Cargo {
            args: &[
                "clippy",
                "--workspace",
                "--all-targets",
                "--features",
                "openai-typed/full,xtask/fetch",
                "--",
                "-D",
                "warnings",
            ],
            env: &[],
        },
    },
    // A snapshot that differs fails, and leaves no file behind.
    Step {
        name: "test",
        work: Work::Cargo {
            args: &["test", "--workspace"],
            env: &[("INSTA_UPDATE", "no")],
        },
    },
    Step {
        name: "features",
        work: Work::Features,
    },
    // Alone, as most have it, and whole.
    Step {
        name: "wasm",
        work: Work::Wasm(&["types", "chat,responses", "full"]),
    },
    Step {
        name: "doc",
        work: Work::Cargo {
            args: &[
                "doc",
                "--workspace",
                "--no-deps",
                "--features",
                "openai-typed/full",
            ],
            env: &[("RUSTDOCFLAGS", "-D warnings")],
        },
    },
];

/// How a step went.
#[derive(Debug, Serialize)]
struct Finished {
    step: &'static str,
    ok: bool,
    seconds: f64,
}

/// Runs the command.
pub fn run(args: &CiArgs) -> Result<Outcome> {
    let repository = Repository::find()?;
    let steps = chosen(&args.steps)?;
    if args.list {
        steps.iter().try_for_each(|step| {
            terminal::result(&format!("{:<9} {}", step.name, step.work.shown()))
        })?;
        return Ok(Outcome::Done);
    }
    let mut finished = Vec::new();
    for step in steps {
        terminal::note(&format!("\n==> {}: {}", step.name, step.work.shown()));
        let since = Instant::now();
        let ok = step.work.run(&repository, args.json)?;
        let seconds = (since.elapsed().as_secs_f64() * 10.0).round() / 10.0;
        finished.push(Finished {
            step: step.name,
            ok,
            seconds,
        });
        if !ok {
            break;
        }
    }
    report(&finished, args.json)
}

/// The steps of these names, or all, in the order of [`STEPS`].
fn chosen(names: &[String]) -> Result<Vec<&'static Step>> {
    if let Some(unknown) = names
        .iter()
        .find(|name| STEPS.iter().all(|step| step.name != name.as_str()))
    {
        let known: Vec<_> = STEPS.iter().map(|step| step.name).collect();
        bail!(
            "there is no step `{unknown}`: the steps are {}",
            known.join(", ")
        );
    }
    Ok(STEPS
        .iter()
        .filter(|step| names.is_empty() || names.iter().any(|name| name == step.name))
        .collect())
}

fn report(finished: &[Finished], json: bool) -> Result<Outcome> {
    let ok = finished.iter().all(|step| step.ok);
    if json {
        terminal::json(&finished)?;
        return Ok(Outcome::of(ok));
    }
    terminal::note("");
    for Finished { step, ok, seconds } in finished {
        terminal::result(&format!(
            "{:<6} {step:<9} {seconds:>7.1} s",
            if *ok { "ok" } else { "FAILED" }
        ))?;
    }
    Ok(Outcome::of(ok))
}

impl Work {
    /// The command line that does the same by hand.
    fn shown(&self) -> String {
        match self {
            Self::Drift => "cargo xtask generate --check".to_owned(),
            Self::Cargo { args, env } => {
                let env: String = env
                    .iter()
                    .map(|(name, value)| format!("{name}='{value}' "))
                    .collect();
                format!("{env}cargo {}", args.join(" "))
            }
            Self::Features => format!("cargo {}", feature_args("FEATURE").join(" ")),
            Self::Wasm(_) => format!("cargo {}", wasm_args("FEATURES").join(" ")),
        }
    }

    /// Does it. `quiet_output` keeps standard output free for the report.
    fn run(&self, repository: &Repository, quiet_output: bool) -> Result<bool> {
        match self {
            Self::Drift => {
                let args = GenerateArgs {
                    check: true,
                    ..GenerateArgs::default()
                };
                Ok(generate::run(&args)? == Outcome::Done)
            }
            Self::Cargo { args, env } => call(args, env, repository, quiet_output),
            Self::Features => {
                let calls = features(repository)?
                    .into_iter()
                    .map(|feature| (feature_args(&feature), feature));
                each(calls, repository, quiet_output)
            }
            Self::Wasm(sets) => {
                wasm_target(repository)?;
                let calls = sets.iter().map(|set| (wasm_args(set), (*set).to_owned()));
                each(calls, repository, quiet_output)
            }
        }
    }
}

/// Calls of cargo, each under a heading, up to the first that fails.
fn each(
    calls: impl Iterator<Item = (Vec<String>, String)>,
    repository: &Repository,
    quiet_output: bool,
) -> Result<bool> {
    for (args, heading) in calls {
        terminal::note(&format!("--> {heading}"));
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        if !call(&args, &[], repository, quiet_output)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn call(
    args: &[&str],
    env: &[(&str, &str)],
    repository: &Repository,
    quiet_output: bool,
) -> Result<bool> {
    let mut command = cargo(repository);
    command.args(args).envs(env.iter().copied());
    if quiet_output {
        command.stdout(io::stderr());
    }
    let status = command.status().context("cannot start cargo")?;
    Ok(status.success())
}

/// `cargo check` of one feature. It is spelled `cargo rustc` because that takes flags for this one crate.
fn feature_args(feature: &str) -> Vec<String> {
    let args = "rustc --quiet --profile check --lib --no-default-features --package";
    let args = args.split(' ').chain([
        GENERATED_PACKAGE,
        "--features",
        feature,
        "--",
        "-D",
        "warnings",
    ]);
    args.map(str::to_owned).collect()
}

/// The same of a set of features, for WebAssembly.
fn wasm_args(features: &str) -> Vec<String> {
    let mut args = feature_args(features);
    args.splice(1..1, ["--target".to_owned(), WASM.to_owned()]);
    args
}

/// Makes sure that the standard library is there for WebAssembly.
fn wasm_target(repository: &Repository) -> Result<()> {
    let rustup = |args: &[&str]| {
        let mut command = Command::new("rustup");
        command.current_dir(repository.path("")).args(args).output()
    };
    let listed = rustup(&["target", "list", "--installed"])
        .with_context(|| format!("cannot start rustup, to see whether {WASM} is installed"))?;
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    if listed.lines().any(|target| target == WASM) {
        return Ok(());
    }
    terminal::note(&format!("--> rustup target add {WASM}"));
    let added = rustup(&["target", "add", WASM]).context("cannot start rustup")?;
    if !added.status.success() {
        let said = String::from_utf8_lossy(&added.stderr).into_owned();
        bail!(
            "the target {WASM} is missing and cannot be installed: {}",
            said.trim()
        );
    }
    Ok(())
}

/// The features of the generated crate but `full`, which other steps have.
fn features(repository: &Repository) -> Result<Vec<String>> {
    let name = format!("{}/Cargo.toml", paths::GENERATED);
    let text = fs::read_to_string(repository.path(&name))
        .with_context(|| format!("cannot read {name}"))?;
    let manifest: toml::Table =
        toml::from_str(&text).with_context(|| format!("cannot read {name}"))?;
    let features = manifest
        .get("features")
        .and_then(toml::Value::as_table)
        .into_iter()
        .flat_map(toml::Table::keys);
    Ok(features
        .filter(|feature| *feature != "full")
        .cloned()
        .collect())
}

#[cfg(test)]
mod tests {
    use super::{STEPS, chosen};

    #[test]
    fn steps_keep_their_order() {
        let names = |names: &[&str]| {
            let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
            chosen(&names).map(|steps| steps.iter().map(|step| step.name).collect::<Vec<_>>())
        };
        assert_eq!(names(&["doc", "fmt"]).expect("known"), ["fmt", "doc"]);
        assert_eq!(names(&[]).expect("all").len(), STEPS.len());
        assert!(
            names(&["nothing"])
                .expect_err("unknown")
                .to_string()
                .contains("`nothing`")
        );
    }
}
