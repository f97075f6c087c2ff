//! Runs the example `decode` of the generated crate on many payloads.
//!
//! Input: payloads with the names of their schemas. Output: a line of JSON per payload, in the same order.

use std::io::{self, Write as _};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

/// The output of the example.
pub struct Decoded {
    /// The lines, one per payload.
    pub lines: Vec<Value>,
    /// Whether the example read all payloads. If it exits early, the pipe is broken and lines are missing.
    pub written: io::Result<()>,
}

/// Decodes all payloads with the example at `program` and encodes them again. `options` are passed to it.
pub fn round_trip<'p>(
    program: &str,
    payloads: impl Iterator<Item = (&'p str, &'p Value)>,
    options: &[&str],
) -> Decoded {
    let input: String = payloads
        .map(|(schema, payload)| format!("{}\n", json!({"schema": schema, "payload": payload})))
        .collect();
    let mut child = Command::new(program)
        .args(["--jsonl", "-"])
        .args(options)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the example starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().expect("the example runs");
    let written = writer.join().expect("the writer does not panic");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let lines = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"));
    Decoded {
        lines: lines.collect(),
        written,
    }
}
