//! Calls every operation of a server: `conformance URL [--only ID]… [--feature NAME]…`.
//!
//! A line of JSON on standard input says what an operation is called with: its `operationId`, `parameters` and
//! `bodies`. A line comes out for each operation that was called: `{"operationId", "feature", "status", "ok", "error",
//! "unknown", "pages"}`; `unknown` are the places of the answer that its type does not know, `pages` how many of a list
//! were read. Answers are read strictly: what must be there and is not is an error. The environment variable
//! `CONFORMANCE_KEY` holds the key.

#[allow(dead_code)] // which kinds of answers and bodies there are is the document's matter
mod call;
#[allow(dead_code)]
mod input;
#[allow(deprecated)] // what the document deprecates is called as well
mod registry;

use std::collections::HashMap;
use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use call::{Failure, Outcome};
use input::Input;
use registry::{Client, runtime};
use serde_json::{Value, json};

/// An operation: its name, the feature that compiles it, and a call for each kind of body it takes.
pub struct Entry {
    id: &'static str,
    feature: &'static str,
    calls: &'static [fn(&Client, &Input) -> Outcome],
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("conformance: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether every operation was answered as the document says.
fn run(arguments: &[String]) -> io::Result<bool> {
    let (url, chosen) = chosen(arguments)?;
    let client = client(url).map_err(io::Error::other)?;
    let inputs = inputs()?;
    let mut out = io::stdout().lock();
    let mut all = true;
    for entry in chosen {
        let outcome = match inputs.get(entry.id) {
            Some(input) => called(entry, &client, input),
            None => Err(Failure::local("the document leaves open what to send")),
        };
        let line = line(entry, outcome);
        all &= line["ok"] == Value::Bool(true);
        writeln!(out, "{line}")?;
        out.flush()?;
    }
    Ok(all)
}

/// The server, and the operations to call.
fn chosen(arguments: &[String]) -> io::Result<(&str, Vec<&'static Entry>)> {
    let usage = || io::Error::other("usage: conformance URL [--only ID]… [--feature NAME]…");
    let (url, options) = arguments.split_first().ok_or_else(usage)?;
    let (mut ids, mut features) = (Vec::new(), Vec::new());
    for option in options.chunks(2) {
        match option {
            [name, value] if name == "--only" => ids.push(value.as_str()),
            [name, value] if name == "--feature" => features.push(value.as_str()),
            _ => return Err(usage()),
        }
    }
    let all = registry::OPERATIONS;
    if let Some(id) = ids.iter().find(|id| all.iter().all(|entry| entry.id != **id)) {
        return Err(io::Error::other(format!("there is no operation `{id}`")));
    }
    if let Some(name) = features.iter().find(|name| all.iter().all(|entry| entry.feature != **name)) {
        return Err(io::Error::other(format!("the feature `{name}` has no operation")));
    }
    let wanted = |entry: &&Entry| {
        let by_id = ids.is_empty() || ids.contains(&entry.id);
        by_id && (features.is_empty() || features.contains(&entry.feature))
    };
    Ok((url, all.iter().filter(wanted).collect()))
}

fn client(url: &str) -> Result<Client, runtime::Error> {
    let builder = Client::builder().base_url(url).max_retries(0).strict_answers(true);
    let builder = match std::env::var("CONFORMANCE_KEY") {
        Err(_) => builder.anonymous(),
        Ok(key) => registry::SCHEMES.iter().fold(builder, |builder, scheme| builder.credential(scheme, key.as_str())),
    };
    builder.build()
}

/// What standard input says, by operation.
fn inputs() -> io::Result<HashMap<String, Input>> {
    let mut inputs = HashMap::new();
    for line in io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let value: Value = serde_json::from_str(&line)?;
        let id = value["operationId"].as_str().unwrap_or_default().to_owned();
        inputs.insert(id, Input::new(value));
    }
    Ok(inputs)
}

/// All calls of an operation; the first failure counts.
fn called(entry: &Entry, client: &Client, input: &Input) -> Outcome {
    let mut calls = entry.calls.iter();
    let first = calls.next().map(|call| call(client, input));
    let mut success = first.ok_or_else(|| Failure::local("there is no way to call it"))??;
    for call in calls {
        success.unknown.extend(call(client, input)?.unknown);
    }
    Ok(success)
}

fn line(entry: &Entry, outcome: Outcome) -> Value {
    let (status, error, unknown, pages) = match outcome {
        Ok(success) => (Some(success.status), None, success.unknown, success.pages),
        Err(failure) => (failure.status, Some(failure.reason), Vec::new(), None),
    };
    json!({
        "operationId": entry.id,
        "feature": entry.feature,
        "status": status,
        "ok": error.is_none(),
        "error": error,
        "unknown": unknown,
        "pages": pages,
    })
}
