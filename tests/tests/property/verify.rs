//! The invariants of decoding and encoding a payload.
//!
//! Input: a payload and its outcome. Output: the first violation.

use oasmith_tests::json::difference;
use serde_json::Value;

use crate::decoded::Outcome;
use crate::mutate::{Mutant, Mutation};
use crate::payload::{Payload, UNDECLARED_NAME};

/// Verifies that a valid payload is preserved, and that its type models all declared JSON. Unmodeled JSON would mean that
/// the wrong variant was chosen.
pub fn valid(payload: &Payload, outcome: &Outcome) -> Option<String> {
    preserved(&payload.json, outcome).or_else(|| {
        let is_declared = |pointer: &str| !payload.undeclared.contains(pointer);
        let mut unmodeled = outcome.unmodeled.iter();
        let wrong = unmodeled.find(|unmodeled| is_declared(&unmodeled.pointer))?;
        Some(format!(
            "{} at {:?} in a valid payload",
            wrong.kind, wrong.pointer
        ))
    })
}

/// Verifies that a mutated payload is preserved, and that unmodeled JSON is on the path to the mutation or below it.
pub fn mutated(payload: &Payload, mutant: &Mutant, outcome: &Outcome) -> Option<String> {
    if let Err(error) = &outcome.encoded
        && is_collection_of_scalars(&mutant.json)
        && error.pointer == mutant.pointer
    {
        return None;
    }
    // In a union, another variant may match better than the one damaged by the mutation, which affects its whole object.
    let location = match mutant.pointer.rsplit_once('/') {
        Some((object, _)) if payload.unions.contains(object) => object,
        _ => mutant.pointer.as_str(),
    };
    let violation = preserved(&mutant.json, outcome).or_else(|| {
        let is_unrelated =
            |pointer: &str| !is_near(pointer, location) && !payload.undeclared.contains(pointer);
        let mut unmodeled = outcome.unmodeled.iter();
        let wrong = unmodeled.find(|unmodeled| is_unrelated(&unmodeled.pointer))?;
        Some(format!("{} at {:?}", wrong.kind, wrong.pointer))
    });
    let is_unnoticed = mutant.mutation == Mutation::Rename && outcome.unmodeled.is_empty();
    let violation =
        violation.or_else(|| is_unnoticed.then(|| "not reported as unmodeled".to_owned()))?;
    Some(format!(
        "{:?} {:?}: {violation}",
        mutant.mutation, mutant.pointer
    ))
}

/// Returns whether the payload is a list or a map, whose scalar items cannot keep a value of another type.
fn is_collection_of_scalars(json: &Value) -> bool {
    match json {
        Value::Array(_) => true,
        Value::Object(properties) => properties
            .keys()
            .all(|name| name.starts_with(UNDECLARED_NAME)),
        _ => false,
    }
}

/// Returns whether one of two pointers is a prefix of the other.
fn is_near(one: &str, other: &str) -> bool {
    let is_prefix = |short: &str, long: &str| {
        long.strip_prefix(short)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    is_prefix(one, other) || is_prefix(other, one)
}

/// Verifies that the JSON was decoded and encoded without a difference.
fn preserved(json: &Value, outcome: &Outcome) -> Option<String> {
    match &outcome.encoded {
        Ok(encoded) => difference(json, encoded, false),
        Err(error) => Some(format!(
            "rejected at {:?}: {}",
            error.pointer, error.message
        )),
    }
}
