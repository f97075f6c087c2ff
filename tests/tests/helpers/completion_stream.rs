//! Accumulating the chunks of completions, the predecessor of chat completions.

use openai_typed::ErrorKind;
use openai_typed::stream::{CompletionChange, Interrupted};
use openai_typed::types::{CreateCompletionRequest, CreateCompletionResponse};
use serde_json::{Value, json};

use crate::support::{MockResponse, Server};

fn chunk(choices: Value) -> Value {
    json!({ "id": "c1", "object": "text_completion", "created": 17, "model": "m", "choices": choices })
}

fn choice(index: i64, text: &str, reason: Value) -> Value {
    json!({ "index": index, "text": text, "logprobs": null, "finish_reason": reason })
}

fn text(text: &str) -> Value {
    chunk(json!([choice(0, text, Value::Null)]))
}

type Collected = Result<CreateCompletionResponse, Interrupted<CreateCompletionResponse>>;

async fn collected(events: &[Value], end: &str) -> Collected {
    let body = crate::event_stream(events) + end;
    let server = Server::with_responses([MockResponse::events([body.as_str()])]).await;
    let request = CreateCompletionRequest::new("m").with_prompt("Once");
    let call = server.client().completions().create(request);
    let stream = call.stream().await.expect("a stream");
    stream.collect_completion().await
}

const DONE: &str = "data: [DONE]\n\n";

#[tokio::test]
async fn choices_are_accumulated_by_their_index() {
    let chunks = [
        chunk(json!([choice(1, "x", Value::Null)])),
        chunk(json!([
            choice(0, "a", Value::Null),
            choice(1, "y", json!("length"))
        ])),
        chunk(json!([choice(0, "b", json!("stop"))])),
        json!({ "id": "c1", "object": "text_completion", "created": 17, "model": "m", "choices": [],
            "usage": { "prompt_tokens": 1, "completion_tokens": 4, "total_tokens": 5 } }),
    ];
    let completion = collected(&chunks, DONE).await.expect("a completion");
    let texts: Vec<_> = completion.choices.iter().map(|it| &it.text).collect();
    assert_eq!(texts, ["ab", "xy"]);
    let reasons = completion.choices.iter().map(|it| &it.finish_reason);
    let reasons: Vec<_> = reasons.flatten().map(|it| it.as_str()).collect();
    assert_eq!(reasons, ["stop", "length"]);
    assert_eq!(completion.usage.map(|usage| usage.total_tokens), Some(5));
    assert_eq!(completion.id, "c1");
    let unmodeled = openai_typed::unknown::find_unmodeled(&completion.choices);
    assert!(unmodeled.is_empty(), "{unmodeled:?}");
}

#[tokio::test]
async fn a_stream_is_complete_with_a_reason_or_with_its_end_marker() {
    let finished = chunk(json!([choice(0, "", json!("stop"))]));
    let empty = chunk(json!([choice(0, "", json!(""))]));
    for (events, end, is_complete) in [
        (vec![text("Hi"), finished.clone()], "", true),
        (vec![text("Hi"), finished], DONE, true),
        (vec![text("Hi")], DONE, true),
        (vec![text("Hi"), empty], "", false),
        (vec![text("Hi")], "", false),
    ] {
        match collected(&events, end).await {
            Ok(completion) => {
                assert!(is_complete, "{events:?}");
                assert_eq!(completion.choices[0].text, "Hi");
            }
            Err(interrupted) => {
                assert!(!is_complete, "{events:?}: {interrupted}");
                assert_eq!(interrupted.kind(), ErrorKind::Stream);
                assert_eq!(interrupted.partial().choices[0].text, "Hi");
            }
        }
    }
}

#[tokio::test]
async fn an_error_among_chunks_keeps_what_was_received() {
    let error = json!({ "error": { "message": "out of memory", "code": 500 } });
    let interrupted = collected(&[text("Hi"), error], "").await;
    let interrupted = interrupted.expect_err("an error");
    assert_eq!(interrupted.message(), "out of memory");
    assert_eq!(interrupted.partial().choices[0].text, "Hi");
}

#[tokio::test]
async fn log_probabilities_of_chunks_are_joined() {
    let chunks = [("a", json!(null), 0), ("b", json!(-0.5), 1)].map(|(token, value, offset)| {
        let mut choice = choice(0, token, json!("stop"));
        choice["logprobs"] = json!({
            "tokens": [token], "token_logprobs": [value], "text_offset": [offset], "ranks": [offset],
        });
        chunk(json!([choice]))
    });
    let completion = collected(&chunks, DONE).await.expect("a completion");
    let logprobs = serde_json::to_value(&completion.choices[0].logprobs).expect("JSON");
    let expected = json!({
        "tokens": ["a", "b"], "token_logprobs": [null, -0.5], "text_offset": [0, 1], "ranks": [0, 1],
    });
    assert_eq!(logprobs, expected);
}

#[tokio::test]
async fn text_in_another_form_is_converted_and_other_data_is_kept() {
    for choice in [
        json!({ "text": ["H", "i"] }),
        json!({ "text": { "text": "Hi" } }),
        json!({ "delta": { "content": "Hi" } }),
        json!({ "index": "0", "message": { "role": "assistant", "content": "Hi" } }),
    ] {
        let mut choice = choice;
        choice["note"] = json!("kept");
        let chunks = [
            chunk(json!([choice])),
            json!({ "event": "heartbeat", "n": 1 }),
        ];
        let completion = collected(&chunks, DONE).await.expect("a completion");
        assert_eq!(completion.choices[0].text, "Hi", "{choice}");
        let note = completion.choices[0].extra.get("note");
        assert_eq!(note, Some(&json!("kept")), "{choice}");
        let unplaced = completion.extra.get("unplaced");
        assert_eq!(unplaced, Some(&json!([{ "event": "heartbeat", "n": 1 }])));
    }
}

#[tokio::test]
async fn changes_are_items_of_a_stream() {
    let body = crate::event_stream(&[text("Hi"), chunk(json!([choice(0, "", json!("stop"))]))]);
    let server = Server::with_responses([MockResponse::events([body.as_str()])]).await;
    let request = CreateCompletionRequest::new("m").with_prompt("Once");
    let call = server.client().completions().create(request);
    let mut stream = call.stream().await.expect("a stream").accumulate();
    let mut changes = Vec::new();
    while let Some(change) = stream.next().await {
        changes.push(change.expect("no error"));
    }
    let text = CompletionChange::Text {
        choice: 0,
        delta: "Hi".to_owned(),
    };
    assert_eq!(changes, [text, CompletionChange::Finished { choice: 0 }]);
}
