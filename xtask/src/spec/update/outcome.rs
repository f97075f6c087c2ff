//! The report of an update.
//!
//! Input: an [`Update`]. Output: human-readable lines, JSON, and report files.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde_json::json;

use super::plan::Update;
use crate::cli::ReportFormat;
use crate::repository::paths;
use crate::spec::provenance::Provenance;
use crate::terminal;
use oasmith::compare::report;

/// Rejects report files with an unknown extension, before any work is done.
pub fn check_report_names(reports: &[PathBuf]) -> Result<()> {
    reports
        .iter()
        .try_for_each(|path| format_of(path).map(|_| ()))
}

/// Writes the report files.
pub fn write_reports(update: &Update, reports: &[PathBuf]) -> Result<()> {
    for path in reports {
        let text = match &update.comparison {
            Some(comparison) => report::render(comparison, format_of(path)?, false),
            None => "There is no readable older document to compare with.\n".to_owned(),
        };
        fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

fn format_of(path: &Path) -> Result<ReportFormat> {
    let extension = path.extension().and_then(|extension| extension.to_str());
    Ok(match extension {
        Some("md") => ReportFormat::Markdown,
        Some("html") => ReportFormat::Html,
        Some("json") => ReportFormat::Json,
        Some("txt") => ReportFormat::Text,
        _ => bail!(
            "--report {}: unknown format, expected the extension .md, .html, .json or .txt",
            path.display()
        ),
    })
}

/// Describes the update as JSON.
pub fn json(update: &Update) -> serde_json::Value {
    json!({
        "unchanged": update.is_unchanged(),
        "provenance": update.provenance,
        "version": { "old": update.version.old, "new": update.version.new },
        "report": update.comparison,
        "files": update.generated.json(),
    })
}

/// Prints the update as human-readable text.
pub fn print(update: &Update, dry_run: bool) -> Result<()> {
    match &update.comparison {
        None => terminal::print_line("there is no readable older document to compare with")?,
        Some(comparison) => {
            let color = terminal::color_results();
            terminal::print(&report::render(comparison, ReportFormat::Text, color))?;
            terminal::print_line("")?;
        }
    }
    let Provenance {
        source,
        retrieved,
        version,
        sha256,
        ..
    } = &update.provenance;
    terminal::print_line(&format!(
        "{}: version {version}, from {source}, {retrieved}, SHA-256 {sha256}",
        paths::DOCUMENT
    ))?;
    let version = &update.version;
    terminal::print_line(&match version.old == version.new {
        true => format!("version: {} (unchanged)", version.new),
        false => format!("version: {} → {}", version.old, version.new),
    })?;
    terminal::print_line(&format!(
        "{}/: {}",
        paths::GENERATED,
        update.generated.summary()
    ))?;
    if dry_run {
        terminal::note("dry run: nothing was written");
    }
    Ok(())
}
