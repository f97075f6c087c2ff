//! `conformance` against `mock`, and against servers that get something wrong.
//!
//! In: the built command line. Out: failures. The first of these tests to run compiles the generated crate.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::thread;

use serde_json::{Value, json};

fn xtask() -> Command {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
}

/// How many pages a list has; as many are read of it.
const PAGES: u64 = 3;

/// The mock, until the end of the test.
struct Mock {
    process: Child,
    url: String,
}

impl Mock {
    fn exact() -> Self {
        let mut process = xtask()
            .args(["mock", "--exact", "--pages", &PAGES.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let output = process.stdout.take().expect("a pipe");
        let mut url = String::new();
        BufReader::new(output).read_line(&mut url).expect("a line");
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

/// The lines of a run, the one about all of them apart, and whether it called that a success.
fn conformance(url: &str, options: &[&str]) -> (Vec<Value>, Value, bool) {
    let output = xtask()
        .args(["conformance", "--json", "--base-url", url])
        .args(options)
        .stdin(Stdio::null())
        .output()
        .expect("it runs");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let lines = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"));
    let mut lines: Vec<Value> = lines.collect();
    let all = lines.pop().unwrap_or_default();
    (lines, all, output.status.success())
}

/// A server that answers every request with this text.
fn server(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut head = [0; 4096];
            let _ = stream.read(&mut head);
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    url
}

/// The operations of the document with their features.
fn operations() -> BTreeMap<String, String> {
    let output = xtask()
        .args(["inspect", "--json"])
        .output()
        .expect("it runs");
    let inspection: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let operations = inspection["operations"].as_array().expect("operations");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    operations
        .iter()
        .map(|operation| (text(&operation["operationId"]), text(&operation["feature"])))
        .collect()
}

#[test]
fn every_operation_is_sent_and_answered_as_the_document_says() {
    let mock = Mock::exact();
    let (lines, all, success) = conformance(&mock.url, &["--api-key", "k"]);
    let failed: Vec<_> = lines.iter().filter(|line| line["ok"] != true).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    // What no type knows is what the document requires and does not declare.
    let unknown: BTreeSet<&str> = lines
        .iter()
        .flat_map(|line| line["unknown"].as_array().into_iter().flatten())
        .filter_map(|place| place.as_str()?.rsplit('/').next())
        .collect();
    assert_eq!(unknown, BTreeSet::from(["response_id"]));
    let called = lines.iter().map(|line| {
        let text = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
        (text("operationId"), text("feature"))
    });
    let expected = operations();
    assert_eq!(called.collect::<BTreeMap<_, _>>(), expected);
    assert_eq!(lines.len(), expected.len());
    assert_eq!(all["operations"], lines.len());
    assert!(success && all["ok"] == true && all["error"].is_null());
    every_list_is_read_page_by_page(&lines);
}

/// Each operation that takes a cursor was called until its list ended, and no other.
fn every_list_is_read_page_by_page(lines: &[Value]) {
    let document = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/openai.yaml");
    let document = std::fs::read_to_string(document).expect("the document");
    let cursors = document.lines().filter(|line| {
        let words = line.trim_start_matches([' ', '-']);
        matches!(words, "name: after" | "name: page")
    });
    let read = lines.iter().filter(|line| line["pages"] == PAGES);
    assert_eq!(read.count(), cursors.count());
    let alone = lines.iter().filter(|line| line["pages"] == 1);
    let alone: BTreeSet<_> = alone
        .filter_map(|line| line["operationId"].as_str())
        .collect();
    let without_cursor = ["listModels", "retrieveVectorStoreFileContent"];
    assert_eq!(alone, BTreeSet::from(without_cursor));
}

#[test]
fn what_a_server_gets_wrong_is_told_with_its_status() {
    let refused = "HTTP/1.1 501 X\r\ncontent-type: application/json\r\ncontent-length: 32\r\nconnection: close\r\n\r\n\
                   {\"error\":{\"message\":\"not there\"}}";
    let incomplete = "HTTP/1.1 200 X\r\ncontent-type: application/json\r\ncontent-length: 17\r\nconnection: close\r\n\r\n\
                      {\"object\":\"list\"}";
    let silent = "HTTP/1.1 200 X\r\ncontent-type: text/event-stream\r\ncontent-length: 14\r\nconnection: close\r\n\r\n\
                  data: [DONE]\n\n";
    let cases = [
        (refused, "listModels", json!(501), "not there", "refused"),
        (incomplete, "listModels", json!(200), "`data`", "undecoded"),
        (silent, "createThreadAndRun", json!(200), "", "undecoded"),
        ("", "listModels", Value::Null, "", "unanswered"),
    ];
    for (answer, id, status, said, counted) in cases {
        let (lines, all, success) = conformance(&server(answer), &["--only", id]);
        assert_eq!(lines.len(), 1, "{lines:?}");
        let line = &lines[0];
        let error = line["error"].as_str().unwrap_or_default();
        assert_eq!(
            (&line["operationId"], &line["status"]),
            (&json!(id), &status),
            "{line}"
        );
        assert!(!error.is_empty() && error.contains(said), "{error}");
        let area = &all["areas"][line["feature"].as_str().unwrap_or_default()];
        assert_eq!(
            (&area[counted], &area["ok"]),
            (&json!(1), &json!(0)),
            "{all}"
        );
        assert!(!success && all["ok"] == false);
    }
}

#[test]
fn without_a_key_none_is_sent() {
    let mock = Mock::exact();
    let (lines, _, success) = conformance(&mock.url, &["--feature", "models"]);
    assert!(!success && lines.len() > 1);
    for line in lines {
        assert_eq!(
            (&line["status"], &line["feature"]),
            (&json!(401), &json!("models"))
        );
    }
}

#[test]
fn people_get_a_table_of_areas() {
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
        .expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("ok     200 listModels\n"), "{text}");
    assert!(
        text.ends_with("3 of 3 operations are as the document says\n"),
        "{text}"
    );
}

#[test]
fn an_unknown_operation_or_feature_is_an_error_that_names_it() {
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
            .expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && output.stdout.is_empty());
        assert!(said.contains(&format!("`{name}`")), "{said}");
    }
}
