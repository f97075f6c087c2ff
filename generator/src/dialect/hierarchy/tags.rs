//! The tag values of subtypes.
//!
//! Explicit mappings take precedence, then the extensions `x-ms-discriminator-value` and `x-discriminator-value` of the
//! subtype. Otherwise, the value is the one that the base lists and that matches the name of the schema or, if the base
//! lists no values, that name itself.

use crate::document::{Map, Node, Value};
use crate::nearest::letters;
use crate::source::Origin;

use super::discriminator_origin;
use super::graph::{Graph, schema_name, target_name};

/// Extensions of a schema with its tag value.
const EXTENSIONS: [&str; 2] = ["x-ms-discriminator-value", "x-discriminator-value"];

/// The tag values of a subtype.
pub(super) struct Tag {
    /// The name of its schema.
    pub(super) schema: String,
    /// The property that contains the tag.
    pub(super) property: String,
    /// The values.
    pub(super) values: Vec<String>,
    /// The location of the discriminator.
    pub(super) origin: Origin,
}

impl Tag {
    /// Whether another tag is about the same property of the same schema.
    pub(super) fn is_about_same(&self, other: &Tag) -> bool {
        self.schema == other.schema && self.property == other.property
    }
}

/// Returns the tag values that a base implies for a subtype, or `None` if there are none or the subtype lists values
/// itself.
pub(super) fn of_subtype(root: &Node, graph: &Graph, base: &str, subtype: &str) -> Option<Tag> {
    let schemas = root.at_pointer("/components/schemas")?.as_object()?;
    let property = &graph.base(base)?.property;
    let schema = schemas.get(subtype)?;
    if base == subtype || schema.get("allOf").is_none() && schema.get("$ref").is_none() {
        return None;
    }
    if declares_value(schema, property) {
        return None;
    }
    let base_node = schemas.get(base)?;
    let mut values = Vec::new();
    add_mapped(root, schemas, property, subtype, &mut values);
    let declared = declared(schemas, base_node, property, 0);
    let listed = declared.and_then(|node| node.get("enum")?.as_array());
    let listed: Option<Vec<&str>> =
        listed.map(|values| values.iter().filter_map(Node::as_str).collect());
    if let (true, Some(value)) = (values.is_empty(), extension(schema)) {
        values.push(value.to_owned());
    } else if values.is_empty() {
        let name = match &listed {
            Some(listed) => listed.iter().copied().find(|it| is_same(it, subtype))?,
            None => subtype,
        };
        values.push(name.to_owned());
    } else if let Some(listed) = listed {
        values.retain(|value| listed.contains(&value.as_str()));
    }
    let is_string = declared
        .and_then(|node| node.get("type")?.as_str())
        .is_none_or(|name| name == "string");
    (is_string && !values.is_empty()).then(|| Tag {
        schema: subtype.to_owned(),
        property: property.clone(),
        values,
        origin: discriminator_origin(base_node),
    })
}

/// The tag value that a schema, or a part of its `allOf`, has in an extension.
fn extension(schema: &Node) -> Option<&str> {
    let parts = schema.get("allOf").and_then(Node::as_array);
    let schemas = std::iter::once(schema).chain(parts.unwrap_or_default());
    let mut values = schemas.flat_map(|schema| {
        let values = EXTENSIONS.iter().filter_map(|name| schema.get(name));
        values.filter_map(Node::as_str)
    });
    values.next()
}

/// Adds the values that any mapping of the property in the document maps to a schema.
fn add_mapped(node: &Node, schemas: &Map, property: &str, subtype: &str, values: &mut Vec<String>) {
    if let Some(discriminator) = node.get("discriminator")
        && discriminator.get("propertyName").and_then(Node::as_str) == Some(property)
    {
        let mapping = discriminator.get("mapping").and_then(Node::as_object);
        for (value, target) in mapping.into_iter().flatten() {
            let value = value.text.to_string();
            if target_name(target, schemas).as_deref() == Some(subtype) && !values.contains(&value)
            {
                values.push(value);
            }
        }
    }
    for child in node.value.children() {
        add_mapped(child, schemas, property, subtype, values);
    }
}

/// Whether a schema itself lists the values of a property.
fn declares_value(schema: &Node, property: &str) -> bool {
    let lists = |schema: &Node| {
        let declared = schema
            .get("properties")
            .and_then(|properties| properties.get(property));
        declared.is_some_and(|declared| {
            ["enum", "const", "$ref"]
                .iter()
                .any(|keyword| declared.get(keyword).is_some())
        })
    };
    let subschemas = schema.get("allOf").and_then(Node::as_array);
    lists(schema) || subschemas.unwrap_or_default().iter().any(lists)
}

/// The schema of a property, without references.
fn declared<'n>(
    schemas: &'n Map,
    schema: &'n Node,
    property: &str,
    depth: usize,
) -> Option<&'n Node> {
    let mut found = schema.get("properties")?.get(property)?;
    for _ in depth..8 {
        let subschema = found
            .get("allOf")
            .and_then(Node::as_array)
            .and_then(|subschemas| subschemas.first());
        let reference = found
            .get("$ref")
            .or_else(|| subschema?.get("$ref"))
            .and_then(Node::as_str);
        match reference.and_then(schema_name) {
            Some(name) => found = schemas.get(name.as_str())?,
            None => break,
        }
    }
    matches!(found.value, Value::Object(_)).then_some(found)
}

/// Whether two names have the same letters and digits.
fn is_same(one: &str, other: &str) -> bool {
    letters(one) == letters(other)
}
