//! Random JSON of every component schema of the document, valid and with one change, through the generated types.
//!
//! In: `spec/` and the example `decode` of the generated crate. Out: what panics, loses something, is explained by the
//! wrong case, or spreads damage. What is valid is worked out here from the document, not by the generator.
//!
//! `PROPERTY_ROUNDS` sets how many payloads are made of each schema, `PROPERTY_SEED` which ones, and
//! `PROPERTY_SCHEMA` one schema instead of all.
#![allow(
    clippy::print_stderr,
    reason = "a skipped test says so, and figures are told"
)]
#![allow(
    clippy::cast_possible_truncation,
    reason = "limits of a document that is known"
)]

mod decoded;
mod dice;
mod judge;
mod make;
mod mutate;
mod scalars;
mod schemas;
mod shape;

use std::sync::LazyLock;

use decoded::{Answer, decoded};
use dice::Dice;
use make::{Fullness, Maker, Payload};
use mutate::{Mutant, mutate};
use schemas::{Schemas, branches};
use serde_json::Value;

/// Changed payloads for each valid one.
const MUTANTS: usize = 4;

/// One payload with all that was made of it, and the answers.
struct Case {
    schema: String,
    payload: Payload,
    answer: Option<Answer>,
    mutants: Vec<(Mutant, Option<Answer>)>,
}

/// One run of the example serves all tests; none without a document.
static CASES: LazyLock<Option<Vec<Case>>> = LazyLock::new(|| {
    let schemas = Schemas::read()?;
    let mut cases = cases(&schemas);
    let payloads = cases.iter().flat_map(|case| {
        let mutants = case.mutants.iter().map(|(mutant, _)| &mutant.json);
        let all = std::iter::once(&case.payload.json).chain(mutants);
        all.map(move |json| (case.schema.as_str(), json))
    });
    let mut answers = decoded(payloads).into_iter();
    for case in &mut cases {
        case.answer = answers.next();
        for (_, answer) in &mut case.mutants {
            *answer = answers.next();
        }
    }
    Some(cases)
});

fn cases(schemas: &Schemas) -> Vec<Case> {
    let (seed, rounds) = (
        setting("PROPERTY_SEED", 1),
        setting("PROPERTY_ROUNDS", 3) as usize,
    );
    let only = std::env::var("PROPERTY_SCHEMA").ok();
    let mut cases = Vec::new();
    for name in schemas
        .names()
        .filter(|name| only.as_deref().is_none_or(|only| only == *name))
    {
        // Every branch of a union has its turn.
        let turns = branches(schemas.get(name)).map_or(0, <[Value]>::len);
        for round in 0..rounds.max(turns) {
            let mut dice = Dice::of(seed, name, round);
            let fullness = match round % 3 {
                0 => Fullness::All,
                1 => Fullness::Least,
                _ => Fullness::Some,
            };
            let maker = Maker::new(schemas, Dice::of(seed + 1, name, round), fullness);
            let Some(payload) = maker.payload(name, round) else {
                continue;
            };
            let mutants = (0..MUTANTS).filter_map(|_| mutate(&payload, &mut dice));
            let mutants = mutants.map(|mutant| (mutant, None)).collect();
            cases.push(Case {
                schema: name.to_owned(),
                payload,
                answer: None,
                mutants,
            });
        }
    }
    cases
}

fn setting(name: &str, otherwise: u64) -> u64 {
    let set = std::env::var(name).ok();
    set.map_or(otherwise, |set| {
        set.parse()
            .unwrap_or_else(|_| panic!("{name} is no number"))
    })
}

/// What was made; a word, and nothing, without a document.
fn made() -> &'static [Case] {
    match &*CASES {
        Some(cases) => cases,
        None => {
            eprintln!("skipped: there is no document");
            &[]
        }
    }
}

/// Fails with the smallest payload of each schema that has one.
fn assert_none(what: &str, of: usize, failures: Vec<(&str, &Value, String)>) {
    eprintln!(
        "{} of {of} {what} are as they should be",
        of - failures.len()
    );
    let mut smallest = std::collections::BTreeMap::<&str, (&Value, String)>::new();
    let count = failures.len();
    for (schema, json, wrong) in failures {
        let size = |json: &Value| json.to_string().len();
        if smallest
            .get(schema)
            .is_none_or(|(known, _)| size(json) < size(known))
        {
            smallest.insert(schema, (json, wrong));
        }
    }
    let shown = setting("PROPERTY_SHOWN", 20) as usize;
    let lines = smallest.iter().take(shown);
    let lines = lines.map(|(schema, (json, wrong))| format!("{schema}: {wrong}\n    {json}\n"));
    assert!(
        count == 0,
        "{count} of {of} {what} are not, of {} schemas, with PROPERTY_SEED={}; the smallest of each:\n{}",
        smallest.len(),
        setting("PROPERTY_SEED", 1),
        lines.collect::<String>()
    );
}

#[test]
fn every_schema_has_a_payload_and_every_payload_an_answer() {
    let cases = made();
    let mut unanswered = cases.iter().flat_map(|case| {
        let mutants = case.mutants.iter();
        let all = std::iter::once((&case.payload.json, &case.answer))
            .chain(mutants.map(|(mutant, answer)| (&mutant.json, answer)));
        all.filter(|(_, answer)| answer.is_none())
            .map(move |(json, _)| (&case.schema, json))
    });
    // The first of them is the one that ended the program.
    if let Some((schema, json)) = unanswered.next() {
        panic!("no answer to this {schema}: {json}");
    }
    let Some(schemas) = Schemas::read() else {
        return;
    };
    if std::env::var_os("PROPERTY_SCHEMA").is_none() {
        let lacks = |name: &&str| !cases.iter().any(|case| case.schema == **name);
        let without: Vec<&str> = schemas.names().filter(lacks).collect();
        assert!(without.is_empty(), "nothing was made of {without:?}");
    }
}

#[test]
fn what_is_valid_is_explained_in_full_and_comes_back() {
    let cases = made();
    let failures = cases.iter().filter_map(|case| {
        let wrong = judge::valid(&case.payload, case.answer.as_ref()?)?;
        Some((case.schema.as_str(), &case.payload.json, wrong))
    });
    assert_none("valid payloads", cases.len(), failures.collect());
}

#[test]
fn what_is_changed_comes_back_and_damage_stays_where_it_is() {
    let cases = made();
    let mutants = || {
        let all = cases.iter();
        all.flat_map(|case| case.mutants.iter().map(move |mutant| (case, mutant)))
    };
    let failures = mutants().filter_map(|(case, (mutant, answer))| {
        let wrong = judge::changed(&case.payload, mutant, answer.as_ref()?)?;
        Some((case.schema.as_str(), &mutant.json, wrong))
    });
    assert_none("changed payloads", mutants().count(), failures.collect());
}
