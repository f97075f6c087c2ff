//! Rule: `enum`.
//!
//! Input: the keywords of a schema. Output: values without duplicates, all of the type of the schema. YAML interprets
//! `1.0` and `true` as a number and a boolean; in an enum of strings they are converted back, with a warning.

use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::context::Context;
use crate::dialect::tree;
use crate::document::{Map, Node, Number, Value};

/// Removes an `enum` that cannot be represented, and duplicate values.
pub(super) fn drop_unusable(map: &mut Map, cx: &mut Context<'_>) {
    let Some(Value::Array(values)) = map.get_mut("enum").map(|node| &mut node.value) else {
        return;
    };
    let distinct = tree::distinct(std::mem::take(values));
    let structured = distinct
        .iter()
        .find(|value| matches!(value.value, Value::Array(_) | Value::Object(_)))
        .map(|value| value.origin);
    let is_empty = distinct.is_empty();
    *values = distinct;
    let types = types(map);
    let Some(node) = map.get("enum") else { return };
    let origin = node.origin;
    if let Some(at) = structured {
        cx.diagnostics.push(
            Diagnostic::warning(
                Code::UnsupportedKeyword,
                "arrays and objects in `enum` or `const` are not supported",
                at,
            )
            .help("the `enum` is ignored"),
        );
        map.shift_remove("enum");
        if let ([only], false) = (types.as_slice(), map.contains_key("type")) {
            tree::put(map, "type", Value::String((*only).to_owned()), origin);
        }
    } else if is_empty {
        cx.diagnostics.push(
            Diagnostic::warning(
                Code::UnsatisfiableSchema,
                "no value satisfies an empty `enum`",
                origin,
            )
            .help("the `enum` is ignored"),
        );
        map.shift_remove("enum");
    }
}

/// Returns the types of the values, in the order of their first occurrences.
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

/// Removes the values of other types; false if an `enum` has no values left.
pub(super) fn retain_type(map: &mut Map, name: &str) -> bool {
    let Some(Value::Array(values)) = map.get_mut("enum").map(|node| &mut node.value) else {
        return true;
    };
    values.retain(|value| is_of(value, name));
    !values.is_empty()
}

/// Converts the values to a type, and removes those that cannot be converted, with a warning.
pub(super) fn convert(map: &mut Map, name: &str, cx: &mut Context<'_>) {
    let Some(Value::Array(values)) = map.get_mut("enum").map(|node| &mut node.value) else {
        return;
    };
    values.retain_mut(|value| {
        if is_of(value, name) {
            return true;
        }
        let converted = converted(value, name);
        let warning = Diagnostic::warning(
            Code::IrregularDocument,
            format!("{} in an `enum` of `type: {name}`", value.value.kind()),
            value.origin,
        );
        match converted {
            Some(converted) => {
                cx.diagnostics
                    .push(warning.help("read as a value of that type"));
                value.value = converted;
                true
            }
            None => {
                cx.diagnostics.push(warning.help("the value is ignored"));
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

/// Returns a 64-bit integer, which may be written with a decimal point or an exponent.
fn as_integer(number: &Number) -> Option<i64> {
    number
        .as_i64()
        .or_else(|| super::limits::as_integral(number))
}

fn converted(value: &Node, name: &str) -> Option<Value> {
    match (&value.value, name) {
        (Value::Number(number), "string") => Some(Value::String(number.0.to_string())),
        (Value::Bool(flag), "string") => Some(Value::String(flag.to_string())),
        (Value::String(text), "integer" | "number") => {
            let number = Node::new(Value::Number(Number(text.as_str().into())), value.origin);
            let is_valid = text.parse::<f64>().is_ok_and(f64::is_finite) && is_of(&number, name);
            is_valid.then_some(number.value)
        }
        (Value::String(text), "boolean") => text.parse().ok().map(Value::Bool),
        _ => None,
    }
}
