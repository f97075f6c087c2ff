//! Compiles one crate and measures the compiler alone.
//!
//! Input: a crate and an action. Output: the time and memory of the compiler, as logged by the program `xtask-rustc`,
//! which cargo runs instead of `rustc`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use crate::bench::process::{self, Cost};
use crate::bench::workspace::TARGET;
use crate::cargo::{cargo, executable};
use crate::repository::{GENERATED_PACKAGE, Repository, paths};

/// A crate with a set of features.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The generated crate with all features.
    Full,
    /// The generated crate with default features.
    Default,
    /// The generated crate with one feature.
    Responses,
    /// `async-openai`.
    Peer,
}

impl Subject {
    /// Returns the package name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Peer => "async-openai",
            Self::Full | Self::Default | Self::Responses => GENERATED_PACKAGE,
        }
    }

    fn features(self) -> &'static [&'static str] {
        match self {
            Self::Full => &["--features", "full"],
            Self::Responses => &["--no-default-features", "--features", "responses"],
            Self::Default | Self::Peer => &[],
        }
    }
}

/// A subcommand of cargo.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// `cargo check`.
    Check,
    /// `cargo build`.
    Build,
}

/// Compiles crates with a separate target folder and log.
pub struct Compiler<'a> {
    repository: &'a Repository,
    wrapper: PathBuf,
    target: PathBuf,
    log: PathBuf,
}

/// A line of the log.
#[derive(Deserialize)]
struct Compilation {
    name: String,
    ms: f64,
    peak: u64,
}

impl<'a> Compiler<'a> {
    /// Builds the wrapper of the compiler.
    pub fn new(repository: &'a Repository) -> Result<Self> {
        let target = repository.path(TARGET);
        fs::create_dir_all(&target).with_context(|| format!("cannot create {TARGET}"))?;
        Ok(Self {
            repository,
            wrapper: executable(repository, "xtask-rustc", &["--package", "xtask"])?,
            log: target.join("rustc.jsonl"),
            target,
        })
    }

    /// Compiles a crate and its dependencies, unless they are up to date.
    pub fn compile(&self, action: Action, subject: Subject) -> Result<()> {
        let mut command = cargo(self.repository);
        command.arg(match action {
            Action::Check => "check",
            Action::Build => "build",
        });
        let folder = match subject {
            Subject::Peer => paths::BENCH,
            Subject::Full | Subject::Default | Subject::Responses => paths::GENERATED,
        };
        command
            .arg("--manifest-path")
            .arg(self.repository.path(folder).join("Cargo.toml"))
            .args(["--package", subject.name()])
            .args(subject.features())
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "0")
            .env("RUSTC_WRAPPER", &self.wrapper)
            .env("XTASK_RUSTC_LOG", &self.log);
        process::measure(&mut command).map(drop)
    }

    /// Recompiles a crate, without its dependencies, and returns the cost of the compiler.
    pub fn measure(&self, action: Action, subject: Subject) -> Result<Cost> {
        remove_fingerprints(&self.target.join("debug/.fingerprint"), subject.name())?;
        drop(fs::remove_file(&self.log));
        self.compile(action, subject)?;
        let log = fs::read_to_string(&self.log).context("the compiler wrote no log")?;
        let name = subject.name().replace('-', "_");
        let compilations: Vec<Compilation> = log
            .lines()
            .filter_map(|line| serde_json::from_str::<Compilation>(line).ok())
            .filter(|compilation| compilation.name == name)
            .collect();
        match compilations.as_slice() {
            [one] => Ok(Cost {
                ms: one.ms,
                peak: one.peak,
            }),
            several => bail!("{name} was compiled {} times, expected once", several.len()),
        }
    }
}

/// Makes cargo recompile a package.
fn remove_fingerprints(fingerprints: &Path, package: &str) -> Result<()> {
    for entry in fs::read_dir(fingerprints).context("cannot read cargo's fingerprints")? {
        let entry = entry?;
        let name = entry.file_name();
        let hash = name
            .to_str()
            .and_then(|name| name.strip_prefix(package)?.strip_prefix('-'));
        // Excludes other packages whose name starts with this one.
        if hash.is_some_and(|hash| hash.chars().all(|character| character.is_ascii_hexdigit())) {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}
