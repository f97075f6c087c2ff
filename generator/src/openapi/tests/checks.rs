//! What holds between parts of a document.

use super::{document, findings, with};

#[test]
fn references_must_lead_somewhere() {
    let text = with(
        "",
        "\n    Pet: {type: string}\n    A: {$ref: '#/components/schemas/Pat'}\n    B: {$ref: 'x.yaml#/B'}",
    );
    assert_eq!(
        findings(&text),
        [
            "dangling-reference: `#/components/schemas/Pat` leads to nothing @ '#/components/schemas/Pat'",
            "foreign-reference: `x.yaml#/B` leads out of this document @ 'x.yaml#/B'",
        ]
    );
}

#[test]
fn references_must_lead_to_the_right_kind() {
    let text = with(
        "\n  /a:\n    get:\n      responses:\n        '200': {$ref: '#/components/schemas/Pet'}",
        "\n    Pet: {type: string}",
    );
    assert_eq!(findings(&text).len(), 1);
    assert!(
        findings(&text)[0].starts_with("dangling-reference"),
        "{:?}",
        findings(&text)
    );
}

#[test]
fn circles_without_a_type_are_found() {
    let text = with(
        "",
        "\n    A: {$ref: '#/components/schemas/B'}\n    B: {allOf: [{$ref: '#/components/schemas/A'}, {type: object, required: [x]}]}",
    );
    assert_eq!(
        findings(&text),
        ["reference-cycle: the schema `A` is defined by nothing but itself @ A"]
    );
}

#[test]
fn recursion_through_parts_is_fine() {
    document(&with(
        "",
        "\n    A: {type: object, properties: {a: {$ref: '#/components/schemas/A'}, l: {type: array, items: {$ref: '#/components/schemas/A'}}}}\n    J: {oneOf: [{type: string}, {type: array, items: {$ref: '#/components/schemas/J'}}]}",
    ));
}

#[test]
fn operation_ids_are_unique() {
    let text = with(
        "\n  /a:\n    get: {operationId: x}\n    put: {operationId: x}",
        "",
    );
    assert_eq!(
        findings(&text),
        ["duplicate-operation-id: `x` is the `operationId` of another operation already @ x"]
    );
}

#[test]
fn path_parameters_are_declared() {
    let text = with(
        "\n  /a/{id}:\n    get: {parameters: [{name: ld, in: path, required: true, schema: {}}]}",
        "",
    );
    assert_eq!(
        findings(&text),
        [
            "missing-path-parameter: `/a/{id}` names the parameter `id`, which is not declared @ get",
            "unused-path-parameter: `/a/{id}` does not name the path parameter `ld` @ {name: ld, in: path, required: true, schema: {}}",
        ]
    );
}

#[test]
fn parameters_are_declared_once() {
    let text = with(
        "\n  /a:\n    get:\n      parameters:\n        - {name: q, in: query, schema: {}}\n        - {name: q, in: header, schema: {}}\n        - {name: q, in: query, schema: {}}",
        "",
    );
    assert_eq!(
        findings(&text),
        [
            "duplicate-parameter: the query parameter `q` is declared twice @ {name: q, in: query, schema: {}}"
        ]
    );
}
