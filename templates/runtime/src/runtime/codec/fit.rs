//! Which case of a union, where no tag says so.
//!
//! In: the JSON, whole, and the cases. The rule, the same every time:
//!
//! 1. A case fits if all its required properties are there and no value at its own level is of another kind than
//!    it declares; further down damage is contained, as everywhere.
//! 2. Of several that fit, the one with the least that did not fit wins; then the one that leaves the fewest
//!    undeclared properties and unknown values, at any depth; then the first.
//! 3. If none fits, the JSON stays as it is, with the reason.

use std::cell::Cell;

use serde_json::Value;

use super::survey::{self, FindingKind};
use super::tree::Node;
use super::{Union, Unknown, Wire};

thread_local! {
    /// How many trials one value undergoes: the product over the ambiguous unions around it.
    static TRIALS: Cell<usize> = const { Cell::new(1) };
}

/// Ambiguous unions within each other multiply their trials; beyond this the first that has all its required
/// properties is taken, or hostile input could keep us busy for ever.
const MOST_TRIALS: usize = 256;

/// The question whether some JSON fits a case.
pub struct Trial<'t> {
    json: &'t Value,
    depth: Depth,
}

#[derive(Clone, Copy)]
enum Depth {
    /// Only the required properties.
    Keys,
    /// Read it.
    Read,
    /// Read it, and count what it does not explain.
    Compare,
}

/// The answer.
pub struct Fit<U>(Answer<U>);

enum Answer<U> {
    No(Option<String>),
    HasKeys,
    Yes { case: U, unexplained: Unexplained },
}

/// What a case leaves over: first what contradicts it, then what it merely does not know.
type Unexplained = (usize, usize);

impl Trial<'_> {
    /// Whether it is a `T`, which makes the case `wrap`.
    pub fn is<T: Wire, U>(self, wrap: impl FnOnce(T) -> U) -> Fit<U> {
        Fit(match self.depth {
            Depth::Keys if T::has_required(self.json) => Answer::HasKeys,
            Depth::Keys => Answer::No(None),
            Depth::Read | Depth::Compare => match T::read(Node::tried(self.json)) {
                Err(error) => Answer::No(Some(error.to_string())),
                Ok(value) => match self.unexplained(&value) {
                    Ok(unexplained) => Answer::Yes {
                        case: wrap(value),
                        unexplained,
                    },
                    Err(reason) => Answer::No(Some(reason)),
                },
            },
        })
    }

    fn unexplained<T: Wire>(&self, value: &T) -> Result<Unexplained, String> {
        let findings = survey::survey(value);
        let contradicts = |kind| matches!(kind, FindingKind::Misfit | FindingKind::Missing);
        if let Some(own) = findings.iter().find(|finding| {
            finding.kind == FindingKind::Misfit && !finding.pointer[1..].contains('/')
        }) {
            return Err(format!("{}: does not fit", own.pointer));
        }
        let contradictions = findings
            .iter()
            .filter(|finding| contradicts(finding.kind))
            .count();
        Ok((contradictions, findings.len() - contradictions))
    }
}

/// The case that fits best, or the unknown one.
pub(super) fn best<U: Union>(json: Value, cases: &[fn(Trial<'_>) -> Fit<U>]) -> U {
    let has_keys = |case: &&fn(Trial<'_>) -> Fit<U>| {
        matches!(
            case(Trial {
                json: &json,
                depth: Depth::Keys
            }),
            Fit(Answer::HasKeys)
        )
    };
    let likely: Vec<_> = cases.iter().filter(has_keys).collect();
    let trials = TRIALS.get();
    let within = trials.saturating_mul(likely.len().max(1));

    let mut best: Option<(U, Unexplained)> = None;
    let mut reason = None;
    TRIALS.set(within.min(MOST_TRIALS));
    for case in likely {
        match case(Trial {
            json: &json,
            depth: if within > MOST_TRIALS {
                Depth::Read
            } else {
                Depth::Compare
            },
        }) {
            Fit(Answer::Yes { case, unexplained }) => {
                if best.as_ref().is_none_or(|(_, least)| unexplained < *least) {
                    best = Some((case, unexplained));
                }
                if within > MOST_TRIALS {
                    break;
                }
            }
            Fit(Answer::No(why)) => reason = reason.or(why),
            Fit(Answer::HasKeys) => {}
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
