//! Payloads in the form that the service sends.

use serde_json::{Value, json};

/// Returns a response with a message and a function call.
pub fn response() -> Value {
    json!({
        "id": "resp_1",
        "object": "response",
        "created_at": 1_760_000_000,
        "status": "completed",
        "error": null,
        "incomplete_details": null,
        "instructions": null,
        "max_output_tokens": null,
        "metadata": {},
        "model": "gpt-5.4",
        "output": [message("msg_1"), {
            "type": "function_call",
            "id": "fc_1",
            "call_id": "call_1",
            "name": "weather",
            "arguments": "{\"city\":\"Paris\"}",
            "status": "completed",
        }],
        "parallel_tool_calls": true,
        "service_tier": "default",
        "temperature": 1.0,
        "tool_choice": "auto",
        "tools": [{
            "type": "function",
            "name": "weather",
            "description": null,
            "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
            "strict": true,
        }],
        "top_p": 1.0,
        "usage": {
            "input_tokens": 10,
            "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
            "output_tokens": 5,
            "output_tokens_details": {"reasoning_tokens": 0},
            "total_tokens": 15,
        },
    })
}

/// Returns an output message of a response.
pub fn message(id: &str) -> Value {
    json!({
        "type": "message",
        "id": id,
        "status": "completed",
        "role": "assistant",
        "content": [{"type": "output_text", "text": "Paris.", "annotations": [], "logprobs": []}],
    })
}

/// Returns a chat completion.
pub fn completion() -> Value {
    json!({
        "id": "chatcmpl_1",
        "object": "chat.completion",
        "created": 1_760_000_000,
        "model": "gpt-5.4",
        "choices": [{
            "index": 0,
            "message": {"role": "assistant", "content": "Paris.", "refusal": null, "annotations": []},
            "logprobs": null,
            "finish_reason": "stop",
        }],
        "service_tier": "default",
        "usage": {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3},
    })
}

/// Returns a chunk of a streamed chat completion.
pub fn chunk() -> Value {
    json!({
        "id": "chatcmpl_1",
        "object": "chat.completion.chunk",
        "created": 1_760_000_000,
        "model": "gpt-5.4",
        "choices": [{"index": 0, "delta": {"content": "Par"}, "logprobs": null, "finish_reason": null}],
    })
}

/// Returns a text delta of a streamed response.
pub fn text_delta() -> Value {
    json!({
        "type": "response.output_text.delta",
        "item_id": "msg_1",
        "output_index": 0,
        "content_index": 0,
        "delta": "Par",
        "logprobs": [],
        "sequence_number": 4,
    })
}

/// Returns a transcript delta of a Realtime response.
pub fn transcript_delta() -> Value {
    json!({
        "type": "response.output_audio_transcript.delta",
        "event_id": "event_1",
        "response_id": "resp_1",
        "item_id": "item_1",
        "output_index": 0,
        "content_index": 0,
        "delta": "Par",
    })
}

/// Sets the value at a JSON pointer.
pub fn with(mut json: Value, pointer: &str, value: Value) -> Value {
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
    match json.pointer_mut(parent).expect("the parent exists") {
        Value::Array(items) => {
            let at: usize = name.parse().expect("an index");
            match items.get_mut(at) {
                Some(item) => *item = value,
                None => items.push(value),
            }
        }
        object => object[name] = value,
    }
    json
}

/// Removes a property.
pub fn without(mut json: Value, name: &str) -> Value {
    json.as_object_mut()
        .and_then(|object| object.remove(name))
        .expect("the property exists");
    json
}
