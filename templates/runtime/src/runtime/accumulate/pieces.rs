//! Strings that arrive in pieces, and other JSON that services send in place of such a string.

use std::borrow::Cow;

use serde_json::Value;

/// Names of strings that arrive in pieces. All other strings are labels, which are sent complete.
const PIECES: &[&str] = &[
    "arguments",
    "code",
    "command",
    "content",
    "data",
    "delta",
    "diff",
    "input",
    "logs",
    "output",
    "partial_json",
    "reasoning",
    "refusal",
    "stderr",
    "stdout",
    "summary",
    "text",
    "thinking",
    "thought",
    "transcript",
    "value",
];

/// Endings of such names, as in `reasoning_content`.
const PIECE_ENDINGS: &[&str] = &["_content", "_delta", "_text", "_json"];

/// Names of strings that contain JSON.
const JSON_STRINGS: &[&str] = &["arguments", "input", "partial_json"];

/// Returns whether the string property with this name arrives in pieces.
pub fn is_piece(name: &str) -> bool {
    PIECES.contains(&name) || PIECE_ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// Returns the string that other JSON represents as the property `name`: the JSON itself if the property contains
/// JSON, the text of a content part or of a list of them, or a number or boolean as text.
pub fn text_of<'a>(name: &str, value: &'a Value) -> Option<Cow<'a, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Null => None,
        value if JSON_STRINGS.contains(&name) => Some(Cow::Owned(value.to_string())),
        Value::Bool(_) | Value::Number(_) => Some(Cow::Owned(value.to_string())),
        Value::Object(_) => part_text_of(name, value).map(Cow::Borrowed),
        Value::Array(parts) => {
            let texts = parts.iter().map(|part| part_text_of(name, part));
            let texts: Option<Vec<&str>> = texts.collect();
            texts.map(|texts| Cow::Owned(texts.concat()))
        }
    }
}

/// Returns the text of a content part. A part may have the name of the property for which it is sent, such as
/// `{"type": "refusal", "refusal": "…"}`.
fn part_text_of<'a>(name: &str, part: &'a Value) -> Option<&'a str> {
    let own = || {
        let text = part.get(name)?.as_str()?;
        let part_type = part.get("type").and_then(Value::as_str);
        part_type
            .is_none_or(|part_type| part_type == name)
            .then_some(text)
    };
    part_text(part).or_else(own)
}

/// Splits a list of content parts into the text of its text parts and the other parts.
pub fn split_parts(value: &Value) -> (String, Vec<Value>) {
    let parts = match value {
        Value::Array(parts) => parts.as_slice(),
        part => std::slice::from_ref(part),
    };
    let (mut text, mut others) = (String::new(), Vec::new());
    for part in parts {
        match part_text(part) {
            Some(part) => text.push_str(part),
            None => others.push(part.clone()),
        }
    }
    (text, others)
}

/// Returns the text of a content part, if the part contains only text.
pub fn part_text(part: &Value) -> Option<&str> {
    let Value::Object(properties) = part else {
        return part.as_str();
    };
    let part_type = properties.get("type").and_then(Value::as_str);
    match part_type {
        None | Some("" | "text" | "output_text" | "input_text") => {
            let text = properties.get("text")?;
            // The Assistants API wraps the text of a part.
            text.as_str().or_else(|| text.get("value")?.as_str())
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_part_may_have_the_name_of_its_property() {
        let part = json!({ "type": "refusal", "refusal": "no" });
        assert_eq!(text_of("refusal", &part).as_deref(), Some("no"));
        let parts = json!([part, { "refusal": "!" }, { "type": "text", "text": "?" }]);
        assert_eq!(text_of("refusal", &parts).as_deref(), Some("no!?"));
        assert_eq!(text_of("content", &part), None);
    }
}
