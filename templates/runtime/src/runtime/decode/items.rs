//! Errors of items: one of several choices may have failed after a part of it was received.

use memchr::memmem;
use serde_json::{Value, json};

use crate::runtime::error::{ErrorBody, is_truthy};
use crate::runtime::spec::ErrorRules;

/// Returns the error that an item of a response or event reports, at one of the paths in the rules.
pub(crate) fn reported_by_item(json: &[u8], rules: &ErrorRules) -> Option<ErrorBody> {
    let occurs = |(path, value): &&(&str, &str)| {
        let last = path.rsplit('.').next().unwrap_or_default();
        let name = if value.is_empty() { last } else { value };
        memmem::find(json, name.as_bytes()).is_some()
    };
    // Most responses and events are not parsed.
    rules.items.iter().find(occurs)?;
    let body: Value = serde_json::from_slice(json).ok()?;
    let found = rules.items.iter().find_map(|(path, expected)| {
        let item = find(&body, path, &|value| reports(value, expected))?;
        Some((path, item))
    });
    let (path, item) = found?;
    let value = item.get(path.rsplit('.').next()?)?;
    Some(match value {
        Value::String(label) if rules.items.contains(&(path, label)) => ErrorBody {
            message: Some(format!("`{path}` is `{label}`")),
            code: Some(label.clone()),
            ..ErrorBody::default()
        },
        // The code may be next to the message.
        Value::String(_) => ErrorBody::from_value(item),
        error => ErrorBody::from_value(&json!({ "error": error })),
    })
}

/// Returns whether a value is the expected string, or any error if no string is expected.
fn reports(value: &Value, expected: &str) -> bool {
    match expected {
        "" => is_truthy(value),
        expected => value.as_str() == Some(expected),
    }
}

/// Returns the first object in which the property at a path reports an error.
fn find<'a>(value: &'a Value, path: &str, reports: &impl Fn(&Value) -> bool) -> Option<&'a Value> {
    match value {
        Value::Array(items) => items.iter().find_map(|item| find(item, path, reports)),
        Value::Object(properties) => match path.split_once('.') {
            Some((name, rest)) => find(properties.get(name)?, rest, reports),
            None => properties.get(path).is_some_and(reports).then_some(value),
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: ErrorRules = ErrorRules {
        items: &[("choices.error", ""), ("choices.reason", "failed")],
        ..ErrorRules::NONE
    };

    #[test]
    fn an_item_reports_an_error_or_a_label() {
        let cases = [
            (
                r#"{"choices":[{"n":1},{"error":{"message":"m","code":"c"}}]}"#,
                Some(("m", "c")),
            ),
            (
                r#"{"choices":[{"reason":"failed","error":{"message":"m","code":"c"}}]}"#,
                Some(("m", "c")),
            ),
            (
                r#"{"choices":[{"reason":"failed"}]}"#,
                Some(("`choices.reason` is `failed`", "failed")),
            ),
            (r#"{"choices":[{"reason":"stop","text":"failed"}]}"#, None),
            (r#"{"choices":[{"error":"m","code":7}]}"#, Some(("m", "7"))),
            (r#"{"choices":{"error":"m","code":"c"}}"#, Some(("m", "c"))),
            (
                r#"{"choices":[{"error":null}],"error":{"message":"m"}}"#,
                None,
            ),
            (r#"{"choices":[{"error":{}}]}"#, None),
            (r#"{"choices":"failed"}"#, None),
        ];
        for (json, expected) in cases {
            let found = reported_by_item(json.as_bytes(), &RULES);
            let found = found.and_then(|details| details.message.zip(details.code));
            let expected = expected.map(|(message, code)| (message.to_owned(), code.to_owned()));
            assert_eq!(found, expected, "{json}");
        }
    }
}
