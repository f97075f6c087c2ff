//! Tests of `conformance` with `mock`, and with servers that send invalid responses.
//!
//! Input: the built command line. The first test compiles the generated crate.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::thread;

use serde_json::{Value, json};

fn xtask() -> Command {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
}

/// Number of pages in each list.
const PAGES: u64 = 3;

/// A running mock server, killed at the end of the test.
struct Mock {
    process: Child,
    url: String,
}

impl Mock {
    fn exact() -> Self {
        let mut process = xtask()
            .args(["mock", "--exact", "--quiet", "--pages", &PAGES.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the mock starts");
        let output = process.stdout.take().expect("a pipe");
        let mut url = String::new();
        BufReader::new(output)
            .read_line(&mut url)
            .expect("the mock prints its URL");
        let url = url.trim().to_owned();
        Self { process, url }
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The output of a run.
struct ConformanceRun {
    lines: Vec<Value>,
    summary: Value,
    success: bool,
}

fn conformance(url: &str, options: &[&str]) -> ConformanceRun {
    let output = xtask()
        .args(["conformance", "--json", "--base-url", url])
        .args(options)
        .stdin(Stdio::null())
        .output()
        .expect("the command runs");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let lines = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"));
    let mut lines: Vec<Value> = lines.collect();
    let summary = lines.pop().unwrap_or_default();
    ConformanceRun {
        lines,
        summary,
        success: output.status.success(),
    }
}

/// Starts a server that sends these bytes to every request.
fn server(response: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut head = [0; 4096];
            let _ = stream.read(&mut head);
            let _ = stream.write_all(response.as_bytes());
        }
    });
    url
}

/// Returns the operations of the document with their features.
fn operations() -> BTreeMap<String, String> {
    let output = xtask()
        .args(["inspect", "--json"])
        .output()
        .expect("the command runs");
    let inspection: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let operations = inspection["operations"].as_array().expect("operations");
    let string = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    operations
        .iter()
        .map(|operation| {
            (
                string(&operation["operationId"]),
                string(&operation["feature"]),
            )
        })
        .collect()
}

#[test]
fn every_operation_matches_the_document() {
    let mock = Mock::exact();
    let ConformanceRun {
        lines,
        summary,
        success,
    } = conformance(&mock.url, &["--api-key", "k"]);
    let failed: Vec<_> = lines.iter().filter(|line| line["ok"] != true).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    // The only unknown property is one that the document requires without declaring it.
    let unknown: BTreeSet<&str> = lines
        .iter()
        .flat_map(|line| line["unknown"].as_array().into_iter().flatten())
        .filter_map(|pointer| pointer.as_str()?.rsplit('/').next())
        .collect();
    assert_eq!(unknown, BTreeSet::from(["response_id"]));
    let called = lines.iter().map(|line| {
        let string = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
        (string("operationId"), string("feature"))
    });
    let expected = operations();
    assert_eq!(called.collect::<BTreeMap<_, _>>(), expected);
    assert_eq!(lines.len(), expected.len());
    assert_eq!(summary["operations"], lines.len());
    assert!(success && summary["ok"] == true && summary["error"].is_null());
    assert_lists_are_read_page_by_page(&lines);
}

/// Asserts that all pages of the operations with a cursor were read, and one page of other lists.
fn assert_lists_are_read_page_by_page(lines: &[Value]) {
    let document = ["openai.yaml", "supplement.yaml"].map(|name| {
        let path = format!("{}/../spec/{name}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).expect("a file of the document")
    });
    let cursors = document.iter().flat_map(|it| it.lines()).filter(|line| {
        let key = line.trim_start_matches([' ', '-']);
        matches!(key, "name: after" | "name: page")
    });
    let read = lines.iter().filter(|line| line["pages"] == PAGES);
    assert_eq!(read.count(), cursors.count());
    let single = lines.iter().filter(|line| line["pages"] == 1);
    let single: BTreeSet<_> = single
        .filter_map(|line| line["operationId"].as_str())
        .collect();
    let without_cursor = [
        "listModels",
        "listWebhookEventTypes",
        "retrieveVectorStoreFileContent",
    ];
    assert_eq!(single, BTreeSet::from(without_cursor));
}

#[test]
fn invalid_responses_are_reported_with_their_status() {
    let absent = "HTTP/1.1 501 X\r\ncontent-type: application/json\r\ncontent-length: 31\r\nconnection: close\r\n\r\n\
                   {\"error\":{\"message\":\"missing\"}}";
    let rejected = "HTTP/1.1 400 X\r\ncontent-type: application/json\r\ncontent-length: 31\r\nconnection: close\r\n\r\n\
                   {\"error\":{\"message\":\"missing\"}}";
    let incomplete = "HTTP/1.1 200 X\r\ncontent-type: application/json\r\ncontent-length: 17\r\nconnection: close\r\n\r\n\
                      {\"object\":\"list\"}";
    let empty_stream = "HTTP/1.1 200 X\r\ncontent-type: text/event-stream\r\ncontent-length: 14\r\nconnection: close\r\n\r\n\
                  data: [DONE]\n\n";
    let cases = [
        (absent, "listModels", json!(501), "missing", "not_offered"),
        (rejected, "listModels", json!(400), "missing", "rejected"),
        (incomplete, "listModels", json!(200), "`data`", "mismatched"),
        (
            empty_stream,
            "createThreadAndRun",
            json!(200),
            "",
            "mismatched",
        ),
        ("", "listModels", Value::Null, "", "no_response"),
    ];
    for (response, id, status, message, counter) in cases {
        let run = conformance(&server(response), &["--only", id]);
        let ConformanceRun {
            lines,
            summary,
            success,
        } = run;
        assert_eq!(lines.len(), 1, "{lines:?}");
        let line = &lines[0];
        let error = line["error"].as_str().unwrap_or_default();
        assert_eq!(
            (&line["operationId"], &line["status"]),
            (&json!(id), &status),
            "{line}"
        );
        assert!(!error.is_empty() && error.contains(message), "{error}");
        let area = &summary["areas"][line["feature"].as_str().unwrap_or_default()];
        assert_eq!(
            (&area[counter], &area["ok"]),
            (&json!(1), &json!(0)),
            "{summary}"
        );
        assert!(!success && summary["ok"] == false);
    }
}

/// Starts a server with one file, whose other paths are unknown or have a page.
fn server_of_one_file(other: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut head = [0; 4096];
            let length = stream.read(&mut head).unwrap_or_default();
            let head = String::from_utf8_lossy(&head[..length]).into_owned();
            let path = head.split(' ').nth(1).unwrap_or_default();
            let body = match (head.starts_with("GET "), path) {
                (true, "/files/sample") => r#"{"error":{"message":"no such file"}}"#.to_owned(),
                _ => other.replace("PATH", path),
            };
            let status = if body.starts_with('<') { 200 } else { 404 };
            let response = format!(
                "HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                body.len()
            );
            let _ = stream.write_all(response.as_bytes());
        }
    });
    url
}

#[test]
fn an_absent_operation_is_distinguished_from_an_absent_object() {
    for other in [
        r#"{"detail":"no route for PATH"}"#,
        "<!doctype html><p>Hello",
    ] {
        let run = conformance(&server_of_one_file(other), &["--feature", "files"]);
        let offered = run.lines.iter().filter(|line| line["offered"] == true);
        let offered: Vec<_> = offered
            .filter_map(|line| line["operationId"].as_str())
            .collect();
        // The content of a file is bytes of any kind, so that a page is one, too.
        let expected: &[&str] = match other.starts_with('<') {
            true => &["downloadFile", "retrieveFile"],
            false => &["retrieveFile"],
        };
        let offered = BTreeSet::from_iter(offered);
        assert_eq!(
            offered,
            BTreeSet::from_iter(expected.iter().copied()),
            "{other}"
        );
        let area = &run.summary["areas"]["files"];
        assert_eq!(area["not_offered"], 5 - expected.len(), "{}", run.summary);
        assert_eq!((&area["rejected"], run.success), (&json!(1), false));
    }
}

#[test]
fn a_model_is_named_for_its_area_or_for_all() {
    // The sample of each value is `sample` or the first of an enum, so that only another model is rejected.
    let mock = Mock::exact();
    let rejected = |options: &[&str]| {
        let options = [
            &[
                "--api-key",
                "k",
                "--only",
                "createEmbedding",
                "--only",
                "createModeration",
            ],
            options,
        ];
        let run = conformance(&mock.url, &options.concat());
        let rejected = run.lines.into_iter().filter(|line| line["ok"] == false);
        let errors = rejected.map(|line| line["error"].as_str().unwrap_or_default().to_owned());
        errors.collect::<Vec<_>>()
    };
    assert_eq!(rejected(&[]), Vec::<String>::new());
    let by_area = rejected(&["--model", "embeddings=bge"]);
    assert!(
        by_area.len() == 1 && by_area[0].contains("\"bge\""),
        "{by_area:?}"
    );
    let all = rejected(&["--model", "llama", "--model", "embeddings=bge"]);
    assert_eq!(all.len(), 2, "{all:?}");
    assert!(
        all[0].contains("\"bge\"") && all[1].contains("`model`"),
        "{all:?}"
    );
}

#[test]
fn no_key_is_sent_by_default() {
    let mock = Mock::exact();
    let run = conformance(&mock.url, &["--feature", "models"]);
    assert!(!run.success && run.lines.len() > 1);
    for line in run.lines {
        assert_eq!(
            (&line["status"], &line["feature"]),
            (&json!(401), &json!("models"))
        );
    }
}

#[test]
fn the_text_output_ends_in_a_summary() {
    let mock = Mock::exact();
    let output = xtask()
        .args([
            "conformance",
            "--base-url",
            &mock.url,
            "--api-key",
            "k",
            "--feature",
            "models",
        ])
        .output()
        .expect("the command runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("ok     200 listModels\n"), "{text}");
    assert!(
        text.ends_with("3 of 3 operations match the document\n"),
        "{text}"
    );
}

#[test]
fn an_unknown_operation_or_feature_is_reported_by_name() {
    for (option, name) in [("--only", "nothing"), ("--feature", "nowhere")] {
        let output = xtask()
            .args([
                "conformance",
                "--base-url",
                "http://127.0.0.1:9",
                option,
                name,
            ])
            .output()
            .expect("the command runs");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && output.stdout.is_empty());
        assert!(errors.contains(&format!("`{name}`")), "{errors}");
    }
}
