//! Checks the body of a request.
//!
//! Input: an operation with sample values, and a request. Output: the first problem of the body.

use oasmith_core::media_type::is_json;
use oasmith_core::sample::{BodySample, Sample};
use serde_json::Value;

use super::scalar_text;
use crate::mock::form;
use crate::mock::response::essence;
use crate::mock::wire::Request;

/// The content that a body may have.
#[derive(Clone, Copy)]
struct BodyRules {
    /// Values must be those of the sample.
    exact_values: bool,
    /// Properties that the sample does not have are accepted.
    additional_properties: bool,
}

/// Returns the first problem of the body.
pub fn check(sample: &Sample, request: &Request, exact: bool) -> Option<String> {
    let media_type = request.header("content-type").unwrap_or_default();
    if request.body.is_empty() && media_type.is_empty() {
        return sample.body_required.then(|| "missing body".to_owned());
    }
    let essence = essence(media_type);
    let Some(body) = sample
        .bodies
        .iter()
        .find(|body| body.media_type.starts_with(essence))
    else {
        return Some(format!(
            "unexpected media type {media_type:?} for this operation"
        ));
    };
    let is_streaming = request
        .header("accept")
        .is_some_and(|accepted| accepted.contains("text/event-stream"));
    let rules = BodyRules {
        exact_values: exact,
        additional_properties: !exact || is_streaming,
    };
    match essence {
        media if is_json(media) => json(body, request, rules),
        media if media.starts_with("multipart/") => multipart(body, request, media_type, rules),
        _ => {
            let expected = scalar_text(&body.value).filter(|_| exact);
            expected
                .is_some_and(|expected| expected.as_bytes() != request.body)
                .then(|| "unexpected body".to_owned())
        }
    }
}

fn json(body: &BodySample, request: &Request, rules: BodyRules) -> Option<String> {
    let actual: Value = match serde_json::from_slice(&request.body) {
        Ok(actual) => actual,
        Err(error) => return Some(format!("the body is not valid JSON: {error}")),
    };
    let (Value::Object(expected), Value::Object(actual)) = (&body.value, &actual) else {
        let accepted = !rules.exact_values || body.value == actual;
        return (!accepted).then(|| "unexpected body".to_owned());
    };
    for (name, value) in expected {
        match actual.get(name) {
            None if !rules.exact_values && body.optional.contains(name) => {}
            None => return Some(format!("missing property `{name}` in the body")),
            Some(other) if rules.exact_values && other != value => {
                return Some(format!("unexpected value {other} of property `{name}`"));
            }
            Some(_) => {}
        }
    }
    let additional = actual.keys().find(|name| !expected.contains_key(*name));
    let additional = additional.filter(|_| !rules.additional_properties);
    additional.map(|name| format!("unexpected property `{name}` in the body"))
}

fn multipart(
    body: &BodySample,
    request: &Request,
    media_type: &str,
    rules: BodyRules,
) -> Option<String> {
    let Some(parts) = form::parts(&request.body, media_type) else {
        return Some("the form is malformed".to_owned());
    };
    let parts: Vec<String> = parts.into_iter().map(|part| part.name).collect();
    let Value::Object(expected) = &body.value else {
        return None;
    };
    // Nested properties have names like `name[key]`.
    let belongs_to = |part: &str, name: &str| {
        let rest = part.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
    };
    // An empty list or object has no part.
    let has_part = |value: &Value| match value {
        Value::Array(items) => !items.is_empty(),
        Value::Object(properties) => !properties.is_empty(),
        _ => true,
    };
    let mut required = expected.iter().filter(|(_, value)| has_part(value));
    let missing = required.find(|(name, _)| !parts.iter().any(|part| belongs_to(part, name)));
    if let Some((name, _)) = missing {
        return Some(format!("missing part `{name}` in the form"));
    }
    // A form without declared properties accepts any.
    if rules.additional_properties || expected.is_empty() {
        return None;
    }
    let is_expected = |part: &&String| expected.keys().any(|name| belongs_to(part, name));
    let additional = parts.iter().find(|part| !is_expected(part));
    additional.map(|name| format!("unexpected part `{name}` in the form"))
}
