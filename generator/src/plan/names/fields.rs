//! Names of struct fields, arguments and enum variants.

use super::case::{camel, snake, spelled_camel, spelled_snake};
use super::identifier::{escape_keyword, with_valid_start};

/// The name of a field or an argument.
pub fn field_name(wire: &str) -> String {
    escape_keyword(snake(wire))
}

/// The name of a field or an argument among several that share [`field_name`]. Characters are spelled out.
pub fn spelled_field_name(wire: &str) -> String {
    escape_keyword(spelled_snake(wire))
}

/// The name of an enum variant.
pub fn variant_name(wire: &str) -> String {
    variant(camel(wire))
}

/// The name of an enum variant among several that share [`variant_name`]. Characters are spelled out.
pub fn spelled_variant_name(wire: &str) -> String {
    variant(spelled_camel(wire))
}

/// The name of a variant without the name of its union, at the start or at the end. `None` if that leaves no name.
pub fn without_union(variant: &str, union: &str) -> Option<String> {
    let rest = match (variant.strip_prefix(union), variant.strip_suffix(union)) {
        (Some(rest), _) | (None, Some(rest)) => rest,
        (None, None) => return None,
    };
    let is_name = rest.starts_with(|first: char| first.is_ascii_uppercase());
    let is_reserved = matches!(rest, "Self" | "Unknown");
    (is_name && !is_reserved).then(|| rest.to_owned())
}

fn variant(name: String) -> String {
    with_valid_start(match name.as_str() {
        "" => "Empty".to_owned(),
        "Self" => "Self_".to_owned(),
        // The variant `Unknown` represents undocumented values.
        "Unknown" => "UnknownValue".to_owned(),
        _ => name,
    })
}
