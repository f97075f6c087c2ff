//! Random events of chat completions, responses and assistants.
//!
//! Each string is a unique marker. Properties of events may be missing, `null` or of another type.

use serde_json::{Map, Value, json};

use super::source::Source;

fn tool_call(source: &mut Source<'_>) -> Value {
    if source.one_in(12) {
        return json!(null);
    }
    let mut call = Map::new();
    let (index, id) = (source.index(), source.id());
    source.maybe(&mut call, "index", index);
    source.maybe(&mut call, "id", id);
    let call_type = source.pick(&["function", "function", "custom", ""]);
    source.maybe(&mut call, "type", json!(call_type));
    let mut function = Map::new();
    let name = source.pick(&[json!("weather"), json!("clock"), json!(""), json!(null)]);
    source.maybe(&mut function, "name", name);
    let property = source.pick(&["arguments", "arguments", "input", "x_text"]);
    function.insert(property.to_owned(), source.arguments());
    let kind = source.pick(&["function", "function", "function", "custom", "x_call"]);
    call.insert(kind.to_owned(), Value::from(function));
    Value::from(call)
}

/// Names of properties of a delta.
const DELTA_PROPERTIES: &[&str] = &[
    "content",
    "content",
    "refusal",
    "reasoning",
    "reasoning_content",
    "tool_calls",
    "tool_calls",
    "tool_call",
    "function_call",
    "audio",
    "reasoning_details",
    "x_note",
];

fn chat_delta(source: &mut Source<'_>) -> Value {
    let mut delta = Map::new();
    for _ in 0..=source.below(2) {
        let name = source.pick(DELTA_PROPERTIES);
        if delta.contains_key(name.trim_end_matches('s')) || delta.contains_key(name) {
            continue;
        }
        let value = match name {
            "tool_calls" => json!([tool_call(source), tool_call(source)]),
            // A call in place of the list of calls.
            "tool_call" if !delta.contains_key("tool_calls") => tool_call(source),
            "function_call" => json!({ "name": "f", "arguments": source.text() }),
            "audio" => json!({ "id": source.id(), "transcript": source.text() }),
            "reasoning_details" => {
                let (index, id) = (source.index(), source.id());
                json!([{ "index": index, "id": id, "type": "t", "text": source.text() }])
            }
            _ => source.text(),
        };
        let name = if name == "tool_call" {
            "tool_calls"
        } else {
            name
        };
        if !delta.contains_key(name) {
            delta.insert(name.to_owned(), value);
        } else {
            delta.insert("x_calls".to_owned(), value);
        }
    }
    Value::from(delta)
}

fn chat_choice(source: &mut Source<'_>) -> Value {
    if source.one_in(12) {
        return source.pick(&[json!(null), json!(1)]);
    }
    let mut choice = Map::new();
    let index = source.index();
    source.maybe(&mut choice, "index", index);
    let name = source.pick(&["delta", "delta", "delta", "delta", "message", "x_delta"]);
    let delta = match source.below(8) {
        0 => source.text(),
        _ => chat_delta(source),
    };
    let repeated = delta.clone();
    choice.insert(name.to_owned(), delta);
    match source.below(16) {
        0 | 1 => drop(choice.insert("text".to_owned(), source.text())),
        2 if name == "delta" => {
            let content = repeated.get("content").cloned().unwrap_or_default();
            choice.insert("text".to_owned(), content);
        }
        3 if name == "delta" => drop(choice.insert("message".to_owned(), repeated)),
        _ => {}
    }
    let reason = source.pick(&[json!(null), json!(""), json!("stop"), json!({})]);
    source.maybe(&mut choice, "finish_reason", reason);
    Value::from(choice)
}

/// Returns an event of any form.
pub fn chat_event(source: &mut Source<'_>) -> Value {
    chunk(source, "chat.completion.chunk", chat_choice)
}

/// Returns a chunk with a choice in any place.
pub(super) fn chunk(
    source: &mut Source<'_>,
    object: &str,
    choice: fn(&mut Source<'_>) -> Value,
) -> Value {
    let mut chunk = Map::new();
    let id = source.id();
    source.maybe(&mut chunk, "id", id);
    source.maybe(&mut chunk, "object", json!(object));
    let choice = choice(source);
    let choices = match source.below(8) {
        0 => choice,
        1 => json!([null, choice]),
        _ => json!([choice]),
    };
    let name = source.pick(&["choices", "choices", "choices", "x_choices"]);
    chunk.insert(name.to_owned(), choices);
    Value::from(chunk)
}

/// Types of response events with a string, and the name of its property.
const RESPONSE_PIECES: &[(&str, &str)] = &[
    ("response.output_text.delta", "delta"),
    ("response.output_text.delta", "delta"),
    ("response.output_text.done", "text"),
    ("response.refusal.delta", "delta"),
    ("response.refusal.done", "refusal"),
    ("response.reasoning_text.delta", "delta"),
    ("response.reasoning_text.done", "text"),
    ("response.reasoning_summary_text.delta", "delta"),
    ("response.reasoning_summary_text.done", "text"),
    ("response.function_call_arguments.delta", "delta"),
    ("response.function_call_arguments.delta", "delta"),
    ("response.function_call_arguments.done", "arguments"),
    ("response.mcp_call_arguments.delta", "delta"),
    ("response.mcp_call_arguments.done", "arguments"),
    ("response.custom_tool_call_input.delta", "delta"),
    ("response.custom_tool_call_input.done", "input"),
    ("response.code_interpreter_call_code.delta", "delta"),
    ("response.code_interpreter_call_code.done", "code"),
    ("response.shell_call_command.delta", "delta"),
    ("response.apply_patch_call_operation_diff.delta", "delta"),
    ("response.audio.delta", "delta"),
    ("response.audio.transcript.delta", "delta"),
    ("response.sparkle.delta", "delta"),
    ("sparkle", "delta"),
];

const ITEM_TYPES: &[&str] = &[
    "message",
    "message",
    "reasoning",
    "function_call",
    "custom_tool_call",
    "code_interpreter_call",
    "web_search_call",
    "sparkle_call",
    "",
];

fn response_item(source: &mut Source<'_>) -> Value {
    let item_type = source.pick(ITEM_TYPES);
    let mut item = Map::new();
    let id = source.id();
    source.maybe(&mut item, "id", id);
    source.maybe(&mut item, "type", json!(item_type));
    let name = match item_type {
        "message" => "content",
        "reasoning" => "summary",
        "function_call" => "arguments",
        "custom_tool_call" => "input",
        _ => "code",
    };
    let value = match (source.below(3), name) {
        (0, "content") => json!([{ "type": "output_text", "text": source.marker() }]),
        (0, "summary") => json!([{ "type": "summary_text", "text": source.marker() }]),
        (0, _) => json!(source.marker()),
        _ => source.pick(&[json!(null), json!([]), json!("")]),
    };
    item.insert(name.to_owned(), value);
    Value::from(item)
}

/// Returns an event of any form.
pub fn response_event(source: &mut Source<'_>) -> Value {
    let mut event = Map::new();
    let (index, part, id) = (source.index(), source.index(), source.id());
    source.maybe(&mut event, "output_index", index);
    source.maybe(&mut event, "item_id", id);
    let part_name = source.pick(&["content_index", "summary_index", "command_index"]);
    source.maybe(&mut event, part_name, part);
    let event_type = match source.below(10) {
        0 => {
            let item = source.pick(&[json!(null), json!("x"), json!(1)]);
            let item = if source.one_in(3) {
                item
            } else {
                response_item(source)
            };
            event.insert("item".to_owned(), item);
            source.pick(&["response.output_item.added", "response.output_item.done"])
        }
        1 => {
            let part_type = source.pick(&["output_text", "refusal", "reasoning_text", "sparkle"]);
            let text = match part_type {
                "refusal" => json!({ "type": part_type, "refusal": source.marker() }),
                _ => json!({ "type": part_type, "text": source.marker() }),
            };
            event.insert("part".to_owned(), text);
            source.pick(&["response.content_part.added", "response.content_part.done"])
        }
        2 => {
            let text = json!({ "type": "summary_text", "text": source.marker() });
            event.insert("part".to_owned(), text);
            "response.reasoning_summary_part.done"
        }
        3 => {
            let output = match source.below(3) {
                0 => json!(null),
                1 => json!([]),
                _ => json!([response_item(source), response_item(source)]),
            };
            let status = source.pick(&[json!(null), json!("in_progress"), json!("completed")]);
            event.insert(
                "response".to_owned(),
                json!({ "id": "r", "status": status, "output": output }),
            );
            match source.below(8) {
                0 => "response.completed",
                1 => "response.failed",
                2 => "response.done",
                _ => "response.in_progress",
            }
        }
        4 => source.pick(&[
            "response.web_search_call.searching",
            "keepalive",
            "response.queued",
        ]),
        _ => {
            let (event_type, name) = source.pick(RESPONSE_PIECES);
            event.insert(name.to_owned(), source.text());
            event_type
        }
    };
    event.insert("type".to_owned(), json!(event_type));
    Value::from(event)
}

/// Returns an event of any form.
pub fn assistant_event(source: &mut Source<'_>) -> Value {
    let id = source.id();
    let part = |source: &mut Source<'_>| {
        let mut part = Map::new();
        let index = source.index();
        source.maybe(&mut part, "index", index);
        source.maybe(&mut part, "type", json!("text"));
        part.insert("text".to_owned(), json!({ "value": source.marker() }));
        Value::from(part)
    };
    let (name, data) = match source.below(6) {
        0 | 1 => {
            let content = json!([part(source), null, part(source)]);
            (
                "thread.message.delta",
                json!({ "id": id, "delta": { "content": content } }),
            )
        }
        2 => {
            let details = json!({ "type": "tool_calls", "tool_calls": [tool_call(source)] });
            let delta = json!({ "step_details": details });
            ("thread.run.step.delta", json!({ "id": id, "delta": delta }))
        }
        3 => {
            let content = match source.below(3) {
                0 => json!(null),
                1 => json!([]),
                _ => json!([part(source)]),
            };
            let name = source.pick(&["thread.message.created", "thread.message.completed"]);
            (name, json!({ "id": id, "content": content }))
        }
        4 => (
            "thread.message.delta",
            json!({ "id": id, "delta": source.text() }),
        ),
        _ => ("thread.sparkle.delta", json!({ "delta": source.text() })),
    };
    let event = source.pick(&[
        json!(name),
        json!(name),
        json!(name),
        json!(name),
        json!("x"),
    ]);
    json!({ "event": event, "data": data })
}
