//! `bench`: figures as ratios, measured side by side in one run.
//!
//! Input: arguments. Output: one table, or the output of a subcommand. Each group of rows is measured by a file in this
//! folder or by a program of the workspace in `bench/`, which depends on the peers.

mod compile;
mod diff;
mod generate;
mod growth;
mod peer_generator;
mod process;
mod programs;
mod row;
mod size;
mod workspace;

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

/// Measures the selected groups, or all of them.
fn table(args: &BenchArgs) -> Result<Outcome> {
    let repository = Repository::find()?;
    let mut rows: Vec<Row> = Vec::new();
    for group in BenchGroup::ALL {
        if !args.only.is_empty() && !args.only.contains(&group) {
            continue;
        }
        terminal::note(&format!("==> {group:?}"));
        rows.extend(match group {
            BenchGroup::Generate => peer_generator::rows(&repository)?,
            BenchGroup::Growth => growth::rows(&repository)?,
            BenchGroup::Compile => compile::rows(&repository)?,
            BenchGroup::Codec => programs::codec(&repository)?,
            BenchGroup::Client => programs::client(&repository)?,
            BenchGroup::Tools => programs::tools(&repository)?,
            BenchGroup::Size => size::rows(&repository)?,
        });
    }
    if args.json {
        terminal::print_json(&rows)?;
    } else {
        row::print(&rows)?;
    }
    Ok(Outcome::Done)
}
