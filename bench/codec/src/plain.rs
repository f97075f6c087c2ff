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
