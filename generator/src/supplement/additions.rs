//! Additions to schemas and operations of the document.

use super::Merge;
use super::tree::{array_at, object_at};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Key, Map, Node, Value, from_fragment};

impl Merge<'_> {
    /// Applies `x-additions`.
    pub(super) fn additions(&mut self, document: &mut Node, supplement: &Node) {
        let Some(list) = supplement.get("x-additions") else {
            return;
        };
        let Some(additions) = list.as_array() else {
            self.invalid("`x-additions` must be an array", list);
            return;
        };
        for (index, addition) in additions.iter().enumerate() {
            let target = addition
                .get("target")
                .and_then(Node::as_str)
                .and_then(from_fragment);
            let Some(target) = target else {
                let message = "an addition has no `target` such as `#/components/schemas/A`";
                self.invalid(message, addition);
                continue;
            };
            self.addition(
                document,
                addition,
                &target,
                &format!("/x-additions/{index}"),
            );
        }
    }

    fn addition(&mut self, document: &mut Node, addition: &Node, target: &str, at: &str) {
        if document
            .at_pointer(target)
            .and_then(Node::as_object)
            .is_none()
        {
            let message = format!("the document has no `#{target}` to add to");
            let warning = Diagnostic::warning(Code::SupplementNoTarget, message, addition.origin);
            self.diagnostics
                .push(warning.help("regenerate the supplement"));
            return;
        }
        if let Some(parameters) = addition.get("parameters") {
            self.parameters(document, parameters, target, at);
        }
        let Some(schema) = document.at_pointer_mut(target) else {
            return;
        };
        if let Some(properties) = addition.get("properties") {
            self.properties(schema, properties, at);
        }
        if let Some(values) = addition.get("enum") {
            self.values(schema, values, at);
        }
        if let Some(branches) = addition.get("branches") {
            self.branches(schema, branches, at);
        }
    }

    fn properties(&mut self, schema: &mut Node, added: &Node, at: &str) {
        let Some(properties) = object_at(schema, "properties", added) else {
            self.invalid("the target's `properties` is not an object", added);
            return;
        };
        for (name, property) in added.as_object().into_iter().flatten() {
            if properties.contains_key(name) {
                let mut pointer = format!("{at}/properties");
                crate::document::push_pointer(&mut pointer, &name.text);
                self.not_needed(pointer, property);
            } else {
                properties.insert(name.clone(), property.clone());
            }
        }
    }

    fn values(&mut self, schema: &mut Node, added: &Node, at: &str) {
        constant_as_enum(schema);
        let Some(values) = array_at(schema, "enum", added) else {
            self.invalid("the target's `enum` is not an array", added);
            return;
        };
        for (index, value) in added.as_array().unwrap_or_default().iter().enumerate() {
            if values.iter().any(|it| it.same_value(value)) {
                self.not_needed(format!("{at}/enum/{index}"), value);
            } else {
                values.push(value.clone());
            }
        }
    }

    fn branches(&mut self, schema: &mut Node, added: &Node, at: &str) {
        let keyword = ["anyOf", "oneOf"]
            .into_iter()
            .find(|it| schema.get(it).is_some());
        if keyword.is_none() {
            let first = Node::new(schema.value.clone(), schema.origin);
            let list = Node::new(Value::Array(vec![first]), schema.origin);
            let mut union = Map::new();
            union.insert(Key::new("anyOf", schema.origin), list);
            schema.value = Value::Object(union);
        }
        let Some(branches) = array_at(schema, keyword.unwrap_or("anyOf"), added) else {
            self.invalid("the target's branches are not an array", added);
            return;
        };
        for (index, branch) in added.as_array().unwrap_or_default().iter().enumerate() {
            if branches.iter().any(|it| it.same_value(branch)) {
                self.not_needed(format!("{at}/branches/{index}"), branch);
            } else {
                branches.push(branch.clone());
            }
        }
    }

    fn parameters(&mut self, document: &mut Node, added: &Node, target: &str, at: &str) {
        let declared = document
            .at_pointer(&format!("{target}/parameters"))
            .and_then(Node::as_array)
            .unwrap_or_default();
        let declared: Vec<(String, String)> = declared
            .iter()
            .filter_map(|it| identity(resolved(document, it)))
            .collect();
        let Some(operation) = document.at_pointer_mut(target) else {
            return;
        };
        let Some(parameters) = array_at(operation, "parameters", added) else {
            self.invalid("the target's `parameters` is not an array", added);
            return;
        };
        for (index, parameter) in added.as_array().unwrap_or_default().iter().enumerate() {
            match identity(parameter) {
                Some(known) if declared.contains(&known) => {
                    self.not_needed(format!("{at}/parameters/{index}"), parameter);
                }
                _ => parameters.push(parameter.clone()),
            }
        }
    }
}

/// Rewrites `const: a` as `enum: [a]`, to which values can be added.
fn constant_as_enum(schema: &mut Node) {
    if let Value::Object(map) = &mut schema.value
        && !map.contains_key("enum")
        && let Some(constant) = map.shift_remove("const")
    {
        let list = Node::new(Value::Array(vec![constant.clone()]), constant.origin);
        map.insert(Key::new("enum", constant.origin), list);
    }
}

fn resolved<'n>(document: &'n Node, node: &'n Node) -> &'n Node {
    let reference = node
        .get("$ref")
        .and_then(Node::as_str)
        .and_then(from_fragment);
    let target = reference.and_then(|it| document.at_pointer(&it));
    target.unwrap_or(node)
}

/// The location and the name of a parameter. Brackets after the name of a list are ignored.
fn identity(parameter: &Node) -> Option<(String, String)> {
    let text = |key| parameter.get(key).and_then(Node::as_str);
    let name = text("name")?.trim_end_matches("[]");
    Some((text("in")?.to_owned(), name.to_lowercase()))
}
