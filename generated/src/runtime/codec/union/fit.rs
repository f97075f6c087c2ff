//! Selects the variant of a union that has no discriminator.
//!
//! Input: the complete JSON and the variants. The rule is always the same:
//!
//! 1. A variant matches if all its required properties are present and no value at its own level is unknown or has a
//!    different JSON type than declared. Mismatches at deeper levels are contained, as everywhere else.
//! 2. If several match, the one that leaves the least JSON unmodeled wins: undeclared, unknown, missing or mismatched
//!    values at any depth. Ties go to the one with the fewest contradictions, then to the one that declares the most
//!    names of the properties at its own level, then to the first.
//! 3. A mistyped declared property is stronger evidence than an undeclared one. A variant that matches except for such
//!    properties replaces the match if it misplaces no more properties of the object than the match leaves undeclared.
//! 4. If none matches, the JSON is kept unchanged, with the reason.

use std::cell::Cell;

use serde_json::Value;

use crate::runtime::codec::kept::{Found, Unmodeled, UnmodeledKind, walk};
use crate::runtime::codec::tree::{Node, TreeError};
use crate::runtime::codec::{Union, Unknown, Wire};

thread_local! {
    /// The number of trials of one value: the product over the enclosing ambiguous unions.
    static TRIALS: Cell<usize> = const { Cell::new(1) };
}

/// Nested ambiguous unions multiply their trials. Beyond this limit only the first variant with all its required
/// properties is tried; otherwise hostile input could cause unbounded work.
const MAX_TRIALS: usize = 256;

/// Checks whether some JSON matches a variant.
pub struct Trial<'t> {
    json: &'t Value,
    /// Checks only whether the required properties are present.
    keys_only: bool,
}

/// The result of a check.
pub struct Fit<U>(Outcome<U>);

enum Outcome<U> {
    No(Option<String>),
    HasKeys,
    Yes {
        value: U,
        score: Score,
        /// Why it does not match, if only its own properties do not.
        reason: Option<String>,
    },
}

/// How well a variant models some JSON.
struct Score {
    /// The size of the JSON that it leaves unmodeled.
    unmodeled: usize,
    /// The number of locations that contradict it.
    contradictions: usize,
    /// The number of undeclared properties at its own level.
    undeclared: usize,
    /// The number of properties at its own level that have a type, but no declared name.
    unnamed: usize,
    /// The number of properties at its own level that are declared with another type. It matches if there are none.
    mistyped: usize,
}

impl Score {
    fn misplaced(&self) -> usize {
        self.undeclared + self.mistyped
    }

    /// The order among variants that match: the least is the best.
    fn match_rank(&self) -> [usize; 3] {
        [self.unmodeled, self.contradictions, self.unnamed]
    }

    /// The order among variants that do not match.
    fn mistyped_rank(&self) -> [usize; 3] {
        [self.misplaced(), self.unmodeled, self.unnamed]
    }
}

impl Trial<'_> {
    /// Tries to read a `T`, which `wrap` turns into a variant.
    pub fn is<T: Wire, U>(self, wrap: impl FnOnce(T) -> U) -> Fit<U> {
        if self.keys_only {
            return Fit(match T::has_required(self.json) {
                true => Outcome::HasKeys,
                false => Outcome::No(None),
            });
        }
        let (read, reason) = match T::read(Node::tried(self.json).wired()) {
            // An object whose properties do not match is scored by their names.
            Err(error) if self.json.is_object() => (read_again(self.json), Some(error.to_string())),
            read => (read, None),
        };
        let scored = read
            .map_err(|error| error.to_string())
            .and_then(|value| Ok((score(self.json, &value)?, value)));
        Fit(match scored {
            Ok((score, value)) => Outcome::Yes {
                value: wrap(value),
                score,
                reason,
            },
            Err(mismatch) => Outcome::No(reason.or(Some(mismatch))),
        })
    }
}

/// Reads a value that keeps mismatches of its own properties. Counts as another trial of nested unions.
fn read_again<T: Wire>(json: &Value) -> Result<T, TreeError> {
    let trials = TRIALS.get();
    TRIALS.set(trials.saturating_mul(2));
    let read = T::read(Node::tolerant(json).wired());
    TRIALS.set(trials);
    read
}

/// Returns the score of `value`, which was read from `json`, or an error if it does not match.
fn score<T: Wire>(json: &Value, value: &T) -> Result<Score, String> {
    let walk = walk(value);
    let mut score = Score {
        unmodeled: 0,
        contradictions: 0,
        undeclared: 0,
        unnamed: walk.unnamed,
        mistyped: 0,
    };
    for Found {
        unmodeled: Unmodeled { pointer, kind },
        is_constant,
    } in walk.found
    {
        score.unmodeled += json.pointer(&pointer).map_or(1, size);
        let depth = pointer.matches('/').count();
        match kind {
            // The items of a list have no names that would be stronger evidence than their types.
            UnmodeledKind::Mismatch if depth <= 1 => {
                match depth == 1 && json.is_object() && !is_constant {
                    true => score.mistyped += 1,
                    false => return Err(format!("{pointer}: does not match its type")),
                }
            }
            UnmodeledKind::UnknownVariant if depth == 0 => {
                return Err("no variant matches".to_owned());
            }
            UnmodeledKind::Mismatch | UnmodeledKind::Missing => score.contradictions += 1,
            UnmodeledKind::Undeclared if depth == 1 => score.undeclared += 1,
            UnmodeledKind::UnknownVariant
            | UnmodeledKind::UnknownValue
            | UnmodeledKind::Undeclared => {}
        }
    }
    Ok(score)
}

/// Counts the values in `json`.
fn size(json: &Value) -> usize {
    1 + match json {
        Value::Array(items) => items.iter().map(size).sum::<usize>(),
        Value::Object(object) => object.values().map(size).sum(),
        _ => 0,
    }
}

/// Returns the variant that matches best, or the unknown variant.
pub(crate) fn best<U: Union>(json: Value, variants: &[fn(Trial<'_>) -> Fit<U>]) -> U {
    let check = |variant: &fn(Trial<'_>) -> Fit<U>, keys_only| {
        let Fit(outcome) = variant(Trial {
            json: &json,
            keys_only,
        });
        outcome
    };
    let mut likely: Vec<_> = variants.iter().collect();
    likely.retain(|variant| matches!(check(variant, true), Outcome::HasKeys));

    let trials = TRIALS.get();
    let product = trials.saturating_mul(likely.len().max(1));
    if product > MAX_TRIALS {
        likely.truncate(1);
    } else {
        TRIALS.set(product);
    }
    let mut best: Option<(U, Score)> = None;
    let mut best_mistyped: Option<(U, Score)> = None;
    let mut reason = None;
    for variant in likely {
        match check(variant, false) {
            Outcome::Yes { value, score, .. } if score.mistyped == 0 => {
                keep_least(&mut best, value, score, Score::match_rank);
            }
            Outcome::Yes {
                value,
                score,
                reason: because,
            } => {
                reason = reason.or(because);
                keep_least(&mut best_mistyped, value, score, Score::mistyped_rank);
            }
            Outcome::No(because) => reason = reason.or(because),
            Outcome::HasKeys => {}
        }
    }
    TRIALS.set(trials);

    match (best, best_mistyped, reason) {
        (Some((_, score)), Some((value, mistyped)), _)
            if mistyped.misplaced() <= score.undeclared =>
        {
            value
        }
        (Some((value, _)), ..) => value,
        (None, _, Some(reason)) => U::unknown(Unknown::because(json, reason)),
        (None, _, None) => U::unknown(Unknown::because(
            json,
            "the required properties of each variant are missing",
        )),
    }
}

/// Replaces the best variant found so far if this one ranks lower.
fn keep_least<U>(
    best: &mut Option<(U, Score)>,
    value: U,
    score: Score,
    rank: impl Fn(&Score) -> [usize; 3],
) {
    if best
        .as_ref()
        .is_none_or(|(_, least)| rank(&score) < rank(least))
    {
        *best = Some((value, score));
    }
}
