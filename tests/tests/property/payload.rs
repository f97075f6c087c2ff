//! Random valid JSON of a schema.
//!
//! Input: schemas and a random number generator. Output: [`Payload`]. Independent of how payloads are decoded.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::rng::Rng;
use crate::scalars::{as_length, integer, number, string};
use crate::schemas::{Schemas, branches};
use crate::shape::{Bound, BranchChoice, ScopedSchema, Shape};

/// Depth below which optional properties and items are omitted.
const MAX_OPTIONAL_DEPTH: usize = 5;
/// Depth at which another branch is tried.
const MAX_DEPTH: usize = 14;
/// The prefix of undeclared property names.
pub const UNDECLARED_NAME: &str = "key ";
/// Maximum number of attempts with other branches.
const MAX_ATTEMPTS: usize = 8;

/// Which optional properties and items a payload has.
#[derive(Clone, Copy, PartialEq)]
pub enum Fullness {
    /// All.
    All,
    /// Some.
    Some,
    /// None.
    Required,
}

/// Valid JSON of a schema, with facts about its values.
#[derive(Clone)]
pub struct Payload {
    /// The JSON.
    pub json: Value,
    /// Pointers of strings with a single allowed value.
    pub tags: BTreeSet<String>,
    /// Pointers of values that no type can model: arbitrary strings, and required properties without a schema.
    pub undeclared: BTreeSet<String>,
    /// Pointers of values whose schema has several branches.
    pub unions: BTreeSet<String>,
}

/// Builds payloads.
pub struct PayloadBuilder<'s> {
    schemas: &'s Schemas,
    rng: Rng,
    fullness: Fullness,
    tags: BTreeSet<String>,
    undeclared: BTreeSet<String>,
    unions: BTreeSet<String>,
}

impl<'s> PayloadBuilder<'s> {
    /// Creates a builder.
    pub fn new(schemas: &'s Schemas, rng: Rng, fullness: Fullness) -> Self {
        Self {
            schemas,
            rng,
            fullness,
            tags: BTreeSet::new(),
            undeclared: BTreeSet::new(),
            unions: BTreeSet::new(),
        }
    }

    /// Builds a payload of a component, using the given branch if it is a union. Returns `None` if no attempt succeeds.
    pub fn build(mut self, name: &'s str, branch: usize) -> Option<Payload> {
        let schema = ScopedSchema {
            component: name,
            schema: self.schemas.get(name),
        };
        let branch = branches(schema.schema).map(|_| branch);
        let json = self.value(&[schema], branch, "", 0)?;
        Some(Payload {
            json,
            tags: self.tags,
            undeclared: self.undeclared,
            unions: self.unions,
        })
    }

    fn value(
        &mut self,
        schemas: &[ScopedSchema<'s>],
        first_branch: Option<usize>,
        at: &str,
        depth: usize,
    ) -> Option<Value> {
        if depth > MAX_DEPTH {
            return None;
        }
        (0..MAX_ATTEMPTS).find_map(|_| {
            let mut shape = Shape::default();
            let mut choice = BranchChoice {
                rng: &mut self.rng,
                first: first_branch,
                remaining: 100,
            };
            let is_possible = schemas
                .iter()
                .all(|schema| shape.add(self.schemas, *schema, &mut choice));
            let value = is_possible
                .then(|| self.value_of_shape(&shape, at, depth))
                .flatten()?;
            if shape.is_union {
                self.unions.insert(at.to_owned());
            }
            Some(value)
        })
    }

    fn value_of_shape(&mut self, shape: &Shape<'s>, at: &str, depth: usize) -> Option<Value> {
        let may_be_null = shape.nullable
            || shape
                .types
                .as_ref()
                .is_some_and(|types| types.contains("null"));
        if may_be_null && depth > 0 && self.rng.one_in(5) {
            return Some(Value::Null);
        }
        if let Some(values) = &shape.values {
            if let [Value::String(_)] = values[..] {
                self.tags.insert(at.to_owned());
            }
            return Some((*self.rng.pick(values)).clone());
        }
        let Some(types) = &shape.types else {
            return Some(
                match shape.required.is_empty() && shape.properties.is_empty() {
                    true => anything(&mut self.rng),
                    false => Value::Object(self.object(shape, at, depth)?),
                },
            );
        };
        let types: Vec<&str> = types.iter().copied().collect();
        Some(match *self.rng.pick(&types) {
            "null" => Value::Null,
            "boolean" => Value::Bool(self.rng.one_in(2)),
            "integer" => integer(shape, &mut self.rng),
            "number" => number(shape, &mut self.rng),
            "string" => {
                self.undeclared.insert(at.to_owned());
                Value::String(string(shape, &mut self.rng))
            }
            "array" => Value::Array(self.array(shape, at, depth)?),
            "object" => Value::Object(self.object(shape, at, depth)?),
            other => panic!("invalid type {other}"),
        })
    }

    fn object(&mut self, shape: &Shape<'s>, at: &str, depth: usize) -> Option<Map<String, Value>> {
        let mut object = Map::new();
        for (name, schemas) in &shape.properties {
            let required = shape.required.contains(name);
            let is_present = required
                || match self.fullness {
                    Fullness::All => depth < MAX_OPTIONAL_DEPTH,
                    Fullness::Some => depth < MAX_OPTIONAL_DEPTH && self.rng.one_in(2),
                    Fullness::Required => false,
                };
            if !is_present {
                continue;
            }
            let pointer = format!("{at}/{}", escape(name));
            match self.value(schemas, None, &pointer, depth + 1) {
                Some(value) => {
                    // A string that its schema does not fix has the value of the discriminator.
                    let tag = shape.tags.get(name).filter(|_| value.is_string());
                    let tag = tag.filter(|_| !self.tags.contains(&pointer));
                    let value = tag.map_or(value, |tag| Value::from(*tag));
                    object.insert((*name).to_owned(), value);
                }
                None if required => return None,
                None => {}
            }
        }
        for name in &shape.required {
            if !shape.properties.contains_key(name) {
                self.undeclared.insert(format!("{at}/{}", escape(name)));
                object.insert((*name).to_owned(), anything(&mut self.rng));
            }
        }
        let is_map = shape.properties.is_empty() && !shape.closed;
        if depth < MAX_OPTIONAL_DEPTH && (is_map || !shape.additional.is_empty()) {
            for index in 0..self.rng.below(3) {
                let name = format!("{UNDECLARED_NAME}{index}");
                let pointer = format!("{at}/{name}");
                let value = match shape.additional[..] {
                    [] => Some(anything(&mut self.rng)),
                    ref schemas => self.value(schemas, None, &pointer, depth + 1),
                };
                object.extend(value.map(|value| (name, value)));
            }
        }
        for names in &shape.not_all {
            if names.iter().all(|name| object.contains_key(*name)) {
                let surplus = names.iter().find(|name| !shape.required.contains(**name))?;
                object.remove(*surplus);
            }
        }
        Some(object)
    }

    fn array(&mut self, shape: &Shape<'s>, at: &str, depth: usize) -> Option<Vec<Value>> {
        let least = as_length(shape.limit("minItems", Bound::Lower).unwrap_or(0.0));
        let most =
            as_length(shape.limit("maxItems", Bound::Upper).unwrap_or(3.0)).clamp(least, least + 2);
        let length = match depth < MAX_OPTIONAL_DEPTH && self.fullness != Fullness::Required {
            true => least + self.rng.below(most - least + 1),
            false => least,
        };
        let items = (0..length).map(|index| match shape.items[..] {
            [] => Some(anything(&mut self.rng)),
            ref schemas => self.value(schemas, None, &format!("{at}/{index}"), depth + 1),
        });
        items.collect()
    }
}

/// Returns arbitrary JSON.
pub fn anything(rng: &mut Rng) -> Value {
    let values = [
        json!(null),
        json!(true),
        json!(3),
        json!(0.25),
        json!("free"),
        json!([]),
        json!([1, "a", null]),
        json!({}),
        json!({"any": {"thing": [false]}}),
    ];
    rng.pick(&values).clone()
}

/// Escapes a segment of a JSON pointer.
pub fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
