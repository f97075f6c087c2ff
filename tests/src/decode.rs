//! The example `decode` of the generated crate, run over many payloads.
//!
//! In: payloads with the names of their schemas. Out: a line of JSON for each that was answered, in the same order.

use std::io::{self, Write as _};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

/// Decodes and encodes all payloads; `options` go to the example. The second value says whether it read them all: an
/// example that has ended early leaves a broken pipe, and fewer answers.
pub fn answers<'p>(
    payloads: impl Iterator<Item = (&'p str, &'p Value)>,
    options: &[&str],
) -> (Vec<Value>, io::Result<()>) {
    let lines: String = payloads
        .map(|(schema, payload)| format!("{}\n", json!({"schema": schema, "payload": payload})))
        .collect();
    let mut child = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "openai-typed"])
        .args(["--features", "full", "--example", "decode"])
        .args(["--", "--jsonl", "-"])
        .args(options)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("cargo starts");
    let mut input = child.stdin.take().expect("a pipe");
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = child.wait_with_output().expect("decode runs");
    let written = writer.join().expect("no panic");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let answers = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"));
    (answers.collect(), written)
}
