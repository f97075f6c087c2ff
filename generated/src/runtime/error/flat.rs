//! The names of the parts of an error, which services spell differently: `errorCode`, `error_code`, `ErrorCode`.

use serde_json::{Map, Value};

use super::ErrorBody;

/// Names of a property that contains an error.
const ERRORS: &[&str] = &["error", "errors", "fault", "exception", "failure", "err"];

/// Names of the message of an error.
const ERROR_MESSAGES: &[&str] = &["errormessage", "errormsg", "errmsg", "faultstring"];

/// Other names of a message.
const MESSAGES: &[&str] = &["message", "msg", "statusmessage", "statusmsg"];

/// Names of a text that is a message if there is no other.
const DESCRIPTIONS: &[&str] = &["description", "reason"];

/// Names of a code, after `code`.
const CODES: &[&str] = &["errorcode", "errcode", "statuscode"];

/// Names of a status.
const STATUSES: &[&str] = &[
    "status",
    "statuscode",
    "httpcode",
    "httpstatus",
    "httpstatuscode",
];

/// Names of labels that may denote an error.
const LABELS: &[&str] = &["object", "type", "status", "level", "severity"];

/// Names of properties that are `false` in an error.
const OUTCOMES: &[&str] = &["success", "ok"];

/// Returns a name in lowercase, without the characters that join words.
pub(super) fn plain(name: &str) -> String {
    let characters = name.chars().filter(|c| !matches!(c, '_' | '-'));
    characters.map(|c| c.to_ascii_lowercase()).collect()
}

/// Returns whether a property of this name contains an error, if it has a value.
pub(crate) fn is_error_name(name: &str) -> bool {
    ERRORS.contains(&plain(name).as_str())
}

/// Returns whether a property of this name may be a part of an error.
pub(crate) fn is_part_of_error(name: &str) -> bool {
    let others = ["code", "detail", "title", "param", "errortype"];
    let lists = [
        ERRORS,
        ERROR_MESSAGES,
        MESSAGES,
        DESCRIPTIONS,
        CODES,
        STATUSES,
        LABELS,
        OUTCOMES,
        &others,
    ];
    let name = plain(name);
    lists.iter().any(|list| list.contains(&name.as_str()))
}

/// Returns whether an object reports an error, and not only a message.
pub(crate) fn is_certain_error(object: &Map<String, Value>) -> bool {
    let labels = || {
        LABELS
            .iter()
            .filter_map(|name| property(object, name)?.as_str())
    };
    let is_false = |name: &&str| property(object, name) == Some(&Value::Bool(false));
    // `detail` is an error, unless a label says otherwise.
    let is_detailed = property(object, "detail").is_some_and(is_truthy)
        && (labels().next().is_none() || label(object, "title").is_some());
    error(object).is_some()
        || has_flat_error(object)
        || is_detailed
        || status(object).is_some()
        || labels().any(is_called_error)
        || OUTCOMES.iter().any(is_false)
        || first_label(object, ERROR_MESSAGES).is_some()
        || object.values().any(is_wrapped_error)
}

/// Returns whether an object says that it is not an error.
pub(crate) fn is_called_success(object: &Map<String, Value>) -> bool {
    let is_true = |name: &&str| property(object, name) == Some(&Value::Bool(true));
    let code = label(object, "code").or_else(|| first_label(object, CODES));
    OUTCOMES.iter().any(is_true) || code.is_some_and(|code| is_success(&code))
}

/// Returns whether a label denotes an error.
pub(crate) fn is_called_error(label: &str) -> bool {
    let label = label.to_ascii_lowercase();
    let is_contained = |word: &str| label.contains(word);
    ["error", "exception"].into_iter().any(is_contained)
        || ["failed", "failure"].contains(&label.as_str())
}

/// Returns the value of the property that contains an error.
pub(crate) fn error(object: &Map<String, Value>) -> Option<&Value> {
    let values = ERRORS.iter().filter_map(|name| property(object, name));
    let mut values = values.filter(|value| is_truthy(value));
    values.next()
}

/// Returns whether an object has a message next to a code that does not mean success.
fn has_flat_error(object: &Map<String, Value>) -> bool {
    let code = label(object, "code").or_else(|| first_label(object, CODES));
    let has_message = || {
        let message = message(object).or_else(|| other_message(object));
        message.or_else(|| description(object)).is_some()
    };
    code.is_some_and(|code| !is_success(&code)) && has_message()
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

/// Returns whether the value of some property is an object that reports an error, or a list of nothing but such objects.
pub(crate) fn is_wrapped_error(value: &Value) -> bool {
    let reports = |object: &Map<String, Value>| error(object).is_some() || has_flat_error(object);
    match value {
        Value::Object(object) => reports(object),
        Value::Array(items) => {
            let is_bare = |item: &Value| {
                let object = item.as_object().filter(|object| reports(object));
                object.is_some_and(|object| !has_other_content(object))
            };
            !items.is_empty() && items.iter().all(is_bare)
        }
        _ => false,
    }
}

/// Returns whether an object has a list or another object in addition to its error.
fn has_other_content(object: &Map<String, Value>) -> bool {
    let is_other = |(name, value): (&String, &Value)| {
        (value.is_object() || value.is_array()) && is_truthy(value) && !is_error_name(name)
    };
    object.iter().any(is_other)
}

/// Returns whether a code means success.
fn is_success(code: &str) -> bool {
    let codes = ["", "0", "200", "ok", "success"];
    codes.iter().any(|known| known.eq_ignore_ascii_case(code))
}

/// Returns the message of an object under one of the names of messages.
pub(super) fn message(object: &Map<String, Value>) -> Option<String> {
    let message = first_label(object, &MESSAGES[..2]);
    message.or_else(|| match property(object, "message")? {
        Value::Object(inner) => message_of_object(inner),
        _ => None,
    })
}

fn message_of_object(object: &Map<String, Value>) -> Option<String> {
    first_label(object, &["message", "text", "content"])
}

/// Returns the message under one of the less common names.
pub(super) fn other_message(object: &Map<String, Value>) -> Option<String> {
    first_label(object, ERROR_MESSAGES).or_else(|| first_label(object, MESSAGES))
}

/// Returns a text that is a message if there is no other.
pub(super) fn description(object: &Map<String, Value>) -> Option<String> {
    first_label(object, DESCRIPTIONS)
}

/// Returns the code under one of the names after `code`, unless it means success.
pub(super) fn code(object: &Map<String, Value>) -> Option<String> {
    first_label(object, CODES).filter(|code| !is_success(code))
}

/// Returns the code in an object inside of an error, such as its details.
pub(super) fn inner_code(object: &Map<String, Value>) -> Option<String> {
    let mut inner = object.values().filter_map(Value::as_object);
    inner.find_map(|inner| label(inner, "code").or_else(|| code(inner)))
}

/// Returns the error status of an object.
pub(super) fn status(object: &Map<String, Value>) -> Option<u16> {
    let values = STATUSES.iter().filter_map(|name| property(object, name));
    let mut statuses = values.filter_map(|value| match value {
        Value::String(status) => status.parse().ok(),
        status => u16::try_from(status.as_u64()?).ok(),
    });
    statuses.find(|status| (400..600).contains(status))
}

/// Returns the error in a property of an object that reports none itself: one with a code or a property `error`, or else
/// the first one with a message.
pub(super) fn wrapped(object: &Map<String, Value>) -> Option<ErrorBody> {
    let inner = || {
        object
            .values()
            .filter(|value| value.is_object() || value.is_array())
    };
    let reporting = inner().find(|value| is_wrapped_error(value));
    let described = || {
        inner().find(|value| {
            let object = value.as_object();
            object.is_some_and(|object| label(object, "message").is_some())
        })
    };
    reporting.or_else(described).map(ErrorBody::from_value)
}

/// Returns the first of several messages by field: `{"name": ["too long"]}`.
pub(super) fn field_message(fields: &Value) -> Option<String> {
    let mut fields = fields.as_object()?.iter();
    fields.find_map(|(name, messages)| {
        let message = messages.as_str().or_else(|| messages.get(0)?.as_str())?;
        Some(format!("{name}: {message}"))
    })
}

fn first_label(object: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| label(object, name))
}

/// Returns a string that is not empty, or a number.
pub(super) fn label(object: &Map<String, Value>, name: &str) -> Option<String> {
    match property(object, name)? {
        Value::String(string) if !string.is_empty() => Some(string.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Returns a property, in whatever way its name is spelled.
fn property<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    let named = || object.iter().find(|(other, _)| plain(other) == name);
    object.get(name).or_else(|| named().map(|(_, value)| value))
}
