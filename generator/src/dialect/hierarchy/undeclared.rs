//! Adds the tag to schemas that are distinguished by a property that they do not declare.
//!
//! Input: unions with a discriminator. Output: each branch that does not declare the property of the discriminator
//! requires it, with the values that the mapping assigns to the branch, or with the name of the branch. A schema that
//! unions distinguish by several such properties is unchanged.

use std::collections::BTreeMap;

use crate::dialect::tree;
use crate::document::{Map, Node};

use super::add_tag;
use super::graph::{schema_name, target_name};
use super::tags::Tag;

/// How many schemas are followed to find the declaration of a property.
const MAX_DEPTH: usize = 8;

/// Adds the tags.
pub(super) fn add(root: &mut Node) {
    let Some(schemas) = root
        .at_pointer("/components/schemas")
        .and_then(Node::as_object)
    else {
        return;
    };
    let mut tags = BTreeMap::new();
    collect(root, schemas, &mut tags);
    let schemas = root
        .at_pointer_mut("/components/schemas")
        .and_then(tree::object_mut);
    let Some(schemas) = schemas else { return };
    for (name, tags) in tags {
        if let ([tag], Some(schema)) = (tags.as_slice(), schemas.get_mut(name.as_str())) {
            add_tag(schema, tag);
        }
    }
}

/// Collects the tags of all schemas, by the name of the schema.
fn collect(node: &Node, schemas: &Map, tags: &mut BTreeMap<String, Vec<Tag>>) {
    for tag in of_union(node, schemas).into_iter().flatten() {
        let known = tags.entry(tag.schema.clone()).or_default();
        match known.iter_mut().find(|it| it.property == tag.property) {
            Some(known) => {
                let new = tag.values.into_iter();
                let new: Vec<String> = new.filter(|it| !known.values.contains(it)).collect();
                known.values.extend(new);
            }
            None => known.push(tag),
        }
    }
    for child in node.value.children() {
        collect(child, schemas, tags);
    }
}

/// Returns the tags of the branches of a union that do not declare the property of its discriminator.
fn of_union(union: &Node, schemas: &Map) -> Option<Vec<Tag>> {
    let discriminator = union.get("discriminator")?;
    let property = discriminator.get("propertyName")?.as_str()?;
    let branches = union.get("oneOf").or_else(|| union.get("anyOf"))?;
    let mapping = discriminator.get("mapping").and_then(Node::as_object);
    let default = discriminator.get("defaultMapping");
    let default = default.and_then(|target| target_name(target, schemas));
    let names = branches.as_array()?.iter();
    let names = names.filter_map(|branch| schema_name(tree::bare_reference(branch)?));
    let undeclared = names.filter(|name| {
        let schema = schemas.get(name.as_str());
        let is_default = default.as_ref() == Some(name);
        !is_default && schema.is_some_and(|it| lacks(schemas, it, property, 0))
    });
    let tags = undeclared.map(|name| {
        let entries = mapping.into_iter().flatten();
        let mapped = entries
            .filter(|(_, target)| target_name(target, schemas).as_ref() == Some(&name))
            .map(|(value, _)| value.text.to_string());
        let mut values: Vec<String> = mapped.collect();
        if values.is_empty() {
            values.push(name.clone());
        }
        Tag {
            schema: name,
            property: property.to_owned(),
            values,
            origin: discriminator.origin,
        }
    });
    Some(tags.collect())
}

/// Whether a schema is an object that does not declare a property. It is unclear for unions.
fn lacks(schemas: &Map, schema: &Node, property: &str, depth: usize) -> bool {
    let is_union = ["oneOf", "anyOf"].iter().any(|it| schema.get(it).is_some());
    let properties = schema.get("properties");
    if depth > MAX_DEPTH || is_union || properties.is_some_and(|it| it.get(property).is_some()) {
        return false;
    }
    if let Some(name) = schema.get("$ref").and_then(Node::as_str).map(schema_name) {
        let target = name.and_then(|name| schemas.get(name.as_str()));
        return target.is_some_and(|it| lacks(schemas, it, property, depth + 1));
    }
    let parts = schema.get("allOf").and_then(Node::as_array);
    let parts = parts.unwrap_or_default();
    let is_object = properties.is_some()
        || !parts.is_empty()
        || schema.get("type").and_then(Node::as_str) == Some("object");
    is_object
        && parts
            .iter()
            .all(|it| lacks(schemas, it, property, depth + 1))
}
