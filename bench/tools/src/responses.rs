//! The responses of a model that calls tools for many rounds.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use openai_typed::transport::{Body, Exchange, Transport};
use openai_typed::{Client, Error};
use serde_json::{Value, json};

use crate::{CALLS, ROUNDS};

/// The bodies of responses, in order.
#[derive(Clone)]
pub struct Responses(Arc<[String]>);

impl Responses {
    fn new(bodies: impl Iterator<Item = Value>) -> Self {
        Self(bodies.map(|body| body.to_string()).collect())
    }

    /// Returns a client that receives each of them once.
    pub fn client(&self) -> Result<Client, Error> {
        let transport = InProcess {
            responses: self.clone(),
            next: AtomicUsize::new(0),
        };
        Client::builder()
            .api_key("key")
            .transport(transport)
            .build()
    }
}

/// A transport without a server.
struct InProcess {
    responses: Responses,
    next: AtomicUsize,
}

impl Transport for InProcess {
    fn send(&self, _: http::Request<Body>) -> Exchange {
        let index = self.next.fetch_add(1, Ordering::Relaxed);
        let body = self.responses.0.get(index).cloned().unwrap_or_default();
        Box::pin(async move { Ok(http::Response::new(Body::from(body))) })
    }
}

/// Responses of the Responses API.
pub fn responses() -> Responses {
    let response = |round: usize, output: Value| {
        json!({
            "id": format!("resp_{round}"), "object": "response", "created_at": 1, "status": "completed",
            "model": "m", "output": output, "parallel_tool_calls": true, "tools": [], "metadata": {},
            "usage": { "input_tokens": 100, "output_tokens": 50, "total_tokens": 150 },
        })
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
    Responses::new(rounds.chain([response(ROUNDS, json!([]))]))
}

/// Responses of the chat completions API.
pub fn completions() -> Responses {
    let completion = |round: usize, message: Value, reason: &str| {
        json!({
            "id": format!("chatcmpl_{round}"), "object": "chat.completion", "created": 1, "model": "m",
            "choices": [{ "index": 0, "message": message, "finish_reason": reason }],
            "usage": { "prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150 },
        })
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
    Responses::new(rounds.chain([completion(ROUNDS, last, "stop")]))
}

fn id(round: usize, call: usize) -> String {
    format!("call_{round}_{call}")
}

fn arguments(call: usize) -> String {
    json!({ "number": call }).to_string()
}
