//! Component schemas, created on demand.
//!
//! Input: types, by [`Components::schema`]. Output: [`Components::finish`]: components by their final names. Until
//! then, a reference to a new component contains the name of the class. The request form and the response form of a
//! class become one component if they are equal.

use std::collections::{BTreeMap, BTreeSet};

use oasmith_core::document::{Node, Value};

use super::build::{insert, string};
use super::names::Names;
use crate::pairing::{Pairing, plain};
use crate::sdk::{Id, Types};

/// Components under construction.
#[derive(Debug)]
pub struct Components<'a> {
    /// The types of the SDK.
    pub types: &'a Types<'a>,
    pairing: &'a Pairing<'a>,
    names: &'a Names<'a>,
    schemas: BTreeMap<Id, Node>,
    waiting: Vec<Id>,
    recursive: BTreeSet<Id>,
    /// Classes that are being written inline.
    pub(super) open: Vec<Id>,
}

/// The prefix of references to new components.
const NEW: &str = "#new/";

impl<'a> Components<'a> {
    /// Creates an empty collection.
    pub fn new(types: &'a Types<'a>, pairing: &'a Pairing<'a>, names: &'a Names<'a>) -> Self {
        Self {
            types,
            pairing,
            names,
            schemas: BTreeMap::new(),
            waiting: Vec::new(),
            recursive: BTreeSet::new(),
            open: Vec::new(),
        }
    }

    /// The component of the document that a class corresponds to.
    pub(super) fn existing(&self, id: &Id) -> Option<String> {
        self.names.existing(id, self.pairing)
    }

    /// Whether a class becomes a component, because it is public or contains itself.
    pub(super) fn is_component(&mut self, id: &Id) -> bool {
        if self.open.contains(id) {
            self.recursive.insert(id.clone());
        }
        self.recursive.contains(id) || self.names.is_public(id)
    }

    /// A reference to a new component, which is written by [`Components::finish`].
    pub(super) fn require(&mut self, id: &Id) -> String {
        if !self.schemas.contains_key(id) && !self.waiting.contains(id) {
            self.waiting.push(id.clone());
        }
        format!("{NEW}{}.{}", id.module, id.name)
    }

    /// Returns all new components by name, and changes the references in `roots` to these names.
    pub fn finish(mut self, roots: &mut [Node], problems: &mut Vec<String>) -> Vec<(String, Node)> {
        while let Some(id) = self.waiting.pop() {
            let open = std::mem::replace(&mut self.open, vec![id.clone()]);
            let mut schema = self.declared(&id);
            self.open = open;
            insert(&mut schema, "x-source", self.names.source(&id.module));
            self.schemas.insert(id, schema);
        }
        let same = self.same_both_ways();
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        let mut taken: BTreeMap<String, Id> = BTreeMap::new();
        for id in self.schemas.keys() {
            let representative = same.get(id).unwrap_or(id);
            let received = self.counterpart(representative).is_some() && !same.contains_key(id);
            let name = self
                .names
                .component(representative, received && is_sent(id));
            let is_shared = self.names.is_shared(id);
            match taken.get(&name) {
                Some(other) if other != representative && !is_shared => problems.push(format!(
                    "two types have the name {name}: {}.{} and {}.{}; rename one of them in [schemas]",
                    id.module, id.name, other.module, other.name
                )),
                _ => {
                    taken.insert(name.clone(), representative.clone());
                }
            }
            names.insert(format!("{NEW}{}.{}", id.module, id.name), name);
        }
        roots.iter_mut().for_each(|root| rename(root, &names));
        let mut finished = BTreeMap::new();
        // The request form replaces an equal response form, because it shows which properties accept `null`.
        let sent_last = self.schemas.into_iter();
        let (received, sent): (Vec<_>, Vec<_>) = sent_last.partition(|(id, _)| !is_sent(id));
        for (id, mut schema) in received.into_iter().chain(sent) {
            rename(&mut schema, &names);
            let Some(name) = names.get(&format!("{NEW}{}.{}", id.module, id.name)) else {
                continue;
            };
            let is_shared = self.names.is_shared(&id);
            let differs = |other: &Node| {
                let none = BTreeMap::new();
                !comparable(other, &none).same_value(&comparable(&schema, &none))
            };
            if is_shared && finished.get(name).is_some_and(differs) {
                problems.push(format!(
                    "{}.{} differs from other classes that share the name {name}",
                    id.module, id.name
                ));
            }
            finished.insert(name.clone(), schema);
        }
        finished.into_iter().collect()
    }

    /// The other form (request or response) of a class, if it is a new component as well.
    fn counterpart(&self, id: &Id) -> Option<&Id> {
        let folder = |id: &Id| id.module.rsplit_once('/').map(|(it, _)| it.to_owned());
        self.schemas
            .keys()
            .find(|it| *it != id && folder(it) == folder(id) && plain(&it.name) == plain(&id.name))
    }

    /// The request classes that equal the response class of the same name, apart from `null`. This is a greatest fixed
    /// point, because the classes refer to each other.
    fn same_both_ways(&self) -> BTreeMap<Id, Id> {
        let mut same: BTreeMap<Id, Id> = self
            .schemas
            .keys()
            .filter(|id| is_sent(id))
            .filter_map(|id| Some((id.clone(), self.counterpart(id)?.clone())))
            .filter(|(_, received)| !is_sent(received))
            .collect();
        loop {
            let aliases: BTreeMap<String, String> = same
                .iter()
                .map(|(sent, received)| {
                    let reference = |id: &Id| format!("{NEW}{}.{}", id.module, id.name);
                    (reference(sent), reference(received))
                })
                .collect();
            let differing: Vec<Id> = same
                .iter()
                .filter(|(sent, received)| {
                    let one = comparable(&self.schemas[*sent], &aliases);
                    let two = comparable(&self.schemas[*received], &aliases);
                    !one.same_value(&two)
                })
                .map(|(sent, _)| sent.clone())
                .collect();
            if differing.is_empty() {
                return same;
            }
            same.retain(|id, _| !differing.contains(id));
        }
    }
}

fn is_sent(id: &Id) -> bool {
    id.name.ends_with("Param")
}

/// A schema in a form for comparison: without `null` and `x-source`, with sorted `required`, and with aliases applied
/// to references.
fn comparable(schema: &Node, aliases: &BTreeMap<String, String>) -> Node {
    let mut copy = schema.clone();
    simplify(&mut copy, aliases);
    copy
}

fn simplify(node: &mut Node, aliases: &BTreeMap<String, String>) {
    match &mut node.value {
        Value::Object(map) => {
            map.shift_remove("x-source");
            if let Some(branches) = map.get_mut("anyOf")
                && let Value::Array(items) = &mut branches.value
            {
                items.retain(|it| it.get("type").and_then(Node::as_str) != Some("null"));
                if items.len() == 1 {
                    let mut only = items.remove(0);
                    simplify(&mut only, aliases);
                    *node = only;
                    return;
                }
            }
            if let Some(required) = map.get_mut("required")
                && let Value::Array(items) = &mut required.value
            {
                items.sort_by(|one, two| one.as_str().cmp(&two.as_str()));
            }
            map.values_mut().for_each(|it| simplify(it, aliases));
        }
        Value::Array(items) => items.iter_mut().for_each(|it| simplify(it, aliases)),
        Value::String(text) => {
            if let Some(alias) = aliases.get(text) {
                text.clone_from(alias);
            }
        }
        _ => {}
    }
}

/// Replaces references to new components with references to their final names.
fn rename(node: &mut Node, names: &BTreeMap<String, String>) {
    match &mut node.value {
        Value::Object(map) => {
            if let Some(target) = map.get("$ref").and_then(Node::as_str)
                && let Some(name) = names.get(target)
            {
                let reference = string(format!("#/components/schemas/{name}"));
                if let Some(old) = map.get_mut("$ref") {
                    *old = reference;
                }
            }
            map.values_mut().for_each(|it| rename(it, names));
        }
        Value::Array(items) => items.iter_mut().for_each(|it| rename(it, names)),
        _ => {}
    }
}
