//! Decodes JSON as types of this crate and encodes it again: `decode --jsonl FILE|-`, or `decode SCHEMA FILE|-`.
//!
//! With `--jsonl` each line is `{"schema", "payload"}`, and one line comes out for each: `{"schema", "ok", "error",
//! "path", "payload", "unknown"}`; with `--findings` behind it also `"findings"`, which says of each place what is
//! there, and counts what is missing as well. Otherwise the file is one payload, and what became of it is shown for people.

#[allow(deprecated)] // what the document deprecates is still part of it
mod registry;

use std::collections::HashMap;
use std::io::{self, BufRead, Read, Write};
use std::process::ExitCode;

use registry::runtime::codec::{Finding, FindingKind, decode, encode, survey};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// What became of one payload.
struct Outcome {
    /// The payload encoded again, or why it was refused: path and reason.
    result: Result<Value, (String, String)>,
    /// Where the type does not explain what was received.
    findings: Vec<Finding>,
}

impl Outcome {
    /// Where something was kept that the type does not know.
    fn unknown(&self) -> impl Iterator<Item = &str> {
        let kept = self.findings.iter().filter(|finding| finding.kind != FindingKind::Missing);
        kept.map(|finding| finding.pointer.as_str())
    }
}

/// Decodes a payload as one type and encodes it again.
type RoundTrip = fn(&[u8]) -> Outcome;

fn round_trip<T: DeserializeOwned + Serialize>(payload: &[u8]) -> Outcome {
    let value: T = match decode(payload) {
        Ok(value) => value,
        Err(error) => {
            let refusal = (error.path().to_owned(), error.reason().to_owned());
            return Outcome { result: Err(refusal), findings: Vec::new() };
        }
    };
    // Through text, as it would be sent: what a number or a key becomes there is part of the answer.
    let encoded = encode(&value).and_then(|bytes| serde_json::from_slice(&bytes));
    Outcome { result: encoded.map_err(|error| (String::new(), error.to_string())), findings: survey(&value) }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["--jsonl", file] => lines(file, false),
        ["--jsonl", file, "--findings"] => lines(file, true),
        [schema, file] => one(schema, file),
        _ => Err(io::Error::other("usage: decode --jsonl FILE|- [--findings] | decode SCHEMA FILE|-")),
    };
    match done {
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
    let opened = std::fs::File::open(file).map_err(|error| io::Error::new(error.kind(), format!("{file}: {error}")))?;
    Ok(Box::new(io::BufReader::new(opened)))
}

/// One line out for each line in; true if all were decoded.
fn lines(file: &str, with_findings: bool) -> io::Result<bool> {
    let schemas: HashMap<&str, RoundTrip> = registry::SCHEMAS.iter().copied().collect();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut all = true;
    for line in open(file)?.lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let (mut answer, findings) = answer(&schemas, &line)?;
        all &= answer["ok"] == Value::Bool(true);
        if with_findings {
            let findings = findings.iter().map(|found| json!([format!("{:?}", found.kind), found.pointer]));
            answer["findings"] = findings.collect();
        }
        out.write_all(&encode(&answer)?)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(all)
}

fn answer(schemas: &HashMap<&str, RoundTrip>, line: &str) -> io::Result<(Value, Vec<Finding>)> {
    let refused = |schema: &Value, error: &str, path: &str| {
        let answer = json!({"schema": schema, "ok": false, "error": error, "path": path, "payload": null, "unknown": []});
        Ok((answer, Vec::new()))
    };
    let line: Value = match serde_json::from_str(line) {
        Ok(line) => line,
        Err(error) => return refused(&Value::Null, &format!("the line is no JSON: {error}"), ""),
    };
    let schema = &line["schema"];
    let Some(round_trip) = schema.as_str().and_then(|name| schemas.get(name)) else {
        return refused(schema, "the document has no such schema", "");
    };
    let outcome = round_trip(&encode(&line["payload"])?);
    let unknown: Vec<&str> = outcome.unknown().collect();
    let payload = match &outcome.result {
        Ok(payload) => payload,
        Err((path, reason)) => return refused(schema, reason, path),
    };
    let answer = json!({"schema": schema, "ok": true, "error": null, "path": null, "payload": payload, "unknown": unknown});
    Ok((answer, outcome.findings))
}

/// One payload, for people; true if it was decoded.
fn one(schema: &str, file: &str) -> io::Result<bool> {
    let Some((_, round_trip)) = registry::SCHEMAS.iter().find(|(name, _)| *name == schema) else {
        return Err(io::Error::other(format!("the document has no schema `{schema}`")));
    };
    let mut payload = Vec::new();
    open(file)?.read_to_end(&mut payload)?;
    let outcome = round_trip(&payload);
    let mut out = io::stdout().lock();
    match &outcome.result {
        Ok(encoded) => {
            writeln!(out, "{encoded:#}")?;
            for pointer in outcome.unknown() {
                writeln!(out, "kept as it came: {pointer}")?;
            }
            Ok(true)
        }
        Err((path, reason)) => {
            let place = if path.is_empty() { "the whole" } else { path };
            writeln!(out, "refused at {place}: {reason}")?;
            Ok(false)
        }
    }
}
