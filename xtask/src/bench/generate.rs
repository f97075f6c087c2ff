//! `bench generate`: measures a complete generation, from files to files, in a release build.
//!
//! Input: arguments. Output: wall time and peak memory of the process, as a user experiences them.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;
use serde::Serialize;

use super::process::{self, Cost, megabytes};
use super::workspace::release_build;
use crate::cli::{BenchGenerateArgs, SourceArgs};
use crate::repository::Repository;
use crate::terminal::{self, Outcome};

/// The measurements of one generator.
#[derive(Debug, Serialize)]
struct Figures {
    what: &'static str,
    median_ms: f64,
    fastest_ms: f64,
    peak_memory: Option<u64>,
}

/// Runs the command.
pub fn run(args: &BenchGenerateArgs) -> Result<Outcome> {
    let program = release_build(&Repository::find()?)?;
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
            // The memory of the shell does not include that of its children.
            Ok(Cost { peak: 0, ..cost })
        })?);
    }
    if args.json {
        terminal::print_json(&figures)?;
    } else {
        print(&figures)?;
    }
    Ok(Outcome::Done)
}

/// Returns the arguments that select the document.
fn source_args(args: &SourceArgs) -> Vec<PathBuf> {
    let mut list = Vec::new();
    let mut add = |flag: &str, path: &PathBuf| list.extend([PathBuf::from(flag), path.clone()]);
    args.spec.iter().for_each(|path| add("--spec", path));
    args.overlays.iter().for_each(|path| add("--overlay", path));
    args.config.iter().for_each(|path| add("--config", path));
    list
}

/// Measures several runs after a warm-up.
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
    terminal::print_line(&format!(
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
        terminal::print_line(&format!(
            "{what:<16} {median_ms:>9.1} ms {fastest_ms:>9.1} ms {memory:>10} {ratio:>8.2}"
        ))?;
    }
    Ok(())
}
