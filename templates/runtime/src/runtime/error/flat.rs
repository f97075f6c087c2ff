//! Errors as a code next to a message: `{"status_code": 7, "status_msg": "busy"}`, in the object itself or in one of its
//! properties.

use serde_json::{Map, Value};

use super::ErrorBody;

/// Names of a message, after `message` and `msg`.
const MESSAGES: &[&str] = &[
    "error_message",
    "error_msg",
    "errorMessage",
    "errmsg",
    "status_message",
    "status_msg",
];

/// Names of a code, after `code`.
const CODES: &[&str] = &["error_code", "errorCode", "errcode", "status_code"];

/// Returns whether a property of this name may be part of an error without a property `error`.
#[cfg(feature = "reported-errors")]
pub(crate) fn is_flat_property(name: &str) -> bool {
    MESSAGES.contains(&name) || CODES.contains(&name)
}

/// Returns whether an object has a message next to a code that does not mean success.
pub(crate) fn has_flat_error(object: &Map<String, Value>) -> bool {
    let code = ["code"]
        .iter()
        .chain(CODES)
        .find_map(|name| label(object, name));
    let message = ["message", "msg"].iter().chain(MESSAGES);
    let mut message = message.filter_map(|name| label(object, name));
    code.is_some_and(|code| !is_success(&code)) && message.next().is_some()
}

/// Returns whether the value of a property `error` reports an error: it is not null, false or empty.
pub(crate) fn is_truthy(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(string) => !string.is_empty(),
        Value::Object(properties) => !properties.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Bool(true) | Value::Number(_) => true,
    }
}

/// Returns whether the value of some property is an object that reports an error.
pub(crate) fn is_wrapped_error(value: &Value) -> bool {
    value
        .as_object()
        .is_some_and(|object| object.get("error").is_some_and(is_truthy) || has_flat_error(object))
}

/// Returns whether a code means success.
pub(crate) fn is_success(code: &str) -> bool {
    let codes = ["", "0", "200", "ok", "success"];
    codes.iter().any(|known| known.eq_ignore_ascii_case(code))
}

/// Returns the message under one of the alternative names.
pub(super) fn message(object: &Value) -> Option<String> {
    let object = object.as_object()?;
    MESSAGES.iter().find_map(|name| label(object, name))
}

/// Returns the code under one of the alternative names, unless it means success.
pub(super) fn code(object: &Value) -> Option<String> {
    let object = object.as_object()?;
    let code = CODES.iter().find_map(|name| label(object, name));
    code.filter(|code| !is_success(code))
}

/// Returns the error in a property of an object that reports none itself: one with a code or a property `error`, or else
/// the first one with a message.
pub(super) fn wrapped(object: &Map<String, Value>) -> Option<ErrorBody> {
    let inner = || object.values().filter(|value| value.is_object());
    let reporting = inner().find(|value| is_wrapped_error(value));
    let described = || inner().find(|value| value.get("message").is_some_and(Value::is_string));
    reporting.or_else(described).map(ErrorBody::from_value)
}

/// Returns a string that is not empty, or a number.
fn label(object: &Map<String, Value>, name: &str) -> Option<String> {
    match object.get(name)? {
        Value::String(string) if !string.is_empty() => Some(string.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
