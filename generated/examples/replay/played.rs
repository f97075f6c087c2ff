//! The result of a call, and how it is printed.

use serde::Serialize;
use serde_json::{Value, json};

use crate::registry::Error;
use crate::registry::unknown::{UnmodeledKind, encode, find_unmodeled};
use crate::text::{self, ToolCall};

/// Everything that a call returned.
#[derive(Default)]
pub struct Played {
    /// The decoded or accumulated value, encoded again.
    pub value: Value,
    /// The output text, including what was received before a failure.
    pub text: String,
    /// All deltas of the text.
    pub deltas: String,
    /// The tool calls.
    pub tool_calls: Vec<ToolCall>,
    /// The number of events.
    pub events: usize,
    /// Why the call failed.
    pub error: Option<Error>,
    /// JSON Pointers into the value at which data is kept that the types do not model.
    pub unmodeled: Vec<String>,
}

impl Played {
    /// Creates the result of a call that returned a value.
    pub fn of_value(value: Value, unmodeled: Vec<String>) -> Self {
        Self {
            text: text::of_value(&value),
            tool_calls: text::tool_calls(&value),
            value,
            unmodeled,
            ..Self::default()
        }
    }

    /// Creates the result of a call that returned bytes.
    pub fn of_bytes(value: Value) -> Self {
        Self {
            value,
            ..Self::default()
        }
    }

    /// Creates the result of a call that failed.
    pub fn of_error(error: Error) -> Self {
        Self {
            error: Some(error),
            ..Self::default()
        }
    }

    /// Returns the line to be printed.
    pub fn report(&self) -> Value {
        let calls = self
            .tool_calls
            .iter()
            .map(|call| json!({ "id": call.id, "name": call.name, "arguments": call.arguments }));
        json!({
            "ok": self.error.is_none(),
            "value": self.value,
            "text": self.text,
            "deltas": self.deltas,
            "tool_calls": calls.collect::<Value>(),
            "events": self.events,
            "error": self.error.as_ref().map(report),
            "unmodeled": self.unmodeled,
        })
    }
}

fn report(error: &Error) -> Value {
    json!({
        "kind": format!("{:?}", error.kind()),
        "status": error.status().map(|status| status.as_u16()),
        "code": error.code(),
        "message": error.to_string(),
    })
}

/// Encodes a value to bytes and parses them, so that numbers and keys are shown in the form in which they are sent.
pub fn encoded(value: &impl Serialize) -> Value {
    let bytes = encode(value).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

/// Returns the locations of received data that the types do not model.
pub fn unmodeled(value: &impl Serialize) -> Vec<String> {
    let found = find_unmodeled(value).into_iter();
    let kept = found.filter(|item| item.kind != UnmodeledKind::Missing);
    kept.map(|item| item.pointer).collect()
}
