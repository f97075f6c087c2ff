//! Applies one random mutation to valid JSON.
//!
//! Input: a payload and a random number generator. Output: [`Mutant`]. Independent of schemas and decoding.

use serde_json::{Value, json};

use crate::payload::{Payload, UNDECLARED_NAME, anything, escape};
use crate::rng::Rng;

/// The kinds of mutation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mutation {
    /// Removes a property.
    Remove,
    /// Replaces a value with `null`.
    Null,
    /// Adds an undeclared property.
    Add,
    /// Replaces a string with a single allowed value, such as a tag, with another string.
    Rename,
    /// Replaces a value with one of another JSON type.
    Swap,
}

/// A payload with one mutation.
pub struct Mutant {
    /// The mutation.
    pub mutation: Mutation,
    /// The JSON pointer of the mutation.
    pub pointer: String,
    /// The mutated JSON.
    pub json: Value,
}

/// Applies a random mutation. Returns `None` if the payload has no suitable location.
pub fn mutate(payload: &Payload, rng: &mut Rng) -> Option<Mutant> {
    let all = [
        Mutation::Remove,
        Mutation::Null,
        Mutation::Add,
        Mutation::Rename,
        Mutation::Swap,
    ];
    let mutation = *rng.pick(&all);
    let mut json = payload.json.clone();
    let pointer = random_pointer(payload, mutation, rng)?;
    match mutation {
        Mutation::Remove => {
            let (parent, name) = pointer.rsplit_once('/')?;
            let name = name.replace("~1", "/").replace("~0", "~");
            json.pointer_mut(parent)?.as_object_mut()?.remove(&name);
        }
        Mutation::Add => {
            let (parent, name) = pointer.rsplit_once('/')?;
            let object = json.pointer_mut(parent)?.as_object_mut()?;
            object.insert(name.to_owned(), anything(rng));
        }
        Mutation::Null => *json.pointer_mut(&pointer)? = Value::Null,
        Mutation::Rename => *json.pointer_mut(&pointer)? = json!("no such value"),
        Mutation::Swap => {
            let value = json.pointer_mut(&pointer)?;
            let mut others = vec![
                json!(true),
                json!(-3.5),
                json!("other"),
                json!([]),
                json!({}),
                json!([{"a": 1}]),
            ];
            others.retain(|other| json_type(other) != json_type(value));
            *value = rng.pick(&others).clone();
        }
    }
    Some(Mutant {
        mutation,
        pointer,
        json,
    })
}

fn random_pointer(payload: &Payload, mutation: Mutation, rng: &mut Rng) -> Option<String> {
    let mut locations = Vec::new();
    collect(&payload.json, "", &mut locations);
    locations.retain(|location| {
        let Location {
            pointer,
            value,
            is_property,
        } = location;
        match mutation {
            Mutation::Remove => *is_property,
            Mutation::Null => !pointer.is_empty() && !value.is_null(),
            Mutation::Swap => !pointer.is_empty(),
            Mutation::Add => value.is_object(),
            Mutation::Rename => value.is_string() && payload.tags.contains(pointer),
        }
    });
    if locations.is_empty() {
        return None;
    }
    let pointer = &rng.pick(&locations).pointer;
    Some(match mutation {
        Mutation::Add => format!("{pointer}/{UNDECLARED_NAME}undeclared"),
        _ => pointer.clone(),
    })
}

/// A value in a payload.
struct Location<'v> {
    pointer: String,
    value: &'v Value,
    is_property: bool,
}

/// Collects the locations of all values.
fn collect<'v>(value: &'v Value, at: &str, locations: &mut Vec<Location<'v>>) {
    if at.is_empty() {
        locations.push(Location {
            pointer: String::new(),
            value,
            is_property: false,
        });
    }
    let children: Vec<(String, &Value)> = match value {
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(index, item)| (format!("{at}/{index}"), item))
            .collect(),
        Value::Object(properties) => properties
            .iter()
            .map(|(name, property)| (format!("{at}/{}", escape(name)), property))
            .collect(),
        _ => Vec::new(),
    };
    for (pointer, child) in children {
        locations.push(Location {
            pointer: pointer.clone(),
            value: child,
            is_property: value.is_object(),
        });
        collect(child, &pointer, locations);
    }
}

fn json_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
