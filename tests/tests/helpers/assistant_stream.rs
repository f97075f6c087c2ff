//! Accumulating the events of assistant runs.

use openai_typed::stream::Accumulator;
use openai_typed::stream::{AssistantAccumulator, AssistantChange};
use serde_json::{Value, json};

use crate::push_all;

fn event(name: &str, data: Value) -> Value {
    json!({ "event": name, "data": data })
}

fn run(status: &str) -> Value {
    json!({ "id": "run_1", "object": "thread.run", "thread_id": "thread_1", "status": status })
}

fn message(status: &str, content: Value) -> Value {
    json!({ "id": "msg_1", "object": "thread.message", "role": "assistant", "status": status, "content": content })
}

fn message_delta(content: Value) -> Value {
    let delta = json!({ "content": [content] });
    event(
        "thread.message.delta",
        json!({ "id": "msg_1", "object": "thread.message.delta", "delta": delta }),
    )
}

fn text(index: i64, value: &str) -> Value {
    message_delta(json!({ "index": index, "type": "text", "text": { "value": value } }))
}

#[test]
fn messages_are_accumulated_from_deltas_of_any_type() {
    let mut accumulator = AssistantAccumulator::new();
    let citation = json!({ "type": "file_citation", "text": "[1]", "start_index": 0, "end_index": 3, "file_citation": { "file_id": "file_1" } });
    let mut cited = citation.clone();
    cited["index"] = json!(0);
    let changes = push_all(
        &mut accumulator,
        &[
            event("thread.run.created", run("queued")),
            event("thread.message.created", message("in_progress", json!([]))),
            text(0, "Par"),
            text(0, "is "),
            message_delta(
                json!({ "index": 0, "type": "text", "text": { "value": "[1]", "annotations": [cited] } }),
            ),
            message_delta(
                json!({ "index": 1, "type": "image_file", "image_file": { "file_id": "file_2" } }),
            ),
        ],
    );
    let delta = |delta: &str| AssistantChange::Text {
        message: 0,
        content: 0,
        delta: delta.to_owned(),
    };
    let changed = AssistantChange::Message { message: 0 };
    assert_eq!(
        changes,
        [
            AssistantChange::Run,
            changed.clone(),
            delta("Par"),
            delta("is "),
            delta("[1]"),
            changed.clone(),
            changed,
        ]
    );
    let json = serde_json::to_value(&accumulator.snapshot().messages).expect("JSON");
    assert_eq!(
        json[0]["content"],
        json!([
            { "type": "text", "text": { "value": "Paris [1]", "annotations": [citation] } },
            { "type": "image_file", "image_file": { "file_id": "file_2" } },
        ])
    );
}

#[test]
fn tool_calls_of_steps_are_accumulated_by_their_index() {
    let mut accumulator = AssistantAccumulator::new();
    let step = |status: &str| json!({ "id": "step_1", "object": "thread.run.step", "status": status, "step_details": { "type": "tool_calls", "tool_calls": [] } });
    let step_delta = |call: Value| {
        let details = json!({ "type": "tool_calls", "tool_calls": [call] });
        let delta = json!({ "step_details": details });
        event(
            "thread.run.step.delta",
            json!({ "id": "step_1", "object": "thread.run.step.delta", "delta": delta }),
        )
    };
    let start = |index: i64, id: &str, name: &str| {
        step_delta(
            json!({ "index": index, "id": id, "type": "function", "function": { "name": name, "arguments": "", "output": null } }),
        )
    };
    let append = |index: i64, text: &str| {
        step_delta(json!({ "index": index, "type": "function", "function": { "arguments": text } }))
    };
    let changes = push_all(
        &mut accumulator,
        &[
            event("thread.run.step.created", step("in_progress")),
            start(0, "call_a", "weather"),
            start(1, "call_b", "time"),
            append(1, r#"{"b""#),
            append(0, r#"{"a":1}"#),
            append(1, ":2}"),
        ],
    );
    assert_eq!(
        changes.last(),
        Some(&AssistantChange::ToolCallDelta {
            step: 0,
            call: 1,
            delta: ":2}".to_owned()
        })
    );
    let json = serde_json::to_value(&accumulator.snapshot().steps).expect("JSON");
    let call = |id: &str, name: &str, arguments: &str| json!({ "id": id, "type": "function", "function": { "name": name, "arguments": arguments, "output": null } });
    assert_eq!(
        json[0]["step_details"]["tool_calls"],
        json!([
            call("call_a", "weather", r#"{"a":1}"#),
            call("call_b", "time", r#"{"b":2}"#)
        ])
    );
}

#[test]
fn a_run_is_complete_when_it_has_ended_or_requires_action() {
    for (event_name, status, complete) in [
        ("thread.run.in_progress", "in_progress", false),
        ("thread.run.requires_action", "requires_action", true),
        ("thread.run.completed", "completed", true),
        ("thread.run.failed", "failed", true),
        ("thread.run.cancelling", "cancelling", false),
    ] {
        let mut accumulator = AssistantAccumulator::new();
        push_all(
            &mut accumulator,
            &[
                text(0, "a message that was not created before"),
                event("thread.message.completed", message("completed", json!([]))),
                event(event_name, run(status)),
                event("thread.sparkle", json!({ "id": "s" })),
            ],
        );
        assert_eq!(accumulator.is_complete(), complete, "{event_name}");
        assert_eq!(accumulator.into_snapshot().messages.len(), 1);
    }
}
