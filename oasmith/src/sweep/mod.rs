//! `sweep`: generates and compiles a crate from every document in a folder, and calls its operations.
//!
//! Input: folders and files. Output: a table with a row for each document. A separate process, whose time and memory are
//! measured, generates each document.

mod calls;
mod check;
mod documents;
mod row;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use self::check::Part;
use self::row::{Row, Status};
use crate::cli::SweepArgs;
use crate::terminal::{self, Outcome};

/// Runs the command.
pub fn run(args: &SweepArgs) -> Result<Outcome> {
    let documents = documents::all(&args.paths)?;
    ensure!(!documents.is_empty(), "no OpenAPI document found");
    let temporary = tempfile::tempdir().context("cannot create a temporary folder")?;
    let work = args.work_dir.as_deref().unwrap_or(temporary.path());
    fs::create_dir_all(work).with_context(|| format!("cannot create {}", work.display()))?;
    let work = std::path::absolute(work).context("cannot find the working directory")?;
    let limit = |skip: bool, count: Option<usize>| match skip {
        true => 0,
        false => count.unwrap_or(usize::MAX),
    };
    let compiled = documents::sample(&documents, limit(args.no_check, args.check));
    let called = documents::sample(&compiled, limit(args.no_call, args.call));
    let mut rows = Vec::new();
    for (index, document) in documents.iter().enumerate() {
        let shown = shown(document, &args.paths);
        terminal::note(&shown);
        let name = format!("sweep-{index}");
        let directory = work.join("crates").join(&name);
        let mut row = generate(document, &directory, &name)?;
        row.document = shown;
        if row.status == Status::Generated {
            if called.contains(document) {
                if check::compile(&mut row, &work, &directory, Part::Calls)? {
                    calls::call(&mut row, &work, &directory, document)?;
                }
            } else if compiled.contains(document) {
                check::compile(&mut row, &work, &directory, Part::Library)?;
            }
        }
        rows.push(row);
    }
    match args.json {
        true => terminal::print_json(&rows)?,
        false => row::print(&rows)?,
    }
    Ok(Outcome::of(rows.iter().all(Row::is_success)))
}

/// Returns the path of a document as the table shows it: relative to the folder, if there is only one folder.
fn shown(document: &Path, paths: &[PathBuf]) -> String {
    let path = match paths {
        [folder] if folder.is_dir() => document.strip_prefix(folder).unwrap_or(document),
        _ => document,
    };
    path.display().to_string()
}

/// Generates a crate in a new process of this program.
fn generate(document: &Path, directory: &Path, name: &str) -> Result<Row> {
    let program = std::env::current_exe().context("cannot find this program")?;
    let output = Command::new(program)
        .arg("generate")
        .arg("--spec")
        .arg(document)
        .arg("--out")
        .arg(directory)
        .args(["--crate-name", name, "--json"])
        .stdin(Stdio::null())
        .output()
        .context("cannot start this program again")?;
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr);
        let line = text
            .lines()
            .find(|line| line.starts_with("error"))
            .or_else(|| text.lines().next());
        return Ok(Row::rejected(line.unwrap_or("no output").to_owned()));
    }
    let report: Value =
        serde_json::from_slice(&output.stdout).context("`generate` printed invalid JSON")?;
    Ok(Row::generated(&report, types(directory)?))
}

/// Counts the types of a crate.
fn types(directory: &Path) -> Result<usize> {
    let folder = directory.join("src/types");
    let mut count = 0;
    for entry in
        fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?
    {
        let path: PathBuf = entry.context("cannot read a folder")?.path();
        let text = fs::read_to_string(&path).unwrap_or_default();
        let declares = |line: &&str| {
            ["pub struct ", "pub enum ", "pub type "]
                .iter()
                .any(|start| line.starts_with(start))
        };
        count += text.lines().filter(declares).count();
    }
    Ok(count)
}
