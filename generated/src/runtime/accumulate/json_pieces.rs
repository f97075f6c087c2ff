//! Strings that contain a JSON object and arrive in pieces, such as the arguments of a call.

use serde::de::IgnoredAny;
use serde_json::Value;

use super::unplaced::superseded;

/// Appends a piece to a string that contains an object, and returns what was appended.
///
/// Some services send more than pieces: an empty object before the first one, the complete object again at the end, or
/// everything received so far with each piece. A piece is only taken for one of these if the string would not be JSON
/// otherwise.
pub fn append_json(name: &str, target: &mut String, piece: &str, lost: &mut Vec<Value>) -> String {
    let is_start = piece.trim_start().starts_with('{');
    if is_start && !target.is_empty() {
        if is_object(piece) && is_object(target) && parsed(piece) == parsed(target) {
            if target.trim() != piece.trim() {
                lost.push(superseded(name, piece));
            }
            return String::new();
        }
        if matches!(target.trim(), "{}" | "null") {
            lost.push(superseded(name, std::mem::take(target)));
        } else if let Some(rest) = piece.strip_prefix(target.as_str())
            && may_be_json(piece)
            && !may_be_json(&format!("{target}{piece}"))
        {
            target.push_str(rest);
            return rest.to_owned();
        }
    }
    target.push_str(piece);
    piece.to_owned()
}

/// Returns whether a string is one complete object. Most strings are recognized by their first or last character.
pub fn is_object(json: &str) -> bool {
    let json = json.trim();
    json.starts_with('{') && json.ends_with('}') && serde_json::from_str::<IgnoredAny>(json).is_ok()
}

fn parsed(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_default()
}

/// Returns whether a string is JSON or the beginning of it.
fn may_be_json(json: &str) -> bool {
    match serde_json::from_str::<IgnoredAny>(json) {
        Ok(_) => true,
        Err(error) => error.is_eof(),
    }
}
