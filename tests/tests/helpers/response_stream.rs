//! Accumulating the events of responses.

use openai_typed::stream::Accumulator;
use openai_typed::stream::{ResponseAccumulator, ResponseChange, ResponsePart};
use openai_typed::types::{CreateResponse, OutputItem, ResponseStatus};
use serde_json::{Value, json};

use crate::support::{MockResponse, Server};
use crate::{event_stream, push_all};

fn response(status: &str, output: Value) -> Value {
    json!({
        "id": "resp_1",
        "object": "response",
        "created_at": 1_760_000_000,
        "status": status,
        "model": "gpt-5.4",
        "output": output,
        "tools": [],
        "tool_choice": "auto",
        "parallel_tool_calls": true,
    })
}

fn response_event(kind: &str, output: Value) -> Value {
    let status = kind.trim_start_matches("response.");
    let status = if status == "created" {
        "in_progress"
    } else {
        status
    };
    json!({ "type": kind, "response": response(status, output), "sequence_number": 0 })
}

/// An event of an item.
fn event(kind: &str, output_index: i64, more: Value) -> Value {
    let mut event = json!({
        "type": format!("response.{kind}"),
        "item_id": format!("item_{output_index}"),
        "output_index": output_index,
        "sequence_number": 1,
    });
    for (name, value) in more.as_object().expect("properties") {
        event[name] = value.clone();
    }
    event
}

fn message() -> Value {
    json!({ "type": "message", "id": "item_0", "role": "assistant", "status": "in_progress", "content": [] })
}

fn text_delta(text: &str) -> Value {
    event(
        "output_text.delta",
        0,
        json!({ "content_index": 0, "delta": text, "logprobs": [] }),
    )
}

fn start() -> Vec<Value> {
    let part = json!({ "type": "output_text", "text": "", "annotations": [], "logprobs": [] });
    vec![
        response_event("response.created", json!([])),
        event("output_item.added", 0, json!({ "item": message() })),
        event(
            "content_part.added",
            0,
            json!({ "content_index": 0, "part": part }),
        ),
    ]
}

fn snapshot(accumulator: &ResponseAccumulator) -> Value {
    serde_json::to_value(accumulator.snapshot()).expect("JSON")
}

#[test]
fn text_and_annotations_are_added_to_their_message() {
    let mut accumulator = ResponseAccumulator::new();
    push_all(&mut accumulator, &start());
    let annotation = json!({ "type": "url_citation", "url": "https://example.org", "title": "A page", "start_index": 0, "end_index": 5 });
    let changes = push_all(
        &mut accumulator,
        &[
            text_delta("Par"),
            text_delta("is"),
            event(
                "output_text.annotation.added",
                0,
                json!({ "content_index": 0, "annotation_index": 0, "annotation": annotation }),
            ),
            event(
                "output_text.done",
                0,
                json!({ "content_index": 0, "text": "Paris", "logprobs": [] }),
            ),
        ],
    );
    let part = ResponsePart::Text(0);
    let delta = |delta: &str| ResponseChange::Delta {
        output: 0,
        part,
        delta: delta.to_owned(),
    };
    assert_eq!(
        changes,
        [
            delta("Par"),
            delta("is"),
            ResponseChange::ItemChanged { output: 0 },
            ResponseChange::Done { output: 0, part },
        ]
    );
    assert_eq!(accumulator.snapshot().message_text(), "Paris");
    assert_eq!(
        snapshot(&accumulator)["output"][0]["content"],
        json!([{ "type": "output_text", "text": "Paris", "annotations": [annotation], "logprobs": [] }])
    );
    assert!(!accumulator.is_complete());
}

#[test]
fn calls_reasoning_code_and_images_are_accumulated_concurrently() {
    let mut accumulator = ResponseAccumulator::new();
    let item = |index: i64, item: Value| event("output_item.added", index, json!({ "item": item }));
    let delta = |kind: &str, index: i64, delta: &str| event(kind, index, json!({ "delta": delta }));
    push_all(
        &mut accumulator,
        &[
            response_event("response.created", json!([])),
            item(
                0,
                json!({ "type": "reasoning", "id": "item_0", "summary": [] }),
            ),
            item(
                1,
                json!({ "type": "function_call", "id": "item_1", "call_id": "call_1", "name": "weather", "arguments": "" }),
            ),
            item(
                2,
                json!({ "type": "function_call", "id": "item_2", "call_id": "call_2", "name": "time", "arguments": "" }),
            ),
            item(
                3,
                json!({ "type": "code_interpreter_call", "id": "item_3", "status": "in_progress", "container_id": "c" }),
            ),
            item(
                4,
                json!({ "type": "image_generation_call", "id": "item_4", "status": "in_progress", "result": null }),
            ),
            item(
                5,
                json!({ "type": "mcp_call", "id": "item_5", "server_label": "s", "name": "n", "arguments": "" }),
            ),
            item(
                6,
                json!({ "type": "custom_tool_call", "id": "item_6", "call_id": "call_6", "name": "sql", "input": "" }),
            ),
            delta("function_call_arguments.delta", 1, r#"{"city": "#),
            delta("function_call_arguments.delta", 2, r#"{"zone": "C"#),
            delta("function_call_arguments.delta", 1, r#""Paris"}"#),
            event(
                "function_call_arguments.done",
                1,
                json!({ "name": "weather", "arguments": r#"{"city": "Paris"}"# }),
            ),
            event(
                "reasoning_summary_part.added",
                0,
                json!({ "summary_index": 0, "part": { "type": "summary_text", "text": "" } }),
            ),
            event(
                "reasoning_summary_text.delta",
                0,
                json!({ "summary_index": 0, "delta": "Thin" }),
            ),
            event(
                "reasoning_summary_text.delta",
                0,
                json!({ "summary_index": 0, "delta": "king" }),
            ),
            event(
                "reasoning_text.delta",
                0,
                json!({ "content_index": 0, "delta": "Hm" }),
            ),
            delta("code_interpreter_call_code.delta", 3, "1 +"),
            delta("code_interpreter_call_code.delta", 3, " 1"),
            event("code_interpreter_call.interpreting", 3, json!({})),
            delta("mcp_call_arguments.delta", 5, "{}"),
            delta("custom_tool_call_input.delta", 6, "SELECT"),
        ],
    );
    let changes = push_all(
        &mut accumulator,
        &[event(
            "image_generation_call.partial_image",
            4,
            json!({ "partial_image_index": 1, "partial_image_b64": "AAAA" }),
        )],
    );
    assert_eq!(
        changes,
        [ResponseChange::PartialImage {
            output: 4,
            image: 1
        }]
    );
    let output = &snapshot(&accumulator)["output"];
    assert_eq!(
        output[0]["summary"],
        json!([{ "type": "summary_text", "text": "Thinking" }])
    );
    assert_eq!(
        output[0]["content"],
        json!([{ "type": "reasoning_text", "text": "Hm" }])
    );
    assert_eq!(output[1]["arguments"], r#"{"city": "Paris"}"#);
    assert_eq!(output[3]["code"], "1 + 1");
    assert_eq!(output[3]["status"], "interpreting");
    assert_eq!(output[4]["result"], "AAAA");
    assert_eq!(output[5]["arguments"], "{}");
    assert_eq!(output[6]["input"], "SELECT");
    let calls: Vec<_> = accumulator.snapshot().function_calls().collect();
    assert_eq!(calls.len(), 2);
    assert_eq!(calls[1].partial_arguments(), Some(json!({ "zone": "C" })));
}

#[test]
fn shell_commands_are_accumulated() {
    let mut accumulator = ResponseAccumulator::new();
    let item = json!({
        "type": "shell_call", "id": "item_0", "call_id": "call_1", "status": "in_progress",
        "action": { "commands": [], "timeout_ms": null, "max_output_length": null }, "environment": null,
    });
    let changes = push_all(
        &mut accumulator,
        &[
            response_event("response.created", json!([])),
            event("output_item.added", 0, json!({ "item": item })),
            event(
                "shell_call_command.added",
                0,
                json!({ "command_index": 0, "command": "" }),
            ),
            event(
                "shell_call_command.delta",
                0,
                json!({ "command_index": 0, "delta": "ls" }),
            ),
            event(
                "shell_call_command.delta",
                0,
                json!({ "command_index": 0, "delta": " -l" }),
            ),
            event(
                "shell_call_command.done",
                0,
                json!({ "command_index": 0, "command": "ls -l" }),
            ),
        ],
    );
    let part = ResponsePart::Command(0);
    assert_eq!(
        changes.last(),
        Some(&ResponseChange::Done { output: 0, part })
    );
    assert_eq!(
        snapshot(&accumulator)["output"][0]["action"]["commands"],
        json!(["ls -l"])
    );
}

#[test]
fn the_last_event_carries_the_complete_response() {
    for (kind, status) in [
        ("response.completed", ResponseStatus::Completed),
        ("response.failed", ResponseStatus::Failed),
        ("response.incomplete", ResponseStatus::Incomplete),
    ] {
        let mut accumulator = ResponseAccumulator::new();
        push_all(&mut accumulator, &start());
        let changes = push_all(
            &mut accumulator,
            &[
                text_delta("Par"),
                response_event(kind, json!([])),
                text_delta("never"),
            ],
        );
        assert_eq!(changes.last(), Some(&ResponseChange::Ended));
        assert!(accumulator.is_complete());
        let response = accumulator.into_snapshot();
        assert_eq!(response.status, Some(status));
        // The event may omit the output; the accumulated output is kept.
        assert_eq!(response.message_text(), "Par");
    }
}

#[test]
fn unknown_events_and_items_are_kept_and_gaps_in_indexes_lose_no_text() {
    let mut accumulator = ResponseAccumulator::new();
    push_all(&mut accumulator, &start());
    let new = json!({ "type": "sparkle_call", "id": "item_1", "sparkle": 3 });
    push_all(
        &mut accumulator,
        &[
            event("sparkle.delta", 1, json!({ "delta": "*" })),
            event("output_item.added", 1, json!({ "item": new })),
            event("function_call_arguments.delta", 1, json!({ "delta": "{" })),
            event(
                "output_text.delta",
                0,
                json!({ "content_index": 7, "delta": ">", "logprobs": [] }),
            ),
            event(
                "output_text.delta",
                -1,
                json!({ "content_index": -1, "delta": "<", "logprobs": [] }),
            ),
            text_delta("Paris"),
        ],
    );
    let output = &accumulator.snapshot().output;
    let unknown = output.iter().find_map(|item| match item {
        OutputItem::Unknown(unknown) => Some(unknown.json()),
        _ => None,
    });
    assert_eq!(unknown, Some(&new));
    // Parts after a gap and items with a negative index are kept as well.
    assert_eq!(accumulator.snapshot().message_text(), "<Paris>");
    let response = snapshot(&accumulator);
    assert_eq!(response["output"][0]["id"], "item_-1");
    assert_eq!(response["output"][1]["content"][1]["text"], ">");
    let call = json!({ "type": "function_call", "id": "item_1", "arguments": "{" });
    assert!(output.contains(&serde_json::from_value(call).expect("an item")));
    let event = event("sparkle.delta", 1, json!({ "delta": "*" }));
    assert_eq!(response["unplaced"], json!([event]));
}

#[test]
fn a_stream_that_starts_in_the_middle_yields_a_partial_output() {
    let mut accumulator = ResponseAccumulator::new();
    push_all(
        &mut accumulator,
        &[
            event("function_call_arguments.delta", 3, json!({ "delta": "{}" })),
            text_delta("is"),
        ],
    );
    let output = &snapshot(&accumulator)["output"];
    assert_eq!(output[0]["content"][0]["text"], "is");
    assert_eq!(
        output[1],
        json!({ "type": "function_call", "id": "item_3", "arguments": "{}" })
    );
}

#[tokio::test]
async fn a_stream_is_collected_and_an_early_end_is_an_error_with_the_partial_response() {
    let mut events = start();
    events.push(text_delta("Paris"));
    let incomplete = event_stream(&events);
    let output = json!([{
        "type": "message", "id": "item_0", "role": "assistant", "status": "completed",
        "content": [{ "type": "output_text", "text": "Paris.", "annotations": [], "logprobs": [] }],
    }]);
    events.push(response_event("response.completed", output));
    let complete = event_stream(&events);
    let streams = [&complete, &incomplete].map(|stream| MockResponse::events([stream.as_str()]));
    let server = Server::with_responses(streams).await;
    let request = || CreateResponse::new().with_input("The capital of France?");

    let stream = server.client().responses().create(request()).stream();
    let response = stream.await.expect("a stream").collect_response().await;
    assert_eq!(response.expect("a response").message_text(), "Paris.");

    let stream = server.client().responses().create(request()).stream();
    let response = stream.await.expect("a stream").collect_response().await;
    let (partial, error) = response.expect_err("ended early").into_parts();
    assert_eq!(partial.message_text(), "Paris");
    assert_eq!(error.kind(), openai_typed::ErrorKind::Stream);
}
