//! Random valid JSON of a schema.
//!
//! In: schemas, dice. Out: [`Payload`]. Must not know: how anything is decoded.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::dice::Dice;
use crate::scalars::{integer, number, text, whole};
use crate::schemas::{Schemas, branches};
use crate::shape::{Choice, Shape};

/// Below this, optional properties and items are left out.
const DEEP: usize = 5;
/// Below this, another branch is tried.
const TOO_DEEP: usize = 14;
/// How properties begin of which the schema says no name.
pub const CHANCE: &str = "key ";
/// How often another choice of branches is tried.
const TRIES: usize = 8;

/// How much of what is optional there is.
#[derive(Clone, Copy, PartialEq)]
pub enum Fullness {
    /// All of it.
    All,
    /// Some of it.
    Some,
    /// Nothing.
    Least,
}

/// Valid JSON of a schema, and what is known about it.
#[derive(Clone)]
pub struct Payload {
    /// The JSON.
    pub json: Value,
    /// Where the schema allows one text only.
    pub tags: BTreeSet<String>,
    /// Where the schema takes any text, or names a member and says nothing about it: no type can know what stands there.
    pub free: BTreeSet<String>,
    /// Where the schema has several branches.
    pub unions: BTreeSet<String>,
}

/// Makes payloads.
pub struct Maker<'s> {
    /// The schemas.
    pub schemas: &'s Schemas,
    /// Decides what is left open.
    pub dice: Dice,
    /// How much there is.
    pub fullness: Fullness,
    tags: BTreeSet<String>,
    free: BTreeSet<String>,
    unions: BTreeSet<String>,
}

impl<'s> Maker<'s> {
    /// A maker that has made nothing yet.
    pub fn new(schemas: &'s Schemas, dice: Dice, fullness: Fullness) -> Self {
        let (tags, free, unions) = Default::default();
        Self {
            schemas,
            dice,
            fullness,
            tags,
            free,
            unions,
        }
    }

    /// A payload of the component `name`, of the branch `first` if it is a union; none if chance found none.
    pub fn payload(mut self, name: &'s str, first: usize) -> Option<Payload> {
        let first = branches(self.schemas.get(name)).map(|_| first);
        let json = self.value(&[(name, self.schemas.get(name))], first, "", 0)?;
        Some(Payload {
            json,
            tags: self.tags,
            free: self.free,
            unions: self.unions,
        })
    }

    fn value(
        &mut self,
        schemas: &[(&'s str, &'s Value)],
        first: Option<usize>,
        at: &str,
        depth: usize,
    ) -> Option<Value> {
        if depth > TOO_DEEP {
            return None;
        }
        (0..TRIES).find_map(|_| {
            let mut shape = Shape::default();
            let mut choice = Choice {
                dice: &mut self.dice,
                first,
                fuel: 100,
            };
            let fits = schemas.iter().all(|&(component, schema)| {
                shape.join(self.schemas, component, schema, &mut choice)
            });
            let value = fits.then(|| self.of_shape(&shape, at, depth)).flatten()?;
            if shape.is_union {
                self.unions.insert(at.to_owned());
            }
            Some(value)
        })
    }

    fn of_shape(&mut self, shape: &Shape<'s>, at: &str, depth: usize) -> Option<Value> {
        let may_be_null = shape.nullable
            || shape
                .types
                .as_ref()
                .is_some_and(|types| types.contains("null"));
        if may_be_null && depth > 0 && self.dice.one_in(5) {
            return Some(Value::Null);
        }
        if let Some(values) = &shape.values {
            if let [Value::String(_)] = values[..] {
                self.tags.insert(at.to_owned());
            }
            return Some((*self.dice.pick(values)).clone());
        }
        let Some(types) = &shape.types else {
            return Some(
                match shape.required.is_empty() && shape.properties.is_empty() {
                    true => anything(&mut self.dice),
                    false => Value::Object(self.object(shape, at, depth)?),
                },
            );
        };
        let types: Vec<&str> = types.iter().copied().collect();
        Some(match *self.dice.pick(&types) {
            "null" => Value::Null,
            "boolean" => Value::Bool(self.dice.one_in(2)),
            "integer" => integer(shape, &mut self.dice),
            "number" => number(shape, &mut self.dice),
            "string" => {
                self.free.insert(at.to_owned());
                Value::String(text(shape, &mut self.dice))
            }
            "array" => Value::Array(self.array(shape, at, depth)?),
            "object" => Value::Object(self.object(shape, at, depth)?),
            other => panic!("{other} is no type"),
        })
    }

    fn object(&mut self, shape: &Shape<'s>, at: &str, depth: usize) -> Option<Map<String, Value>> {
        let mut object = Map::new();
        for (name, schemas) in &shape.properties {
            let required = shape.required.contains(name);
            let there = required
                || match self.fullness {
                    Fullness::All => depth < DEEP,
                    Fullness::Some => depth < DEEP && self.dice.one_in(2),
                    Fullness::Least => false,
                };
            if !there {
                continue;
            }
            let place = format!("{at}/{}", escaped(name));
            match self.value(schemas, None, &place, depth + 1) {
                Some(value) => {
                    // What is a text of its own choice is what the discriminator says.
                    let tag = shape.tags.get(name).filter(|_| value.is_string());
                    let tag = tag.filter(|_| !self.tags.contains(&place));
                    let value = tag.map_or(value, |tag| Value::from(*tag));
                    object.insert((*name).to_owned(), value);
                }
                None if required => return None,
                None => {}
            }
        }
        for name in &shape.required {
            if !shape.properties.contains_key(name) {
                self.free.insert(format!("{at}/{}", escaped(name)));
                object.insert((*name).to_owned(), anything(&mut self.dice));
            }
        }
        let free = shape.properties.is_empty() && !shape.closed;
        if depth < DEEP && (free || !shape.additional.is_empty()) {
            for index in 0..self.dice.throw(3) {
                let name = format!("{CHANCE}{index}");
                let place = format!("{at}/{name}");
                let value = match shape.additional[..] {
                    [] => Some(anything(&mut self.dice)),
                    ref schemas => self.value(schemas, None, &place, depth + 1),
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
        let least = whole(shape.limit("minItems", true).unwrap_or(0.0));
        let most = whole(shape.limit("maxItems", false).unwrap_or(3.0)).clamp(least, least + 2);
        let length = match depth < DEEP && self.fullness != Fullness::Least {
            true => least + self.dice.throw(most - least + 1),
            false => least,
        };
        let items = (0..length).map(|index| match shape.items[..] {
            [] => Some(anything(&mut self.dice)),
            ref schemas => self.value(schemas, None, &format!("{at}/{index}"), depth + 1),
        });
        items.collect()
    }
}

/// Any JSON.
pub fn anything(dice: &mut Dice) -> Value {
    let some = [
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
    dice.pick(&some).clone()
}

/// A segment of a JSON pointer.
pub fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
