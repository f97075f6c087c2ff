//! `bench generate`: the whole generation from files to files, in a release build.
//!
//! In: arguments. Out: wall time and peak memory. Measures processes from outside, as a user would.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde::Serialize;

use super::TARGET;
use super::process::{self, Cost, median, megabytes};
use super::row::Row;
use crate::cargo::{cargo, executable};
use crate::cli::{BenchGenerateArgs, SourceArgs};
use crate::repository::{Repository, paths};
use crate::terminal::{self, Outcome};

/// Figures of one generator.
#[derive(Debug, Serialize)]
struct Figures {
    what: &'static str,
    median_ms: f64,
    fastest_ms: f64,
    peak_memory: Option<u64>,
}

/// Runs the command.
pub fn run(args: &BenchGenerateArgs) -> Result<Outcome> {
    let program = release(&Repository::find()?)?;
    let folder = process::scratch()?;
    let run = |number: u32| -> Result<Cost> {
        let mut command = Command::new(&program);
        command
            .args(["generate", "--crate-name", "bench-crate", "--json", "--out"])
            .arg(folder.path().join(number.to_string()))
            .args(source_args(&args.sources));
        process::measure(&mut command)
    };
    let mut number = 0;
    let mut next = || {
        number += 1;
        number
    };
    let mut figures = vec![
        repeat("all files new", args.runs, || run(next()))?,
        repeat("no file changes", args.runs, || run(1))?,
    ];
    if let Some(other) = &args.against {
        figures.push(repeat("--against", args.runs, || {
            let cost = process::measure(Command::new("sh").arg("-c").arg(other))?;
            // The shell's memory is not that of what it starts.
            Ok(Cost { peak: 0, ..cost })
        })?);
    }
    if args.json {
        terminal::json(&figures)?;
    } else {
        print(&figures)?;
    }
    Ok(Outcome::Done)
}

/// The release build of this program.
pub fn release(repository: &Repository) -> Result<PathBuf> {
    executable(repository, "xtask", &["--release", "--package", "xtask"])
}

/// The whole generation beside that of oas3-gen, the fastest peer, on the same document.
pub fn rows(repository: &Repository) -> Result<Vec<Row>> {
    let program = release(repository)?;
    let peer = peer(repository)?;
    let folder = process::scratch()?;
    let document = folder.path().join("openai.yaml");
    let text = std::fs::read_to_string(repository.path(paths::DOCUMENT))
        .with_context(|| format!("cannot read {}", paths::DOCUMENT))?;
    std::fs::write(&document, readable_by_peer(&text))?;
    let mut costs: [Vec<Cost>; 2] = Default::default();
    // The first round of each does not count: what was read once is in memory.
    for round in 0..6 {
        let mut ours = Command::new(&program);
        ours.args(["generate", "--crate-name", "ours", "--json", "--out"]);
        ours.arg(folder.path().join(format!("ours-{round}")));
        let mut theirs = Command::new(&peer);
        theirs.args(["generate", "client-mod", "--input"]);
        theirs.arg(&document).arg("--output");
        theirs.arg(folder.path().join(format!("theirs-{round}")));
        for (costs, command) in costs.iter_mut().zip([&mut ours, &mut theirs]) {
            let cost = process::measure(command)?;
            if round > 0 {
                costs.push(cost);
            }
        }
    }
    let [ours, theirs] = costs.map(|costs| median(&costs));
    let time = format!("{:.2} s to {:.2} s", ours.ms / 1e3, theirs.ms / 1e3);
    let memory = format!("{} to {}", megabytes(ours.peak), megabytes(theirs.peak));
    Ok(vec![
        Row::new(
            "generate",
            "files to files: time of oas3-gen's",
            ours.ms / theirs.ms,
            time,
        )
        .at_most(0.5),
        Row::new(
            "generate",
            "files to files: memory of oas3-gen's",
            ours.peak as f64 / theirs.peak as f64,
            memory,
        )
        .at_most(0.5),
    ])
}

/// The document without what the peer refuses: numbers beyond 64 bits, and limits as OpenAPI 3.0 has them.
fn readable_by_peer(text: &str) -> String {
    let lines = text
        .lines()
        .filter(|line| line.trim() != "exclusiveMinimum: true");
    let lines = lines.map(|line| line.replace("9223372036854776000", "9223372036854775000"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The peer's program, installed below the target folder.
fn peer(repository: &Repository) -> Result<PathBuf> {
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
    ensure!(status.success(), "oas3-gen cannot be installed");
    Ok(root
        .join("bin")
        .join(format!("oas3-gen{}", std::env::consts::EXE_SUFFIX)))
}

fn source_args(args: &SourceArgs) -> Vec<PathBuf> {
    let mut list = Vec::new();
    let mut add = |flag: &str, path: &PathBuf| list.extend([PathBuf::from(flag), path.clone()]);
    args.spec.iter().for_each(|path| add("--spec", path));
    args.overlays.iter().for_each(|path| add("--overlay", path));
    args.config.iter().for_each(|path| add("--config", path));
    list
}

/// One run that does not count, then those that do.
fn repeat(what: &'static str, runs: u32, mut run: impl FnMut() -> Result<Cost>) -> Result<Figures> {
    run()?;
    let mut times = Vec::new();
    let mut peak_memory = None;
    for _ in 0..runs {
        let Cost { ms, peak } = run()?;
        times.push((ms * 100.0).round() / 100.0);
        peak_memory = peak_memory.max((peak > 0).then_some(peak));
    }
    times.sort_by(f64::total_cmp);
    Ok(Figures {
        what,
        median_ms: times[times.len() / 2],
        fastest_ms: times[0],
        peak_memory,
    })
}

fn print(figures: &[Figures]) -> Result<()> {
    let first = figures.first().map_or(f64::NAN, |first| first.median_ms);
    terminal::result(&format!(
        "{:<16} {:>12} {:>12} {:>10} {:>8}",
        "", "median", "fastest", "memory", "ratio"
    ))?;
    for Figures {
        what,
        median_ms,
        fastest_ms,
        peak_memory,
    } in figures
    {
        let memory = peak_memory.map_or_else(|| "-".to_owned(), megabytes);
        let ratio = median_ms / first;
        terminal::result(&format!(
            "{what:<16} {median_ms:>9.1} ms {fastest_ms:>9.1} ms {memory:>10} {ratio:>8.2}"
        ))?;
    }
    Ok(())
}
