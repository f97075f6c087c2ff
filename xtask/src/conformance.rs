//! `conformance`: every operation of a server, called.
//!
//! In: arguments. Out: a line for each operation, then what became of each area. The example `conformance` of the
//! generated crate does the calling, with values that the generator makes from the document: this program does not
//! depend on generated code.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Stdio};
use std::thread;

use anyhow::{Context as _, Result};
use oasmith::sample::Sample;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::cargo::cargo;
use crate::cli::{ConformanceArgs, SourceArgs};
use crate::input;
use crate::pipeline::{self, Stopwatch};
use crate::repository::{GENERATED_PACKAGE, Repository};
use crate::terminal::{self, Outcome};

/// Runs the command.
pub fn run(args: &ConformanceArgs) -> Result<Outcome> {
    let repository = Repository::find()?;
    let mut watch = Stopwatch::new();
    let options = pipeline::options(GENERATED_PACKAGE, true);
    let sources = input::sources(&SourceArgs::default(), &repository)?;
    let Some(samples) = pipeline::samples(sources, &options, &mut watch) else {
        return Ok(Outcome::Failed);
    };
    let mut child = start(&repository, args)?;
    let mut input = child.stdin.take().context("the program takes no input")?;
    let lines = lines(&samples)?;
    // A program that ends early, as for an unknown name, leaves a closed pipe: it has said why.
    let writer = thread::spawn(move || drop(input.write_all(lines.as_bytes())));
    let output = child.stdout.take().context("the program gives no output")?;
    let mut areas = BTreeMap::<String, Area>::new();
    for line in BufReader::new(output).lines() {
        let line = line.context("the program's output cannot be read")?;
        let called: Called =
            serde_json::from_str(&line).with_context(|| format!("no line of its own: {line}"))?;
        terminal::result(&if args.json { line } else { called.shown() })?;
        areas
            .entry(called.feature.clone())
            .or_default()
            .add(&called);
    }
    let _ = writer.join();
    let ended = child.wait().context("the program cannot be waited for")?;
    if areas.is_empty() {
        return Ok(Outcome::Failed);
    }
    report(&areas, args.json)?;
    Ok(Outcome::of(ended.success()))
}

fn start(repository: &Repository, args: &ConformanceArgs) -> Result<Child> {
    let mut command = cargo(repository);
    command.args(["run", "--package", GENERATED_PACKAGE, "--features", "full"]);
    command.args(["--example", "conformance"]);
    if !terminal::is_interactive() {
        command.arg("--quiet");
    }
    command.arg("--").arg(&args.base_url);
    for id in &args.only {
        command.args(["--only", id]);
    }
    for feature in &args.feature {
        command.args(["--feature", feature]);
    }
    // Not an argument: those of a process can be seen by others.
    match &args.api_key {
        Some(key) => command.env("CONFORMANCE_KEY", key),
        None => command.env_remove("CONFORMANCE_KEY"),
    };
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    command.spawn().context("cannot start cargo")
}

/// What the program reads: of each operation what is sent.
fn lines(samples: &[Sample]) -> Result<String> {
    let mut lines = String::new();
    for sample in samples {
        let line = json!({
            "operationId": sample.operation_id,
            "parameters": sample.parameters,
            "bodies": sample.bodies,
        });
        lines.push_str(&serde_json::to_string(&line)?);
        lines.push('\n');
    }
    Ok(lines)
}

/// What the program says of an operation.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Called {
    operation_id: String,
    feature: String,
    status: Option<u16>,
    ok: bool,
    error: Option<String>,
    unknown: Vec<String>,
}

impl Called {
    fn shown(&self) -> String {
        let status = self
            .status
            .map_or("-".to_owned(), |status| status.to_string());
        let head = if self.ok { "ok    " } else { "FAILED" };
        let mut line = format!("{head} {status:>3} {}", self.operation_id);
        if let Some(error) = &self.error {
            line.push_str(&format!(": {error}"));
        }
        if !self.unknown.is_empty() {
            line.push_str(&format!(" (unknown: {})", self.unknown.join(", ")));
        }
        line
    }
}

/// What became of the operations of an area.
#[derive(Default, Serialize)]
struct Area {
    operations: usize,
    ok: usize,
    /// There was an answer, and it was no success.
    refused: usize,
    /// The answer was a success, and not what the document says.
    undecoded: usize,
    /// There was no answer.
    unanswered: usize,
}

impl Area {
    fn add(&mut self, called: &Called) {
        self.operations += 1;
        *match called.status {
            _ if called.ok => &mut self.ok,
            Some(status) if (200..300).contains(&status) => &mut self.undecoded,
            Some(_) => &mut self.refused,
            None => &mut self.unanswered,
        } += 1;
    }
}

fn report(areas: &BTreeMap<String, Area>, json: bool) -> Result<()> {
    let sum = |count: fn(&Area) -> usize| areas.values().map(count).sum::<usize>();
    let (operations, ok) = (sum(|area| area.operations), sum(|area| area.ok));
    if json {
        let all = json!({
            "operationId": null,
            "status": null,
            "ok": ok == operations,
            "error": (ok < operations).then(|| Value::from(format!("{} failed", operations - ok))),
            "operations": operations,
            "areas": areas,
        });
        return terminal::result(&all.to_string());
    }
    terminal::result("")?;
    terminal::result(&row(
        "area",
        ["called", "ok", "refused", "undecoded", "unanswered"],
    ))?;
    for (name, area) in areas {
        let counts = [
            area.operations,
            area.ok,
            area.refused,
            area.undecoded,
            area.unanswered,
        ];
        terminal::result(&row(name, counts.map(|count| count.to_string())))?;
    }
    terminal::result(&format!(
        "{ok} of {operations} operations are as the document says"
    ))
}

fn row<T: AsRef<str>>(name: &str, cells: [T; 5]) -> String {
    let mut row = format!("{name:<28}");
    for cell in cells {
        row.push_str(&format!(" {:>10}", cell.as_ref()));
    }
    row
}
