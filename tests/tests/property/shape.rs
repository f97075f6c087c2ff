//! Schemas joined into one: everything that one value has to satisfy, a branch chosen of every union on the way.
//!
//! In: schemas, dice. Out: [`Shape`]. Knows JSON Schema as far as the document uses it; nothing of Rust.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::dice::Dice;
use crate::schemas::{Schemas, branches, list};

/// What one value has to satisfy.
#[derive(Default)]
pub struct Shape<'s> {
    /// The allowed types; `None`: all.
    pub types: Option<BTreeSet<&'s str>>,
    /// `null` is allowed beside them.
    pub nullable: bool,
    /// The allowed values; `None`: all.
    pub values: Option<Vec<&'s Value>>,
    /// What each property has to satisfy, with the component that says so.
    pub properties: BTreeMap<&'s str, Vec<(&'s str, &'s Value)>>,
    /// Properties that must be there.
    pub required: BTreeSet<&'s str>,
    /// What other properties have to satisfy.
    pub additional: Vec<(&'s str, &'s Value)>,
    /// There are no other properties.
    pub closed: bool,
    /// What items have to satisfy.
    pub items: Vec<(&'s str, &'s Value)>,
    /// Properties that must not all be there.
    pub not_all: Vec<Vec<&'s str>>,
    /// Texts that a discriminator's mapping asks for.
    pub tags: BTreeMap<&'s str, &'s str>,
    /// The schemas themselves, for limits.
    pub parts: Vec<&'s Value>,
    /// A branch of several was chosen.
    pub is_union: bool,
}

/// How branches are chosen.
pub struct Choice<'d> {
    /// By chance.
    pub dice: &'d mut Dice,
    /// But the first this one.
    pub first: Option<usize>,
    /// References left to follow, so that a schema that is only itself ends.
    pub fuel: usize,
}

impl<'s> Shape<'s> {
    /// Joins a schema of a component; says whether anything can still satisfy all.
    pub fn join(
        &mut self,
        schemas: &'s Schemas,
        component: &'s str,
        schema: &'s Value,
        choice: &mut Choice<'_>,
    ) -> bool {
        if choice.fuel == 0 || *schema == Value::Bool(false) {
            return false;
        }
        choice.fuel -= 1;
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let name = schemas.name_of(reference);
            if !self.join(schemas, name, schemas.get(name), choice) {
                return false;
            }
        }
        if schema.get("$recursiveRef").is_some()
            && !self.join(schemas, component, schemas.get(component), choice)
        {
            return false;
        }
        self.parts.push(schema);
        self.join_types(schema);
        self.join_values(schema);
        self.join_members(component, schema);
        let mut all_of = list(schema, "allOf").iter();
        all_of.all(|part| self.join(schemas, component, part, choice))
            && self.join_branch(schemas, component, schema, choice)
            && self.is_possible()
    }

    fn join_branch(
        &mut self,
        schemas: &'s Schemas,
        component: &'s str,
        schema: &'s Value,
        choice: &mut Choice<'_>,
    ) -> bool {
        let Some(branches) = branches(schema).filter(|branches| !branches.is_empty()) else {
            return true;
        };
        let at = match choice.first.take() {
            Some(first) => first % branches.len(),
            None => choice.dice.throw(branches.len()),
        };
        let branch = &branches[at];
        self.is_union |= branches.iter().filter(|branch| !is_null(branch)).count() > 1;
        if let (Some(by), Some(reference)) = (schema.get("discriminator"), branch.get("$ref"))
            && let (Some(property), Some(mapping)) =
                (by["propertyName"].as_str(), by["mapping"].as_object())
        {
            let tag = mapping.iter().find(|(_, target)| *target == reference);
            self.tags
                .extend(tag.map(|(tag, _)| (property, tag.as_str())));
        }
        self.join(schemas, component, branch, choice)
    }

    fn join_types(&mut self, schema: &'s Value) {
        self.nullable |= schema.get("nullable") == Some(&Value::Bool(true));
        let types: BTreeSet<&str> = match schema.get("type") {
            Some(Value::String(one)) => [one.as_str()].into(),
            Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
            _ if schema.get("properties").is_some() => ["object"].into(),
            _ if schema.get("items").is_some() => ["array"].into(),
            _ => return,
        };
        let both = |one: &BTreeSet<&'s str>, two: &BTreeSet<&'s str>| -> BTreeSet<&'s str> {
            let common = one.iter().filter(|name| {
                two.contains(**name) || (**name == "integer" && two.contains("number"))
            });
            common.copied().collect()
        };
        self.types = Some(match &self.types {
            Some(known) => both(known, &types)
                .union(&both(&types, known))
                .copied()
                .collect(),
            None => types,
        });
    }

    fn join_values(&mut self, schema: &'s Value) {
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

    fn join_members(&mut self, component: &'s str, schema: &'s Value) {
        for (name, property) in schema
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            let known = self.properties.entry(name).or_default();
            known.push((component, property));
        }
        let required = list(schema, "required").iter().filter_map(Value::as_str);
        self.required.extend(required);
        match schema.get("additionalProperties") {
            Some(Value::Bool(false)) => self.closed = true,
            Some(other @ Value::Object(_)) => self.additional.push((component, other)),
            _ => {}
        }
        self.items
            .extend(schema.get("items").map(|items| (component, items)));
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

    /// The strictest of a limit that several schemas may state: the largest, or the smallest.
    pub fn limit(&self, keyword: &str, largest: bool) -> Option<f64> {
        let stated = self
            .parts
            .iter()
            .filter_map(|part| part.get(keyword)?.as_f64());
        stated.reduce(if largest { f64::max } else { f64::min })
    }

    /// The first text that a keyword has.
    pub fn word(&self, keyword: &str) -> Option<&'s str> {
        self.parts
            .iter()
            .find_map(|part| part.get(keyword)?.as_str())
    }
}

/// Whether a branch is `null` alone.
fn is_null(branch: &Value) -> bool {
    branch.get("type").and_then(Value::as_str) == Some("null")
}
