//! Rule: `enum`.
//!
//! In: the members of a schema. Out: values without repetition, all of the schema's type. YAML turns words such as `1.0`
//! or `on` into numbers and booleans: among strings they become their text again, with a warning.

use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::Context;
use crate::dialect::tree;
use crate::document::{Map, Node, Number, Value};

/// Removes an `enum` that no type can hold, and repeated values.
pub(super) fn drop_unusable(map: &mut Map, cx: &mut Context<'_>) {
    let Some(Value::Array(values)) = map.get_mut("enum").map(|node| &mut node.value) else {
        return;
    };
    let distinct = tree::distinct(std::mem::take(values));
    let structured = distinct
        .iter()
        .find(|value| matches!(value.value, Value::Array(_) | Value::Object(_)))
        .map(|value| value.origin);
    let empty = distinct.is_empty();
    *values = distinct;
    let types = types(map);
    let Some(node) = map.get("enum") else { return };
    let origin = node.origin;
    if let Some(at) = structured {
        cx.found.push(
            Diagnostic::warning(
                Code::UnsupportedKeyword,
                "arrays and objects as values of `enum` or `const` are not supported",
                at,
            )
            .help("any value of the same type is accepted"),
        );
        map.shift_remove("enum");
        if let ([only], false) = (types.as_slice(), map.contains_key("type")) {
            tree::put(map, "type", Value::String((*only).to_owned()), origin);
        }
    } else if empty {
        cx.found.push(
            Diagnostic::warning(
                Code::UnsatisfiableSchema,
                "an empty `enum` allows no value at all",
                origin,
            )
            .help("read as if there were no `enum`"),
        );
        map.shift_remove("enum");
    }
}

/// The types of the values, in the order of their first value.
pub(super) fn types(map: &Map) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = Vec::new();
    for value in map.get("enum").and_then(Node::as_array).unwrap_or_default() {
        if let Some(name) = type_of(value)
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    if names.contains(&"number") {
        names.retain(|name| *name != "integer");
    }
    names
}

/// Keeps the values of a type; false when there is an `enum` but none of its values is of the type.
pub(super) fn keep_matching(map: &mut Map, name: &str) -> bool {
    let Some(Value::Array(values)) = map.get_mut("enum").map(|node| &mut node.value) else {
        return true;
    };
    values.retain(|value| is_of(value, name));
    !values.is_empty()
}

/// Makes all values fit the type; those that cannot go, with a warning.
pub(super) fn fit(map: &mut Map, name: &str, cx: &mut Context<'_>) {
    let Some(Value::Array(values)) = map.get_mut("enum").map(|node| &mut node.value) else {
        return;
    };
    values.retain_mut(|value| {
        if is_of(value, name) {
            return true;
        }
        let fitting = converted(value, name);
        let warning = Diagnostic::warning(
            Code::IrregularDocument,
            format!("{} among the values of `type: {name}`", value.value.kind()),
            value.origin,
        );
        match fitting {
            Some(fitting) => {
                cx.found.push(warning.help("read as a value of that type"));
                value.value = fitting;
                true
            }
            None => {
                cx.found.push(warning.help("left out"));
                false
            }
        }
    });
    if values.is_empty() {
        map.shift_remove("enum");
    }
}

fn type_of(value: &Node) -> Option<&'static str> {
    Some(match &value.value {
        Value::Null => return None,
        Value::Bool(_) => "boolean",
        Value::Number(number) if as_integer(number).is_some() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    })
}

fn is_of(value: &Node, name: &str) -> bool {
    match type_of(value) {
        Some("integer") => matches!(name, "integer" | "number"),
        other => other == Some(name),
    }
}

/// An integer that fits 64 bits, however it is written.
fn as_integer(number: &Number) -> Option<i64> {
    number.as_i64().or_else(|| super::limits::integral(number))
}

fn converted(value: &Node, name: &str) -> Option<Value> {
    match (&value.value, name) {
        (Value::Number(number), "string") => Some(Value::String(number.0.to_string())),
        (Value::Bool(flag), "string") => Some(Value::String(flag.to_string())),
        (Value::String(text), "integer" | "number") => {
            let number = Node::new(Value::Number(Number(text.as_str().into())), value.origin);
            let readable = text.parse::<f64>().is_ok_and(f64::is_finite) && is_of(&number, name);
            readable.then_some(number.value)
        }
        (Value::String(text), "boolean") => text.parse().ok().map(Value::Bool),
        _ => None,
    }
}
