//! Integers with known values.

use openapiv3::{SchemaKind, Type};
use serde_json::Value;

use super::keywords::Keywords;
use super::reader::Lowered;
use crate::ir::{IntegerValue, Scalar, Shape, TypeRef};

/// Lowers a schema with `type: integer`.
pub fn read(kind: &SchemaKind, keywords: &Keywords<'_>) -> Lowered {
    let values = values(kind, keywords);
    match values.is_empty() {
        true => Lowered::Type(TypeRef::Scalar(scalar(keywords))),
        false => Lowered::Shape(Shape::IntegerEnum { values }),
    }
}

/// Returns the listed values, each once. The extensions with their names and descriptions have the order of `enum`.
fn values(kind: &SchemaKind, keywords: &Keywords<'_>) -> Vec<IntegerValue> {
    let SchemaKind::Type(Type::Integer(integer)) = kind else {
        return Vec::new();
    };
    let names = texts(keywords, &["x-enum-varnames", "x-enumNames"]);
    let prose = texts(keywords, &["x-enum-descriptions"]);
    let mut values: Vec<IntegerValue> = Vec::new();
    for (index, number) in integer.enumeration.iter().enumerate() {
        let Some(number) = *number else { continue };
        if values.iter().all(|value| value.number != number) {
            values.push(IntegerValue {
                number,
                name: names.get(index).cloned().flatten(),
                prose: prose.get(index).cloned().flatten(),
            });
        }
    }
    values
}

/// Returns the strings of the first extension that exists.
fn texts(keywords: &Keywords<'_>, extensions: &[&str]) -> Vec<Option<String>> {
    let mut extensions = extensions.iter();
    let list = extensions.find_map(|it| keywords.data.extensions.get(*it)?.as_array());
    let items = list.into_iter().flatten();
    items
        .map(|item| match item {
            Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
            _ => None,
        })
        .collect()
}

fn scalar(keywords: &Keywords<'_>) -> Scalar {
    let mut limits = ["x-limit-minimum", "x-limit-maximum"].into_iter();
    let exceeds_64_bits = limits.any(|key| keywords.data.extensions.contains_key(key));
    if exceeds_64_bits || keywords.format.as_deref() == Some("uint64") {
        Scalar::WideInteger
    } else {
        Scalar::Integer
    }
}
