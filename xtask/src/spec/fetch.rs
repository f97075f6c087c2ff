//! A download by the program `xtask-fetch`, which is built when it is first needed.
//!
//! In: a [`Request`]. Out: [`Fetched`]. Knows the command line of that program, no HTTP.

use std::env;
use std::fs;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use crate::cargo::cargo;
use crate::repository::Repository;
use crate::terminal;

/// What to download, and how far to go for it.
#[derive(Debug)]
pub struct Request<'a> {
    /// Where it is.
    pub url: &'a str,
    /// The most bytes to take.
    pub limit: u64,
    /// The most seconds to wait.
    pub timeout: u64,
    /// What the server called the state that is here already.
    pub etag: Option<&'a str>,
}

/// What came of it.
#[derive(Debug)]
pub enum Fetched {
    /// The server has what is here already.
    Unchanged,
    /// The server sent it.
    Document {
        /// All of it.
        bytes: Vec<u8>,
        /// What the server calls this state of it.
        etag: Option<String>,
    },
}

/// The one line `xtask-fetch` prints.
#[derive(Debug, Deserialize)]
struct Answer {
    unchanged: bool,
    etag: Option<String>,
}

/// Where the program is built already: a variable of the environment, for machines that build without a network.
const BUILT: &str = "XTASK_FETCH";

/// Downloads.
pub fn fetch(request: &Request<'_>, repository: &Repository) -> Result<Fetched> {
    let file =
        tempfile::NamedTempFile::new().context("cannot make a temporary file for the download")?;
    let mut command = program(repository);
    command
        .arg(request.url)
        .arg(file.path())
        .arg(request.limit.to_string())
        .arg(request.timeout.to_string());
    command.args(request.etag);
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .context("cannot start the download")?;
    if !output.status.success() {
        bail!("{} could not be fetched; nothing was changed", request.url);
    }
    let answer: Answer =
        serde_json::from_slice(&output.stdout).context("the download ended without its report")?;
    if answer.unchanged {
        return Ok(Fetched::Unchanged);
    }
    let bytes = fs::read(file.path()).context("cannot read the downloaded file")?;
    Ok(Fetched::Document {
        bytes,
        etag: answer.etag,
    })
}

/// The program that downloads, built if it has to be.
fn program(repository: &Repository) -> Command {
    if let Some(program) = env::var_os(BUILT).filter(|program| !program.is_empty()) {
        return Command::new(program);
    }
    let mut command = cargo(repository);
    command.args([
        "run",
        "--package",
        "xtask",
        "--features",
        "fetch",
        "--bin",
        "xtask-fetch",
    ]);
    if !terminal::is_interactive() {
        command.arg("--quiet");
    }
    command.arg("--");
    command
}
