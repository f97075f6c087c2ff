//! Merging small supplements into small documents.

use super::{Merged, merge, prune};
use crate::diagnostic::Diagnostics;
use crate::document::testing::{codes, node};
use crate::document::{Node, write_yaml};

fn merged(document: &str, supplement: &str) -> (Node, Merged, Diagnostics) {
    let mut document = node(document);
    let mut diagnostics = Diagnostics::default();
    let merged = merge(&mut document, &node(supplement), &mut diagnostics);
    (document, merged, diagnostics)
}

#[test]
fn operations_and_schemas_of_both_are_united() {
    let (document, merged, diagnostics) = merged(
        "paths:\n  /a/{id}:\n    get: {operationId: getA}\n",
        "paths:\n  /a/{id}:\n    post: {operationId: setA}\n  /b:\n    get: {operationId: getB}\n\
         components:\n  schemas:\n    B: {type: string}\n",
    );
    assert_eq!(
        write_yaml(&document),
        "paths:\n  /a/{id}:\n    get:\n      operationId: getA\n    post:\n      operationId: setA\n  \
         /b:\n    get:\n      operationId: getB\ncomponents:\n  schemas:\n    B:\n      type: string\n"
    );
    assert!(merged.unneeded.is_empty() && diagnostics.is_empty());
}

#[test]
fn the_document_wins_and_what_it_has_is_reported() {
    let (document, merged, diagnostics) = merged(
        "paths:\n  /a/{id}:\n    get: {operationId: getA}\ncomponents: {schemas: {A: {type: string}}}\n",
        "paths:\n  /a/{other}:\n    get: {operationId: other}\ncomponents: {schemas: {A: {type: integer}}}\n",
    );
    assert_eq!(
        merged.unneeded,
        ["/paths/~1a~1{other}/get", "/components/schemas/A"]
    );
    assert_eq!(codes(&diagnostics), ["supplement-not-needed"]);
    let kind = document.at_pointer("/components/schemas/A/type");
    assert_eq!(kind.and_then(Node::as_str), Some("string"));
}

#[test]
fn additions_extend_properties_enumerations_unions_and_parameters() {
    let (document, merged, _) = merged(
        "paths:\n  /a:\n    get:\n      parameters: [{$ref: '#/components/parameters/P'}]\n\
         components:\n  parameters: {P: {in: query, name: p}}\n  schemas:\n    \
         A: {properties: {x: {const: one}}}\n    U: {oneOf: [{type: string}]}\n    S: {type: string}\n",
        "x-additions:\n  \
         - {target: '#/components/schemas/A', properties: {x: {}, y: {type: string}}}\n  \
         - {target: '#/components/schemas/A/properties/x', enum: [one, two]}\n  \
         - {target: '#/components/schemas/U', branches: [{type: string}, {type: integer}]}\n  \
         - {target: '#/components/schemas/S', branches: [{type: integer}]}\n  \
         - {target: '#/paths/~1a/get', parameters: [{in: query, name: 'p[]'}, {in: query, name: q}]}\n",
    );
    let value = |pointer: &str| {
        document
            .at_pointer(pointer)
            .map(write_yaml)
            .unwrap_or_default()
    };
    assert_eq!(
        value("/components/schemas/A/properties/x/enum"),
        "- one\n- two\n"
    );
    assert_eq!(
        value("/components/schemas/A/properties/y"),
        "type: string\n"
    );
    assert_eq!(
        value("/components/schemas/U/oneOf"),
        "- type: string\n- type: integer\n"
    );
    assert_eq!(
        value("/components/schemas/S"),
        "anyOf:\n  - type: string\n  - type: integer\n"
    );
    assert_eq!(value("/paths/~1a/get/parameters/1/name"), "q\n");
    assert_eq!(
        merged.unneeded,
        [
            "/x-additions/0/properties/x",
            "/x-additions/1/enum/0",
            "/x-additions/2/branches/0",
            "/x-additions/4/parameters/0"
        ]
    );
}

#[test]
fn a_moved_operation_replaces_the_old_one() {
    let (document, _, _) = merged(
        "paths:\n  /a/{id}:\n    post: {operationId: cancelA}\n",
        "paths:\n  /a/{id}/cancel:\n    post: {operationId: cancelA, x-replaces: '#/paths/~1a~1{id}/post'}\n",
    );
    assert!(document.at_pointer("/paths/~1a~1{id}").is_none());
    assert!(
        document
            .at_pointer("/paths/~1a~1{id}~1cancel/post")
            .is_some()
    );
}

#[test]
fn nodes_keep_their_location_in_the_supplement() {
    let supplement = "# a comment that moves everything\npaths: {/b: {get: {operationId: getB}}}\n";
    let (document, _, _) = merged("paths: {}\n", supplement);
    let id = document
        .at_pointer("/paths/~1b/get/operationId")
        .expect("added");
    assert_eq!(
        &supplement[id.origin.start as usize..id.origin.end as usize],
        "getB"
    );
}

#[test]
fn targets_that_are_gone_are_reported() {
    let (_, _, diagnostics) = merged(
        "paths: {}\n",
        "x-additions: [{target: '#/components/schemas/A', enum: [a]}]\n",
    );
    assert_eq!(codes(&diagnostics), ["supplement-no-target"]);
    assert!(!diagnostics.has_errors());
}

#[test]
fn malformed_supplements_are_errors() {
    for supplement in [
        "x-additions: {}\n",
        "x-additions: [{enum: [a]}]\n",
        "paths: {/a: {get: {x-replaces: nowhere}}}\n",
    ] {
        let (_, _, diagnostics) = merged("paths: {}\n", supplement);
        assert_eq!(codes(&diagnostics), ["supplement-invalid"], "{supplement}");
    }
}

#[test]
fn pruning_leaves_what_the_document_lacks() {
    let document =
        "paths:\n  /a:\n    get: {operationId: getA}\ncomponents: {schemas: {E: {enum: [a]}}}\n";
    let text = "paths:\n  /a:\n    get: {x: {$ref: '#/components/schemas/A'}}\n  /b:\n    \
                get: {x: {$ref: '#/components/schemas/B'}}\n\
                components:\n  schemas:\n    A: {}\n    B: {items: {$ref: '#/components/schemas/C'}}\n    C: {}\n\
                x-additions: [{target: '#/components/schemas/E', enum: [a]}]\n";
    let (_, merged, _) = merged(document, text);
    let mut supplement = node(text);
    prune(&mut supplement, &merged);
    assert_eq!(
        write_yaml(&supplement),
        "paths:\n  /b:\n    get:\n      x:\n        $ref: '#/components/schemas/B'\n\
         components:\n  schemas:\n    B:\n      items:\n        $ref: '#/components/schemas/C'\n    C: {}\n"
    );
}
