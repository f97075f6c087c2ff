//! Checks a request against its operation.
//!
//! Input: an operation with sample values, and a request. Output: a status and a reason, if the request is invalid. With
//! `exact`, the values must be those of the sample. A streaming request may have additional properties, since one of them
//! requests the stream.

mod body;

use oasmith_core::sample::Sample;
use serde_json::Value;

use super::wire::{self, Request};

/// The reason why a request is rejected.
pub struct Rejection {
    /// The status of the response.
    pub status: u16,
    /// The message of the response.
    pub reason: String,
}

/// Returns the first problem of a request.
pub fn request(sample: &Sample, request: &Request, exact: bool) -> Option<Rejection> {
    let has_key = |name: &String| request.header(name).is_some();
    if !sample.credential_headers.is_empty() && !sample.credential_headers.iter().any(has_key) {
        return Some(Rejection {
            status: 401,
            reason: format!(
                "missing API key in {}",
                sample.credential_headers.join(" or ")
            ),
        });
    }
    let reason = parameters(sample, request, exact).or_else(|| body::check(sample, request, exact));
    reason.map(|reason| Rejection {
        status: 400,
        reason,
    })
}

fn parameters(sample: &Sample, request: &Request, exact: bool) -> Option<String> {
    let path = sample.path.split('?').next().unwrap_or_default();
    for parameter in &sample.parameters {
        let name = &parameter.name;
        let actual = match parameter.location.as_str() {
            // The names in the query may be those of the properties.
            "query" if parameter.value.is_object() => continue,
            "path" => match request.path_value(path, name) {
                Some(value) => Some(wire::decoded_path(value)),
                None => continue,
            },
            "query" => {
                // A list may have brackets.
                let is_same = |other: &str| {
                    let rest = other.strip_prefix(name.as_str());
                    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
                };
                let mut pairs = request.query_pairs();
                pairs
                    .find(|(other, _)| is_same(other))
                    .map(|(_, value)| value)
            }
            "header" => request
                .header(&name.to_ascii_lowercase())
                .map(str::to_owned),
            _ => continue,
        };
        let Some(actual) = actual else {
            return Some(format!("missing parameter `{name}`"));
        };
        let expected = scalar_text(&parameter.value);
        if exact && expected.is_some_and(|expected| expected != actual) {
            return Some(format!("unexpected value {actual:?} of parameter `{name}`"));
        }
    }
    None
}

/// Returns a scalar as a string, or `None` for a value with several serializations.
fn scalar_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
