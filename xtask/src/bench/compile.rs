//! What compiling the crate costs, its dependencies built: beside `async-openai`, and with fewer features.
//!
//! In: the repository. Out: rows. The compiler itself is measured, by the program `xtask-rustc` that cargo is told to
//! call in its place.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

use super::TARGET;
use super::process::{Cost, measure, median, megabytes};
use super::row::Row;
use crate::cargo::{cargo, executable};
use crate::repository::{Repository, paths};
use crate::terminal;

/// So many times each, in turns.
const RUNS: usize = 3;

/// A crate as it is compiled.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    Full,
    Default,
    Responses,
    Peer,
}

/// What cargo does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Action {
    Check,
    Build,
}

/// Measures.
pub fn rows(repository: &Repository) -> Result<Vec<Row>> {
    let bench = Bench::new(repository)?;
    let subjects = [
        (Action::Check, Subject::Full),
        (Action::Check, Subject::Peer),
        (Action::Check, Subject::Default),
        (Action::Check, Subject::Responses),
        (Action::Build, Subject::Full),
        (Action::Build, Subject::Peer),
    ];
    let mut costs: BTreeMap<(Action, Subject), Vec<Cost>> = BTreeMap::new();
    for (action, subject) in subjects {
        terminal::note(&format!("building what {} needs", bench.name(subject)));
        bench.cargo(action, subject)?;
    }
    for _ in 0..RUNS {
        for (action, subject) in subjects {
            let cost = bench.alone(action, subject)?;
            costs.entry((action, subject)).or_default().push(cost);
        }
    }
    let of = |action, subject| {
        costs
            .get(&(action, subject))
            .map_or_else(Cost::default, |it| median(it))
    };
    let seconds =
        |one: Cost, other: Cost| format!("{:.1} s to {:.1} s", one.ms / 1e3, other.ms / 1e3);
    let (full, peer) = (
        of(Action::Check, Subject::Full),
        of(Action::Check, Subject::Peer),
    );
    let (default, responses) = (
        of(Action::Check, Subject::Default),
        of(Action::Check, Subject::Responses),
    );
    let (built, peer_built) = (
        of(Action::Build, Subject::Full),
        of(Action::Build, Subject::Peer),
    );
    let row = |what: &str, figure, details| Row::new("compile", what, figure, details);
    let lines = lines_generated(repository)?;
    Ok(vec![
        row(
            "check, all features: time of async-openai's",
            full.ms / peer.ms,
            seconds(full, peer),
        )
        .at_most(0.6),
        row(
            "check, all features: peak memory of async-openai's",
            full.peak as f64 / peer.peak as f64,
            format!("{} to {}", megabytes(full.peak), megabytes(peer.peak)),
        )
        .at_most(0.75),
        row(
            "build, all features: time of async-openai's",
            built.ms / peer_built.ms,
            seconds(built, peer_built),
        )
        .at_most(0.7),
        row(
            "check, default features: of all features",
            default.ms / full.ms,
            seconds(default, full),
        )
        .at_most(0.5),
        row(
            "check, `responses` alone: of all features",
            responses.ms / full.ms,
            seconds(responses, full),
        )
        .at_most(0.3),
        row(
            "lines generated, in thousands",
            lines as f64 / 1e3,
            "without the copied runtime and helpers".to_owned(),
        )
        .at_most(90.0),
    ])
}

struct Bench<'a> {
    repository: &'a Repository,
    wrapper: PathBuf,
    target: PathBuf,
    log: PathBuf,
}

/// A line of `xtask-rustc`.
#[derive(Deserialize)]
struct Compiled {
    name: String,
    ms: f64,
    peak: u64,
}

impl<'a> Bench<'a> {
    fn new(repository: &'a Repository) -> Result<Self> {
        let target = repository.path(TARGET);
        fs::create_dir_all(&target).context("cannot make target/bench")?;
        Ok(Self {
            repository,
            wrapper: executable(repository, "xtask-rustc", &["--package", "xtask"])?,
            log: target.join("rustc.jsonl"),
            target,
        })
    }

    fn name(&self, subject: Subject) -> &'static str {
        match subject {
            Subject::Peer => "async-openai",
            Subject::Full | Subject::Default | Subject::Responses => "openai-typed",
        }
    }

    /// One call of cargo, which compiles what is not there yet.
    fn cargo(&self, action: Action, subject: Subject) -> Result<()> {
        let mut command = cargo(self.repository);
        command.arg(match action {
            Action::Check => "check",
            Action::Build => "build",
        });
        let folder = match subject {
            Subject::Peer => paths::BENCH,
            Subject::Full | Subject::Default | Subject::Responses => paths::GENERATED,
        };
        let manifest = self.repository.path(folder).join("Cargo.toml");
        command.arg("--manifest-path").arg(manifest);
        command.args(["--package", self.name(subject)]);
        match subject {
            Subject::Full => command.args(["--features", "full"]),
            Subject::Responses => {
                command.args(["--no-default-features", "--features", "responses"])
            }
            Subject::Default | Subject::Peer => &mut command,
        };
        command
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "0")
            .env("RUSTC_WRAPPER", &self.wrapper)
            .env("XTASK_RUSTC_LOG", &self.log);
        measure(&mut command).map(drop)
    }

    /// The compiler on this crate alone: cargo is made to forget that it has compiled it.
    fn alone(&self, action: Action, subject: Subject) -> Result<Cost> {
        forget(&self.target.join("debug/.fingerprint"), self.name(subject))?;
        drop(fs::remove_file(&self.log));
        self.cargo(action, subject)?;
        let log = fs::read_to_string(&self.log).context("the compiler was not measured")?;
        let name = self.name(subject).replace('-', "_");
        let found = log
            .lines()
            .filter_map(|line| serde_json::from_str::<Compiled>(line).ok())
            .filter(|compiled| compiled.name == name);
        let found: Vec<Compiled> = found.collect();
        let [one] = found.as_slice() else {
            ensure!(!found.is_empty(), "{name} was not compiled");
            anyhow::bail!("{name} was compiled {} times", found.len());
        };
        Ok(Cost {
            ms: one.ms,
            peak: one.peak,
        })
    }
}

/// Removes what cargo knows of a package.
fn forget(fingerprints: &Path, name: &str) -> Result<()> {
    for entry in fs::read_dir(fingerprints).context("cargo left no fingerprints")? {
        let entry = entry?;
        let own = entry.file_name();
        let rest = own
            .to_str()
            .and_then(|own| own.strip_prefix(name)?.strip_prefix('-'));
        // A hash follows, and nothing else.
        if rest.is_some_and(|rest| rest.chars().all(|letter| letter.is_ascii_hexdigit())) {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

/// Lines of the crate that the generator writes.
fn lines_generated(repository: &Repository) -> Result<usize> {
    let mut lines = 0;
    let source = repository.generated().join("src");
    let mut folders = vec![source.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            let copied = ["runtime", "helpers"]
                .iter()
                .any(|name| path == source.join(name));
            if path.is_dir() && !copied {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                lines += fs::read_to_string(&path)?.lines().count();
            }
        }
    }
    Ok(lines)
}
