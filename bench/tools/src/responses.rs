//! The responses of a model that calls tools for many rounds.

use openai_typed::testing::MockResponse;
use serde_json::{Value, json};

use crate::{CALLS, ROUNDS};

/// Responses of the Responses API.
pub fn responses() -> Vec<MockResponse> {
    let response = |round: usize, output: Value| {
        MockResponse::json(&json!({
            "id": format!("resp_{round}"), "object": "response", "created_at": 1, "status": "completed",
            "model": "m", "output": output, "parallel_tool_calls": true, "tools": [], "metadata": {},
            "usage": { "input_tokens": 100, "output_tokens": 50, "total_tokens": 150 },
        }))
    };
    let calls = |round: usize| {
        let calls = (0..CALLS).map(|call| {
            json!({
                "type": "function_call", "id": format!("fc_{round}_{call}"), "status": "completed",
                "call_id": id(round, call), "name": "double", "arguments": arguments(call),
            })
        });
        calls.collect::<Value>()
    };
    let rounds = (0..ROUNDS).map(|round| response(round, calls(round)));
    rounds.chain([response(ROUNDS, json!([]))]).collect()
}

/// Responses of the chat completions API.
pub fn completions() -> Vec<MockResponse> {
    let completion = |round: usize, message: Value, reason: &str| {
        MockResponse::json(&json!({
            "id": format!("chatcmpl_{round}"), "object": "chat.completion", "created": 1, "model": "m",
            "choices": [{ "index": 0, "message": message, "finish_reason": reason }],
            "usage": { "prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150 },
        }))
    };
    let calls = |round: usize| {
        let calls = (0..CALLS).map(|call| {
            let function = json!({ "name": "double", "arguments": arguments(call) });
            json!({ "id": id(round, call), "type": "function", "function": function })
        });
        json!({ "role": "assistant", "content": null, "tool_calls": calls.collect::<Value>() })
    };
    let rounds = (0..ROUNDS).map(|round| completion(round, calls(round), "tool_calls"));
    let last = json!({ "role": "assistant", "content": "done" });
    rounds.chain([completion(ROUNDS, last, "stop")]).collect()
}

fn id(round: usize, call: usize) -> String {
    format!("call_{round}_{call}")
}

fn arguments(call: usize) -> String {
    json!({ "number": call }).to_string()
}
