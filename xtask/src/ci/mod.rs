//! `ci`: runs every CI check.
//!
//! Input: the names of steps, or none for all. Output: the output of each step below a heading, then a summary with
//! times. Stops at the first failure. Named steps run one after the other; all steps run in two lanes.

mod browser;
mod parts;
mod second_lane;
mod steps;
mod sweep;
mod wasm;
mod work;

use std::time::Instant;

use anyhow::Result;
use serde::{Deserialize, Serialize};

use self::second_lane::SecondLane;
use self::steps::Lane;

use crate::cli::CiArgs;
use crate::repository::Repository;
use crate::terminal::{self, Outcome};

/// The result of a step.
#[derive(Debug, Deserialize, Serialize)]
struct StepResult {
    step: String,
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
    let (own, other): (Vec<_>, Vec<_>) = match args.steps.is_empty() {
        true => steps.iter().partition(|step| step.lane == Lane::Workspace),
        false => (steps, Vec::new()),
    };
    let mut second = None;
    let mut results = Vec::new();
    for step in own {
        // The other lane starts after the steps that fail fastest.
        if second.is_none() && !step.is_fast && !other.is_empty() {
            second = Some(SecondLane::start(&repository, &other)?);
        }
        terminal::note(&format!("\n==> {}: {}", step.name, step.work.shown()));
        let since = Instant::now();
        let ok = step.work.run(&repository, args.json)?;
        results.push(StepResult {
            step: step.name.to_owned(),
            ok,
            seconds: (since.elapsed().as_secs_f64() * 10.0).round() / 10.0,
        });
        let other_failed = second.as_mut().is_some_and(SecondLane::has_failed);
        if !ok || other_failed {
            break;
        }
    }
    let is_complete = results.iter().all(|step| step.ok);
    match second {
        Some(second) if is_complete => results.extend(second.finish()?),
        _ => {}
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
