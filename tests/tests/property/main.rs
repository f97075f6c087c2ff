//! Random JSON of every component schema of the document, valid and mutated, is decoded and encoded by the generated types
//! without loss.
//!
//! Input: `spec/` and the example `decode` of the generated crate. Output: payloads that cause a panic, lose data, select
//! the wrong variant, or whose damage spreads. Valid payloads are derived from the document here, independent of the
//! generator.
//!
//! `PROPERTY_ROUNDS` sets the number of payloads per schema, `PROPERTY_SEED` the seed, `PROPERTY_SCHEMA` a single schema,
//! and `PROPERTY_SHOWN` the number of failures to print.
#![allow(clippy::print_stderr, reason = "prints figures")]
#![allow(
    clippy::cast_possible_truncation,
    reason = "the limits in the document are known"
)]

mod decoded;
mod mutate;
mod payload;
mod rng;
mod scalars;
mod schemas;
mod shape;
mod verify;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use decoded::{Outcome, decode_all};
use mutate::{Mutant, mutate};
use oasmith_tests::skip::skipped;
use payload::{Fullness, Payload, PayloadBuilder};
use rng::Rng;
use schemas::{Schemas, branches};
use serde_json::Value;

/// The number of mutated payloads per valid payload.
const MUTANTS: usize = 4;

/// A valid payload with its mutants, and the outcome of each.
struct Case {
    schema: String,
    payload: Payload,
    outcome: Option<Outcome>,
    mutants: Vec<MutantCase>,
}

/// A mutant and its outcome.
struct MutantCase {
    mutant: Mutant,
    outcome: Option<Outcome>,
}

/// The cases of all tests, decoded in one run of the example. `None` without a document.
static CASES: LazyLock<Option<Vec<Case>>> = LazyLock::new(|| {
    let schemas = Schemas::read()?;
    let mut cases = cases(&schemas);
    let payloads = cases.iter().flat_map(|case| {
        let mutants = case.mutants.iter().map(|it| &it.mutant.json);
        let all = std::iter::once(&case.payload.json).chain(mutants);
        all.map(move |json| (case.schema.as_str(), json))
    });
    let mut outcomes = decode_all(payloads).into_iter();
    for case in &mut cases {
        case.outcome = outcomes.next();
        for mutant in &mut case.mutants {
            mutant.outcome = outcomes.next();
        }
    }
    Some(cases)
});

fn cases(schemas: &Schemas) -> Vec<Case> {
    let seed = setting("PROPERTY_SEED", 1);
    let rounds = setting("PROPERTY_ROUNDS", 3) as usize;
    let only = std::env::var("PROPERTY_SCHEMA").ok();
    let mut cases = Vec::new();
    for name in schemas
        .names()
        .filter(|name| only.as_deref().is_none_or(|only| only == *name))
    {
        // Every branch of a union is used at least once.
        let branches = branches(schemas.get(name)).map_or(0, <[Value]>::len);
        for round in 0..rounds.max(branches) {
            let mut rng = Rng::new(seed, name, round);
            let fullness = match round % 3 {
                0 => Fullness::All,
                1 => Fullness::Required,
                _ => Fullness::Some,
            };
            let builder = PayloadBuilder::new(schemas, Rng::new(seed + 1, name, round), fullness);
            let Some(payload) = builder.build(name, round) else {
                continue;
            };
            let mutants = (0..MUTANTS).filter_map(|_| mutate(&payload, &mut rng));
            let mutants = mutants.map(|mutant| MutantCase {
                mutant,
                outcome: None,
            });
            cases.push(Case {
                schema: name.to_owned(),
                mutants: mutants.collect(),
                payload,
                outcome: None,
            });
        }
    }
    cases
}

/// Reads a number from an environment variable.
fn setting(name: &str, default: u64) -> u64 {
    let value = std::env::var(name).ok();
    value.map_or(default, |value| {
        value
            .parse()
            .unwrap_or_else(|_| panic!("{name} is not a number"))
    })
}

/// Returns the cases, or reports that the test is skipped.
fn decoded_cases() -> &'static [Case] {
    match &*CASES {
        Some(cases) => cases,
        None => {
            skipped("the document does not exist");
            &[]
        }
    }
}

/// A payload that violates a property.
struct Failure<'c> {
    schema: &'c str,
    json: &'c Value,
    violation: String,
}

/// Asserts that there are no failures. Otherwise prints the smallest payload of each schema.
fn assert_none(what: &str, total: usize, failures: Vec<Failure<'_>>) {
    let count = failures.len();
    eprintln!("{} of {total} {what} passed", total - count);
    let size = |failure: &Failure<'_>| failure.json.to_string().len();
    let mut smallest = BTreeMap::<&str, Failure<'_>>::new();
    for failure in failures {
        let known = smallest.get(failure.schema);
        if known.is_none_or(|known| size(&failure) < size(known)) {
            smallest.insert(failure.schema, failure);
        }
    }
    let shown = setting("PROPERTY_SHOWN", 20) as usize;
    let lines = smallest.values().take(shown).map(|failure| {
        let Failure {
            schema,
            json,
            violation,
        } = failure;
        format!("{schema}: {violation}\n    {json}\n")
    });
    assert!(
        count == 0,
        "{count} of {total} {what} of {} schemas failed with PROPERTY_SEED={}; the smallest of each schema:\n{}",
        smallest.len(),
        setting("PROPERTY_SEED", 1),
        lines.collect::<String>()
    );
}

#[test]
fn every_schema_has_a_payload_and_no_payload_causes_a_panic() {
    let cases = decoded_cases();
    let mut missing = cases.iter().flat_map(|case| {
        let mutants = case.mutants.iter();
        let all = std::iter::once((&case.payload.json, &case.outcome))
            .chain(mutants.map(|it| (&it.mutant.json, &it.outcome)));
        all.filter(|(_, outcome)| outcome.is_none())
            .map(move |(json, _)| (&case.schema, json))
    });
    // The first payload without an outcome is the one that ended the example.
    if let Some((schema, json)) = missing.next() {
        panic!("no outcome for this {schema}: {json}");
    }
    let Some(schemas) = Schemas::read() else {
        return;
    };
    if std::env::var_os("PROPERTY_SCHEMA").is_none() {
        let has_no_case = |name: &&str| !cases.iter().any(|case| case.schema == **name);
        let without: Vec<&str> = schemas.names().filter(has_no_case).collect();
        assert!(without.is_empty(), "schemas without a payload: {without:?}");
    }
}

#[test]
fn valid_payloads_are_preserved_and_modeled_completely() {
    let cases = decoded_cases();
    let failures = cases.iter().filter_map(|case| {
        let violation = verify::valid(&case.payload, case.outcome.as_ref()?)?;
        Some(Failure {
            schema: &case.schema,
            json: &case.payload.json,
            violation,
        })
    });
    assert_none("valid payloads", cases.len(), failures.collect());
}

#[test]
fn mutated_payloads_are_preserved_and_damage_does_not_spread() {
    let cases = decoded_cases();
    let mutants = || {
        let all = cases.iter();
        all.flat_map(|case| case.mutants.iter().map(move |mutant| (case, mutant)))
    };
    let failures = mutants().filter_map(|(case, MutantCase { mutant, outcome })| {
        let violation = verify::mutated(&case.payload, mutant, outcome.as_ref()?)?;
        Some(Failure {
            schema: &case.schema,
            json: &mutant.json,
            violation,
        })
    });
    assert_none("mutated payloads", mutants().count(), failures.collect());
}
