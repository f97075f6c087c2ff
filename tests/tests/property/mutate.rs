//! One change to valid JSON, somewhere.
//!
//! In: a payload, dice. Out: [`Mutant`]. Must not know: schemas, decoding.

use serde_json::{Value, json};

use crate::dice::Dice;
use crate::make::{CHANCE, Payload, anything, escaped};

/// The sorts of change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// A property is gone.
    Drop,
    /// A value is `null`.
    Null,
    /// A property is there that no schema knows.
    Add,
    /// A tag, or what else can only be one text, is another text.
    Rename,
    /// A value is of another JSON type.
    Swap,
}

/// A payload with one change.
pub struct Mutant {
    /// What was changed.
    pub change: Change,
    /// Where.
    pub pointer: String,
    /// The JSON, changed.
    pub json: Value,
}

/// The payload, changed at random; none if it has no place for the change.
pub fn mutate(payload: &Payload, dice: &mut Dice) -> Option<Mutant> {
    let all = [
        Change::Drop,
        Change::Null,
        Change::Add,
        Change::Rename,
        Change::Swap,
    ];
    let change = *dice.pick(&all);
    let mut json = payload.json.clone();
    let pointer = place(payload, change, dice)?;
    match change {
        Change::Drop => {
            let (parent, name) = pointer.rsplit_once('/')?;
            let name = name.replace("~1", "/").replace("~0", "~");
            json.pointer_mut(parent)?.as_object_mut()?.remove(&name);
        }
        Change::Add => {
            let (parent, name) = pointer.rsplit_once('/')?;
            let object = json.pointer_mut(parent)?.as_object_mut()?;
            object.insert(name.to_owned(), anything(dice));
        }
        Change::Null => *json.pointer_mut(&pointer)? = Value::Null,
        Change::Rename => *json.pointer_mut(&pointer)? = json!("no such value"),
        Change::Swap => {
            let value = json.pointer_mut(&pointer)?;
            let mut others = vec![
                json!(true),
                json!(-3.5),
                json!("other"),
                json!([]),
                json!({}),
                json!([{"a": 1}]),
            ];
            others.retain(|other| kind(other) != kind(value));
            *value = dice.pick(&others).clone();
        }
    }
    Some(Mutant {
        change,
        pointer,
        json,
    })
}

fn place(payload: &Payload, change: Change, dice: &mut Dice) -> Option<String> {
    let mut places = Vec::new();
    collect(&payload.json, "", &mut places);
    let suits = |(pointer, value, is_member): &(String, &Value, bool)| match change {
        Change::Drop => *is_member,
        Change::Null => !pointer.is_empty() && !value.is_null(),
        Change::Swap => !pointer.is_empty(),
        Change::Add => value.is_object(),
        Change::Rename => value.is_string() && payload.tags.contains(pointer),
    };
    places.retain(suits);
    if places.is_empty() {
        return None;
    }
    let (pointer, ..) = dice.pick(&places);
    Some(match change {
        Change::Add => format!("{pointer}/{CHANCE}nobody knows"),
        _ => pointer.clone(),
    })
}

/// All values with their pointers, and whether they are members of an object.
fn collect<'v>(value: &'v Value, at: &str, places: &mut Vec<(String, &'v Value, bool)>) {
    if at.is_empty() {
        places.push((String::new(), value, false));
    }
    let inside: Vec<(String, &Value)> = match value {
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(index, item)| (format!("{at}/{index}"), item))
            .collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| (format!("{at}/{}", escaped(name)), member))
            .collect(),
        _ => Vec::new(),
    };
    for (pointer, inner) in inside {
        places.push((pointer.clone(), inner, value.is_object()));
        collect(inner, &pointer, places);
    }
}

fn kind(value: &Value) -> u8 {
    match value {
        Value::Null => 0,
        Value::Bool(_) => 1,
        Value::Number(_) => 2,
        Value::String(_) => 3,
        Value::Array(_) => 4,
        Value::Object(_) => 5,
    }
}
