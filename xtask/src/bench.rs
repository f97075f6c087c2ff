//! `bench generate`: the whole generation from files to files, in a release build.
//!
//! In: arguments. Out: wall time and peak memory. Measures processes from outside, as a user would.

use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, bail, ensure};
use serde::Serialize;
use serde_json::Value;

use crate::bench_diff;
use crate::cargo::cargo;
use crate::cli::{BenchCommand, BenchGenerateArgs, SourceArgs};
use crate::repository::Repository;
use crate::terminal::{self, Outcome};

/// Runs the command.
pub fn run(command: &BenchCommand) -> Result<Outcome> {
    match command {
        BenchCommand::Generate(args) => generate(args),
        BenchCommand::Diff(args) => bench_diff::run(args),
    }
}

/// Figures of one generator.
#[derive(Debug, Serialize)]
struct Figures {
    what: &'static str,
    median_ms: f64,
    fastest_ms: f64,
    peak_memory: Option<u64>,
}

fn generate(args: &BenchGenerateArgs) -> Result<Outcome> {
    let program = build()?;
    let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
    let out = folder.path().join("bench-crate");
    let run = |fresh: bool| -> Result<(f64, Option<u64>)> {
        if fresh && out.exists() {
            std::fs::remove_dir_all(&out).context("cannot empty the temporary folder")?;
        }
        let mut command = Command::new(&program);
        command
            .args(["generate", "--json", "--timings", "--out"])
            .arg(&out)
            .args(source_args(&args.sources));
        measure(&mut command)
    };
    let mut figures = vec![
        repeat("all files new", args.runs, || run(true))?,
        repeat("no file changes", args.runs, || run(false))?,
    ];
    if let Some(other) = &args.against {
        figures.push(repeat("--against", args.runs, || {
            time(Command::new("sh").arg("-c").arg(other))
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
fn build() -> Result<PathBuf> {
    let mut command = cargo(&Repository::find()?);
    command.args([
        "build",
        "--release",
        "--package",
        "xtask",
        "--bin",
        "xtask",
        "--message-format",
        "json-render-diagnostics",
    ]);
    let output = command
        .stderr(std::process::Stdio::inherit())
        .output()
        .context("cannot start cargo")?;
    ensure!(output.status.success(), "the release build failed");
    let messages = String::from_utf8_lossy(&output.stdout);
    let executable = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .find_map(|message| {
            let path = message.get("executable")?.as_str()?;
            (message.pointer("/target/name")? == "xtask").then(|| PathBuf::from(path))
        });
    executable.context("cargo named no executable")
}

fn source_args(args: &SourceArgs) -> Vec<PathBuf> {
    let mut list = Vec::new();
    let mut add = |flag: &str, path: &PathBuf| list.extend([PathBuf::from(flag), path.clone()]);
    args.spec.iter().for_each(|path| add("--spec", path));
    args.overlays.iter().for_each(|path| add("--overlay", path));
    args.config.iter().for_each(|path| add("--config", path));
    list
}

/// One run: milliseconds and bytes.
fn measure(command: &mut Command) -> Result<(f64, Option<u64>)> {
    let since = Instant::now();
    let output = command.output().context("cannot start the release build")?;
    let ms = since.elapsed().as_secs_f64() * 1e3;
    if !output.status.success() {
        bail!(
            "the generation failed:\n{}",
            String::from_utf8_lossy(&output.stderr).trim_end()
        );
    }
    let report: Value =
        serde_json::from_slice(&output.stdout).context("the generation printed no report")?;
    Ok((ms, report.get("peak_memory").and_then(Value::as_u64)))
}

/// One run of something else; its memory is not known.
fn time(command: &mut Command) -> Result<(f64, Option<u64>)> {
    let since = Instant::now();
    let output = command.output().context("cannot start a shell")?;
    ensure!(
        output.status.success(),
        "--against failed:\n{}",
        String::from_utf8_lossy(&output.stderr).trim_end()
    );
    Ok((since.elapsed().as_secs_f64() * 1e3, None))
}

/// One run that does not count, then those that do.
fn repeat(
    what: &'static str,
    runs: u32,
    mut run: impl FnMut() -> Result<(f64, Option<u64>)>,
) -> Result<Figures> {
    run()?;
    let mut times = Vec::new();
    let mut peak_memory = None;
    for _ in 0..runs {
        let (ms, memory) = run()?;
        times.push((ms * 100.0).round() / 100.0);
        peak_memory = peak_memory.max(memory);
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
        let memory = peak_memory.map_or_else(
            || "-".to_owned(),
            |bytes| format!("{:.0} MB", bytes as f64 / 1e6),
        );
        let ratio = median_ms / first;
        terminal::result(&format!(
            "{what:<16} {median_ms:>9.1} ms {fastest_ms:>9.1} ms {memory:>10} {ratio:>8.2}"
        ))?;
    }
    Ok(())
}
