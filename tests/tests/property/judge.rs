//! What must hold of an answer.
//!
//! In: what was decoded, and the answer. Out: what is wrong with it, in words. Must not know: how either was made.

use serde_json::{Number, Value};

use crate::decoded::Answer;
use crate::make::{CHANCE, Payload};
use crate::mutate::{Change, Mutant};

/// Valid JSON comes back, and the type explains all of it that the schema does: else it is of the wrong case.
pub fn valid(payload: &Payload, answer: &Answer) -> Option<String> {
    survives(&payload.json, answer).or_else(|| {
        let known = |pointer: &str| !payload.free.contains(pointer);
        let (kind, pointer) = answer.findings.iter().find(|(_, at)| known(at))?;
        Some(format!("{kind} at {pointer:?}, though all of it is valid"))
    })
}

/// Changed JSON comes back, and what the type does not explain lies on the way to the change, or below it.
pub fn changed(payload: &Payload, mutant: &Mutant, answer: &Answer) -> Option<String> {
    if let Err((path, _)) = &answer.encoded
        && holds_plain_values(&mutant.json)
        && path == &mutant.pointer
    {
        return None;
    }
    // Of a union, another case may fit better than the one that the change has hurt: its object is where the change is.
    let place = match mutant.pointer.rsplit_once('/') {
        Some((object, _)) if payload.unions.contains(object) => object,
        _ => mutant.pointer.as_str(),
    };
    let wrong = survives(&mutant.json, answer).or_else(|| {
        let strange = |at: &str| !is_near(at, place) && !payload.free.contains(at);
        let (kind, pointer) = answer
            .findings
            .iter()
            .find(|(_, pointer)| strange(pointer))?;
        Some(format!("{kind} at {pointer:?}"))
    });
    let unnoticed = mutant.change == Change::Rename && answer.findings.is_empty();
    let wrong = wrong.or_else(|| unnoticed.then(|| "it goes unnoticed".to_owned()))?;
    Some(format!("{:?} {:?}: {wrong}", mutant.change, mutant.pointer))
}

/// Whether the whole is a list or a map of plain values, which has no place to keep what does not fit.
fn holds_plain_values(json: &Value) -> bool {
    match json {
        Value::Array(_) => true,
        Value::Object(members) => members.keys().all(|name| name.starts_with(CHANCE)),
        _ => false,
    }
}

/// Whether one pointer leads through the other, or is it.
fn is_near(one: &str, other: &str) -> bool {
    let leads = |long: &str, short: &str| {
        long.strip_prefix(short)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    leads(one, other) || leads(other, one)
}

/// Whether the JSON was decoded, and encoded as it was.
fn survives(json: &Value, answer: &Answer) -> Option<String> {
    match &answer.encoded {
        Ok(encoded) => difference(json, encoded, ""),
        Err((path, reason)) => Some(format!("refused at {path:?}: {reason}")),
    }
}

/// The first place at which two values differ; numbers by value.
fn difference(before: &Value, after: &Value, at: &str) -> Option<String> {
    match (before, after) {
        (Value::Object(one), Value::Object(two)) => {
            let lost = one.keys().find(|key| !two.contains_key(*key));
            let added = two.keys().find(|key| !one.contains_key(*key));
            lost.map(|key| format!("{at}/{key} is lost"))
                .or_else(|| added.map(|key| format!("{at}/{key} is new")))
                .or_else(|| {
                    one.iter()
                        .find_map(|(key, one)| difference(one, &two[key], &format!("{at}/{key}")))
                })
        }
        (Value::Array(one), Value::Array(two)) if one.len() == two.len() => one
            .iter()
            .zip(two)
            .enumerate()
            .find_map(|(index, (one, two))| difference(one, two, &format!("{at}/{index}"))),
        (Value::Number(one), Value::Number(two)) if same_number(one, two) => None,
        (one, two) if one == two => None,
        (one, two) => Some(format!("{at}: {one} became {two}")),
    }
}

fn same_number(one: &Number, two: &Number) -> bool {
    let whole = |number: &Number| {
        number
            .as_i64()
            .map(i128::from)
            .or(number.as_u64().map(i128::from))
    };
    match (whole(one), whole(two)) {
        (Some(one), Some(two)) => one == two,
        _ => one.as_f64() == two.as_f64(),
    }
}
