//! Constraints and annotations of a schema, for its documentation.

use openapiv3::{AnySchema, Schema, SchemaKind, Type};
use serde_json::Value;

use super::keywords::{JsonType, Keywords};
use crate::ir::Fact;

/// Formats that the Rust type expresses.
const TYPED_FORMATS: &[&str] = &["binary", "password"];

/// Returns the facts that a schema states, in a fixed order.
pub fn facts(schema: &Schema) -> Vec<Fact> {
    let keywords = Keywords::of(schema);
    let mut facts = Vec::new();
    let default = schema.schema_data.default.as_ref();
    if let Some(default) = default.filter(|default| !default.is_null()) {
        facts.push(Fact::Default(default.to_string()));
    }
    match &schema.schema_kind {
        SchemaKind::Type(ty) => facts.extend(of_type(ty)),
        SchemaKind::Any(any) => facts.extend(of_any(any)),
        _ => {}
    }
    facts.extend(wide_limits(schema));
    let is_number = matches!(
        keywords.json_type,
        Some(JsonType::Integer | JsonType::Number)
    );
    if let Some(format) = &keywords.format
        && !TYPED_FORMATS.contains(&format.as_str())
        && !(is_number && format == "unixtime")
    {
        facts.push(Fact::Format(format.clone()));
    }
    if !keywords.other_enum_values.is_empty() {
        facts.push(Fact::Values(keywords.other_enum_values.join(", ")));
    }
    facts
}

fn of_type(ty: &Type) -> Vec<Fact> {
    let facts = match ty {
        Type::String(string) => vec![
            length(string.min_length, string.max_length),
            string.pattern.clone().map(Fact::Pattern),
        ],
        Type::Number(number) => vec![
            minimum(number.minimum, number.exclusive_minimum),
            maximum(number.maximum, number.exclusive_maximum),
            multiple_of(number.multiple_of),
        ],
        Type::Integer(integer) => vec![
            minimum(integer.minimum, integer.exclusive_minimum),
            maximum(integer.maximum, integer.exclusive_maximum),
            multiple_of(integer.multiple_of),
        ],
        Type::Array(array) => vec![items(array.min_items, array.max_items)],
        Type::Object(object) => vec![properties(object.min_properties, object.max_properties)],
        Type::Boolean(_) => Vec::new(),
    };
    facts.into_iter().flatten().collect()
}

fn of_any(any: &AnySchema) -> Vec<Fact> {
    let facts = [
        length(any.min_length, any.max_length),
        items(any.min_items, any.max_items),
        properties(any.min_properties, any.max_properties),
        minimum(any.minimum, any.exclusive_minimum == Some(true)),
        maximum(any.maximum, any.exclusive_maximum == Some(true)),
        any.pattern.clone().map(Fact::Pattern),
    ];
    facts.into_iter().flatten().collect()
}

/// Limits that `openapiv3` cannot represent; `dialect` moves them to extensions.
fn wide_limits(schema: &Schema) -> impl Iterator<Item = Fact> {
    let limit = |key: &str| {
        let limit = schema.schema_data.extensions.get(key)?;
        let string = limit.as_str().map(str::to_owned);
        Some(string.unwrap_or_else(|| Value::to_string(limit)))
    };
    let (above, below) = match &schema.schema_kind {
        SchemaKind::Type(Type::Integer(integer)) => {
            (integer.exclusive_minimum, integer.exclusive_maximum)
        }
        _ => (false, false),
    };
    let facts = [
        minimum(limit("x-limit-minimum"), above),
        maximum(limit("x-limit-maximum"), below),
    ];
    facts.into_iter().flatten()
}

fn minimum(limit: Option<impl ToString>, exclusive: bool) -> Option<Fact> {
    let limit = limit?.to_string();
    Some(Fact::Minimum { limit, exclusive })
}

fn maximum(limit: Option<impl ToString>, exclusive: bool) -> Option<Fact> {
    let limit = limit?.to_string();
    Some(Fact::Maximum { limit, exclusive })
}

fn multiple_of(divisor: Option<impl ToString>) -> Option<Fact> {
    Some(Fact::MultipleOf(divisor?.to_string()))
}

fn length(min: Option<usize>, max: Option<usize>) -> Option<Fact> {
    min.or(max).map(|_| Fact::Length { min, max })
}

fn items(min: Option<usize>, max: Option<usize>) -> Option<Fact> {
    min.or(max).map(|_| Fact::Items { min, max })
}

fn properties(min: Option<usize>, max: Option<usize>) -> Option<Fact> {
    min.or(max).map(|_| Fact::Properties { min, max })
}
