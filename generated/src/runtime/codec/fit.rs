//! Which case of a union, where no tag says so.
//!
//! In: the JSON, whole, and the cases. The rule, the same every time:
//!
//! 1. A case fits if all its required properties are there, and no value at its own level is of another kind than
//!    it declares or unknown altogether; further down damage is contained, as everywhere.
//! 2. Of several that fit, the one that leaves the least JSON unexplained wins: what is undeclared, unknown, missing
//!    or does not fit, at any depth; then the one with the least that contradicts it; then the first.
//! 3. If none fits, the JSON stays as it is, with the reason.

use std::cell::Cell;

use serde_json::Value;

use super::survey::{Finding, FindingKind, survey};
use super::tree::Node;
use super::{Union, Unknown, Wire};

thread_local! {
    /// How many trials one value undergoes: the product over the ambiguous unions around it.
    static TRIALS: Cell<usize> = const { Cell::new(1) };
}

/// Ambiguous unions within each other multiply their trials. Beyond this many only the first case that has all its
/// required properties is tried, or hostile input could keep us busy for ever.
const MOST_TRIALS: usize = 256;

/// The question whether some JSON fits a case.
pub struct Trial<'t> {
    json: &'t Value,
    /// Only whether the required properties are there.
    keys_only: bool,
}

/// The answer.
pub struct Fit<U>(Answer<U>);

enum Answer<U> {
    No(Option<String>),
    HasKeys,
    Yes { case: U, left_over: LeftOver },
}

/// What a case leaves over: how much JSON it does not explain, and how many places contradict it.
type LeftOver = (usize, usize);

impl Trial<'_> {
    /// Whether it is a `T`, which makes the case `wrap`.
    pub fn is<T: Wire, U>(self, wrap: impl FnOnce(T) -> U) -> Fit<U> {
        if self.keys_only {
            return Fit(match T::has_required(self.json) {
                true => Answer::HasKeys,
                false => Answer::No(None),
            });
        }
        let read: Result<T, _> = T::read(Node::tried(self.json)).map_err(|error| error.to_string());
        Fit(
            match read.and_then(|value| Ok((left_over(self.json, &value)?, value))) {
                Ok((left_over, value)) => Answer::Yes {
                    case: wrap(value),
                    left_over,
                },
                Err(reason) => Answer::No(Some(reason)),
            },
        )
    }
}

/// What `value`, read from `json`, leaves over; an error if it does not fit.
fn left_over<T: Wire>(json: &Value, value: &T) -> Result<LeftOver, String> {
    let (mut unexplained, mut contradictions) = (0, 0);
    for Finding { pointer, kind } in survey(value) {
        let depth = pointer.matches('/').count();
        match kind {
            FindingKind::Misfit if depth <= 1 => return Err(format!("{pointer}: does not fit")),
            FindingKind::UnknownCase if depth == 0 => return Err("no known case".to_owned()),
            FindingKind::Misfit | FindingKind::Missing => contradictions += 1,
            FindingKind::UnknownCase | FindingKind::UnknownValue | FindingKind::Undeclared => {}
        }
        unexplained += json.pointer(&pointer).map_or(1, size);
    }
    Ok((unexplained, contradictions))
}

/// How many values there are in `json`.
fn size(json: &Value) -> usize {
    1 + match json {
        Value::Array(items) => items.iter().map(size).sum::<usize>(),
        Value::Object(object) => object.values().map(size).sum(),
        _ => 0,
    }
}

/// The case that fits best, or the unknown one.
pub(super) fn best<U: Union>(json: Value, cases: &[fn(Trial<'_>) -> Fit<U>]) -> U {
    let ask = |case: &fn(Trial<'_>) -> Fit<U>, keys_only| {
        let Fit(answer) = case(Trial {
            json: &json,
            keys_only,
        });
        answer
    };
    let mut likely: Vec<_> = cases.iter().collect();
    likely.retain(|case| matches!(ask(case, true), Answer::HasKeys));

    let trials = TRIALS.get();
    let product = trials.saturating_mul(likely.len().max(1));
    if product > MOST_TRIALS {
        likely.truncate(1);
    } else {
        TRIALS.set(product);
    }
    let mut best: Option<(U, LeftOver)> = None;
    let mut reason = None;
    for case in likely {
        match ask(case, false) {
            Answer::Yes { case, left_over } => {
                if best.as_ref().is_none_or(|(_, least)| left_over < *least) {
                    best = Some((case, left_over));
                }
            }
            Answer::No(why) => reason = reason.or(why),
            Answer::HasKeys => {}
        }
    }
    TRIALS.set(trials);

    match (best, reason) {
        (Some((case, _)), _) => case,
        (None, Some(reason)) => U::unknown(Unknown::because(json, reason)),
        (None, None) => U::unknown(Unknown::because(
            json,
            "no case has all its required properties here",
        )),
    }
}
