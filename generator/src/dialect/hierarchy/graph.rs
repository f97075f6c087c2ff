//! The subtype relation between component schemas.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use crate::dialect::tree;
use crate::document::{Map, Node, from_fragment, parse_pointer};

/// The bases and subtypes of a document, by the names of their schemas.
pub(super) struct Graph {
    /// The subtypes of each schema, in document order.
    children: BTreeMap<String, Vec<String>>,
    /// The bases, in document order.
    bases: IndexMap<String, Base>,
    /// The names of the components for the properties of schemas that have subtypes.
    own_parts: BTreeMap<String, String>,
}

/// A schema with a discriminator and subtypes.
pub(super) struct Base {
    /// The property that discriminates the subtypes.
    pub(super) property: String,
    /// The targets of the mapping, in its order.
    mapped: Vec<String>,
}

impl Graph {
    /// Returns the hierarchies of a document, or `None` if it has no base.
    pub(super) fn of(root: &Node) -> Option<Self> {
        let schemas = root.at_pointer("/components/schemas")?.as_object()?;
        let has_discriminators = schemas
            .values()
            .any(|schema| schema.get("discriminator").is_some());
        if !has_discriminators {
            return None;
        }
        let mut children: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (key, schema) in schemas {
            let name = key.text.as_ref();
            for parent in parents(schema, schemas) {
                if schemas
                    .get(parent.as_str())
                    .is_some_and(|parent| may_be(parent, name))
                {
                    children.entry(parent).or_default().push(name.to_owned());
                }
            }
        }
        let bases: IndexMap<String, Base> = schemas
            .iter()
            .filter_map(|(key, schema)| {
                let name = key.text.as_ref();
                let base = base(schema, schemas)?;
                let is_mapped = base.mapped.iter().any(|mapped| mapped != name);
                let has_subtypes = children.contains_key(name) || (is_mapped && !is_union(schema));
                has_subtypes.then(|| (name.to_owned(), base))
            })
            .collect();
        if bases.is_empty() {
            return None;
        }
        let mut graph = Self {
            children,
            bases,
            own_parts: BTreeMap::new(),
        };
        let members: BTreeSet<String> = graph
            .subtypes()
            .map(|(_, subtype)| subtype.to_owned())
            .collect();
        let supertypes = graph.children.keys();
        let supertypes = supertypes.filter(|name| members.contains(*name));
        let supertypes: BTreeSet<String> = supertypes.chain(graph.bases.keys()).cloned().collect();
        for name in supertypes {
            let mut own = format!("{name}Base");
            while schemas.contains_key(own.as_str()) {
                own.push_str("Properties");
            }
            graph.own_parts.insert(name, own);
        }
        Some(graph)
    }

    /// Whether a schema is a base.
    pub(super) fn is_base(&self, name: &str) -> bool {
        self.bases.contains_key(name)
    }

    /// The discriminator of a base.
    pub(super) fn base(&self, name: &str) -> Option<&Base> {
        self.bases.get(name)
    }

    /// The name of the component with the properties of a schema that has subtypes.
    pub(super) fn own_part(&self, name: &str) -> Option<&str> {
        self.own_parts.get(name).map(String::as_str)
    }

    /// Whether a schema is a subtype of another.
    pub(super) fn is_child(&self, parent: &str, child: &str) -> bool {
        let mut children = self.children.get(parent).into_iter().flatten();
        children.any(|name| name == child)
    }

    /// The schemas that a base can be, in the order of its mapping, then in document order.
    pub(super) fn branches<'g>(&'g self, base: &'g str) -> Vec<&'g str> {
        let mut branches = Vec::new();
        self.add_branches(base, &mut vec![base], &mut branches);
        branches
    }

    fn add_branches<'g>(
        &'g self,
        name: &'g str,
        visited: &mut Vec<&'g str>,
        branches: &mut Vec<&'g str>,
    ) {
        let Some(base) = visited.first().and_then(|base| self.base(base)) else {
            return;
        };
        let mapped = self.base(name).into_iter().flat_map(|base| &base.mapped);
        let children = self.children.get(name).into_iter().flatten();
        for child in mapped.chain(children).map(String::as_str) {
            let is_base = visited.first() == Some(&child);
            if is_base && child == name && !branches.contains(&child) {
                branches.push(child);
            }
            if visited.contains(&child) {
                continue;
            }
            visited.push(child);
            let nested = self.base(child);
            if nested.is_none_or(|nested| nested.property != base.property) {
                branches.push(child);
            }
            // A union with a different discriminator counts as one branch.
            if nested.is_none_or(|nested| nested.property == base.property) {
                self.add_branches(child, visited, branches);
            }
        }
    }

    /// All pairs of a base and one of its branches.
    pub(super) fn subtypes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.bases.keys().flat_map(|base| {
            let branches = self.branches(base).into_iter();
            branches.map(move |branch| (base.as_str(), branch))
        })
    }
}

fn base(schema: &Node, schemas: &Map) -> Option<Base> {
    let discriminator = schema.get("discriminator")?;
    let property = discriminator
        .as_str()
        .or_else(|| discriminator.get("propertyName")?.as_str())?;
    let mapping = discriminator.get("mapping").and_then(Node::as_object);
    let targets = mapping.into_iter().flat_map(Map::values);
    let targets = targets.filter_map(|target| target_name(target, schemas));
    let mut mapped: Vec<String> = Vec::new();
    for target in targets {
        if !mapped.contains(&target) {
            mapped.push(target);
        }
    }
    Some(Base {
        property: property.to_owned(),
        mapped,
    })
}

/// The name of the schema that an entry of a mapping names or refers to.
pub(super) fn target_name(target: &Node, schemas: &Map) -> Option<String> {
    let text = target.as_str()?;
    let name = match schemas.contains_key(text) {
        true => Some(text.to_owned()),
        false => schema_name(text),
    };
    name.filter(|name| schemas.contains_key(name.as_str()))
}

/// The name of the component schema that a reference refers to.
pub(in crate::dialect) fn schema_name(reference: &str) -> Option<String> {
    let pointer = from_fragment(reference)?;
    let tokens = parse_pointer(&pointer)?;
    match tokens.as_slice() {
        [components, schemas, name] if components == "components" && schemas == "schemas" => {
            Some(name.to_string())
        }
        _ => None,
    }
}

/// Whether a schema with this name can be a subtype of the parent. A parent that is a union lists its subtypes; a
/// schema that refers to it without being listed extends the union as a whole.
fn may_be(parent: &Node, name: &str) -> bool {
    let branches = parent.get("oneOf").or_else(|| parent.get("anyOf"));
    let Some(branches) = branches.and_then(Node::as_array) else {
        return true;
    };
    let mut references = branches.iter().filter_map(tree::bare_reference);
    references.any(|reference| schema_name(reference).as_deref() == Some(name))
}

fn is_union(schema: &Node) -> bool {
    schema.get("oneOf").is_some() || schema.get("anyOf").is_some()
}

/// The supertypes of a schema. A schema that is only an annotated reference has none.
fn parents(schema: &Node, schemas: &Map) -> Vec<String> {
    let mut schema = schema.clone();
    let positions = parent_positions(&schema);
    let names = positions.into_iter().filter_map(|position| {
        let reference = parent_reference(&mut schema, position)?;
        schema_name(reference.as_str()?)
    });
    names
        .filter(|name| schemas.contains_key(name.as_str()))
        .collect()
}

/// The locations of references to supertypes: indexes in `allOf`, or `None` for a `$ref` next to other keywords.
pub(super) fn parent_positions(schema: &Node) -> Vec<Option<usize>> {
    if schema
        .as_object()
        .is_some_and(|map| tree::is_true(map, "nullable"))
    {
        return Vec::new();
    }
    let own = ["properties", "required", "allOf"]
        .iter()
        .any(|keyword| schema.get(keyword).is_some());
    let sibling = (own && schema.get("$ref").is_some()).then_some(None);
    let branches = schema.get("allOf").and_then(Node::as_array);
    let branches = branches.unwrap_or_default().iter().enumerate();
    let branches = branches.filter(|(_, branch)| tree::bare_reference(branch).is_some());
    sibling
        .into_iter()
        .chain(branches.map(|(index, _)| Some(index)))
        .collect()
}

/// The reference to a supertype.
pub(super) fn parent_reference(schema: &mut Node, position: Option<usize>) -> Option<&mut Node> {
    let map = tree::object_mut(schema)?;
    let Some(index) = position else {
        return map.get_mut("$ref");
    };
    match &mut map.get_mut("allOf")?.value {
        crate::document::Value::Array(branches) => {
            tree::object_mut(branches.get_mut(index)?)?.get_mut("$ref")
        }
        _ => None,
    }
}
