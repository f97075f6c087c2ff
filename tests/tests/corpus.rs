//! Recorded traffic and valid instances are decoded and encoded again without loss.
//!
//! The data is outside the repository, in `../shared/corpus` (or the folder in `OPENAI_CORPUS`) and
//! `../shared/instances`. Without it, the tests are skipped.

use std::fs;
use std::path::{Path, PathBuf};

use oasmith_tests::json::difference;
use oasmith_tests::skip::skipped;
use oasmith_tests::{decode, repository};
use serde_json::Value;

/// A payload of a schema.
struct Sample {
    schema: String,
    payload: Value,
    /// Whether the payload was received. A received `null` may be encoded as a missing property.
    is_received: bool,
}

#[test]
fn recorded_traffic_is_preserved() {
    let folder = std::env::var_os("OPENAI_CORPUS").map_or_else(|| shared("corpus"), PathBuf::from);
    let Some(samples) = read(&folder) else {
        return skipped(format!("{} does not exist", folder.display()));
    };
    // Payloads of inline schemas have no schema name.
    let samples: Vec<Sample> = samples
        .into_iter()
        .filter(|sample| !sample.schema.is_empty())
        .collect();
    assert_preserved("recorded payloads", &samples);
}

#[test]
fn valid_instances_are_preserved() {
    let folder = shared("instances");
    let Some(samples) = read(&folder) else {
        return skipped(format!("{} does not exist", folder.display()));
    };
    assert_preserved("instances", &samples);
}

fn shared(folder: &str) -> PathBuf {
    repository::path("../shared").join(folder)
}

/// Reads the samples of a folder. Returns `None` if it does not exist.
fn read(folder: &Path) -> Option<Vec<Sample>> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "jsonl")
    });
    files.sort();
    let mut samples = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a readable file");
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let mut line: Value = serde_json::from_str(line).expect("a line of JSON");
            let kind = line["kind"].as_str().unwrap_or_default();
            let is_sent = kind.is_empty()
                || ["request", "multipart", "client_event"]
                    .iter()
                    .any(|word| kind.contains(word));
            samples.push(Sample {
                schema: line["schema"].as_str().unwrap_or_default().to_owned(),
                is_received: !is_sent,
                payload: line["payload"].take(),
            });
        }
    }
    Some(samples)
}

#[allow(clippy::print_stdout, reason = "prints figures")]
fn assert_preserved(what: &str, samples: &[Sample]) {
    let payloads = samples
        .iter()
        .map(|sample| (sample.schema.as_str(), &sample.payload));
    let decoded = decode::round_trip(env!("CARGO_BIN_EXE_decode"), payloads, &[]);
    decoded.written.expect("the example reads its input");
    let lines = decoded.lines;
    assert_eq!(lines.len(), samples.len(), "one line per payload");
    let mut losses = Vec::new();
    for (sample, line) in samples.iter().zip(&lines) {
        let loss = match line["ok"].as_bool() {
            Some(true) => difference(&sample.payload, &line["payload"], sample.is_received),
            _ => Some(format!("rejected at {}: {}", line["path"], line["error"])),
        };
        losses.extend(loss.map(|loss| format!("{}: {loss}", sample.schema)));
    }
    let modeled = lines
        .iter()
        .filter(|line| line["unknown"] == Value::Array(Vec::new()))
        .count();
    println!(
        "{} of {} {what} are preserved, {modeled} of them without unknown data",
        samples.len() - losses.len(),
        samples.len()
    );
    assert!(
        losses.is_empty(),
        "{} of {} {what} are not preserved:\n{}",
        losses.len(),
        samples.len(),
        losses[..losses.len().min(20)].join("\n")
    );
}
