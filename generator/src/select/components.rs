//! Keeps the components that the remaining operations refer to.

use std::collections::BTreeSet;

use super::field_mut;
use crate::document::{Node, Value, from_fragment, parse_pointer};

/// The section and the name of a component.
type Component = (String, String);

/// Sections whose entries are used by their names, not by references.
const KEPT: &[&str] = &["securitySchemes"];

/// Removes the components that nothing outside `components` refers to, directly or through other components.
pub(super) fn retain_reachable(root: &mut Node) {
    let mut pending = Vec::new();
    for (key, node) in root.as_object().into_iter().flatten() {
        if key.as_str() != "components" {
            collect(node, &mut pending);
        }
    }
    let mut reached: BTreeSet<Component> = BTreeSet::new();
    loop {
        while let Some(component) = pending.pop() {
            if let Some(node) = find(root, &component)
                && reached.insert(component)
            {
                collect(node, &mut pending);
            }
        }
        pending = children(root, &reached);
        if pending.is_empty() {
            break;
        }
    }
    let Some(components) = field_mut(root, "components") else {
        return;
    };
    let Value::Object(sections) = &mut components.value else {
        return;
    };
    for (section, node) in sections.iter_mut() {
        let section = section.as_str();
        if let Value::Object(entries) = &mut node.value
            && !KEPT.contains(&section)
        {
            let key = |name: &str| (section.to_owned(), name.to_owned());
            entries.retain(|name, _| reached.contains(&key(name.as_str())));
        }
    }
}

fn find<'a>(root: &'a Node, (section, name): &Component) -> Option<&'a Node> {
    root.get("components")?.get(section)?.get(name)
}

/// Returns the unreached schemas that extend a reached schema with a discriminator, because they are its variants.
fn children(root: &Node, reached: &BTreeSet<Component>) -> Vec<Component> {
    let schemas = root.get("components").and_then(|it| it.get("schemas"));
    let schemas = schemas.and_then(Node::as_object).into_iter().flatten();
    let mut children = Vec::new();
    for (name, schema) in schemas {
        let component = ("schemas".to_owned(), name.as_str().to_owned());
        let branches = schema.get("allOf").and_then(Node::as_array);
        let mut parents = branches
            .into_iter()
            .flatten()
            .filter_map(|branch| component_of(branch.get("$ref")?.as_str()?));
        let extends = parents.any(|parent| {
            let schema = find(root, &parent);
            reached.contains(&parent)
                && schema.is_some_and(|schema| schema.get("discriminator").is_some())
        });
        if extends && !reached.contains(&component) {
            children.push(component);
        }
    }
    children
}

/// Collects the components that a node refers to.
fn collect(node: &Node, components: &mut Vec<Component>) {
    let reference = node.get("$ref").and_then(Node::as_str);
    components.extend(reference.and_then(component_of));
    let mapping = node.get("discriminator").and_then(|it| it.get("mapping"));
    for (_, target) in mapping.and_then(Node::as_object).into_iter().flatten() {
        if let Some(target) = target.as_str() {
            let by_name = ("schemas".to_owned(), target.to_owned());
            components.push(component_of(target).unwrap_or(by_name));
        }
    }
    for child in node.value.children() {
        collect(child, components);
    }
}

/// Parses `#/components/section/name`, ignoring further reference tokens.
fn component_of(reference: &str) -> Option<Component> {
    let fragment = &reference[reference.find('#')?..];
    let pointer = from_fragment(fragment)?;
    match parse_pointer(&pointer)?.as_slice() {
        [components, section, name, ..] if components == "components" => {
            Some((section.to_string(), name.to_string()))
        }
        _ => None,
    }
}
