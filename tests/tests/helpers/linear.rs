//! Measures how the time of accumulators grows with the number of events, for 1, 2, 4 and 8 times a base number.
//!
//! `cargo test -p oasmith-tests --test helpers linear -- --nocapture` prints small sizes. `ACCUMULATED=32000` sets the
//! largest. The tests do not check the times, only that everything that was sent has been accumulated.
#![allow(clippy::print_stdout)]

use std::time::Instant;

use openai_typed::stream::{
    Accumulator, AssistantAccumulator, ChatAccumulator, ResponseAccumulator,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Pushes the events of a shape, prints the time for each size, and returns the JSON of the largest result.
fn measure<A>(shape: &str, new: impl Fn() -> A, events: impl Fn(usize) -> Vec<Value>) -> Value
where
    A: Accumulator,
    A::Event: DeserializeOwned,
    A::Output: Serialize,
{
    let (mut line, mut last) = (format!("{shape:40}"), Value::Null);
    for divisor in [8, 4, 2, 1] {
        let events = events(size() / divisor);
        let decoded = events
            .into_iter()
            .map(|it| serde_json::from_value(it).expect("a value"));
        let decoded: Vec<A::Event> = decoded.collect();
        let mut accumulator = new();
        let start = Instant::now();
        for event in &decoded {
            accumulator.push(event);
        }
        line.push_str(&format!(
            " {:8.1} ms",
            start.elapsed().as_secs_f64() * 1000.0
        ));
        last = serde_json::to_value(accumulator.snapshot()).expect("a value");
    }
    println!("{line}");
    last
}

fn size() -> usize {
    let set = std::env::var("ACCUMULATED").ok();
    set.and_then(|size| size.parse().ok()).unwrap_or(800)
}

fn length(value: &Value, pointer: &str) -> usize {
    match value.pointer(pointer) {
        Some(Value::Array(items)) => items.len(),
        Some(Value::String(text)) => text.len(),
        other => panic!("{pointer}: {other:?}"),
    }
}

fn item(index: usize) -> Value {
    json!({
        "type": "response.output_item.added", "output_index": index, "sequence_number": 0,
        "item": {
            "type": "function_call", "id": format!("i{index}"), "call_id": format!("c{index}"),
            "name": "f", "arguments": "{}", "status": "in_progress",
        },
    })
}

fn piece(kind: &str, index: usize, more: Value) -> Value {
    let mut event = json!({
        "type": format!("response.{kind}"), "item_id": format!("i{index}"), "output_index": index,
        "sequence_number": 0,
    });
    for (name, value) in more.as_object().expect("an object") {
        event[name] = value.clone();
    }
    event
}

#[test]
fn responses_are_accumulated_in_linear_time() {
    let all = size();
    let of = |shape: &str, events: &dyn Fn(usize) -> Vec<Value>| {
        measure(shape, ResponseAccumulator::new, events)
    };
    let ascending = of("items, ascending", &|n| (0..n).map(item).collect());
    assert_eq!(length(&ascending, "/output"), all);
    let descending = of("items, descending", &|n| (0..n).rev().map(item).collect());
    assert_eq!(length(&descending, "/output"), all);
    let unknown = of("events without a place", &|n| {
        let event = json!({ "type": "response.new_event", "data": { "a": [1, 2] } });
        vec![event; n]
    });
    assert_eq!(length(&unknown, "/unplaced"), all);
    let created = of("items created by their deltas", &|n| {
        let delta = json!({ "delta": "x" });
        (0..n)
            .map(|index| piece("function_call_arguments.delta", index, delta.clone()))
            .collect()
    });
    assert_eq!(length(&created, "/output"), all);
    let complete = of("items, then the complete response", &|n| {
        let mut events: Vec<_> = (0..n).map(item).collect();
        let output: Vec<_> = events.iter().map(|event| event["item"].clone()).collect();
        let response =
            json!({ "id": "r", "object": "response", "status": "completed", "output": output });
        events.push(
            json!({ "type": "response.completed", "response": response, "sequence_number": 0 }),
        );
        events
    });
    assert_eq!(length(&complete, "/output"), all);
    for (name, is_reversed) in [("parts, ascending", false), ("parts, descending", true)] {
        let parts = of(name, &|n| {
            let of = |part: usize| json!({ "delta": "x", "content_index": part, "logprobs": [] });
            let mut events: Vec<_> = (0..n)
                .map(|part| piece("output_text.delta", 0, of(part)))
                .collect();
            if is_reversed {
                events.reverse();
            }
            events
        });
        assert_eq!(length(&parts, "/output/0/content"), all);
    }
    let deltas = [
        (
            "output_text.delta",
            json!({ "delta": "x", "content_index": 0, "logprobs": [] }),
            "/content/0/text",
        ),
        (
            "shell_call_command.delta",
            json!({ "delta": "x", "command_index": 0 }),
            "/action/commands/0",
        ),
        (
            "apply_patch_call_operation_diff.delta",
            json!({ "delta": "x" }),
            "/operation/diff",
        ),
        (
            "shell_call_output_content.delta",
            json!({ "delta": { "stdout": "x" }, "command_index": 0 }),
            "/output/0/stdout",
        ),
    ];
    for (kind, more, pointer) in deltas {
        let result = of(kind, &|n| {
            let delta = piece(kind, 0, more.clone());
            let start = match kind {
                "apply_patch_call_operation_diff.delta" => Some(json!({
                    "type": "response.output_item.added", "output_index": 0, "sequence_number": 0,
                    "item": {
                        "type": "apply_patch_call", "id": "i0", "call_id": "c0", "status": "in_progress",
                        "operation": { "type": "update_file", "path": "p", "diff": "" },
                    },
                })),
                _ => None,
            };
            start
                .into_iter()
                .chain(std::iter::repeat_n(delta, n))
                .collect()
        });
        assert_eq!(
            length(&result, &format!("/output/0{pointer}")),
            all,
            "{kind}"
        );
    }
}

fn chunk(index: usize, delta: &Value) -> Value {
    json!({
        "id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m",
        "choices": [{ "index": index, "delta": delta, "finish_reason": null }],
    })
}

#[test]
fn chat_completions_are_accumulated_in_linear_time() {
    let all = size();
    let of = |shape: &str, events: &dyn Fn(usize) -> Vec<Value>| {
        measure(shape, ChatAccumulator::new, events)
    };
    let text = json!({ "content": "x" });
    let content = of("chat: text", &|n| vec![chunk(0, &text); n]);
    assert_eq!(length(&content, "/choices/0/message/content"), all);
    let choices = of("chat: choices", &|n| {
        (0..n).map(|it| chunk(it, &text)).collect()
    });
    assert_eq!(length(&choices, "/choices"), all);
    let choices = of("chat: choices, descending", &|n| {
        (0..n).rev().map(|it| chunk(it, &text)).collect()
    });
    assert!(length(&choices, "/choices") > 0);
    for arguments in ["{}", "{"] {
        let calls = of(&format!("chat: tool calls with `{arguments}`"), &|n| {
            let call = |index: usize| {
                let function = json!({ "name": "f", "arguments": arguments });
                json!({ "tool_calls": [{ "index": index, "id": format!("i{index}"), "type": "function", "function": function }] })
            };
            (0..n).map(|index| chunk(0, &call(index))).collect()
        });
        assert_eq!(length(&calls, "/choices/0/message/tool_calls"), all);
    }
    let arguments = of("chat: arguments", &|n| {
        let delta = json!({ "tool_calls": [{ "index": 0, "function": { "arguments": "x" } }] });
        vec![chunk(0, &delta); n]
    });
    assert_eq!(
        length(
            &arguments,
            "/choices/0/message/tool_calls/0/function/arguments"
        ),
        all
    );
}

fn step(id: usize) -> Value {
    let details = json!({ "type": "tool_calls", "tool_calls": [] });
    json!({ "event": "thread.run.step.created", "data": {
        "id": format!("s{id}"), "object": "thread.run.step", "type": "tool_calls", "status": "in_progress",
        "step_details": details,
    }})
}

fn call(index: usize, id: Option<String>, input: &str) -> Value {
    let mut call = json!({ "index": index, "type": "code_interpreter", "code_interpreter": { "input": input } });
    if let Some(id) = id {
        call["id"] = json!(id);
        call["code_interpreter"]["outputs"] = json!([]);
    }
    let details = json!({ "type": "tool_calls", "tool_calls": [call] });
    json!({ "event": "thread.run.step.delta", "data": {
        "id": "s0", "object": "thread.run.step.delta", "delta": { "step_details": details },
    }})
}

#[test]
fn runs_are_accumulated_in_linear_time() {
    let all = size();
    let of = |shape: &str, events: &dyn Fn(usize) -> Vec<Value>| {
        measure(shape, AssistantAccumulator::new, events)
    };
    let steps = of("run: steps", &|n| (0..n).map(step).collect());
    assert_eq!(length(&steps, "/steps"), all);
    let input = of("run: code of a step", &|n| {
        let start = [step(0), call(0, Some("c0".into()), "")];
        start
            .into_iter()
            .chain(vec![call(0, None, "x"); n])
            .collect()
    });
    let pointer = "/steps/0/step_details/tool_calls/0/code_interpreter/input";
    assert_eq!(length(&input, pointer), all);
    let calls = of("run: calls of a step", &|n| {
        let calls = (0..n).map(|index| call(index, Some(format!("c{index}")), "x"));
        std::iter::once(step(0)).chain(calls).collect()
    });
    assert_eq!(length(&calls, "/steps/0/step_details/tool_calls"), all);
    let messages = of("run: messages", &|n| {
        let message = |id: usize| {
            json!({ "event": "thread.message.created", "data": {
                "id": format!("m{id}"), "object": "thread.message", "role": "assistant", "content": [],
            }})
        };
        (0..n).map(message).collect()
    });
    assert_eq!(length(&messages, "/messages"), all);
}
