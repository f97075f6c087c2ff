//! Streams with events that a server did not separate, with bytes around them, or with notices before them.

use openai_typed::types::{ChatCompletionRequestUserMessage, CreateChatCompletionRequest};
use openai_typed::{Error, ErrorKind};
use serde_json::{Value, json};

use crate::support::{MockResponse, Server};

/// What a stream has: the text of its chunks, the reason with which it finished, and its errors.
struct Read {
    text: String,
    finish_reason: Option<String>,
    errors: Vec<Error>,
}

async fn read(body: MockResponse) -> Read {
    let server = Server::with_responses([body]).await;
    let client = server.client_with(|builder| builder.api_key("k").max_retries(0));
    let message = ChatCompletionRequestUserMessage::new("Hi");
    let request = CreateChatCompletionRequest::new("m", [message]);
    let stream = client.chat().completions().create(request).stream().await;
    let mut stream = stream.expect("a stream");
    let mut read = Read {
        text: String::new(),
        finish_reason: None,
        errors: Vec::new(),
    };
    while let Some(chunk) = stream.next().await {
        match chunk {
            Ok(chunk) => {
                for choice in &chunk.choices {
                    read.text += choice.delta.content.as_deref().unwrap_or_default();
                    let reason = choice.finish_reason.as_ref();
                    read.finish_reason = reason.map(|reason| reason.as_str().to_owned());
                }
            }
            Err(error) => read.errors.push(error),
        }
    }
    read
}

/// Asserts that a stream is complete, whatever pieces it arrives in.
async fn assert_complete(body: &str, text: &str) {
    for size in [1, 3, 64, usize::MAX] {
        for media_type in ["text/event-stream", "application/json"] {
            let response = MockResponse::new(200, media_type, body).in_pieces(size);
            let read = read(response).await;
            assert!(read.errors.is_empty(), "{body:?}: {:?}", read.errors);
            assert_eq!(read.text, text, "{body:?}");
            assert_eq!(read.finish_reason.as_deref(), Some("stop"), "{body:?}");
        }
    }
}

fn chunk(text: &str, reason: Value) -> String {
    let choice = json!({ "index": 0, "delta": { "content": text }, "finish_reason": reason });
    let chunk = json!({
        "id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice],
    });
    chunk.to_string()
}

#[tokio::test]
async fn events_on_one_line_are_separate_events() {
    let (a, b) = (chunk("}{ data: ", Value::Null), chunk("b", json!("stop")));
    for separator in [
        "data: ",
        "data:",
        "",
        " ",
        ",",
        "\\n\\ndata: ",
        "\0\0",
        "event: x\ndata: ",
        "\n",
    ] {
        assert_complete(&format!("data: {a}{separator}{b}\n\n"), "}{ data: b").await;
        assert_complete(&format!("data: {a}{separator}{b}"), "}{ data: b").await;
        let done = format!("data: {a}{separator}{b}{separator}[DONE]\n\n");
        assert_complete(&done, "}{ data: b").await;
    }
    assert_complete(&format!("data: [{a},{b}]\n\n"), "}{ data: b").await;
}

#[tokio::test]
async fn an_error_on_the_line_of_another_event_ends_the_stream() {
    let a = chunk("a", Value::Null);
    let body = format!("data: {a}data: {{\"error\":{{\"message\":\"m\",\"code\":\"c\"}}}}\n\n");
    let read = read(MockResponse::events([body.as_str()])).await;
    assert_eq!(read.text, "a");
    let [error] = read.errors.as_slice() else {
        panic!("one error: {:?}", read.errors);
    };
    assert_eq!((error.message(), error.code()), ("m", Some("c")));
}

#[tokio::test]
async fn a_damaged_event_on_the_line_of_another_one_is_an_error_and_the_stream_continues() {
    let (a, b) = (chunk("a", Value::Null), chunk("b", json!("stop")));
    let body = format!("data: {a}{}\n\ndata: {b}\n\n", &a[..20]);
    let read = read(MockResponse::events([body.as_str()])).await;
    assert_eq!(read.text, "ab");
    let [error] = read.errors.as_slice() else {
        panic!("one error: {:?}", read.errors);
    };
    assert_eq!(
        error.body().map(|body| body.as_ref()),
        Some(&a.as_bytes()[..20])
    );
}

#[tokio::test]
async fn bytes_around_events_are_ignored() {
    let (a, b) = (chunk("a", Value::Null), chunk("b", json!("stop")));
    for start in [
        "\0\0",
        "\0\n\n",
        "\u{feff}\u{feff}",
        "\r\r\r",
        "\n\r\n \n",
        "\t",
        "OK\n\n",
        "1f\r\n",
        "OK",
        "\u{200b}",
    ] {
        assert_complete(&format!("{start}data: {a}\n\ndata: {b}\n\n"), "ab").await;
        assert_complete(&format!("{start}data: {a}\n\n{start}data: {b}\n\n"), "ab").await;
    }
    assert_complete(
        &format!("data: {a}\0\n\ndata: {b}\0 \n\ndata: [DONE]\0\n\n"),
        "ab",
    )
    .await;
    assert_complete(&format!("Data: {a}\n\nDATA : {b}\n\n"), "ab").await;
}

#[tokio::test]
async fn an_event_may_have_unescaped_line_feeds() {
    let (a, b) = (chunk("a", Value::Null), chunk("b", json!("stop")));
    let a: Value = serde_json::from_str(&a).expect("JSON");
    let a = serde_json::to_string_pretty(&a).expect("JSON");
    assert_complete(&format!("data: {a}\n\ndata: {b}\n\n"), "ab").await;
}

#[tokio::test]
async fn a_message_before_the_first_chunk_is_not_an_error() {
    let (a, b) = (chunk("a", Value::Null), chunk("b", json!("stop")));
    for notice in [
        "data: {\"message\":\"connected\"}",
        "data: {\"message\":\"connected\",\"code\":0}",
        "data: {\"message\":\"connected\",\"code\":200,\"success\":true}",
        "data: {\"type\":\"info\",\"message\":\"connected\"}",
        "data: {\"status\":\"queued\",\"msg\":\"waiting\"}",
        "data: {\"type\":\"status\",\"detail\":\"starting\"}",
        "event: info\ndata: {\"message\":\"connected\"}",
    ] {
        let body = format!("{notice}\n\ndata: {a}\n\ndata: {b}\n\n");
        assert_complete(&body, "ab").await;
    }
}

#[tokio::test]
async fn a_message_without_any_chunk_is_an_error() {
    for end in ["", "data: [DONE]\n\n"] {
        let body = format!("data: {{\"message\":\"no model is loaded\"}}\n\n{end}");
        let read = read(MockResponse::events([body.as_str()])).await;
        let [error] = read.errors.as_slice() else {
            panic!("one error: {:?}", read.errors);
        };
        assert_eq!(
            (error.kind(), error.message()),
            (ErrorKind::Stream, "no model is loaded")
        );
    }
}
