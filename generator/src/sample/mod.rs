//! Valid values of a document: for each operation the least that may be sent, and answers to it.
//!
//! In: the normalized tree. Out: [`Sample`], an operation with values for its parameters, bodies and answers. Must not
//! know what lowering makes of schemas, nor Rust: that what is generated can send and read these values shows that both
//! understand the document alike.

mod operation;
mod part;
mod schema;
#[cfg(test)]
mod tests;

use serde::Serialize;
use serde_json::Value;

pub use operation::samples;

/// An operation with values.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Sample {
    /// `operationId`; method and path if it has none.
    pub operation_id: String,
    /// The HTTP method, upper case.
    pub method: String,
    /// The path template, with a query where the document writes one there.
    pub path: String,
    /// Headers of which one must be sent, with a key in it; none if the operation needs no key.
    pub keys: Vec<String>,
    /// Parameters that must be sent.
    pub parameters: Vec<Parameter>,
    /// The names of query parameters that may be sent.
    pub options: Vec<String>,
    /// Whether a body must be sent.
    pub needs_body: bool,
    /// Bodies, one for each kind of media type.
    pub bodies: Vec<Body>,
    /// The status of a success.
    pub status: u16,
    /// Answers of that status, by media type; none if it has no content.
    pub answers: Vec<Answer>,
}

/// A parameter with a value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// `path`, `query` or `header`.
    pub place: String,
    /// The value.
    pub value: Value,
}

/// A body with a value.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Body {
    /// Its media type.
    pub media_type: String,
    /// The value; a text where the body is no JSON and no form.
    pub value: Value,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// Its media type.
    pub media_type: String,
    /// What it holds: one value, or for an event stream an event of each kind.
    pub values: Vec<Value>,
}
