//! What the generated types make of payloads: the example `decode` of the generated crate.
//!
//! In: payloads with the names of their schemas. Out: one [`Answer`] each, in the same order. A line that is not
//! answered is a panic.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

/// What became of one payload.
#[derive(Clone)]
pub struct Answer {
    /// The payload, decoded and encoded again; or where it was refused, and why.
    pub encoded: Result<Value, (String, String)>,
    /// Where the type did not explain it: kind and pointer.
    pub findings: Vec<(String, String)>,
}

/// Decodes and encodes all payloads.
pub fn decoded<'p>(payloads: impl Iterator<Item = (&'p str, &'p Value)>) -> Vec<Answer> {
    let lines: String = payloads
        .map(|(schema, payload)| format!("{}\n", json!({"schema": schema, "payload": payload})))
        .collect();
    let mut child = Command::new(env!("CARGO"))
        .args([
            "run",
            "--quiet",
            "--package",
            "openai-typed",
            "--features",
            "full",
        ])
        .args(["--example", "decode", "--", "--jsonl", "-", "--findings"])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("cargo starts");
    let mut input = child.stdin.take().expect("a pipe");
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = child.wait_with_output().expect("decode runs");
    // A broken pipe is a program that has ended early, which the number of answers tells.
    drop(writer.join().expect("no panic"));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.lines().map(answer).collect()
}

fn answer(line: &str) -> Answer {
    let mut line: Value = serde_json::from_str(line).expect("a line of JSON");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let encoded = match line["ok"] {
        Value::Bool(true) => Ok(line["payload"].take()),
        _ => Err((text(&line["path"]), text(&line["error"]))),
    };
    let findings = line["findings"].as_array().into_iter().flatten();
    Answer {
        encoded,
        findings: findings
            .map(|finding| (text(&finding[0]), text(&finding[1])))
            .collect(),
    }
}
