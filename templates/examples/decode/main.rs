//! Decodes JSON as types of this crate and encodes it again: `decode --jsonl FILE|-`, or `decode SCHEMA FILE|-`.
//!
//! With `--jsonl`, each line of the input is `{"schema", "payload"}`, and one line is printed for each:
//! `{"schema", "ok", "error", "path", "payload", "unknown"}`. With the additional option `--unmodeled`, the line also
//! has `"unmodeled"`, a list of kinds and JSON pointers, including missing properties. Otherwise the file contains one
//! payload, and the result is printed in a readable form.

#![allow(clippy::print_stdout, clippy::print_stderr)] // a command-line program

#[allow(deprecated)] // deprecated schemas are included
mod registry;

use std::collections::HashMap;
use std::io::{self, BufRead, Read, Write};
use std::process::ExitCode;

use registry::unknown::{Unmodeled, UnmodeledKind, decode, encode, find_unmodeled};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The result of decoding one payload.
struct Outcome {
    /// The payload encoded again, or why it was rejected.
    result: Result<Value, Rejection>,
    /// Everything in the payload that the type does not describe.
    unmodeled: Vec<Unmodeled>,
}

/// Why a payload was rejected.
struct Rejection {
    path: String,
    reason: String,
}

impl Outcome {
    /// The locations at which something unknown to the type was kept.
    fn unknown(&self) -> impl Iterator<Item = &str> {
        let kept = self
            .unmodeled
            .iter()
            .filter(|item| item.kind != UnmodeledKind::Missing);
        kept.map(|item| item.pointer.as_str())
    }
}

/// Decodes a payload as one type and encodes it again.
type RoundTrip = fn(&[u8]) -> Outcome;

fn round_trip<T: DeserializeOwned + Serialize>(payload: &[u8]) -> Outcome {
    let value: T = match decode(payload) {
        Ok(value) => value,
        Err(error) => {
            let (path, reason) = (error.path().to_owned(), error.reason().to_owned());
            return Outcome {
                result: Err(Rejection { path, reason }),
                unmodeled: Vec::new(),
            };
        }
    };
    // Encoded to bytes and parsed again, so that numbers and keys are compared in the form in which they are sent.
    let encoded = encode(&value).and_then(|bytes| serde_json::from_slice(&bytes));
    let result = encoded.map_err(|error| Rejection {
        path: String::new(),
        reason: error.to_string(),
    });
    Outcome {
        result,
        unmodeled: find_unmodeled(&value),
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match arguments.as_slice() {
        ["--jsonl", file] => decode_lines(file, false),
        ["--jsonl", file, "--unmodeled"] => decode_lines(file, true),
        [schema, file] => decode_file(schema, file),
        _ => Err(io::Error::other(
            "usage: decode --jsonl FILE|- [--unmodeled] | decode SCHEMA FILE|-",
        )),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("decode: {error}");
            ExitCode::FAILURE
        }
    }
}

fn open(file: &str) -> io::Result<Box<dyn BufRead>> {
    if file == "-" {
        return Ok(Box::new(io::stdin().lock()));
    }
    let opened = std::fs::File::open(file)
        .map_err(|error| io::Error::new(error.kind(), format!("{file}: {error}")))?;
    Ok(Box::new(io::BufReader::new(opened)))
}

/// Prints one line for each line of the input. Returns whether all payloads were decoded.
fn decode_lines(file: &str, with_unmodeled: bool) -> io::Result<bool> {
    let schemas: HashMap<&str, RoundTrip> = registry::SCHEMAS.iter().copied().collect();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut all_decoded = true;
    for line in open(file)?.lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let (mut report, unmodeled) = decode_line(&schemas, &line)?;
        all_decoded &= report["ok"] == Value::Bool(true);
        if with_unmodeled {
            let items = unmodeled
                .iter()
                .map(|item| json!([format!("{:?}", item.kind), item.pointer]));
            report["unmodeled"] = items.collect();
        }
        out.write_all(&encode(&report)?)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(all_decoded)
}

/// Decodes one line of the input. Returns the line to be printed, and what the type does not describe.
fn decode_line(
    schemas: &HashMap<&str, RoundTrip>,
    line: &str,
) -> io::Result<(Value, Vec<Unmodeled>)> {
    let rejected = |schema: &Value, error: &str, path: &str| {
        let report = json!({
            "schema": schema, "ok": false, "error": error, "path": path, "payload": null, "unknown": [],
        });
        Ok((report, Vec::new()))
    };
    let line: Value = match serde_json::from_str(line) {
        Ok(line) => line,
        Err(error) => return rejected(&Value::Null, &format!("the line is not JSON: {error}"), ""),
    };
    let schema = &line["schema"];
    let Some(round_trip) = schema.as_str().and_then(|name| schemas.get(name)) else {
        return rejected(schema, "the document has no such schema", "");
    };
    let outcome = round_trip(&encode(&line["payload"])?);
    let unknown: Vec<&str> = outcome.unknown().collect();
    let payload = match &outcome.result {
        Ok(payload) => payload,
        Err(rejection) => return rejected(schema, &rejection.reason, &rejection.path),
    };
    let report = json!({
        "schema": schema, "ok": true, "error": null, "path": null, "payload": payload, "unknown": unknown,
    });
    Ok((report, outcome.unmodeled))
}

/// Decodes one payload and prints the result in a readable form. Returns whether it was decoded.
fn decode_file(schema: &str, file: &str) -> io::Result<bool> {
    let Some((_, round_trip)) = registry::SCHEMAS.iter().find(|(name, _)| *name == schema) else {
        return Err(io::Error::other(format!(
            "the document has no schema `{schema}`"
        )));
    };
    let mut payload = Vec::new();
    open(file)?.read_to_end(&mut payload)?;
    let outcome = round_trip(&payload);
    let mut out = io::stdout().lock();
    match &outcome.result {
        Ok(encoded) => {
            writeln!(out, "{encoded:#}")?;
            for pointer in outcome.unknown() {
                writeln!(out, "kept unchanged: {pointer}")?;
            }
            Ok(true)
        }
        Err(Rejection { path, reason }) => {
            let location = if path.is_empty() {
                "the top level"
            } else {
                path
            };
            writeln!(out, "rejected at {location}: {reason}")?;
            Ok(false)
        }
    }
}
