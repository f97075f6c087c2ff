//! What the user is told of an update.
//!
//! In: an [`Update`]. Out: lines, JSON, and files with the report. Decides nothing.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde_json::json;

use super::super::provenance::Provenance;
use super::plan::Update;
use crate::cli::ReportFormat;
use crate::output::Comparison;
use crate::repository::paths;
use crate::terminal::{self, counted};

/// Refuses names of reports that do not say how to write them, before any work is done.
pub fn check_report_names(reports: &[PathBuf]) -> Result<()> {
    reports
        .iter()
        .try_for_each(|path| format_of(path).map(|_| ()))
}

/// Writes the report to files.
pub fn write_reports(update: &Update, reports: &[PathBuf]) -> Result<()> {
    for path in reports {
        let text = match &update.comparison {
            Some(comparison) => comparison.render(format_of(path)?, false),
            None => "There was no readable document before.\n".to_owned(),
        };
        fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

fn format_of(path: &Path) -> Result<ReportFormat> {
    let ending = path.extension().and_then(|ending| ending.to_str());
    Ok(match ending {
        Some("md") => ReportFormat::Markdown,
        Some("html") => ReportFormat::Html,
        Some("json") => ReportFormat::Json,
        Some("txt") => ReportFormat::Text,
        _ => bail!(
            "--report {}: the ending says how it is written, .md, .html, .json or .txt",
            path.display()
        ),
    })
}

/// The outcome for programs.
pub fn json(update: &Update) -> serde_json::Value {
    let (before, after) = &update.version;
    json!({
        "unchanged": update.is_nothing(),
        "provenance": update.provenance,
        "version": { "old": before, "new": after },
        "report": update.comparison,
        "files": {
            "written": update.generated.written().collect::<Vec<_>>(),
            "removed": update.generated.left_over,
            "unchanged": update.generated.unchanged,
        },
    })
}

/// The outcome for people.
pub fn print(update: &Update, dry_run: bool) -> Result<()> {
    match &update.comparison {
        None => terminal::result("there was no readable document before")?,
        Some(comparison) => {
            let colour = terminal::colour_of_results();
            terminal::text(&comparison.render(ReportFormat::Text, colour))?;
            terminal::result("")?;
        }
    }
    let Provenance {
        source,
        retrieved,
        version,
        sha256,
        ..
    } = &update.provenance;
    terminal::result(&format!(
        "{}: version {version}, from {source}, {retrieved}, SHA-256 {sha256}",
        paths::DOCUMENT
    ))?;
    match &update.version {
        (before, after) if before == after => {
            terminal::result(&format!("version: {after} stays"))?;
        }
        (before, after) => terminal::result(&format!("version: {before} → {after}"))?,
    }
    let Comparison {
        left_over,
        unchanged,
        ..
    } = &update.generated;
    let written = counted(update.generated.written().count(), "file");
    let removed = left_over.len();
    terminal::result(&format!(
        "{}/: {written} written, {unchanged} unchanged, {removed} removed",
        paths::GENERATED
    ))?;
    if dry_run {
        terminal::note("dry run: nothing was written");
    }
    Ok(())
}
