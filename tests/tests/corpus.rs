//! Recorded traffic and valid instances, through the generated types and back: nothing is refused, nothing lost.
//!
//! The data lies beside the repository (`../shared/corpus`, or where `OPENAI_CORPUS` says, and `../shared/instances`);
//! without it there is nothing to do, and the tests say so. The figures are printed.

use std::fs;
use std::path::{Path, PathBuf};

use oasmith_tests::decode;
use serde_json::{Map, Value};

/// One payload, and whether a `null` in it may come back as nothing: so in answers.
struct Case {
    schema: String,
    payload: Value,
    answer: bool,
}

#[test]
fn recorded_traffic_survives() {
    let folder = std::env::var_os("OPENAI_CORPUS").map_or_else(|| shared("corpus"), PathBuf::from);
    let Some(cases) = cases(&folder) else {
        return skipped(&folder);
    };
    // Payloads of places for which the document has no schema name have nothing to be decoded as.
    let cases: Vec<Case> = cases
        .into_iter()
        .filter(|case| !case.schema.is_empty())
        .collect();
    all_survive("recorded payloads", &cases);
}

#[test]
fn instances_survive() {
    let folder = shared("instances");
    let Some(cases) = cases(&folder) else {
        return skipped(&folder);
    };
    all_survive("instances", &cases);
}

fn shared(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared")
        .join(folder)
}

#[allow(clippy::print_stdout)]
fn skipped(folder: &Path) {
    println!("skipped: there is no {}", folder.display());
}

fn cases(folder: &Path) -> Option<Vec<Case>> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "jsonl")
    });
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a readable file");
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let mut line: Value = serde_json::from_str(line).expect("a line of JSON");
            let kind = line["kind"].as_str().unwrap_or_default();
            let sent = kind.is_empty()
                || ["request", "multipart", "client_event"]
                    .iter()
                    .any(|word| kind.contains(word));
            cases.push(Case {
                schema: line["schema"].as_str().unwrap_or_default().to_owned(),
                answer: !sent,
                payload: line["payload"].take(),
            });
        }
    }
    Some(cases)
}

#[allow(clippy::print_stdout)]
fn all_survive(what: &str, cases: &[Case]) {
    let answers = round_trip(cases);
    assert_eq!(
        answers.len(),
        cases.len(),
        "one line comes out for each that goes in"
    );
    let mut lost = Vec::new();
    for (case, answer) in cases.iter().zip(&answers) {
        let difference = match answer["ok"].as_bool() {
            Some(true) => difference(
                &case.payload,
                &answer["payload"],
                case.answer,
                String::new(),
            ),
            _ => Some(format!(
                "refused at {}: {}",
                answer["path"], answer["error"]
            )),
        };
        lost.extend(difference.map(|difference| format!("{}: {difference}", case.schema)));
    }
    let explained = answers
        .iter()
        .filter(|answer| answer["unknown"] == Value::Array(Vec::new()))
        .count();
    println!(
        "{} of {} {what} survive; the types explain all of {explained}",
        cases.len() - lost.len(),
        cases.len()
    );
    assert!(
        lost.is_empty(),
        "{} of {} {what}:\n{}",
        lost.len(),
        cases.len(),
        lost[..lost.len().min(20)].join("\n")
    );
}

/// Runs the example `decode` of the generated crate.
fn round_trip(cases: &[Case]) -> Vec<Value> {
    let payloads = cases
        .iter()
        .map(|case| (case.schema.as_str(), &case.payload));
    let (answers, written) = decode::answers(payloads, &[]);
    written.expect("decode reads its input");
    answers
}

/// The first place at which two values differ.
fn difference(before: &Value, after: &Value, null_is_absent: bool, at: String) -> Option<String> {
    match (before, after) {
        (Value::Object(one), Value::Object(two)) => {
            let absent = |map: &Map<String, Value>, key: &str| match map.get(key) {
                None => true,
                Some(value) => null_is_absent && value.is_null(),
            };
            let lost = one.keys().find(|key| absent(two, key) && !absent(one, key));
            let added = two.keys().find(|key| absent(one, key) && !absent(two, key));
            lost.map(|key| format!("{at}/{key} is lost"))
                .or_else(|| added.map(|key| format!("{at}/{key} is new")))
                .or_else(|| {
                    let mut common = one
                        .iter()
                        .filter_map(|(key, value)| Some((key, value, two.get(key)?)));
                    common.find_map(|(key, one, two)| {
                        difference(one, two, null_is_absent, format!("{at}/{key}"))
                    })
                })
        }
        (Value::Array(one), Value::Array(two)) if one.len() == two.len() => {
            let mut items = one.iter().zip(two).enumerate();
            items.find_map(|(index, (one, two))| {
                difference(one, two, null_is_absent, format!("{at}/{index}"))
            })
        }
        (Value::Number(one), Value::Number(two)) if same_number(one, two) => None,
        (one, two) if one == two => None,
        (one, two) => Some(format!("{at}: {one} became {two}")),
    }
}

/// Numbers by value: `1` is `1.0`.
fn same_number(one: &serde_json::Number, two: &serde_json::Number) -> bool {
    match (one.as_i64(), two.as_i64()) {
        (Some(one), Some(two)) => one == two,
        _ => one == two || one.as_f64() == two.as_f64(),
    }
}
