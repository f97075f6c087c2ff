//! Schemas of a document, with references followed, `allOf` merged, and unions flattened.
//!
//! Input: JSON Pointers. Output: pointers of properties, branches and constants.

use indexmap::IndexMap;
use oasmith_core::document::{Node, Value, push_pointer};

/// A document whose parts are looked up by JSON Pointer.
#[derive(Debug)]
pub struct Document<'a> {
    /// Its root.
    pub root: &'a Node,
}

/// A branch of a union. Any other schema has a single branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Its JSON Pointer.
    pub pointer: String,
    /// The kind of values that it allows.
    pub kind: Kind,
}

/// The kind of values that a branch allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An object with declared properties.
    Object,
    /// An object without declared properties.
    Map,
    /// A list.
    List,
    /// Constants.
    Constants,
    /// Any string.
    String,
    /// A number or integer.
    Number,
    /// A boolean.
    Boolean,
    /// `null`
    Null,
    /// Anything.
    Any,
}

impl<'a> Document<'a> {
    /// The node at a pointer.
    pub fn at(&self, pointer: &str) -> Option<&'a Node> {
        self.root.at_pointer(pointer)
    }

    /// The pointer of the target of a `$ref` at this pointer, or the pointer itself.
    pub fn follow(&self, pointer: &str) -> String {
        let mut pointer = pointer.to_owned();
        for _ in 0..16 {
            let reference = self
                .at(&pointer)
                .and_then(|it| it.get("$ref"))
                .and_then(Node::as_str);
            match reference.and_then(|it| it.strip_prefix('#')) {
                Some(target) => pointer = target.to_owned(),
                None => break,
            }
        }
        pointer
    }

    /// All branches of a schema, through references and nested unions.
    pub fn branches(&self, pointer: &str) -> Vec<Branch> {
        let mut branches = Vec::new();
        self.collect_branches(pointer, &mut branches, 12);
        branches
    }

    fn collect_branches(&self, pointer: &str, branches: &mut Vec<Branch>, depth: usize) {
        let pointer = self.follow(pointer);
        let Some(schema) = self.at(&pointer) else {
            return;
        };
        if depth == 0 || branches.iter().any(|it| it.pointer == pointer) {
            return;
        }
        let unions = ["anyOf", "oneOf"].map(|it| (it, list(schema, it)));
        let lists_branches = unions.iter().any(|(_, items)| items > &0);
        if lists_branches && schema.get("properties").is_none() {
            for (keyword, count) in unions {
                for index in 0..count {
                    self.collect_branches(
                        &format!("{pointer}/{keyword}/{index}"),
                        branches,
                        depth - 1,
                    );
                }
            }
            return;
        }
        let parts = list(schema, "allOf");
        if parts > 0 && schema.get("properties").is_none() {
            let objects = (0..parts)
                .filter(|index| self.is_object(&format!("{pointer}/allOf/{index}"), depth - 1))
                .count();
            if objects == 0 {
                for index in 0..parts {
                    self.collect_branches(&format!("{pointer}/allOf/{index}"), branches, depth - 1);
                }
                return;
            }
        }
        for kind in kinds(schema) {
            branches.push(Branch {
                pointer: pointer.clone(),
                kind,
            });
        }
    }

    fn is_object(&self, pointer: &str, depth: usize) -> bool {
        let pointer = self.follow(pointer);
        let Some(schema) = self.at(&pointer) else {
            return false;
        };
        schema.get("properties").is_some()
            || depth > 0
                && (0..list(schema, "allOf"))
                    .any(|index| self.is_object(&format!("{pointer}/allOf/{index}"), depth - 1))
    }

    /// The pointers of the properties of an object and of its `allOf`, by name. The last declaration takes precedence.
    pub fn properties(&self, pointer: &str) -> IndexMap<String, String> {
        let mut properties = IndexMap::new();
        self.collect_properties(pointer, &mut properties, 10);
        properties
    }

    fn collect_properties(
        &self,
        pointer: &str,
        properties: &mut IndexMap<String, String>,
        depth: usize,
    ) {
        let pointer = self.follow(pointer);
        let Some(schema) = self.at(&pointer).filter(|_| depth > 0) else {
            return;
        };
        for index in 0..list(schema, "allOf") {
            self.collect_properties(&format!("{pointer}/allOf/{index}"), properties, depth - 1);
        }
        for name in names(schema.get("properties")) {
            let mut at = format!("{pointer}/properties");
            push_pointer(&mut at, name);
            properties.insert(name.to_owned(), at);
        }
        // An object may have alternatives in addition to its properties.
        if schema.get("properties").is_some() || list(schema, "allOf") > 0 {
            for keyword in ["anyOf", "oneOf"] {
                for index in 0..list(schema, keyword) {
                    let mut more = IndexMap::new();
                    let branch = format!("{pointer}/{keyword}/{index}");
                    self.collect_properties(&branch, &mut more, depth - 1);
                    for (name, at) in more {
                        properties.entry(name).or_insert(at);
                    }
                }
            }
        }
    }

    /// The constants of a schema: `enum` and `const`.
    pub fn constants(&self, pointer: &str) -> Vec<String> {
        let Some(schema) = self.at(pointer) else {
            return Vec::new();
        };
        let listed = schema
            .get("enum")
            .and_then(Node::as_array)
            .unwrap_or_default();
        listed
            .iter()
            .chain(schema.get("const"))
            .filter_map(shown)
            .collect()
    }

    /// The constants of all branches of a schema.
    pub fn all_constants(&self, pointer: &str) -> Vec<String> {
        let branches = self.branches(pointer).into_iter();
        branches
            .flat_map(|it| self.constants(&it.pointer))
            .collect()
    }

    /// The name of the component schema at a pointer, or `None` for a pointer to anything else.
    pub fn component(pointer: &str) -> Option<&str> {
        let name = pointer.strip_prefix("/components/schemas/")?;
        (!name.contains('/')).then_some(name)
    }

    /// The names of all component schemas.
    pub fn components(&self) -> Vec<&'a str> {
        names(self.at("/components/schemas"))
    }
}

fn names(node: Option<&Node>) -> Vec<&str> {
    let members = node.and_then(Node::as_object).into_iter().flatten();
    members.map(|(key, _)| &*key.text).collect()
}

fn list(schema: &Node, keyword: &str) -> usize {
    schema
        .get(keyword)
        .and_then(Node::as_array)
        .map_or(0, <[Node]>::len)
}

fn shown(node: &Node) -> Option<String> {
    match &node.value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.0.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

/// The kinds of values that a schema without branches allows.
fn kinds(schema: &Node) -> Vec<Kind> {
    if schema.get("enum").is_some() || schema.get("const").is_some() {
        return vec![Kind::Constants];
    }
    if schema.get("properties").is_some() || list(schema, "allOf") > 0 {
        return vec![Kind::Object];
    }
    let named = match schema.get("type").map(|it| &it.value) {
        Some(Value::String(name)) => vec![name.as_str()],
        Some(Value::Array(names)) => names.iter().filter_map(Node::as_str).collect(),
        _ if schema.get("items").is_some() => vec!["array"],
        _ if schema.get("additionalProperties").is_some() => vec!["object"],
        _ => return vec![Kind::Any],
    };
    let kind = |name: &str| match name {
        "object" => Kind::Map,
        "array" => Kind::List,
        "string" => Kind::String,
        "integer" | "number" => Kind::Number,
        "boolean" => Kind::Boolean,
        "null" => Kind::Null,
        _ => Kind::Any,
    };
    named.into_iter().map(kind).collect()
}
