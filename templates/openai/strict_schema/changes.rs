//! The changes that make a schema strict.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Deref;

use serde_json::{Map, Value};

use crate::helpers::schema_check::pointer::escape;

/// A strict schema, with what was changed to make it one. It dereferences to the schema.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Strict {
    /// The strict schema.
    pub schema: Value,
    /// The changes, in the order of the schema.
    pub changes: Vec<Change>,
}

/// A change of a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The location in the original schema, as a JSON pointer. Empty for the schema itself.
    pub pointer: String,
    /// What was changed, in a sentence without its location.
    pub description: String,
}

impl Strict {
    #[inline]
    pub(super) fn new(original: &Value, schema: Value) -> Self {
        let mut changes = Vec::new();
        compare(original, &schema, String::new(), &mut changes);
        Self { schema, changes }
    }

    /// Returns the strict schema alone.
    #[inline]
    pub fn into_schema(self) -> Value {
        self.schema
    }
}

impl Deref for Strict {
    type Target = Value;

    #[inline]
    fn deref(&self) -> &Value {
        &self.schema
    }
}

impl From<Strict> for Value {
    #[inline]
    fn from(strict: Strict) -> Self {
        strict.schema
    }
}

impl PartialEq<Value> for Strict {
    #[inline]
    fn eq(&self, other: &Value) -> bool {
        self.schema == *other
    }
}

/// The schema as JSON.
impl fmt::Display for Strict {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.schema.fmt(f)
    }
}

impl fmt::Display for Change {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pointer.as_str() {
            "" => write!(f, "the schema: {}", self.description),
            pointer => write!(f, "{pointer}: {}", self.description),
        }
    }
}

/// Adds the differences between a schema and its strict form.
#[inline]
fn compare(original: &Value, strict: &Value, pointer: String, changes: &mut Vec<Change>) {
    let (Value::Object(before), Value::Object(after)) = (original, strict) else {
        if original != strict {
            changes.push(change(&pointer, "rewritten".to_owned()));
        }
        return;
    };
    if before.contains_key("$ref") && !after.contains_key("$ref") {
        changes.push(change(
            &pointer,
            "replaced the reference with its target".to_owned(),
        ));
        return;
    }
    if is_nullable_form(before, after) {
        changes.push(change(&pointer, "accepts `null`".to_owned()));
        return;
    }
    keywords(before, after, &pointer, changes);
    required(before, after, &pointer, changes);
    for keyword in ["properties", "$defs"] {
        let (Some(Value::Object(before)), Some(Value::Object(after))) =
            (before.get(keyword), after.get(keyword))
        else {
            continue;
        };
        for (name, schema) in before {
            let pointer = format!("{pointer}/{keyword}/{}", escape(name));
            match after.get(name) {
                Some(strict) => compare(schema, strict, pointer, changes),
                None => changes.push(change(&pointer, "removed".to_owned())),
            }
        }
    }
    for keyword in ["anyOf", "oneOf"] {
        let (Some(Value::Array(before)), Some(Value::Array(after))) =
            (before.get(keyword), after.get("anyOf"))
        else {
            continue;
        };
        for (index, (schema, strict)) in before.iter().zip(after).enumerate() {
            compare(
                schema,
                strict,
                format!("{pointer}/{keyword}/{index}"),
                changes,
            );
        }
    }
    if let (Some(before), Some(after)) = (before.get("items"), after.get("items")) {
        compare(before, after, format!("{pointer}/items"), changes);
    }
}

#[inline]
fn keywords(
    before: &Map<String, Value>,
    after: &Map<String, Value>,
    pointer: &str,
    changes: &mut Vec<Change>,
) {
    if before.contains_key("oneOf") && after.contains_key("anyOf") {
        changes.push(change(pointer, "replaced `oneOf` with `anyOf`".to_owned()));
    }
    for (keyword, value) in before {
        let is_replaced = keyword == "oneOf" && after.contains_key("anyOf");
        let description = match after.get(keyword) {
            None if is_replaced => continue,
            None => format!("removed `{keyword}`"),
            Some(strict) if is_plain(keyword) && strict != value => {
                format!("changed `{keyword}` to `{strict}`")
            }
            Some(_) => continue,
        };
        changes.push(change(pointer, description));
    }
    if !before.contains_key("additionalProperties") && after.contains_key("additionalProperties") {
        changes.push(change(
            pointer,
            "added `additionalProperties: false`".to_owned(),
        ));
    }
}

/// Whether the value of a keyword is compared as a unit.
#[inline]
fn is_plain(keyword: &str) -> bool {
    !matches!(
        keyword,
        "properties" | "$defs" | "anyOf" | "oneOf" | "items" | "required"
    )
}

#[inline]
fn required(
    before: &Map<String, Value>,
    after: &Map<String, Value>,
    pointer: &str,
    changes: &mut Vec<Change>,
) {
    let names = |schema: &Map<String, Value>| -> BTreeSet<String> {
        let names = schema.get("required").and_then(Value::as_array);
        let names = names.into_iter().flatten().filter_map(Value::as_str);
        names.map(str::to_owned).collect()
    };
    let known = names(before);
    for name in names(after).difference(&known) {
        changes.push(change(pointer, format!("requires `{name}`")));
    }
}

/// Whether the strict form is the original or `null`.
#[inline]
fn is_nullable_form(before: &Map<String, Value>, after: &Map<String, Value>) -> bool {
    let branches = after.get("anyOf").and_then(Value::as_array);
    let has_null = |branches: &Vec<Value>| {
        branches
            .iter()
            .any(|branch| branch.get("type").is_some_and(|name| name == "null"))
    };
    !before.contains_key("anyOf") && !before.contains_key("oneOf") && branches.is_some_and(has_null)
}

#[inline]
fn change(pointer: &str, description: String) -> Change {
    Change {
        pointer: pointer.to_owned(),
        description,
    }
}
