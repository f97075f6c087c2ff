//! Calls every operation of a server: `conformance URL [--only ID]… [--feature NAME]… [--model [AREA=]NAME]…`.
//!
//! Each line of standard input contains the arguments of an operation, as JSON: `operationId`, `method`, `path`,
//! `parameters` and `bodies`. One line is printed for each operation: `{"operationId", "feature", "status", "ok",
//! "offered", "error", "unknown", "pages"}`. `offered` is false if the server lacks the operation, `unknown` contains the
//! locations in the response that are unknown to its type, and `pages` the number of pages read from a list. Responses
//! are decoded strictly: a missing required property is an error. The environment variable `CONFORMANCE_KEY` contains
//! the key.

#[allow(dead_code)] // the document determines which kinds of responses and bodies are used
mod call;
#[allow(dead_code)]
mod input;
mod offered;
#[allow(deprecated, unused_imports)] // deprecated operations are called too
mod registry;

use std::collections::HashMap;
use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use call::{Failure, Outcome};
use input::Input;
use offered::UnknownPaths;
use registry::{Client, Error};
use serde_json::{Value, json};

/// An operation: its ID, the feature that enables it, and a call for each kind of body it accepts.
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

/// Calls the selected operations. Returns whether all of them succeeded.
fn run(arguments: &[String]) -> io::Result<bool> {
    let Selection {
        url,
        entries,
        models,
    } = select(arguments)?;
    let client = client(url).map_err(io::Error::other)?;
    let inputs = inputs()?;
    let mut out = io::stdout().lock();
    let mut unknown_paths = UnknownPaths::new(&client);
    let mut all_succeeded = true;
    for entry in entries {
        let input = inputs.get(entry.id).cloned().unwrap_or_default();
        let input = match model(&models, entry) {
            Some(model) => input.with_model(model),
            None => input,
        };
        let outcome = call_operation(entry, &client, &input);
        let is_offered = match &outcome {
            Ok(_) => true,
            Err(failure) => !unknown_paths.contains(&input, failure),
        };
        let report = report(entry, outcome, is_offered);
        all_succeeded &= report["ok"] == Value::Bool(true);
        writeln!(out, "{report}")?;
        out.flush()?;
    }
    Ok(all_succeeded)
}

/// What the arguments select.
struct Selection<'a> {
    url: &'a str,
    entries: Vec<&'static Entry>,
    /// The areas, or none for all of them, and the models to be named in their requests.
    models: Vec<(Option<&'a str>, &'a str)>,
}

/// Returns the URL of the server, the selected operations and the models.
fn select(arguments: &[String]) -> io::Result<Selection<'_>> {
    let usage = || {
        let usage = "conformance URL [--only ID]… [--feature NAME]… [--model [AREA=]NAME]…";
        io::Error::other(format!("usage: {usage}"))
    };
    let (url, options) = arguments.split_first().ok_or_else(usage)?;
    let (mut ids, mut features, mut models) = (Vec::new(), Vec::new(), Vec::new());
    for option in options.chunks(2) {
        match option {
            [name, value] if name == "--only" => ids.push(value.as_str()),
            [name, value] if name == "--feature" => features.push(value.as_str()),
            [name, value] if name == "--model" => models.push(match value.split_once('=') {
                Some((area, model)) => (Some(area), model),
                None => (None, value.as_str()),
            }),
            _ => return Err(usage()),
        }
    }
    let all = registry::OPERATIONS;
    let is_unknown_id = |id: &&&str| all.iter().all(|entry| entry.id != **id);
    if let Some(id) = ids.iter().find(is_unknown_id) {
        return Err(io::Error::other(format!("unknown operation `{id}`")));
    }
    let areas = models.iter().filter_map(|(area, _)| *area);
    let mut names = features.iter().copied().chain(areas);
    if let Some(name) = names.find(|name| all.iter().all(|entry| entry.feature != *name)) {
        return Err(io::Error::other(format!(
            "the feature `{name}` has no operations"
        )));
    }
    let is_selected = |entry: &&Entry| {
        let by_id = ids.is_empty() || ids.contains(&entry.id);
        by_id && (features.is_empty() || features.contains(&entry.feature))
    };
    Ok(Selection {
        url,
        entries: all.iter().filter(is_selected).collect(),
        models,
    })
}

/// Returns the model of an operation: that of its area, or the one for all areas.
fn model<'a>(models: &[(Option<&str>, &'a str)], entry: &Entry) -> Option<&'a str> {
    let of = |area: Option<&str>| models.iter().rev().find(|(name, _)| *name == area);
    let model = of(Some(entry.feature)).or_else(|| of(None));
    model.map(|(_, model)| *model)
}

fn client(url: &str) -> Result<Client, Error> {
    let builder = Client::builder()
        .base_url(url)
        .max_retries(0)
        .strict_decoding(true);
    let builder = match std::env::var("CONFORMANCE_KEY") {
        Err(_) => builder.without_credentials(),
        Ok(key) => registry::SCHEMES.iter().fold(builder, |builder, scheme| {
            builder.credential(scheme, key.as_str())
        }),
    };
    builder.build()
}

/// Reads the arguments from standard input, by operation.
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

/// Makes all calls of an operation, and returns the first failure, if any.
fn call_operation(entry: &Entry, client: &Client, input: &Input) -> Outcome {
    let mut calls = entry.calls.iter();
    let first = calls.next().map(|call| call(client, input));
    let mut success = first.ok_or_else(|| Failure::local("the operation has no call"))??;
    for call in calls {
        success.unknown.extend(call(client, input)?.unknown);
    }
    Ok(success)
}

fn report(entry: &Entry, outcome: Outcome, is_offered: bool) -> Value {
    let (status, error, unknown, pages) = match outcome {
        Ok(success) => (Some(success.status), None, success.unknown, success.pages),
        Err(failure) => (failure.status, Some(failure.reason), Vec::new(), None),
    };
    json!({
        "operationId": entry.id,
        "feature": entry.feature,
        "status": status,
        "ok": error.is_none(),
        "offered": is_offered,
        "error": error,
        "unknown": unknown,
        "pages": pages,
    })
}
