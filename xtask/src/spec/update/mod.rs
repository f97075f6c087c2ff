//! `spec update`: imports a newer document and everything derived from it, or changes nothing.
//!
//! Input: arguments. Output: `spec/openai.yaml`, `spec/provenance.toml`, the version in `spec/oasmith.toml` and
//! `Cargo.lock`, an entry in `CHANGELOG.md`, and `generated/`, all written together at the end.

mod outcome;
mod plan;
mod release;

use std::fs;

use anyhow::Result;
use serde_json::json;

use self::plan::Update;
use super::original;
use super::provenance::{Prose, Provenance, sha256};
use crate::cli::UpdateArgs;
use crate::output::Lock;
use crate::repository::{Repository, paths};
use crate::terminal::{self, Outcome};

/// Runs the command.
pub fn run(args: &UpdateArgs) -> Result<Outcome> {
    let repository = Repository::find()?;
    // Held until the end. Locking also reverts an unfinished earlier run, before anything is read.
    let _lock = Lock::acquire(repository.root())?;
    outcome::check_report_names(&args.reports)?;
    let known = Provenance::read(&repository.path(paths::PROVENANCE))?;
    let prose = args
        .prose
        .map(Prose::from)
        .or(known.as_ref().map(|known| known.prose))
        .unwrap_or_default();
    let current = known
        .as_ref()
        .filter(|known| known.prose == prose && is_intact(known, &repository));
    let Some(original) = original::get(args, current, &repository)? else {
        terminal::note(&format!(
            "{} has not changed since the last update",
            args.from
        ));
        if args.json {
            terminal::print_json(&json!({ "unchanged": true }))?;
        }
        return Ok(Outcome::Done);
    };
    let Some(update) = Update::prepare(original, known, prose, &repository)? else {
        terminal::note("nothing was changed");
        return Ok(Outcome::Failed);
    };
    if !args.dry_run {
        update.apply(&repository)?;
    }
    outcome::write_reports(&update, &args.reports)?;
    if args.json {
        terminal::print_json(&outcome::json(&update))?
    } else {
        outcome::print(&update, args.dry_run)?
    }
    Ok(Outcome::Done)
}

/// Returns whether the facts are those written by the last update.
fn is_intact(known: &Provenance, repository: &Repository) -> bool {
    fs::read(repository.path(paths::DOCUMENT))
        .is_ok_and(|facts| sha256(&facts) == known.facts_sha256)
}
