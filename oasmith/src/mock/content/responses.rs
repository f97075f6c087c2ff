//! Responses.

use serde_json::{Value, json};

use super::text::{CREATED, deltas, forced_call, formatted, model, tokens};
use super::{Content, Event, Fields, Plain};

/// Properties of a response that repeat those of the request, with the values of a request that lacks them.
const REPEATED: &[(&str, &str)] = &[
    ("instructions", "null"),
    ("max_output_tokens", "null"),
    ("max_tool_calls", "null"),
    ("metadata", "{}"),
    ("parallel_tool_calls", "true"),
    ("previous_response_id", "null"),
    ("prompt_cache_key", "null"),
    ("reasoning", r#"{"effort": null, "summary": null}"#),
    ("safety_identifier", "null"),
    ("temperature", "1.0"),
    ("text", r#"{"format": {"type": "text"}}"#),
    ("tool_choice", r#""auto""#),
    ("tools", "[]"),
    ("top_logprobs", "0"),
    ("top_p", "1.0"),
    ("truncation", r#""disabled""#),
    ("user", "null"),
];

/// Returns the response to a request, and its events.
pub fn content(id: &str, fields: &Fields) -> Content {
    let response = response(id, fields);
    let events = events(&response).iter().map(Event::typed).collect();
    Content {
        plain: Plain::Json(response),
        events,
    }
}

/// Returns the response to a request.
pub fn response(id: &str, fields: &Fields) -> Value {
    let item = item(fields);
    let input = tokens(&fields.get("input").unwrap_or(&Value::Null).to_string());
    let output = tokens(&item.to_string());
    let mut response = json!({
        "id": id,
        "object": "response",
        "created_at": CREATED,
        "completed_at": CREATED + 1,
        "status": "completed",
        "background": false,
        "error": null,
        "incomplete_details": null,
        "model": model(fields),
        "output": [item],
        "service_tier": "default",
        "usage": {
            "input_tokens": input,
            "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
            "output_tokens": output,
            "output_tokens_details": {"reasoning_tokens": 0},
            "total_tokens": input + output,
        },
    });
    for (name, default) in REPEATED {
        let given = fields.get(*name).filter(|value| !value.is_null());
        let default = || serde_json::from_str(default).unwrap_or_default();
        response[*name] = given.cloned().unwrap_or_else(default);
    }
    if let Some(conversation) = fields.get("conversation").filter(|value| !value.is_null()) {
        let id = conversation.as_str().or(conversation["id"].as_str());
        response["conversation"] = json!({ "id": id });
    }
    response
}

fn item(fields: &Fields) -> Value {
    if let Some(call) = forced_call(fields) {
        return json!({
            "id": "fc_mock", "type": "function_call", "status": "completed", "call_id": "call_mock",
            "name": call.name, "arguments": call.arguments,
        });
    }
    let format = fields
        .get("text")
        .map_or(&Value::Null, |text| &text["format"]);
    let part = json!({
        "type": "output_text", "text": formatted(format), "annotations": [], "logprobs": [],
    });
    json!({
        "id": "msg_mock", "type": "message", "status": "completed", "role": "assistant", "content": [part],
    })
}

/// Returns the events that add up to a response, in the order of the service.
pub fn events(response: &Value) -> Vec<Value> {
    let mut started = response.clone();
    started["status"] = json!("in_progress");
    started["output"] = json!([]);
    started["usage"] = Value::Null;
    started["completed_at"] = Value::Null;
    let mut events = vec![
        json!({"type": "response.created", "response": started}),
        json!({"type": "response.in_progress", "response": started}),
    ];
    for (index, item) in response["output"]
        .as_array()
        .into_iter()
        .flatten()
        .enumerate()
    {
        events.extend(item_events(index, item));
    }
    events.push(json!({"type": "response.completed", "response": response}));
    for (number, event) in events.iter_mut().enumerate() {
        event["sequence_number"] = json!(number);
    }
    events
}

fn item_events(index: usize, item: &Value) -> Vec<Value> {
    let mut added = item.clone();
    added["status"] = json!("in_progress");
    // The properties that all events of the item have.
    let event = |properties: Value| {
        let mut event = json!({"item_id": item["id"], "output_index": index});
        if let (Some(event), Value::Object(properties)) = (event.as_object_mut(), properties) {
            event.extend(properties);
        }
        event
    };
    let mut events = Vec::new();
    if item["type"] == "function_call" {
        added["arguments"] = json!("");
        let arguments = item["arguments"].as_str().unwrap_or_default();
        for delta in [&arguments[..1], &arguments[1..]] {
            events.push(event(
                json!({"type": "response.function_call_arguments.delta", "delta": delta}),
            ));
        }
        events.push(event(json!({
            "type": "response.function_call_arguments.done", "name": item["name"], "arguments": arguments,
        })));
    } else {
        added["content"] = json!([]);
        for (content_index, part) in item["content"].as_array().into_iter().flatten().enumerate() {
            let text = part["text"].as_str().unwrap_or_default();
            let part_event = |mut properties: Value| {
                properties["content_index"] = json!(content_index);
                event(properties)
            };
            let mut empty = part.clone();
            empty["text"] = json!("");
            events.push(part_event(
                json!({"type": "response.content_part.added", "part": empty}),
            ));
            events.extend(deltas(text).into_iter().map(|delta| {
                part_event(
                    json!({"type": "response.output_text.delta", "delta": delta, "logprobs": []}),
                )
            }));
            events.push(part_event(
                json!({"type": "response.output_text.done", "text": text, "logprobs": []}),
            ));
            events.push(part_event(
                json!({"type": "response.content_part.done", "part": part}),
            ));
        }
    }
    let of_item =
        |kind: &str, item: &Value| json!({"type": kind, "output_index": index, "item": item});
    events.insert(0, of_item("response.output_item.added", &added));
    events.push(of_item("response.output_item.done", item));
    events
}
