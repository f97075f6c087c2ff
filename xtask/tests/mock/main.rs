//! Tests of `mock` over a connection, as programs in other languages use it.
//!
//! Input: the built command line, and requests as bytes.

mod server;

use serde_json::{Value, json};
use server::{Mock, Response};
use tungstenite::Message;

const TEXT: &str = "Hello! This is a response of the mock server.";

/// Sends JSON with a key, as the official clients do: `stream` in the body, and no media type of events in `accept`.
fn post(mock: &Mock, path: &str, body: &Value) -> Response {
    post_with(mock, path, "", body)
}

fn post_with(mock: &Mock, path: &str, headers: &str, body: &Value) -> Response {
    let body = body.to_string();
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: mock\r\nauthorization: Bearer k\r\naccept: application/json\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n{headers}\r\n",
        body.len()
    );
    mock.send(&(head + &body))
}

fn form(mock: &Mock, path: &str, fields: &[(&str, &str)]) -> Response {
    let part = |(name, value): &(&str, &str)| {
        format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let body = fields.iter().map(part).collect::<String>() + "--b--\r\n";
    let head = format!(
        "POST {path} HTTP/1.1\r\nauthorization: Bearer k\r\ncontent-type: multipart/form-data; boundary=b\r\n\
         content-length: {}\r\n\r\n",
        body.len()
    );
    mock.send(&(head + &body))
}

fn get(mock: &Mock, path: &str, headers: &str) -> Response {
    mock.send(&format!(
        "GET {path} HTTP/1.1\r\nauthorization: Bearer k\r\n{headers}\r\n"
    ))
}

fn joined(events: &[Value], pointer: &str) -> String {
    events
        .iter()
        .filter_map(|event| event.pointer(pointer)?.as_str())
        .collect()
}

#[test]
fn stream_in_the_body_is_enough_with_or_without_a_version() {
    let mock = Mock::start(&[]);
    for path in ["/chat/completions", "/v1/chat/completions"] {
        let request = json!({"model": "m", "messages": [], "stream": true});
        let response = post(&mock, path, &request);
        assert_eq!(
            response.header("content-type"),
            "text/event-stream",
            "{path}"
        );
        assert_eq!(joined(&response.events(), "/choices/0/delta/content"), TEXT);
        assert!(response.body.ends_with("data: [DONE]\n\n"));
        let plain = post(&mock, path, &json!({"model": "m", "messages": []})).json();
        assert_eq!(plain["choices"][0]["message"]["content"], TEXT);
        assert_eq!(plain["model"], "m");
    }
}

#[test]
fn a_stream_adds_up_to_the_plain_response_in_the_order_of_the_service() {
    let mock = Mock::start(&[]);
    let request = |stream: bool| json!({"model": "gpt-4.1", "input": "Hi", "stream": stream});
    let plain = post(&mock, "/responses", &request(false)).json();
    let events = post(&mock, "/responses", &request(true)).events();
    let kinds: Vec<&str> = events
        .iter()
        .filter_map(|event| event["type"].as_str())
        .collect();
    assert_eq!(
        kinds[..4],
        [
            "response.created",
            "response.in_progress",
            "response.output_item.added",
            "response.content_part.added",
        ]
    );
    assert_eq!(
        kinds[kinds.len() - 4..],
        [
            "response.output_text.done",
            "response.content_part.done",
            "response.output_item.done",
            "response.completed",
        ]
    );
    let numbers = events.iter().map(|event| event["sequence_number"].as_u64());
    assert!(numbers.eq((0..events.len() as u64).map(Some)));
    assert_eq!(joined(&events, "/delta"), TEXT);
    assert_eq!(events.last().expect("events")["response"], plain);

    let run = json!({"assistant_id": "a", "stream": true});
    let response = post(&mock, "/threads/t/runs", &run);
    assert_eq!(
        joined(&response.events(), "/delta/content/0/text/value"),
        TEXT
    );
    let position = |name: &str| response.body.rfind(&format!("event: {name}\n"));
    assert!(position("thread.message.delta") < position("thread.message.completed"));
    assert!(position("thread.message.completed") < position("thread.run.completed"));
}

#[test]
fn demanded_tools_and_schemas_are_honored() {
    let mock = Mock::start(&[]);
    let schema = json!({"type": "object", "properties": {"city": {"type": "string"}}});
    let tool = json!({"type": "function", "function": {"name": "weather", "parameters": schema}});
    let request = json!({"model": "m", "messages": [], "tools": [tool], "tool_choice": "required"});
    let plain = post(&mock, "/chat/completions", &request).json();
    let call = &plain["choices"][0]["message"]["tool_calls"][0]["function"];
    assert_eq!(
        *call,
        json!({"name": "weather", "arguments": "{\"city\":\"sample\"}"})
    );
    assert_eq!(plain["choices"][0]["finish_reason"], "tool_calls");
    let format = json!({"format": {"type": "json_schema", "name": "n", "schema": schema}});
    let response = post(&mock, "/responses", &json!({"model": "m", "text": format})).json();
    assert_eq!(
        response["output"][0]["content"][0]["text"],
        "{\"city\":\"sample\"}"
    );
}

#[test]
fn responses_are_complete_enough_to_work_with() {
    let mock = Mock::start(&[]);
    let image = post(&mock, "/images/generations", &json!({"prompt": "x"})).json();
    assert!(
        image["data"][0]["b64_json"]
            .as_str()
            .expect("data")
            .starts_with("iVBOR")
    );
    let url = post(
        &mock,
        "/images/generations",
        &json!({"prompt": "x", "response_format": "url"}),
    );
    assert_eq!(url.json()["data"][0]["url"], "http://mock/mock/image.png");
    assert_eq!(
        get(&mock, "/mock/image.png", "").header("content-type"),
        "image/png"
    );
    let vectors =
        json!({"model": "m", "input": ["a", "b"], "dimensions": 2, "encoding_format": "base64"});
    let vectors = post(&mock, "/embeddings", &vectors).json();
    // One and zero as little-endian floats.
    assert_eq!(vectors["data"][0]["embedding"], "AACAPwAAAAA=");
    assert_eq!(vectors["data"][1]["embedding"], "AAAAAAAAgD8=");
    let path = "/audio/transcriptions";
    let verbose = form(
        &mock,
        path,
        &[
            ("file", "x"),
            ("model", "m"),
            ("response_format", "verbose_json"),
        ],
    )
    .json();
    assert_eq!(verbose["words"].as_array().map(Vec::len), Some(9));
    assert_eq!(verbose["segments"][0]["text"], TEXT);
    let subtitles = form(
        &mock,
        path,
        &[("file", "x"), ("model", "m"), ("response_format", "srt")],
    );
    assert!(subtitles.body.starts_with("1\n00:00:00,000 --> "));
    let events = form(
        &mock,
        path,
        &[("file", "x"), ("model", "m"), ("stream", "true")],
    )
    .events();
    assert_eq!(joined(&events, "/delta"), TEXT);
    let batch = get(&mock, "/batches/b", "").json();
    assert_eq!(
        (&batch["status"], &batch["failed_at"]),
        (&json!("completed"), &Value::Null)
    );
}

#[test]
fn errors_delays_and_truncation_are_requested_by_headers() {
    let mock = Mock::start(&[]);
    let headers = "x-mock-status: 503\r\nx-mock-code: overloaded\r\nx-mock-message: Later\r\nx-mock-retry-after: 1\r\n";
    let response = get(&mock, "/models", headers);
    assert_eq!(
        (response.status, response.header("retry-after")),
        (503, "1")
    );
    let error = &response.json()["error"];
    assert_eq!(
        (&error["code"], &error["message"]),
        (&json!("overloaded"), &json!("Later"))
    );
    let request = json!({"model": "m", "messages": [], "stream": true});
    let cut = post_with(
        &mock,
        "/chat/completions",
        "x-mock-truncate: 3\r\nx-mock-event-delay: 1\r\n",
        &request,
    );
    assert_eq!((cut.events().len(), cut.is_complete), (3, false));
    let cut = get(
        &mock,
        "/models",
        "x-mock-truncate: 5\r\nx-mock-delay: 1\r\n",
    );
    assert_eq!((cut.body.len(), cut.is_complete), (5, false));
    assert!(get(&mock, "/models", "").is_complete);
    assert_eq!(get(&mock, "/models", "x-mock-status: 200\r\n").status, 400);
}

#[test]
fn each_request_is_logged_to_standard_error() {
    let mut mock = Mock::start(&[]);
    get(&mock, "/v1/models?x=1", "");
    get(&mock, "/nowhere", "");
    mock.send("GET /models HTTP/1.1\r\n\r\n");
    let log = mock.log();
    let expected = [
        "GET /v1/models?x=1 200 listModels",
        "GET /nowhere 404",
        "GET /models 401 listModels",
    ];
    for line in expected {
        assert!(log.lines().any(|logged| logged == line), "{log}");
    }
    assert!(log.contains("missing API key"), "{log}");
    let mut quiet = Mock::start(&["--quiet"]);
    get(&quiet, "/models", "");
    assert_eq!(quiet.log(), "");
}

#[test]
fn a_page_in_a_browser_may_call_it() {
    let mock = Mock::start(&[]);
    let asked = "OPTIONS /v1/models HTTP/1.1\r\norigin: http://a\r\naccess-control-request-method: GET\r\n\
                 access-control-request-headers: authorization\r\n\r\n";
    let allowed = mock.send(asked);
    assert_eq!(
        (
            allowed.status,
            allowed.header("access-control-allow-headers")
        ),
        (204, "authorization")
    );
    let response = get(&mock, "/models", "origin: http://a\r\n");
    assert_eq!(response.header("access-control-allow-origin"), "http://a");
}

/// Sends events over a WebSocket and reads up to the last one.
fn exchange(mock: &Mock, path: &str, sent: &[Value], last: &str) -> Vec<Value> {
    let url = format!("{}{path}", mock.url.replace("http", "ws"));
    let (mut socket, _) = tungstenite::client(url, mock.connect()).expect("a handshake");
    for event in sent {
        socket.send(Message::text(event.to_string())).expect("sent");
    }
    let mut events = Vec::new();
    loop {
        let message = socket.read().expect("a message");
        let event: Value = serde_json::from_str(message.to_text().expect("text")).expect("JSON");
        let is_last = event["type"] == last;
        events.push(event);
        if is_last {
            return events;
        }
    }
}

#[test]
fn channels_are_served_over_a_websocket() {
    let mock = Mock::start(&[]);
    let update = json!({"type": "session.update", "session": {"output_modalities": ["text"]}});
    let create = json!({"type": "response.create"});
    let events = exchange(
        &mock,
        "/v1/realtime?model=m",
        &[update, create],
        "response.done",
    );
    assert_eq!(
        (&events[0]["type"], &events[0]["session"]["model"]),
        (&json!("session.created"), &json!("m"))
    );
    assert_eq!(joined(&events, "/delta"), TEXT);

    let create = json!({"type": "response.create", "model": "m", "stream_id": "s"});
    let events = exchange(&mock, "/responses", &[create], "response.completed");
    assert_eq!(joined(&events, "/delta"), TEXT);
    assert!(events.iter().all(|event| event["stream_id"] == "s"));

    let audio = json!({"type": "session.input_audio_buffer.append", "audio": "AAAA"});
    let close = json!({"type": "session.close"});
    let events = exchange(
        &mock,
        "/realtime/translations?model=m",
        &[audio, close],
        "session.closed",
    );
    assert_eq!(events[0]["session"]["type"], "translation");

    let unknown = json!({"type": "session.nothing", "event_id": "e"});
    let events = exchange(&mock, "/realtime?model=m", &[unknown], "error");
    assert_eq!(events[1]["error"]["event_id"], "e");
}
