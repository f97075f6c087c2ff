//! Checks each schema separately.

use serde_json::{Map, Value};

use super::keywords::{TYPES, unsupported_in_pattern};
use super::limits::{GUIDE, Limits};
use super::pointer::escape;
use super::violation::{Rule, Severity, Violation};

type Violations = Vec<Violation>;

/// Keywords whose value is an object of schemas.
const NAMED: &[&str] = &[
    "properties",
    "$defs",
    "definitions",
    "patternProperties",
    "dependentSchemas",
];

/// Keywords whose value is a list of schemas.
const LISTED: &[&str] = &["anyOf", "oneOf", "allOf", "prefixItems"];

/// Keywords whose value is a schema. `additionalProperties` is checked with its object.
const SINGLE: &[&str] = &["items", "not", "if", "then", "else", "contains"];

/// Keywords that constrain the values.
const DESCRIBING: &[&str] = &[
    "type", "enum", "const", "anyOf", "oneOf", "allOf", "not", "$ref",
];

/// Checks the rules that apply only to the root.
#[inline]
pub(super) fn root(schema: &Value, violations: &mut Violations) {
    if schema.get("anyOf").is_some() {
        report(
            violations,
            "/anyOf",
            Rule::Root,
            "`anyOf` is not supported at the root",
        );
    }
    if schema.get("type").and_then(Value::as_str) != Some("object") {
        report(
            violations,
            "",
            Rule::Root,
            "the root must have `type: object`",
        );
    }
}

/// Checks a schema and those inside it.
#[inline]
pub(super) fn schema(
    schema: &Value,
    pointer: String,
    limits: &Limits,
    violations: &mut Violations,
) {
    let mut pending = vec![(schema, pointer)];
    while let Some((schema, pointer)) = pending.pop() {
        let Some(object) = schema.as_object() else {
            report(
                violations,
                &pointer,
                Rule::Type,
                "the schema must be an object that names a type",
            );
            continue;
        };
        one(object, &pointer, limits, violations);
        let mut inner = inner(object, &pointer);
        // The last one is checked next.
        inner.reverse();
        pending.extend(inner);
    }
}

/// Returns the schemas directly inside one, with their locations.
#[inline]
pub(super) fn inner<'s>(object: &'s Map<String, Value>, pointer: &str) -> Vec<(&'s Value, String)> {
    let mut schemas = Vec::new();
    for (keyword, value) in object {
        let at = format!("{pointer}/{keyword}");
        match value {
            Value::Object(named) if NAMED.contains(&keyword.as_str()) => {
                let named = named
                    .iter()
                    .map(|(name, schema)| (schema, format!("{at}/{}", escape(name))));
                schemas.extend(named);
            }
            Value::Array(listed) if LISTED.contains(&keyword.as_str()) => {
                let listed = listed.iter().enumerate();
                schemas.extend(listed.map(|(index, schema)| (schema, format!("{at}/{index}"))));
            }
            _ if SINGLE.contains(&keyword.as_str()) => schemas.push((value, at)),
            _ => {}
        }
    }
    schemas
}

#[inline]
fn one(object: &Map<String, Value>, pointer: &str, limits: &Limits, violations: &mut Violations) {
    if !DESCRIBING
        .iter()
        .any(|keyword| object.contains_key(*keyword))
    {
        report(
            violations,
            pointer,
            Rule::Type,
            "the schema accepts values of any type",
        );
    }
    let types = match object.get("type") {
        Some(Value::Array(types)) => types.iter().collect(),
        Some(name) => vec![name],
        None => Vec::new(),
    };
    for name in &types {
        if !name.as_str().is_some_and(|name| TYPES.contains(&name)) {
            let message = format!("{name} is not a supported type");
            report(violations, &format!("{pointer}/type"), Rule::Type, message);
        }
    }
    let has_type = |name: &str| types.iter().any(|listed| *listed == name);
    if has_type("object") || object.contains_key("properties") {
        properties(object, pointer, violations);
    }
    if has_type("array") && !object.contains_key("items") {
        report(violations, pointer, Rule::Type, "an array needs `items`");
    }
    for keyword in object
        .keys()
        .filter(|keyword| limits.keywords.contains(&keyword.as_str()))
    {
        let message = format!("`{keyword}` is not supported");
        report(
            violations,
            &format!("{pointer}/{}", escape(keyword)),
            Rule::Keyword,
            message,
        );
    }
    if object.contains_key("$ref") && object.len() > 1 && !pointer.is_empty() {
        let message = "`$ref` must be the only keyword";
        report(
            violations,
            &format!("{pointer}/$ref"),
            Rule::Reference,
            message,
        );
    }
    if let Some(format) = object.get("format").and_then(Value::as_str)
        && !limits.formats.contains(&format)
    {
        let message = format!("the format `{format}` is not supported");
        report(
            violations,
            &format!("{pointer}/format"),
            Rule::Format,
            message,
        );
    }
    let pattern = object.get("pattern").and_then(Value::as_str);
    if let Some(feature) = pattern.and_then(unsupported_in_pattern) {
        let message = format!("the pattern contains {feature}, which is not supported");
        report(
            violations,
            &format!("{pointer}/pattern"),
            Rule::Pattern,
            message,
        );
    }
}

#[inline]
fn properties(object: &Map<String, Value>, pointer: &str, violations: &mut Violations) {
    match object.get("additionalProperties") {
        Some(Value::Bool(false)) => {}
        None => {
            let message = "an object needs `additionalProperties: false`";
            report(violations, pointer, Rule::AdditionalProperties, message);
        }
        Some(_) => {
            let at = format!("{pointer}/additionalProperties");
            let message = "`additionalProperties` must be `false`";
            report(violations, &at, Rule::AdditionalProperties, message);
        }
    }
    let required = object.get("required").and_then(Value::as_array);
    let is_required = |name: &str| required.is_some_and(|names| names.iter().any(|it| it == name));
    let names = object.get("properties").and_then(Value::as_object);
    for name in names
        .into_iter()
        .flat_map(Map::keys)
        .filter(|name| !is_required(name))
    {
        let at = format!("{pointer}/properties/{}", escape(name));
        let message =
            format!("`{name}` must be listed in `required`; accept `null` if it may be absent");
        report(violations, &at, Rule::Required, message);
    }
}

/// Reports what no source accepts.
#[inline]
pub(super) fn report(
    violations: &mut Violations,
    pointer: &str,
    rule: Rule,
    message: impl Into<String>,
) {
    violations.push(Violation {
        pointer: pointer.to_owned(),
        rule,
        message: message.into(),
        severity: Severity::Error,
        source: GUIDE,
    });
}
