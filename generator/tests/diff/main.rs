//! Comparisons of two small documents: each rule, and the required release.
//!
//! Input: pairs of documents in these files. Output: failures that show the actual report.

mod cases;
mod operations;
mod service;
mod types;

use std::collections::BTreeSet;

use oasmith_core::diff::{Class, Level, Rule};

use crate::cases::{Case, report, schemas};

#[test]
fn every_rule_has_a_test_case() {
    let all = [types::CASES, operations::CASES, service::CASES].concat();
    let tested: BTreeSet<&str> = all.iter().flat_map(Case::rules).collect();
    let missing: Vec<&str> = Rule::ALL
        .iter()
        .map(|rule| rule.as_str())
        .filter(|rule| !tested.contains(rule))
        .collect();
    assert!(missing.is_empty(), "no test case for {missing:?}");
}

#[test]
fn type_changes_are_reported() {
    cases::check(types::CASES);
}

#[test]
fn operation_changes_are_reported() {
    cases::check(operations::CASES);
}

#[test]
fn service_changes_are_reported() {
    cases::check(service::CASES);
}

#[test]
fn a_document_does_not_differ_from_itself() {
    for case in [types::CASES, operations::CASES, service::CASES].concat() {
        let report = report(&case.old_document(), &case.old_document());
        assert!(report.changes.is_empty(), "{report:#?}");
        assert_eq!(report.release.from_1_0, Level::None);
    }
}

#[test]
fn the_most_severe_change_determines_the_release() {
    let release = |old: &str, new: &str| report(&schemas(old), &schemas(new)).release;
    let docs = release("A: {type: string}", "A: {type: string, title: The}");
    assert_eq!(
        (docs.before_1_0, docs.from_1_0),
        (Level::Patch, Level::Patch)
    );
    let additive = release(
        "A: {type: string}",
        "A: {type: string, title: The}, B: {type: string}",
    );
    assert_eq!(
        (additive.before_1_0, additive.from_1_0),
        (Level::Patch, Level::Minor)
    );
    let breaking = release("A: {type: string}", "B: {type: integer}");
    assert_eq!(
        (breaking.before_1_0, breaking.from_1_0),
        (Level::Minor, Level::Major)
    );
}

#[test]
fn changes_have_a_location() {
    let old = schemas("Pet: {type: object, properties: {name: {type: string}}}");
    let new = schemas("Pet: {type: object, properties: {name: {type: integer}}}");
    let report = report(&old, &new);
    let [change] = report.changes.as_slice() else {
        panic!("{report:#?}");
    };
    assert_eq!(change.class, Class::Breaking);
    assert_eq!(change.pointer, "/components/schemas/Pet");
    let location = change.location.as_deref().expect("a location");
    let (line, column) = location
        .strip_prefix("new.yaml:")
        .and_then(|position| position.split_once(':'))
        .unwrap_or_else(|| panic!("{location}"));
    let line = new.lines().nth(line.parse::<usize>().expect("a line") - 1);
    let column: usize = column.parse().expect("a column");
    let at = line
        .and_then(|line| line.get(column - 1..))
        .unwrap_or_default();
    assert!(at.starts_with("name"), "{location}: {at}");
}

#[test]
fn a_change_of_a_shared_type_belongs_to_all_its_areas() {
    let get = |id: &str| {
        format!(
            "{{get: {{operationId: {id}, responses: {{'200': {{description: '', content: {{application/json: \
             {{schema: {{$ref: '#/components/schemas/Pet'}}}}}}}}}}}}}}"
        )
    };
    let document = |pet: &str| {
        format!(
            "openapi: 3.1.0\ninfo: {{title: Pets, version: '1'}}\npaths:\n  /shops: {}\n  /pets: {}\n\
             components: {{schemas: {{Pet: {pet}, Toy: {{type: object}}}}}}\n",
            get("getShop"),
            get("getPet")
        )
    };
    let report = report(
        &document("{type: object, additionalProperties: false}"),
        &document("{type: object, properties: {name: {type: string}}}"),
    );
    assert_eq!(report.changes[0].areas, ["pets", "shops"]);
    assert_eq!(report.changes[0].group(), "shared");
}
