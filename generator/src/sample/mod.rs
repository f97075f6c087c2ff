//! Sample values of a document: for each operation a minimal valid request, and its responses.
//!
//! Input: the normalized tree. Output: [`Sample`]s. The module is independent of Rust and of lowering: if generated
//! code can send and decode these values, both agree on the meaning of the document.

mod bodies;
mod lookup;
mod operations;
mod parameters;
mod require;
mod sampler;
mod scalars;
mod security;
#[cfg(test)]
mod tests;

use serde::Serialize;
use serde_json::Value;

pub use operations::samples;
pub use require::require;

/// An operation with sample values.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Sample {
    /// `operationId`, or method and path if there is none.
    pub operation_id: String,
    /// The HTTP method in upper case.
    pub method: String,
    /// The path template, including a literal query.
    pub path: String,
    /// Headers of which one must contain a credential. Empty if no credential is needed.
    pub credential_headers: Vec<String>,
    /// Required parameters.
    pub parameters: Vec<ParameterSample>,
    /// The names of optional query parameters.
    pub optional_query: Vec<String>,
    /// Whether a body is required.
    pub body_required: bool,
    /// Request bodies, one for each kind of media type.
    pub bodies: Vec<BodySample>,
    /// How a request asks for an event stream, if the operation has both an event stream and another response.
    pub stream_switch: Option<StreamSwitch>,
    /// The status of a successful response.
    pub status: u16,
    /// Successful responses by media type; empty if the response has no content.
    pub responses: Vec<ResponseSample>,
}

/// The property of a body, or the query parameter, that asks for an event stream.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StreamSwitch {
    /// Its name.
    pub name: String,
    /// The value that asks for events.
    pub value: Value,
}

/// A parameter with a value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ParameterSample {
    /// Its name.
    pub name: String,
    /// `path`, `query`, `querystring`, `header` or `cookie`.
    pub location: String,
    /// Its value.
    pub value: Value,
}

/// A request body with a value.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BodySample {
    /// Its media type.
    pub media_type: String,
    /// Its value; a string unless the body is JSON or a form.
    pub value: Value,
    /// The names of the optional properties of an object.
    pub optional: Vec<String>,
}

/// A response with values.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ResponseSample {
    /// Its media type.
    pub media_type: String,
    /// Its value, or one event of each kind for an event stream.
    pub values: Vec<Value>,
}
