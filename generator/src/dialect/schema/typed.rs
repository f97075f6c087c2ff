//! Rule: a schema has one type, and only keywords that concern it.
//!
//! Input: the keywords of a schema without combinations. Output: a `type` and keywords that concern it; for several
//! types, an `anyOf` of them; without any constraints, a schema that accepts any JSON.

use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::context::Context;
use crate::dialect::tree;
use crate::document::{Map, Node, Value};

use super::keywords::{Concern, concern};
use super::{enumeration, limits, nullability, split};

/// Adds a missing type, and removes keywords that do not concern it.
pub(super) fn apply(map: &mut Map, cx: &mut Context<'_>) {
    if nullability::is_null_only(map) {
        return;
    }
    rename(map, cx);
    enumeration::drop_unusable(map, cx);
    if let Some(types) = several(map) {
        let mut branches = split::branches(map, &types);
        branches.iter_mut().for_each(|branch| apply(branch, cx));
        return split::replace(map, branches);
    }
    let Some(name) = tree::text(map, "type").map(str::to_owned) else {
        return;
    };
    enumeration::convert(map, &name, cx);
    if name == "integer" || name == "number" {
        limits::apply(map, name == "integer");
    }
    drop_unrelated(map, &name, cx);
}

/// Returns the types of a schema with several explicit or implied types. Sets the type if only one is implied.
fn several(map: &mut Map) -> Option<Vec<String>> {
    match map.get("type") {
        Some(node) => {
            let mut names: Vec<String> = Vec::new();
            for name in node.as_array()?.iter().filter_map(Node::as_str) {
                if !names.iter().any(|other| other == name) {
                    names.push(name.to_owned());
                }
            }
            if names.iter().any(|name| name == "number") {
                names.retain(|name| name != "integer");
            }
            match names.as_slice() {
                [only] => {
                    let origin = node.origin;
                    tree::put(map, "type", Value::String(only.clone()), origin);
                    None
                }
                _ => Some(names),
            }
        }
        None => {
            let names = implied(map);
            match names.as_slice() {
                [] => None,
                [only] => {
                    let origin = map.values().next()?.origin;
                    tree::put(map, "type", Value::String((*only).to_owned()), origin);
                    None
                }
                _ => Some(names.into_iter().map(str::to_owned).collect()),
            }
        }
    }
}

/// Returns the types that the keywords imply: those of the values in `enum`, else that of the first concern.
fn implied(map: &Map) -> Vec<&'static str> {
    let types = enumeration::types(map);
    if !types.is_empty() {
        return types;
    }
    let order = [
        (Concern::Object, "object"),
        (Concern::Array, "array"),
        (Concern::String, "string"),
        (Concern::Number, "number"),
    ];
    for (implying, name) in order {
        if map.keys().any(|key| concern(&key.text) == implying) {
            return vec![name];
        }
    }
    match tree::text(map, "format") {
        Some("int32" | "int64") => vec!["integer"],
        Some("float" | "double") => vec!["number"],
        Some(_) => vec!["string"],
        None => Vec::new(),
    }
}

/// Replaces names of types from other specifications.
fn rename(map: &mut Map, cx: &mut Context<'_>) {
    let Some(node) = map.get("type") else { return };
    let origin = node.origin;
    let Some(name) = node.as_str() else { return };
    let (new, format) = match name {
        "file" => ("string", Some("binary")),
        "int" => ("integer", None),
        "float" | "double" => ("number", Some(name)),
        "bool" => ("boolean", None),
        "any" => ("", None),
        _ => return,
    };
    let warning = Diagnostic::warning(
        Code::IrregularDocument,
        format!("`{name}` is not an OpenAPI 3 type"),
        origin,
    );
    let help = match (new, format) {
        ("", _) => "read as any JSON".to_owned(),
        (new, Some(format)) => format!("read as `type: {new}` with `format: {format}`"),
        (new, None) => format!("read as `type: {new}`"),
    };
    cx.diagnostics.push(warning.help(help));
    let format = format.map(str::to_owned);
    if new.is_empty() {
        map.shift_remove("type");
    } else {
        tree::put(map, "type", Value::String(new.to_owned()), origin);
    }
    if let Some(format) = format
        && !map.contains_key("format")
    {
        tree::put(map, "format", Value::String(format), origin);
    }
}

/// Whether a keyword determines what a type is made of, rather than which of its values are valid.
fn declares_structure(keyword: &str) -> bool {
    matches!(
        keyword,
        "properties" | "additionalProperties" | "patternProperties" | "items" | "prefixItems"
    )
}

/// Removes keywords that do not concern the type.
fn drop_unrelated(map: &mut Map, name: &str, cx: &mut Context<'_>) {
    let related = match name {
        "string" => Concern::String,
        "integer" | "number" => Concern::Number,
        "array" => Concern::Array,
        "object" => Concern::Object,
        "boolean" => Concern::Value,
        // Not a type: the next stage reports it.
        _ => return,
    };
    map.retain(|key, _| {
        let keyword = key.text.as_ref();
        let is_related = match concern(keyword) {
            Concern::Value => {
                keyword != "format" || matches!(name, "string" | "integer" | "number")
            }
            Concern::Annotation => true,
            other => other == related,
        };
        // A limit that does not apply to the type has no effect.
        if !is_related && declares_structure(keyword) {
            cx.diagnostics.push(Diagnostic::warning(
                Code::IneffectiveKeyword,
                format!("`{keyword}` has no effect on `type: {name}`"),
                key.origin,
            ));
        }
        is_related
    });
}
