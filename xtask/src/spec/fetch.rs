//! Downloads a file with the program `xtask-fetch`, which is built on first use.
//!
//! Input: a [`Request`]. Output: [`Fetched`]. Contains no HTTP.

use std::env;
use std::fs;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use crate::cargo::cargo_run;
use crate::repository::Repository;

/// What to download, and the limits.
#[derive(Debug)]
pub struct Request<'a> {
    /// The URL.
    pub url: &'a str,
    /// Maximum size in bytes.
    pub limit: u64,
    /// Timeout in seconds.
    pub timeout: u64,
    /// The entity tag of the local copy.
    pub etag: Option<&'a str>,
}

/// The result of a download.
#[derive(Debug)]
pub enum Fetched {
    /// The local copy is up to date.
    Unchanged,
    /// The server sent the document.
    Document {
        /// The content.
        bytes: Vec<u8>,
        /// The entity tag of the content.
        etag: Option<String>,
    },
}

/// The line of JSON that `xtask-fetch` prints.
#[derive(Debug, Deserialize)]
struct FetchResult {
    unchanged: bool,
    etag: Option<String>,
}

/// Environment variable with the path of a prebuilt `xtask-fetch`, for machines that build without network access.
const PREBUILT: &str = "XTASK_FETCH";

/// Downloads a file.
pub fn fetch(request: &Request<'_>, repository: &Repository) -> Result<Fetched> {
    let file = tempfile::NamedTempFile::new()
        .context("cannot create a temporary file for the download")?;
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
        bail!("cannot fetch {}; nothing was changed", request.url);
    }
    let result: FetchResult = serde_json::from_slice(&output.stdout)
        .context("xtask-fetch exited without printing its result")?;
    if result.unchanged {
        return Ok(Fetched::Unchanged);
    }
    let bytes = fs::read(file.path()).context("cannot read the downloaded file")?;
    Ok(Fetched::Document {
        bytes,
        etag: result.etag,
    })
}

/// Returns a call of the downloader, which cargo builds if necessary.
fn program(repository: &Repository) -> Command {
    if let Some(program) = env::var_os(PREBUILT).filter(|program| !program.is_empty()) {
        return Command::new(program);
    }
    let mut command = cargo_run(repository);
    let arguments = "--features xtask/fetch --bin xtask-fetch --";
    command.args(arguments.split(' '));
    command
}
