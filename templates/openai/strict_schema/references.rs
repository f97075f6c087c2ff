//! References to definitions.

use serde_json::Value;

use crate::helpers::schema_check::pointer::escape;

/// The prefix of references to definitions.
const DEFINITIONS: &str = "#/$defs/";

/// Returns the name of the definition that a reference refers to.
#[inline]
pub(super) fn definition_name(reference: &str) -> Option<String> {
    let escaped = reference.strip_prefix(DEFINITIONS)?;
    let decoded = percent_decoded(escaped)?;
    Some(decoded.replace("~1", "/").replace("~0", "~"))
}

/// Returns the reference to a definition.
#[inline]
pub(super) fn reference_to(name: &str) -> String {
    format!("{DEFINITIONS}{}", escape(name))
}

/// Decodes `%` escapes, which occur in the fragment of a URI.
#[inline]
fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        match (first, tail) {
            (b'%', [high, low, tail @ ..]) => {
                let digits = [*high, *low];
                let digits = std::str::from_utf8(&digits).ok()?;
                bytes.push(u8::from_str_radix(digits, 16).ok()?);
                rest = tail;
            }
            (byte, tail) => {
                bytes.push(*byte);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

/// Returns the names of the definitions to which a schema refers itself, in the order of the references.
#[inline]
pub(super) fn references_in(schema: &Value) -> Vec<String> {
    let mut names = Vec::new();
    collect(schema, &mut names);
    names
}

#[inline]
fn collect(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, names)),
        Value::Object(object) => {
            let reference = object.get("$ref").and_then(Value::as_str);
            names.extend(reference.and_then(definition_name));
            object.values().for_each(|value| collect(value, names));
        }
        _ => {}
    }
}
