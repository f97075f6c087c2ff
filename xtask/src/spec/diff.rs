//! `spec diff`: what changes for users of the crate from one document to another.
//!
//! In: two files, of the disk or of git. Out: a report on standard output. What a change means is decided in `oasmith::diff`.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use oasmith::Sources;
use oasmith::source::SourceFile;

use super::document::{Document, Matching, bare};
use crate::cli::{DiffArgs, ReportFormat};
use crate::input;
use crate::pipeline::{self, Stopwatch};
use crate::repository::Repository;
use crate::terminal::{self, Outcome};

/// Runs the command.
pub fn run(args: &DiffArgs) -> Result<Outcome> {
    let repository = Repository::find()?;
    let matching = match args.strict {
        true => Matching::Strict,
        false => Matching::Lenient,
    };
    let mut watch = Stopwatch::new();
    let mut understand = |path: &Path| -> Result<Option<Document>> {
        let sources = sources(path, args.bare, &repository)?;
        Ok(Document::understand(
            &name(path),
            sources,
            matching,
            &mut watch,
        ))
    };
    let (Some(old), Some(new)) = (understand(&args.old)?, understand(&args.new)?) else {
        return Ok(Outcome::Failed);
    };
    watch.start("diff");
    let comparison = Document::compare(&old, &new);
    watch.start("report");
    let format = match args.json {
        true => ReportFormat::Json,
        false => args.format,
    };
    let text = comparison.render(format, terminal::colour_of_results());
    watch.stop();
    terminal::text(&text)?;
    if args.timings {
        print_timings(&watch);
    }
    Ok(Outcome::Done)
}

/// A document, with what this repository says of it unless it is to be read as it is.
pub fn sources(path: &Path, is_bare: bool, repository: &Repository) -> Result<Sources> {
    let document = match committed(path) {
        Some(object) => from_git(&object, repository)?,
        None => input::named(path)?,
    };
    match is_bare {
        true => Ok(bare(document)),
        false => input::embedded(repository, document),
    }
}

/// `REVISION:PATH`, as git writes a file of a commit, unless there is a file of that name.
fn committed(path: &Path) -> Option<String> {
    let text = path.to_str().filter(|_| !path.exists())?;
    let (revision, file) = text.split_once(':')?;
    // `C:\file` is no revision, and neither is an option of git.
    (revision.len() > 1 && !file.is_empty() && !revision.starts_with('-')).then(|| text.to_owned())
}

fn from_git(object: &str, repository: &Repository) -> Result<SourceFile> {
    let output = Command::new("git")
        .args(["show", "--end-of-options", object])
        .current_dir(repository.root())
        .output()
        .context("cannot start git")?;
    ensure!(
        output.status.success(),
        "git has no {object}: {}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(SourceFile::new(object, input::utf8(output.stdout, object)?))
}

/// The name a report gives a document: that of its file, for reports are read on other machines.
pub fn name(path: &Path) -> String {
    if let Some(object) = committed(path) {
        return object;
    }
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

fn print_timings(watch: &Stopwatch) {
    for stage in watch.stages() {
        terminal::note(&format!("{:<12} {:>10.2} ms", stage.stage, stage.ms));
    }
    terminal::note(&format!("{:<12} {:>10.2} ms", "all", watch.total()));
    if let Some(bytes) = pipeline::peak_memory() {
        let megabytes = bytes as f64 / 1e6;
        terminal::note(&format!("{:<12} {megabytes:>10.1} MB", "peak memory"));
    }
}
