//! Merges all schemas that a value must satisfy, with one branch chosen from each union.
//!
//! Input: schemas and a random number generator. Output: [`Shape`]. Supports only the keywords that the document uses.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::rng::Rng;
use crate::schemas::{Schemas, branches, list};

/// A schema and the component that contains it, to which `$recursiveRef` refers.
#[derive(Clone, Copy)]
pub struct ScopedSchema<'s> {
    /// The name of the component.
    pub component: &'s str,
    /// The schema.
    pub schema: &'s Value,
}

/// The constraints that a value must satisfy.
#[derive(Default)]
pub struct Shape<'s> {
    /// The allowed types, or `None` for any.
    pub types: Option<BTreeSet<&'s str>>,
    /// Whether `null` is allowed in addition.
    pub nullable: bool,
    /// The allowed values, or `None` for any.
    pub values: Option<Vec<&'s Value>>,
    /// The schemas of each property.
    pub properties: BTreeMap<&'s str, Vec<ScopedSchema<'s>>>,
    /// The required properties.
    pub required: BTreeSet<&'s str>,
    /// The schemas of additional properties.
    pub additional: Vec<ScopedSchema<'s>>,
    /// Whether additional properties are forbidden.
    pub closed: bool,
    /// The schemas of items.
    pub items: Vec<ScopedSchema<'s>>,
    /// Sets of properties that must not all be present.
    pub not_all: Vec<Vec<&'s str>>,
    /// Values of tags, from the mapping of a discriminator.
    pub tags: BTreeMap<&'s str, &'s str>,
    /// The merged schemas, for limits.
    pub parts: Vec<&'s Value>,
    /// Whether a branch was chosen among several.
    pub is_union: bool,
}

/// How branches are chosen.
pub struct BranchChoice<'r> {
    /// Chooses a random branch.
    pub rng: &'r mut Rng,
    /// The branch of the first union, if it is not random.
    pub first: Option<usize>,
    /// Number of schemas that may still be merged, so that a schema that refers to itself terminates.
    pub remaining: usize,
}

impl<'s> Shape<'s> {
    /// Merges a schema. Returns whether a value can still satisfy all schemas.
    pub fn add(
        &mut self,
        schemas: &'s Schemas,
        scoped: ScopedSchema<'s>,
        choice: &mut BranchChoice<'_>,
    ) -> bool {
        let ScopedSchema { component, schema } = scoped;
        if choice.remaining == 0 || *schema == Value::Bool(false) {
            return false;
        }
        choice.remaining -= 1;
        let reference = schema.get("$ref").and_then(Value::as_str);
        let recursive = schema.get("$recursiveRef").map(|_| component);
        let targets = reference.map(|reference| schemas.target(reference));
        for component in targets.into_iter().chain(recursive) {
            let schema = schemas.get(component);
            if !self.add(schemas, ScopedSchema { component, schema }, choice) {
                return false;
            }
        }
        self.parts.push(schema);
        self.add_types(schema);
        self.add_values(schema);
        self.add_children(scoped);
        let mut all_of = list(schema, "allOf").iter();
        all_of.all(|schema| self.add(schemas, ScopedSchema { component, schema }, choice))
            && self.add_branch(schemas, scoped, choice)
            && self.is_possible()
    }

    fn add_branch(
        &mut self,
        schemas: &'s Schemas,
        ScopedSchema { component, schema }: ScopedSchema<'s>,
        choice: &mut BranchChoice<'_>,
    ) -> bool {
        let Some(branches) = branches(schema).filter(|branches| !branches.is_empty()) else {
            return true;
        };
        let at = match choice.first.take() {
            Some(first) => first % branches.len(),
            None => choice.rng.below(branches.len()),
        };
        let branch = &branches[at];
        self.is_union |= branches.iter().filter(|branch| !is_null(branch)).count() > 1;
        if let (Some(discriminator), Some(reference)) =
            (schema.get("discriminator"), branch.get("$ref"))
            && let (Some(property), Some(mapping)) = (
                discriminator["propertyName"].as_str(),
                discriminator["mapping"].as_object(),
            )
        {
            let tag = mapping.iter().find(|(_, target)| *target == reference);
            self.tags
                .extend(tag.map(|(tag, _)| (property, tag.as_str())));
        }
        let schema = branch;
        self.add(schemas, ScopedSchema { component, schema }, choice)
    }

    fn add_types(&mut self, schema: &'s Value) {
        self.nullable |= schema.get("nullable") == Some(&Value::Bool(true));
        let types: BTreeSet<&str> = match schema.get("type") {
            Some(Value::String(one)) => [one.as_str()].into(),
            Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
            _ if schema.get("properties").is_some() => ["object"].into(),
            _ if schema.get("items").is_some() => ["array"].into(),
            _ => return,
        };
        let common = |one: &BTreeSet<&'s str>, two: &BTreeSet<&'s str>| -> BTreeSet<&'s str> {
            let names = one.iter().filter(|name| {
                two.contains(**name) || (**name == "integer" && two.contains("number"))
            });
            names.copied().collect()
        };
        self.types = Some(match &self.types {
            Some(known) => common(known, &types)
                .union(&common(&types, known))
                .copied()
                .collect(),
            None => types,
        });
    }

    fn add_values(&mut self, schema: &'s Value) {
        let listed: Vec<&Value> = match (schema.get("const"), schema.get("enum")) {
            (Some(constant), _) => vec![constant],
            (None, Some(Value::Array(values))) => values.iter().collect(),
            _ => return,
        };
        match &mut self.values {
            Some(known) => known.retain(|value| listed.contains(value)),
            None => self.values = Some(listed),
        }
    }

    fn add_children(&mut self, ScopedSchema { component, schema }: ScopedSchema<'s>) {
        let scoped = |schema| ScopedSchema { component, schema };
        for (name, property) in schema
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            let known = self.properties.entry(name).or_default();
            known.push(scoped(property));
        }
        let required = list(schema, "required").iter().filter_map(Value::as_str);
        self.required.extend(required);
        match schema.get("additionalProperties") {
            Some(Value::Bool(false)) => self.closed = true,
            Some(other @ Value::Object(_)) => self.additional.push(scoped(other)),
            _ => {}
        }
        self.items.extend(schema.get("items").map(scoped));
        let forbidden = schema.get("not").map(|not| list(not, "required"));
        self.not_all.extend(
            forbidden
                .filter(|names| !names.is_empty())
                .map(|names| names.iter().filter_map(Value::as_str).collect()),
        );
    }

    fn is_possible(&self) -> bool {
        let types = self.types.as_ref().is_none_or(|types| !types.is_empty());
        let values = self.values.as_ref().is_none_or(|values| !values.is_empty());
        types && values
    }

    /// Returns the strictest limit among the merged schemas.
    pub fn limit(&self, keyword: &str, bound: Bound) -> Option<f64> {
        let limits = self
            .parts
            .iter()
            .filter_map(|part| part.get(keyword)?.as_f64());
        limits.reduce(match bound {
            Bound::Lower => f64::max,
            Bound::Upper => f64::min,
        })
    }

    /// Returns the first string value of a keyword.
    pub fn keyword(&self, keyword: &str) -> Option<&'s str> {
        self.parts
            .iter()
            .find_map(|part| part.get(keyword)?.as_str())
    }
}

/// Whether a limit is a lower or an upper bound.
#[derive(Clone, Copy)]
pub enum Bound {
    /// The largest limit is the strictest.
    Lower,
    /// The smallest limit is the strictest.
    Upper,
}

/// Returns whether a branch only allows `null`.
fn is_null(branch: &Value) -> bool {
    branch.get("type").and_then(Value::as_str) == Some("null")
}
