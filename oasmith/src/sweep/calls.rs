//! Calls each operation of a crate against the mock server of the same document.
//!
//! Input: a crate that compiles, and its document. Output: the number of calls that succeeded and failed. The example
//! `conformance` of the crate makes the calls, and decodes the responses strictly. The server rejects requests that differ
//! from the sample.

use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;
use std::thread;

use anyhow::{Context as _, Result};
use oasmith_core::diagnostic::Strictness;
use oasmith_core::sample::Sample;
use serde_json::{Value, json};

use super::check::cargo;
use super::row::{Row, Status};
use crate::input::Paths;
use crate::mock::Background;
use crate::pipeline;
use crate::stopwatch::Stopwatch;

/// The value of every credential: a key, a token, or a user name and password.
const CREDENTIAL: &str = "user:password";

/// Calls each operation, and adds the result to the row.
pub fn call(row: &mut Row, work: &Path, directory: &Path, document: &Path) -> Result<()> {
    let samples = samples(document)?;
    let lines = lines(&samples);
    let server = Background::start(samples)?;
    let mut child = cargo(work, directory)
        .args([
            "run",
            "--quiet",
            "--all-features",
            "--example",
            "conformance",
            "--",
        ])
        // A base URL with a path replaces that of the document. The server accepts a version at the start of each path.
        .arg(format!("{}/v1", server.url()))
        .env("CONFORMANCE_KEY", CREDENTIAL)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("cannot start cargo")?;
    let mut input = child
        .stdin
        .take()
        .context("the program has no standard input")?;
    let writer = thread::spawn(move || drop(input.write_all(lines.as_bytes())));
    let output = child
        .wait_with_output()
        .context("cannot wait for the program")?;
    let _ = writer.join();
    enter(row, &String::from_utf8_lossy(&output.stdout));
    if !output.status.success() && row.failed_calls == 0 {
        row.status = Status::Fails;
        let text = String::from_utf8_lossy(&output.stderr);
        row.error = text.lines().next().map(str::to_owned);
    }
    Ok(())
}

/// Adds the lines that the program printed to the row.
fn enter(row: &mut Row, output: &str) {
    let calls = output
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    row.status = Status::Calls;
    for call in calls {
        row.calls += 1;
        if call["ok"] == Value::Bool(true) {
            continue;
        }
        row.failed_calls += 1;
        row.status = Status::Fails;
        let text = |key: &str| call[key].as_str().unwrap_or_default().to_owned();
        let error = || format!("{}: {}", text("operationId"), text("error"));
        row.error.get_or_insert_with(error);
    }
}

/// Returns the samples of a document, without its diagnostics, which were shown when the crate was generated.
fn samples(document: &Path) -> Result<Vec<Sample>> {
    let paths = Paths {
        spec: document.to_path_buf(),
        ..Paths::default()
    };
    let mut watch = Stopwatch::new();
    let options = pipeline::options("sweep", Strictness::Lenient);
    let run = oasmith_core::sample_document(paths.read(None)?, &options, &mut |stage| {
        watch.start(stage);
    });
    run.output.context("the document has errors")
}

/// Returns the input of the program: a line of JSON with the values of each operation.
pub fn lines(samples: &[Sample]) -> String {
    let lines = samples.iter().map(|sample| {
        let line = json!({
            "operationId": sample.operation_id,
            "method": sample.method,
            "path": sample.path,
            "parameters": sample.parameters,
            "bodies": sample.bodies,
        });
        format!("{line}\n")
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::enter;
    use crate::sweep::row::{Row, Status};

    #[test]
    fn the_first_failure_is_the_error_of_the_row() {
        let mut row = Row::default();
        enter(&mut row, "{\"operationId\": \"a\", \"ok\": true}\n");
        assert_eq!(
            (row.status, row.calls, row.failed_calls),
            (Status::Calls, 1, 0)
        );
        let failed =
            |id: &str| format!("{{\"operationId\": \"{id}\", \"ok\": false, \"error\": \"no\"}}\n");
        enter(&mut row, &(failed("b") + &failed("c")));
        assert_eq!(
            (row.status, row.calls, row.failed_calls),
            (Status::Fails, 3, 2)
        );
        assert_eq!(row.error.as_deref(), Some("b: no"));
    }
}
