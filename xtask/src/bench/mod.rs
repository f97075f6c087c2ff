//! `bench`: figures, as ratios measured side by side in one run.
//!
//! In: arguments. Out: one table; or what one of the commands below it prints. Each group of rows is a file here or a
//! program of the workspace in `bench/`, which holds what is measured against.

mod compile;
mod diff;
mod generate;
mod growth;
mod process;
mod programs;
mod row;
mod size;

use anyhow::Result;

use crate::cli::{BenchArgs, BenchCommand, BenchGroup};
use crate::repository::Repository;
use crate::terminal::{self, Outcome};

use self::row::Row;

/// Runs the command.
pub fn run(args: &BenchArgs) -> Result<Outcome> {
    match &args.command {
        Some(BenchCommand::Generate(args)) => generate::run(args),
        Some(BenchCommand::Diff(args)) => diff::run(args),
        None => table(args),
    }
}

/// Measures the groups that were asked for, or all.
fn table(args: &BenchArgs) -> Result<Outcome> {
    let repository = Repository::find()?;
    let mut rows: Vec<Row> = Vec::new();
    for group in BenchGroup::ALL {
        if !args.only.is_empty() && !args.only.contains(&group) {
            continue;
        }
        terminal::note(&format!("==> {group:?}"));
        rows.extend(match group {
            BenchGroup::Generate => generate::rows(&repository)?,
            BenchGroup::Growth => growth::rows(&repository)?,
            BenchGroup::Compile => compile::rows(&repository)?,
            BenchGroup::Codec => programs::codec(&repository)?,
            BenchGroup::Client => programs::client(&repository)?,
            BenchGroup::Size => size::rows(&repository)?,
        });
    }
    if args.json {
        terminal::json(&rows)?;
    } else {
        row::print(&rows)?;
    }
    Ok(Outcome::Done)
}
