//! Plain structs with derived serde implementations, which drop unknown data: the lower bound of the cost.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// `response.output_text.delta`.
#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "only decoded")]
pub struct TextDelta {
    r#type: String,
    sequence_number: i64,
    item_id: String,
    output_index: i64,
    content_index: i64,
    delta: String,
    logprobs: Vec<Value>,
    obfuscation: Option<String>,
}

/// `response.output_audio.delta`.
#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "only decoded")]
pub struct AudioDelta {
    r#type: String,
    event_id: String,
    response_id: String,
    item_id: String,
    output_index: i64,
    content_index: i64,
    delta: String,
}

/// A request for a chat completion.
#[derive(Debug, Deserialize, Serialize)]
pub struct Chat {
    model: String,
    messages: Vec<Message>,
    temperature: f64,
    stream: bool,
}

/// A message.
#[derive(Debug, Deserialize, Serialize)]
pub struct Message {
    role: String,
    content: String,
}

/// A chunk of a streamed chat completion.
#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "only decoded")]
pub struct Chunk {
    id: String,
    object: String,
    created: i64,
    model: String,
    service_tier: Option<String>,
    system_fingerprint: Option<String>,
    choices: Vec<Choice>,
    usage: Option<Value>,
    obfuscation: Option<String>,
}

/// The additions to one of the choices.
#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "only decoded")]
pub struct Choice {
    index: i64,
    delta: Delta,
    logprobs: Option<Value>,
    finish_reason: Option<String>,
}

/// The content to append to a message.
#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "only decoded")]
pub struct Delta {
    role: Option<String>,
    content: Option<String>,
    refusal: Option<String>,
    tool_calls: Option<Vec<ToolCall>>,
}

/// The additions to a tool call.
#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "only decoded")]
pub struct ToolCall {
    index: i64,
    id: Option<String>,
    r#type: Option<String>,
    function: Option<Function>,
}

/// The name of a function and the next piece of its arguments.
#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "only decoded")]
pub struct Function {
    name: Option<String>,
    arguments: Option<String>,
}
