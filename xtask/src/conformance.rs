//! `conformance`: calls every operation of a server.
//!
//! Input: arguments. Output: one line per operation, then a summary by area. The example `conformance` of the generated
//! crate makes the calls with sample values that the generator creates from the document, so that this program does not
//! depend on generated code.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Stdio};
use std::thread;

use anyhow::{Context as _, Result};
use oasmith_core::diagnostic::Strictness;
use oasmith_core::sample::Sample;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::cargo::generated_example;
use crate::cli::{ConformanceArgs, SourceArgs};
use crate::input;
use crate::pipeline;
use crate::repository::{GENERATED_PACKAGE, Repository};
use crate::stopwatch::Stopwatch;
use crate::terminal::{self, Outcome};

/// The environment variable with the API key.
const KEY: &str = "CONFORMANCE_KEY";

/// Runs the command.
pub fn run(args: &ConformanceArgs) -> Result<Outcome> {
    let repository = Repository::find()?;
    let mut watch = Stopwatch::new();
    let options = pipeline::options(GENERATED_PACKAGE, Strictness::Strict);
    let sources = input::sources(&SourceArgs::default(), &repository)?;
    let Some(samples) = pipeline::samples(sources, &options, &mut watch) else {
        return Ok(Outcome::Failed);
    };
    let mut child = start(&repository, args)?;
    let mut input = child
        .stdin
        .take()
        .context("the example has no standard input")?;
    let lines = sample_lines(&samples)?;
    // An example that exits early, such as for an unknown operation, has printed the reason: ignore the closed pipe.
    let writer = thread::spawn(move || drop(input.write_all(lines.as_bytes())));
    let output = child
        .stdout
        .take()
        .context("the example has no standard output")?;
    let mut areas = BTreeMap::<String, AreaCounts>::new();
    for line in BufReader::new(output).lines() {
        let line = line.context("cannot read the output of the example")?;
        let call: CallResult = serde_json::from_str(&line)
            .with_context(|| format!("the example printed an invalid line: {line}"))?;
        terminal::print_line(&if args.json { line } else { call.shown() })?;
        areas.entry(call.feature.clone()).or_default().add(&call);
    }
    let _ = writer.join();
    child.wait().context("cannot wait for the example")?;
    if areas.is_empty() {
        return Ok(Outcome::Failed);
    }
    let total = total(&areas);
    print_summary(&areas, &total, args.json)?;
    Ok(Outcome::of(total.is_success()))
}

fn start(repository: &Repository, args: &ConformanceArgs) -> Result<Child> {
    let mut command = generated_example(repository, "conformance");
    command.arg("--").arg(&args.base_url);
    for id in &args.only {
        command.args(["--only", id]);
    }
    for feature in &args.feature {
        command.args(["--feature", feature]);
    }
    for model in &args.model {
        command.args(["--model", model]);
    }
    // Passed in the environment, because other users can see the arguments of a process.
    match &args.api_key {
        Some(key) => command.env(KEY, key),
        None => command.env_remove(KEY),
    };
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    command.spawn().context("cannot start cargo")
}

/// Returns the input of the example: a line of JSON with the values of each operation.
fn sample_lines(samples: &[Sample]) -> Result<String> {
    let mut lines = String::new();
    for sample in samples {
        let line = json!({
            "operationId": sample.operation_id,
            "method": sample.method,
            "path": sample.path,
            "parameters": sample.parameters,
            "bodies": sample.bodies,
        });
        lines.push_str(&serde_json::to_string(&line)?);
        lines.push('\n');
    }
    Ok(lines)
}

/// The result of a call, as the example prints it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CallResult {
    operation_id: String,
    feature: String,
    status: Option<u16>,
    ok: bool,
    offered: bool,
    error: Option<String>,
    unknown: Vec<String>,
}

impl CallResult {
    fn shown(&self) -> String {
        let status = self
            .status
            .map_or("-".to_owned(), |status| status.to_string());
        let outcome = match (self.ok, self.offered) {
            (true, _) => "ok    ",
            (false, true) => "FAILED",
            (false, false) => "absent",
        };
        let mut line = format!("{outcome} {status:>3} {}", self.operation_id);
        if let Some(error) = &self.error {
            line.push_str(&format!(": {error}"));
        }
        if !self.unknown.is_empty() {
            line.push_str(&format!(" (unknown: {})", self.unknown.join(", ")));
        }
        line
    }
}

/// The number of calls in an area, by result.
#[derive(Default, Serialize)]
struct AreaCounts {
    operations: usize,
    ok: usize,
    /// Operations that the server does not have.
    not_offered: usize,
    /// Responses with a status other than success.
    rejected: usize,
    /// Successful responses that do not match the document.
    mismatched: usize,
    /// Calls without a response.
    no_response: usize,
}

impl AreaCounts {
    /// Returns whether the server offers any operations, and all of them match the document.
    fn is_success(&self) -> bool {
        self.ok > 0 && self.ok + self.not_offered == self.operations
    }

    fn add(&mut self, call: &CallResult) {
        self.operations += 1;
        *match call.status {
            _ if call.ok => &mut self.ok,
            _ if !call.offered => &mut self.not_offered,
            Some(status) if (200..300).contains(&status) => &mut self.mismatched,
            Some(_) => &mut self.rejected,
            None => &mut self.no_response,
        } += 1;
    }
}

/// Returns the sum of the areas.
fn total(areas: &BTreeMap<String, AreaCounts>) -> AreaCounts {
    let sum = |count: fn(&AreaCounts) -> usize| areas.values().map(count).sum::<usize>();
    AreaCounts {
        operations: sum(|area| area.operations),
        ok: sum(|area| area.ok),
        not_offered: sum(|area| area.not_offered),
        rejected: sum(|area| area.rejected),
        mismatched: sum(|area| area.mismatched),
        no_response: sum(|area| area.no_response),
    }
}

fn print_summary(
    areas: &BTreeMap<String, AreaCounts>,
    total: &AreaCounts,
    json: bool,
) -> Result<()> {
    let AreaCounts {
        operations,
        ok,
        not_offered,
        ..
    } = total;
    let offered = operations - not_offered;
    if json {
        let failed = match offered {
            0 => "the server offers no operation".to_owned(),
            offered => format!("{} failed", offered - ok),
        };
        let summary = json!({
            "operationId": null,
            "status": null,
            "ok": total.is_success(),
            "error": (!total.is_success()).then_some(failed),
            "operations": operations,
            "offered": offered,
            "areas": areas,
        });
        return terminal::print_line(&summary.to_string());
    }
    terminal::print_line("")?;
    terminal::print_line(&row(
        "area",
        [
            "called",
            "ok",
            "not offered",
            "rejected",
            "mismatched",
            "no response",
        ],
    ))?;
    for (name, area) in areas {
        let counts = [
            area.operations,
            area.ok,
            area.not_offered,
            area.rejected,
            area.mismatched,
            area.no_response,
        ];
        terminal::print_line(&row(name, counts.map(|count| count.to_string())))?;
    }
    if *not_offered > 0 {
        let absent = terminal::counted(*not_offered, "operation");
        terminal::print_line(&format!("the server does not offer {absent}"))?;
    }
    terminal::print_line(&format!("{ok} of {offered} operations match the document"))
}

fn row<T: AsRef<str>>(name: &str, cells: [T; 6]) -> String {
    let mut row = format!("{name:<28}");
    for cell in cells {
        row.push_str(&format!(" {:>11}", cell.as_ref()));
    }
    row
}
