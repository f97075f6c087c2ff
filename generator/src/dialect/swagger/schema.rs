//! The keywords of schemas that differ in Swagger 2.0, and references to sections that moved.

use crate::dialect::data::Keys;
use crate::dialect::tree;
use crate::document::{Map, Node, Value};

/// Where the sections of Swagger 2.0 are in OpenAPI 3.0.
const SECTIONS: &[(&str, &str)] = &[
    ("/definitions/", "/components/schemas/"),
    ("/parameters/", "/components/parameters/"),
    ("/responses/", "/components/responses/"),
];

/// Converts the whole document, except values that are examples.
pub(super) fn convert(root: &mut Node) {
    node(root, Keys::Fields);
}

fn node(node: &mut Node, keys: Keys) {
    match &mut node.value {
        Value::Object(map) => {
            of_object(map);
            for (key, child) in map.iter_mut() {
                if !keys.is_data(&key.text) {
                    self::node(child, keys.of(&key.text));
                }
            }
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| self::node(item, Keys::Fields)),
        _ => {}
    }
}

fn of_object(map: &mut Map) {
    if let Some(node) = map.get_mut("$ref")
        && let Value::String(text) = &mut node.value
    {
        let moved = text.split_once('#').and_then(|(file, pointer)| {
            let moved = SECTIONS.iter().find_map(|(old, new)| {
                let name = pointer.strip_prefix(old)?;
                Some(format!("{file}#{new}{name}"))
            });
            // Documents at a URL are not converted.
            moved.filter(|_| !file.contains("://"))
        });
        if let Some(moved) = moved {
            *text = moved;
        }
    }
    // A property called `discriminator` is a schema, not a string.
    if let Some(node) = map.get_mut("discriminator")
        && let Value::String(_) = &node.value
    {
        let origin = node.origin;
        let name = tree::node(std::mem::replace(&mut node.value, Value::Null), origin);
        *node = tree::single("propertyName", name, origin);
    }
    if tree::text(map, "type") == Some("file") {
        let origin = map.get("type").map(|node| node.origin);
        if let Some(origin) = origin {
            tree::put(map, "type", Value::String("string".to_owned()), origin);
            tree::put(map, "format", Value::String("binary".to_owned()), origin);
        }
    }
}
