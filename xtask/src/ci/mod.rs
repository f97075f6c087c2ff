//! `ci`: runs every CI check.
//!
//! Input: the names of steps, or none for all. Output: the output of each step below a heading, then a summary with
//! times. Stops at the first failure.

mod browser;
mod steps;
mod wasm;
mod work;

use std::time::Instant;

use anyhow::Result;
use serde::Serialize;

use crate::cli::CiArgs;
use crate::repository::Repository;
use crate::terminal::{self, Outcome};

/// The result of a step.
#[derive(Debug, Serialize)]
struct StepResult {
    step: &'static str,
    ok: bool,
    seconds: f64,
}

/// Runs the command.
pub fn run(args: &CiArgs) -> Result<Outcome> {
    let repository = Repository::find()?;
    let steps = steps::select(&args.steps)?;
    if args.list {
        steps.iter().try_for_each(|step| {
            terminal::print_line(&format!("{:<9} {}", step.name, step.work.shown()))
        })?;
        return Ok(Outcome::Done);
    }
    let mut results = Vec::new();
    for step in steps {
        terminal::note(&format!("\n==> {}: {}", step.name, step.work.shown()));
        let since = Instant::now();
        let ok = step.work.run(&repository, args.json)?;
        let seconds = (since.elapsed().as_secs_f64() * 10.0).round() / 10.0;
        results.push(StepResult {
            step: step.name,
            ok,
            seconds,
        });
        if !ok {
            break;
        }
    }
    print_summary(&results, args.json)
}

fn print_summary(results: &[StepResult], json: bool) -> Result<Outcome> {
    let ok = results.iter().all(|step| step.ok);
    if json {
        terminal::print_json(&results)?;
        return Ok(Outcome::of(ok));
    }
    terminal::note("");
    for StepResult { step, ok, seconds } in results {
        terminal::print_line(&format!(
            "{:<6} {step:<9} {seconds:>7.1} s",
            if *ok { "ok" } else { "FAILED" }
        ))?;
    }
    Ok(Outcome::of(ok))
}
