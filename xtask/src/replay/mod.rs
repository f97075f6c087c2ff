//! `replay`: plays the bytes of a response through the client of the generated crate.
//!
//! Input: an operation and a file. Output: what the client read. The example `replay` of the generated crate makes the
//! call, to a server on the loopback interface that sends the bytes.

mod recording;
mod report;
mod request;
mod server;

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::Stdio;
use std::thread;

use anyhow::{Context as _, Result, bail, ensure};
use oasmith_core::diagnostic::Strictness;
use oasmith_core::nearest::nearest;
use oasmith_core::sample::Sample;
use serde_json::{Value, json};

use crate::cargo::generated_example;
use crate::cli::{ReplayArgs, SourceArgs};
use crate::input;
use crate::pipeline;
use crate::repository::{GENERATED_PACKAGE, Repository};
use crate::stopwatch::Stopwatch;
use crate::terminal::{self, Outcome};
use recording::Recording;

/// Runs the command.
pub fn run(args: &ReplayArgs) -> Result<Outcome> {
    let repository = Repository::find()?;
    let body = read(&args.file)?;
    let mut watch = Stopwatch::new();
    let options = pipeline::options(GENERATED_PACKAGE, Strictness::Strict);
    let sources = input::sources(&SourceArgs::default(), &repository)?;
    let Some(samples) = pipeline::samples(sources, &options, &mut watch) else {
        return Ok(Outcome::Failed);
    };
    let sample = sample(&samples, &args.operation)?;
    let recording = Recording::new(args, sample, body);
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("cannot listen on loopback")?;
    let url = format!("http://{}/v1", listener.local_addr()?);
    thread::spawn(move || server::serve(&listener, &recording));
    let played = call(&repository, args, sample, &url)?;
    match args.json {
        true => terminal::print_line(&played.to_string())?,
        false => terminal::print(&report::text(&played))?,
    }
    Ok(Outcome::Done)
}

fn read(file: &Path) -> Result<Vec<u8>> {
    if file == Path::new("-") {
        let mut body = Vec::new();
        let read = io::stdin().lock().read_to_end(&mut body);
        read.context("cannot read standard input")?;
        return Ok(body);
    }
    fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}

fn sample<'s>(samples: &'s [Sample], operation: &str) -> Result<&'s Sample> {
    let mut all = samples.iter();
    if let Some(sample) = all.find(|sample| sample.operation_id == operation) {
        return Ok(sample);
    }
    let names = samples.iter().map(|sample| sample.operation_id.as_str());
    match nearest(operation, names) {
        Some(name) => bail!("unknown operation `{operation}`; did you mean `{name}`?"),
        None => bail!("unknown operation `{operation}`"),
    }
}

/// Makes the call in a separate process and returns the output of the process.
fn call(repository: &Repository, args: &ReplayArgs, sample: &Sample, url: &str) -> Result<Value> {
    let mut command = generated_example(repository, "replay");
    command.args(["--", url, &args.operation]);
    if args.stream {
        command.arg("--stream");
    }
    // Requests to the loopback interface must not use a proxy from the environment.
    command
        .env("NO_PROXY", "127.0.0.1")
        .env("no_proxy", "127.0.0.1");
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().context("cannot start cargo")?;
    let mut input = child
        .stdin
        .take()
        .context("the example has no standard input")?;
    let line = json!({"parameters": sample.parameters, "bodies": sample.bodies});
    // An example that exits early has printed the reason: ignore the closed pipe.
    let _ = input.write_all(line.to_string().as_bytes());
    drop(input);
    let output = child
        .wait_with_output()
        .context("cannot wait for the example")?;
    ensure!(output.status.success(), "the call could not be made");
    serde_json::from_slice(&output.stdout).context("the example printed an invalid line")
}
