//! Recordings: what is written, what is removed, and replaying.

use std::path::{Path, PathBuf};

use oasmith_runtime::testing::{MockResponse, MockTransport, Recorder, Replay};
use oasmith_runtime::transport::TransportErrorKind;
use oasmith_runtime::{Client, ClientBuilder, ErrorKind, Upload};
use serde_json::{Value, json};

use crate::support::*;

const KEY_IN_QUERY: &str = "query-credential";

/// A file that is removed when the test ends.
struct Recording(PathBuf);

impl Recording {
    fn new(name: &str) -> Self {
        let name = format!("recording-{}-{name}.jsonl", std::process::id());
        Self(std::env::temp_dir().join(name))
    }

    fn text(&self) -> String {
        std::fs::read_to_string(&self.0).unwrap()
    }

    fn lines(&self) -> Vec<Value> {
        let text = self.text();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn recording(
    responses: impl IntoIterator<Item = MockResponse>,
    recorder: impl Into<Recorder>,
) -> Client {
    ClientBuilder::new(&SERVICE)
        .api_key(KEY)
        .query("api_key", KEY_IN_QUERY)
        .max_retries(0)
        .transport(MockTransport::new(responses))
        .record_to(recorder)
        .build()
        .unwrap()
}

fn replaying(path: &Path) -> Client {
    let builder = ClientBuilder::new(&SERVICE).max_retries(0);
    builder.replay_from(path).build().unwrap()
}

#[tokio::test]
async fn exchanges_are_recorded_without_secrets_and_replayed() {
    let file = Recording::new("secrets");
    let body = json!({
        "messages": ["hello"],
        "tools": [{"server": "s", "authorization": "tool-credential", "headers": {"X-A": "header-credential"}}],
        "user": "personal name",
        "logprobs": [{"token": "kept token"}],
        "page_token": "kept cursor",
    });
    let answer = json!({
        "id": "r1", "client_secret": {"value": "ephemeral", "expires_at": 7}, "access_token": "token-value",
        "value": "ek_0123456789abcdefghij", "echo": format!("key {KEY}"), "text": "kept text",
    });
    let response = MockResponse::json(&answer)
        .header("x-request-id", "req_1")
        .header("x-ratelimit-remaining-tokens", "9")
        .header("set-cookie", "session=cookie-value")
        .header("x-organization", "my-org");
    let client = recording([response], Recorder::new(&file.0).redact("user"));
    let call = |client: &Client| {
        client
            .call::<PostThing>()
            .json(&body)
            .query("q", "a b")
            .header("x-mine", "mine")
    };
    let received = call(&client).await.unwrap();
    assert_eq!(
        received["echo"],
        json!(format!("key {KEY}")),
        "the caller sees the response itself"
    );
    let text = file.text();
    for secret in [
        KEY,
        KEY_IN_QUERY,
        "tool-credential",
        "header-credential",
        "personal name",
        "ephemeral",
        "token-value",
        "ek_0123",
        "cookie-value",
        "my-org",
        "x-mine",
        "authorization: ",
    ] {
        assert!(
            !text.to_lowercase().contains(&secret.to_lowercase()),
            "{secret} in {text}"
        );
    }
    for kept in [
        "hello",
        "kept token",
        "kept cursor",
        "kept text",
        "req_1",
        "x-ratelimit-remaining-tokens",
        "q=a%20b",
    ] {
        assert!(text.contains(kept), "{kept} in {text}");
    }
    let replayed = replaying(&file.0);
    let value = call(&replayed).send_with_response().await.unwrap();
    assert_eq!(value.request_id(), Some("req_1"));
    assert_eq!(
        value.value["client_secret"],
        json!({"value": "REDACTED", "expires_at": 7})
    );
    assert_eq!(
        (&value.value["text"], &value.value["echo"]),
        (&json!("kept text"), &json!("key REDACTED"))
    );
}

#[tokio::test]
async fn a_body_without_secrets_keeps_its_bytes() {
    let file = Recording::new("bytes");
    let json = "{ \"n\" : 1.50,\n \"big\": 123456789012345678901234567890 }";
    let events =
        "event: a\ndata: {\"n\" : 1}\n\n: note\r\ndata: {\"api_key\":\"private\",\"n\":2}\r\n\r\n";
    let bytes = [0xff, 0, 1];
    let responses = [
        MockResponse::bytes("application/json", json),
        MockResponse::raw_events(events),
        MockResponse::bytes("audio/mpeg", bytes.to_vec()),
    ];
    let client = recording(responses, file.0.as_path());
    for _ in 0..3 {
        client
            .get("/raw")
            .send_reply::<oasmith_runtime::reply::Binary>()
            .await
            .unwrap()
            .bytes()
            .await
            .unwrap();
    }
    let replayed = replaying(&file.0);
    let mut bodies = Vec::new();
    for _ in 0..3 {
        let download = replayed
            .get("/raw")
            .send_reply::<oasmith_runtime::reply::Binary>()
            .await
            .unwrap();
        bodies.push(download.bytes().await.unwrap());
    }
    assert_eq!(bodies[0], json);
    let redacted = events.replace(
        "{\"api_key\":\"private\",\"n\":2}",
        "{\"api_key\":\"REDACTED\",\"n\":2}",
    );
    assert_eq!(bodies[1], redacted);
    assert_eq!(bodies[2], bytes.as_slice());
    assert_eq!(file.lines()[2]["response"]["base64"], "/wAB");
}

#[tokio::test]
async fn streams_errors_and_broken_connections_are_replayed() {
    let file = Recording::new("failures");
    let events = || MockResponse::events([json!({"n": 1}), json!({"n": 2})]);
    let responses = [
        events(),
        MockResponse::error(429, "slow", "wait"),
        MockResponse::transport_error(TransportErrorKind::Timeout, "no response"),
        events().disconnect_after(20),
    ];
    let client = recording(responses, file.0.as_path());
    let first = outcomes(&client).await;
    assert_eq!(
        first,
        ["1 2 ", "RateLimit Some(429)", "Timeout None", "1 Stream "]
    );
    assert_eq!(outcomes(&replaying(&file.0)).await, first);
}

#[tokio::test]
async fn a_request_that_was_not_recorded_is_an_error_that_says_why() {
    let file = Recording::new("unmatched");
    let client = recording([MockResponse::json(&json!({"a": 1}))], file.0.as_path());
    client
        .call::<PostThing>()
        .json(&json!({"a": 1, "b": 2}))
        .await
        .unwrap();
    let replayed = replaying(&file.0);
    let message = |error: oasmith_runtime::Error| (error.kind(), error.to_string());
    let other = client_error(&replayed, json!({"a": 2})).await;
    let (kind, text) = message(other);
    assert_eq!(kind, ErrorKind::Request);
    assert!(
        text.contains("no recorded request POST /v1/things has this body"),
        "{text}"
    );
    let (_, text) = message(replayed.get("/elsewhere").await.unwrap_err());
    assert!(
        text.contains("no recorded request GET /v1/elsewhere; next are POST /v1/things"),
        "{text}"
    );
    // The order of properties does not matter.
    replayed
        .post("/things")
        .bytes("application/json", "{\"b\":2, \"a\":1}")
        .await
        .unwrap();
    let (_, text) = message(client_error(&replayed, json!({"a": 1, "b": 2})).await);
    assert!(
        text.contains("no recorded request is left for POST /v1/things"),
        "{text}"
    );
}

async fn client_error(client: &Client, body: Value) -> oasmith_runtime::Error {
    client.call::<PostThing>().json(&body).await.unwrap_err()
}

#[tokio::test]
async fn forms_are_matched_by_their_target_and_their_files_are_not_recorded() {
    let file = Recording::new("forms");
    let client = recording([MockResponse::json(&json!({"a": 1}))], file.0.as_path());
    let form = || {
        oasmith_runtime::request::Form::new().file("f", Upload::from_bytes("a.txt", "private file"))
    };
    client.call::<PostThing>().form(form()).await.unwrap();
    assert!(!file.text().contains("private file"));
    assert_eq!(file.lines()[0]["request"]["form"], true);
    let replay = Replay::load(&file.0).unwrap();
    let replayed = ClientBuilder::new(&SERVICE)
        .without_credentials()
        .transport(replay.clone())
        .build()
        .unwrap();
    assert_eq!(replay.remaining(), 1);
    assert_eq!(
        replayed.call::<PostThing>().form(form()).await.unwrap(),
        json!({"a": 1})
    );
    assert_eq!(replay.remaining(), 0);
}

#[tokio::test]
async fn a_recording_is_made_once_and_then_replayed() {
    let file = Recording::new("once");
    let client = |responses: Vec<MockResponse>| {
        let builder = ClientBuilder::new(&SERVICE)
            .api_key(KEY)
            .transport(MockTransport::new(responses));
        builder.replay_or_record(&file.0).build().unwrap()
    };
    let response = MockResponse::json(&json!({"a": 1}));
    for responses in [vec![response], Vec::new()] {
        let value = client(responses).call::<PostThing>().await.unwrap();
        assert_eq!(value, json!({"a": 1}));
    }
}

#[test]
fn a_file_that_is_not_a_recording_is_an_error_with_its_line() {
    let missing = Replay::load("/no/such/recording.jsonl").unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::Io);
    let file = Recording::new("invalid");
    std::fs::write(&file.0, "\n{\"request\": 1}\n").unwrap();
    let error = Replay::load(&file.0).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(
        error
            .message()
            .ends_with("invalid.jsonl:2: not a recorded exchange"),
        "{error}"
    );
    let builder = ClientBuilder::new(&SERVICE).replay_from(&file.0);
    assert_eq!(builder.build().unwrap_err().kind(), ErrorKind::Decode);
    let builder = ClientBuilder::new(&SERVICE).record_to("/no/such/folder/recording.jsonl");
    assert_eq!(builder.build().unwrap_err().kind(), ErrorKind::Io);
}

/// Returns what a caller sees of a stream, an error response, a failure, and a stream that breaks.
async fn outcomes(client: &Client) -> Vec<String> {
    let mut outcomes = Vec::new();
    for _ in 0..4 {
        let call = client.call::<Generate>().json(&json!({"input": "x"}));
        outcomes.push(match call.stream().await {
            Err(error) => format!(
                "{:?} {:?}",
                error.kind(),
                error.status().map(|status| status.as_u16())
            ),
            Ok(mut stream) => {
                let mut seen = String::new();
                while let Some(item) = stream.next().await {
                    match item {
                        Ok(tick) => seen.push_str(&format!("{} ", tick.n)),
                        Err(error) => seen.push_str(&format!("{:?} ", error.kind())),
                    }
                }
                seen
            }
        });
    }
    outcomes
}
