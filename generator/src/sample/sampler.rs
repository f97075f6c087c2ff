//! A minimal valid value of a schema.
//!
//! Input: a schema in the normal form of `dialect`. Output: JSON, or `None` if only an infinite value is valid.

use serde_json::{Map, Value, json};

use super::lookup::{is_dangling, is_true, resolved, strings};
use super::scalars::{self, limit};
use crate::document::Node;

/// The nesting depth at which a branch is abandoned.
const MAX_DEPTH: usize = 24;

/// The largest number of items or properties that is generated to satisfy a minimum.
const MAX_COUNT: usize = 100;

/// Optional properties that are included in values with items, because they refer to an item or to the next page.
const REFERENCES: &[&str] = &["id", "has_more", "next", "next_page"];

/// Creates values.
#[derive(Clone, Copy)]
pub struct Sampler<'d> {
    root: &'d Node,
    /// Whether arrays get an item even if they may be empty, and objects the properties that refer to items and pages.
    with_items: bool,
}

impl<'d> Sampler<'d> {
    /// Creates a sampler of the smallest values.
    pub fn minimal(root: &'d Node) -> Self {
        let with_items = false;
        Self { root, with_items }
    }

    /// Creates a sampler of small values whose arrays have an item: a response should show the items, and an empty
    /// array cannot be sent as a parameter. Objects have the properties that lead to the next page of a list.
    pub fn with_items(root: &'d Node) -> Self {
        let with_items = true;
        Self { root, with_items }
    }

    /// Returns a value of a schema.
    pub fn value(&self, schema: &'d Node) -> Option<Value> {
        self.value_at(schema, 0)
    }

    /// Returns a value for each branch of a union, including nested unions; otherwise one value.
    pub fn each(&self, schema: &'d Node) -> Vec<Value> {
        let mut values = Vec::new();
        self.collect_branches(schema, 0, &mut values);
        values
    }

    fn collect_branches(&self, schema: &'d Node, depth: usize, values: &mut Vec<Value>) {
        let union = resolved(self.root, schema);
        let branches = union.and_then(branches).filter(|_| depth < MAX_DEPTH);
        let Some(branches) = branches else {
            values.extend(self.value(schema));
            return;
        };
        for branch in branches {
            let start = values.len();
            self.collect_branches(branch, depth + 1, values);
            for value in &mut values[start..] {
                self.set_tag(union, branch, value);
            }
        }
    }

    fn value_at(&self, schema: &'d Node, depth: usize) -> Option<Value> {
        if depth > MAX_DEPTH {
            return None;
        }
        if is_dangling(self.root, schema) {
            return Some(json!({}));
        }
        let schema = resolved(self.root, schema)?;
        let value = self.non_null(schema, depth);
        value.or_else(|| is_true(schema, "nullable").then_some(Value::Null))
    }

    fn non_null(&self, schema: &'d Node, depth: usize) -> Option<Value> {
        if let Some(values) = schema.get("enum").and_then(Node::as_array) {
            return values.first().map(scalars::json);
        }
        if let Some(subschemas) = schema.get("allOf").and_then(Node::as_array) {
            return self.all_of(subschemas, depth);
        }
        if let Some(branches) = branches(schema) {
            return self.any_of(schema, branches, depth);
        }
        match schema.get("type").and_then(Node::as_str) {
            None => Some(json!({})),
            Some("boolean") => Some(json!(false)),
            Some("integer" | "number") => Some(scalars::number(schema)),
            Some("array") => self.array(schema, depth),
            Some("object") => self.object(&[schema], depth),
            Some(_) => Some(Value::String(scalars::string(schema))),
        }
    }

    /// Returns a value of the first branch that has a finite one. Enums come first: a server knows their values.
    fn any_of(&self, union: &'d Node, branches: &'d [Node], depth: usize) -> Option<Value> {
        let is_enum = |branch: &&'d Node| {
            let branch = resolved(self.root, branch);
            branch.is_some_and(|branch| branch.get("enum").is_some())
        };
        let enums = branches.iter().filter(is_enum);
        let others = branches.iter().filter(|branch| !is_enum(branch));
        enums.chain(others).find_map(|branch| {
            let mut value = self.value_at(branch, depth + 1)?;
            self.set_tag(Some(union), branch, &mut value);
            Some(value)
        })
    }

    /// Sets the discriminator if the branch itself does not determine it.
    fn set_tag(&self, union: Option<&'d Node>, branch: &'d Node, value: &mut Value) {
        if let Some((property, tag)) = union.and_then(|union| self.tag(union, branch))
            && let Value::Object(object) = value
        {
            object.insert(property.to_owned(), Value::from(tag));
        }
    }

    /// Returns the discriminator property and its value for a branch that does not list the value itself.
    fn tag(&self, union: &'d Node, branch: &'d Node) -> Option<(&'d str, &'d str)> {
        let discriminator = union.get("discriminator")?;
        let property = discriminator.get("propertyName")?.as_str()?;
        let reference = branch.get("$ref")?.as_str()?;
        let mapping = discriminator.get("mapping")?.as_object()?;
        let (tag, _) = mapping
            .iter()
            .find(|(_, target)| target.as_str() == Some(reference))?;
        let record = resolved(self.root, branch)?;
        let declared = resolved(self.root, record.get("properties")?.get(property)?)?;
        let is_open = declared.get("enum").is_none();
        is_open.then_some((property, tag.text.as_ref()))
    }

    /// Returns a value of all subschemas: objects are merged, otherwise the last value is used.
    fn all_of(&self, subschemas: &'d [Node], depth: usize) -> Option<Value> {
        let mut parts = Parts::default();
        self.collect_parts(subschemas, depth, &mut parts)?;
        if parts.records.is_empty() {
            return parts.value;
        }
        let record = self.object(&parts.records, depth)?;
        merged(parts.value, record)
    }

    /// Adds the subschemas, with those of an `allOf` within: one of them may require what another one declares.
    fn collect_parts(
        &self,
        subschemas: &'d [Node],
        depth: usize,
        parts: &mut Parts<'d>,
    ) -> Option<()> {
        if depth > MAX_DEPTH {
            return None;
        }
        for subschema in subschemas {
            if is_dangling(self.root, subschema) {
                continue;
            }
            let subschema = resolved(self.root, subschema)?;
            let inner = subschema.get("allOf").and_then(Node::as_array);
            match (subschema.get("type").and_then(Node::as_str), inner) {
                (_, Some(inner)) => self.collect_parts(inner, depth + 1, parts)?,
                (Some("object"), _) if subschema.get("enum").is_none() => {
                    parts.records.push(subschema);
                }
                _ => {
                    let value = self.value_at(subschema, depth + 1)?;
                    parts.value = merged(parts.value.take(), value);
                }
            }
        }
        Some(())
    }

    /// Returns an object with the properties that any of the schemas requires.
    fn object(&self, schemas: &[&'d Node], depth: usize) -> Option<Value> {
        let property = |name: &str| {
            let mut schemas = schemas.iter().rev();
            schemas.find_map(|schema| schema.get("properties")?.get(name))
        };
        let mut object = Map::new();
        for schema in schemas {
            let additional = schema.get("additionalProperties");
            let additional = additional.filter(|node| node.as_object().is_some());
            let value = |schema: Option<&'d Node>| match schema {
                Some(schema) => self.value_at(schema, depth + 1),
                None => Some(json!({})),
            };
            let required = strings(schema, "required").into_iter();
            for name in required.filter(|name| !self.is_omitted(property(name))) {
                let value = value(property(name).or(additional))?;
                object.insert(name.to_owned(), value);
            }
            let min = limit(schema, "minProperties").unwrap_or(0.0) as usize;
            for index in 0..=MAX_COUNT {
                if object.len() >= min {
                    break;
                }
                object.insert(format!("key{index}"), value(additional)?);
            }
        }
        for name in REFERENCES.iter().filter(|_| self.with_items) {
            if !object.contains_key(*name)
                && let Some(value) = property(name).and_then(|it| self.value_at(it, depth + 1))
            {
                object.insert((*name).to_owned(), value);
            }
        }
        Some(Value::Object(object))
    }

    /// Whether a property is only sent in the other direction.
    fn is_omitted(&self, property: Option<&'d Node>) -> bool {
        let keyword = match self.with_items {
            true => "writeOnly",
            false => "readOnly",
        };
        property.is_some_and(|property| has_flag(self.root, property, keyword, 0))
    }

    fn array(&self, schema: &'d Node, depth: usize) -> Option<Value> {
        let item = || match schema.get("items") {
            Some(items) => self.value_at(items, depth + 1),
            None => Some(json!({})),
        };
        let min = limit(schema, "minItems").unwrap_or(0.0) as usize;
        if min > 0 {
            return Some(Value::Array(vec![item()?; min.min(MAX_COUNT)]));
        }
        let must_be_empty = limit(schema, "maxItems") == Some(0.0);
        let item = (self.with_items && !must_be_empty).then(item).flatten();
        Some(Value::Array(item.into_iter().collect()))
    }
}

/// The subschemas of an `allOf`.
#[derive(Default)]
struct Parts<'d> {
    /// The objects.
    records: Vec<&'d Node>,
    /// The value of all other subschemas.
    value: Option<Value>,
}

/// Whether a schema, its reference or one of its subschemas has a flag.
fn has_flag(root: &Node, schema: &Node, keyword: &str, depth: usize) -> bool {
    let Some(schema) = resolved(root, schema).filter(|_| depth < MAX_DEPTH) else {
        return false;
    };
    let subschemas = schema.get("allOf").and_then(Node::as_array);
    let mut subschemas = subschemas.into_iter().flatten();
    is_true(schema, keyword) || subschemas.any(|it| has_flag(root, it, keyword, depth + 1))
}

fn branches(schema: &Node) -> Option<&[Node]> {
    let branches = schema.get("oneOf").or_else(|| schema.get("anyOf"))?;
    branches.as_array()
}

fn merged(first: Option<Value>, second: Value) -> Option<Value> {
    match (first, second) {
        (Some(Value::Object(mut first)), Value::Object(second)) => {
            first.extend(second);
            Some(Value::Object(first))
        }
        (_, second) => Some(second),
    }
}
