//! Chat completions.

use serde_json::{Value, json};

use super::text::{CREATED, deltas, forced_call, formatted, model, tokens};
use super::{Content, Event, Fields, Plain};

/// Returns the completion of a request, and its chunks.
pub fn content(fields: &Fields) -> Content {
    let count = fields
        .get("n")
        .and_then(Value::as_u64)
        .unwrap_or(1)
        .clamp(1, 128);
    let message = message(fields);
    let reason = match message["tool_calls"].is_null() {
        true => "stop",
        false => "tool_calls",
    };
    let choices = (0..count).map(|index| {
        json!({"index": index, "message": message, "logprobs": null, "finish_reason": reason})
    });
    let choices: Vec<Value> = choices.collect();
    let completion = json!({
        "id": "chatcmpl-mock",
        "object": "chat.completion",
        "created": CREATED,
        "model": model(fields),
        "choices": choices,
        "usage": usage(fields, &message, count),
        "service_tier": "default",
        "system_fingerprint": "fp_mock",
    });
    Content {
        events: chunks(&completion, fields),
        plain: Plain::Json(completion),
    }
}

fn message(fields: &Fields) -> Value {
    let mut message =
        json!({"role": "assistant", "content": null, "refusal": null, "annotations": []});
    match forced_call(fields) {
        Some(call) => {
            message["tool_calls"] = json!([{
                "id": "call_mock",
                "type": "function",
                "function": {"name": call.name, "arguments": call.arguments},
            }]);
        }
        None => {
            let format = fields.get("response_format").unwrap_or(&Value::Null);
            message["content"] = Value::from(formatted(format));
        }
    }
    message
}

fn usage(fields: &Fields, message: &Value, count: u64) -> Value {
    let prompt = tokens(&fields.get("messages").unwrap_or(&Value::Null).to_string());
    let completion = tokens(message["content"].as_str().unwrap_or_default()) * count as usize;
    json!({
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "total_tokens": prompt + completion,
        "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
        "completion_tokens_details": {
            "reasoning_tokens": 0, "audio_tokens": 0, "accepted_prediction_tokens": 0, "rejected_prediction_tokens": 0,
        },
    })
}

fn chunks(completion: &Value, fields: &Fields) -> Vec<Event> {
    let with_usage = fields
        .get("stream_options")
        .is_some_and(|it| it["include_usage"] == true);
    let chunk = |choices: Value, usage: &Value| {
        let mut chunk = completion.clone();
        chunk["object"] = Value::from("chat.completion.chunk");
        chunk["choices"] = choices;
        match with_usage {
            true => chunk["usage"] = usage.clone(),
            false => drop(
                chunk
                    .as_object_mut()
                    .and_then(|chunk| chunk.remove("usage")),
            ),
        }
        Event::of(&chunk)
    };
    let mut events = Vec::new();
    for choice in completion["choices"].as_array().into_iter().flatten() {
        let deltas = message_deltas(&choice["message"]).into_iter();
        let deltas = deltas.map(|delta| (delta, Value::Null));
        for (delta, reason) in deltas.chain([(json!({}), choice["finish_reason"].clone())]) {
            let choice = json!({
                "index": choice["index"], "delta": delta, "logprobs": null, "finish_reason": reason,
            });
            events.push(chunk(json!([choice]), &Value::Null));
        }
    }
    if with_usage {
        events.push(chunk(json!([]), &completion["usage"]));
    }
    events.push(Event::done());
    events
}

fn message_deltas(message: &Value) -> Vec<Value> {
    let Some(call) = message["tool_calls"].get(0) else {
        let first = json!({"role": "assistant", "content": "", "refusal": null});
        let text = message["content"].as_str().unwrap_or_default();
        let deltas = deltas(text)
            .into_iter()
            .map(|delta| json!({"content": delta}));
        return [first].into_iter().chain(deltas).collect();
    };
    let mut start = call.clone();
    start["index"] = json!(0);
    start["function"]["arguments"] = json!("");
    let arguments = call["function"]["arguments"].as_str().unwrap_or_default();
    let (first, second) = arguments.split_at(arguments.len().min(1));
    let arguments = [first, second]
        .map(|part| json!({"tool_calls": [{"index": 0, "function": {"arguments": part}}]}));
    let start =
        json!({"role": "assistant", "content": null, "refusal": null, "tool_calls": [start]});
    [start].into_iter().chain(arguments).collect()
}
