//! Generation compared with oas3-gen, the fastest peer, on the same document.
//!
//! Input: the repository. Output: rows.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use super::process::{Cost, measure, median, megabytes, scratch};
use super::row::Row;
use super::workspace::{TARGET, release_build};
use crate::cargo::cargo;
use crate::repository::{Repository, paths};

/// Measures both generators alternately.
pub fn rows(repository: &Repository) -> Result<Vec<Row>> {
    let program = release_build(repository)?;
    let peer = install(repository)?;
    let folder = scratch()?;
    let document = folder.path().join("openai.yaml");
    let text = fs::read_to_string(repository.path(paths::DOCUMENT))
        .with_context(|| format!("cannot read {}", paths::DOCUMENT))?;
    fs::write(&document, readable_by_peer(&text))?;
    let mut costs: [Vec<Cost>; 2] = Default::default();
    // The first round is a warm-up: it reads the files into memory.
    for round in 0..6 {
        let mut ours = Command::new(&program);
        ours.args(["generate", "--crate-name", "ours", "--json", "--out"]);
        ours.arg(folder.path().join(format!("ours-{round}")));
        let mut theirs = Command::new(&peer);
        theirs.args(["generate", "client-mod", "--input"]);
        theirs.arg(&document).arg("--output");
        theirs.arg(folder.path().join(format!("theirs-{round}")));
        for (costs, command) in costs.iter_mut().zip([&mut ours, &mut theirs]) {
            let cost = measure(command)?;
            if round > 0 {
                costs.push(cost);
            }
        }
    }
    let [ours, theirs] = costs.map(|costs| median(&costs));
    let time = format!("{:.2} s vs {:.2} s", ours.ms / 1e3, theirs.ms / 1e3);
    let memory = format!("{} vs {}", megabytes(ours.peak), megabytes(theirs.peak));
    Ok(vec![
        Row::new(
            "generate",
            "files to files: time relative to oas3-gen",
            ours.ms / theirs.ms,
            time,
        )
        .at_most(0.5),
        Row::new(
            "generate",
            "files to files: memory relative to oas3-gen",
            ours.peak as f64 / theirs.peak as f64,
            memory,
        )
        .at_most(0.5),
    ])
}

/// Rewrites the parts of the document that the peer rejects: numbers beyond 64 bits, and the limits of OpenAPI 3.0.
fn readable_by_peer(text: &str) -> String {
    let lines = text
        .lines()
        .filter(|line| line.trim() != "exclusiveMinimum: true");
    let lines = lines.map(|line| line.replace("9223372036854776000", "9223372036854775000"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Installs the peer below the target folder and returns its path.
fn install(repository: &Repository) -> Result<PathBuf> {
    let root = repository.path(TARGET).join("peers");
    let mut command = cargo(repository);
    command.args([
        "install",
        "--quiet",
        "--locked",
        "oas3-gen",
        "--version",
        "=0.29.0",
        "--root",
    ]);
    command
        .arg(&root)
        .env("CARGO_TARGET_DIR", repository.path(TARGET).join("oas3-gen"));
    let status = command.status().context("cannot start cargo")?;
    ensure!(status.success(), "cannot install oas3-gen");
    Ok(root
        .join("bin")
        .join(format!("oas3-gen{}", std::env::consts::EXE_SUFFIX)))
}
