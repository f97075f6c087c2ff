//! Responses of operations for which a sample is not enough: text, images, audio, vectors, and streams that add up to the
//! plain response.
//!
//! Input: an operation and the fields of a request. Output: the response in both forms. Recognizes the operations of
//! OpenAI's API by their paths; every other operation responds with its sample.

mod assistants;
mod audio;
mod chat;
mod completions;
mod embeddings;
mod finished;
mod images;
mod responses;
mod schema;
mod speech;
mod text;
mod transcripts;

use oasmith_core::sample::Sample;
use serde_json::{Map, Value};

pub use finished::finish;
pub use images::PNG;
pub use responses::{events as response_events, response};
pub use text::{DEFAULT_MODEL, TEXT, deltas, forced_call};

use super::wire::Request;

/// The fields of a request: the properties of its body, or its form fields, and its query parameters.
pub type Fields = Map<String, Value>;

/// A response in all the forms that an operation has.
pub struct Content {
    /// The plain response.
    pub plain: Plain,
    /// The events that add up to it.
    pub events: Vec<Event>,
}

/// A response that is not a stream.
pub enum Plain {
    /// JSON.
    Json(Value),
    /// Bytes of this media type.
    Bytes(&'static str, Vec<u8>),
}

/// An event of a stream.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its name, if it is sent with one.
    pub name: Option<String>,
    /// Its data.
    pub data: String,
}

impl Event {
    /// Creates an event without a name.
    pub fn of(data: &Value) -> Self {
        Self {
            name: None,
            data: data.to_string(),
        }
    }

    /// Creates an event with a name.
    pub fn named(name: &str, data: &Value) -> Self {
        Self {
            name: Some(name.to_owned()),
            data: data.to_string(),
        }
    }

    /// Creates an event whose name is also its property `type`.
    pub fn typed(data: &Value) -> Self {
        Self::named(data["type"].as_str().unwrap_or_default(), data)
    }

    /// Creates the event that ends a stream.
    pub fn done() -> Self {
        Self {
            name: None,
            data: "[DONE]".to_owned(),
        }
    }
}

/// Returns the response of an operation, if this module has one for it.
pub fn content(sample: &Sample, request: &Request, fields: &Fields) -> Option<Content> {
    let path = sample.path.split('?').next().unwrap_or_default();
    let parameter = |name: &str| request.path_value(path, name).unwrap_or("sample");
    Some(match (sample.method.as_str(), path) {
        ("POST", "/chat/completions") => chat::content(fields),
        ("POST", "/completions") => completions::content(fields),
        ("POST", "/responses") => responses::content("resp_mock", fields),
        ("GET", "/responses/{response_id}") => responses::content(parameter("response_id"), fields),
        ("POST", "/embeddings") => embeddings::content(fields),
        ("POST", "/images/generations") => images::content("image_generation", request, fields),
        ("POST", "/images/edits") => images::content("image_edit", request, fields),
        ("POST", "/images/variations") => images::content("image_edit", request, fields),
        ("POST", "/audio/transcriptions") => transcripts::transcription(fields),
        ("POST", "/audio/translations") => transcripts::translation(fields),
        ("POST", "/audio/speech") => speech::content(fields),
        ("POST", "/threads/runs") => assistants::content("thread_mock", fields, true),
        ("POST", "/threads/{thread_id}/runs")
        | ("POST", "/threads/{thread_id}/runs/{run_id}/submit_tool_outputs") => {
            assistants::content(parameter("thread_id"), fields, false)
        }
        ("GET", "/threads/{thread_id}/messages") => {
            assistants::messages(parameter("thread_id"), fields)
        }
        _ => return None,
    })
}
