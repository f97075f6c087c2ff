//! Tests of the checks between parts of a document.

use super::{document, messages, run_all, with};

#[test]
fn references_to_missing_targets_are_errors() {
    let text = with(
        "",
        "\n    Pet: {type: string}\n    A: {$ref: '#/components/schemas/Pat'}\n    B: {$ref: 'x.yaml#/B'}",
    );
    assert_eq!(
        messages(&text),
        [
            "dangling-reference: `#/components/schemas/Pat` does not exist @ '#/components/schemas/Pat'",
            "foreign-reference: `x.yaml#/B` refers to another document @ 'x.yaml#/B'",
        ]
    );
}

#[test]
fn references_to_other_kinds_of_components_are_errors() {
    let text = with(
        "\n  /a:\n    get:\n      responses:\n        '200': {$ref: '#/components/schemas/Pet'}",
        "\n    Pet: {type: string}",
    );
    assert_eq!(messages(&text).len(), 1);
    assert!(
        messages(&text)[0].starts_with("dangling-reference"),
        "{:?}",
        messages(&text)
    );
}

#[test]
fn cycles_without_a_type_are_errors() {
    let text = with(
        "",
        "\n    A: {$ref: '#/components/schemas/B'}\n    B: {allOf: [{$ref: '#/components/schemas/A'}, {type: object, required: [x]}]}",
    );
    assert_eq!(
        messages(&text),
        ["reference-cycle: the schema `A` is defined only by itself @ A"]
    );
}

#[test]
fn a_long_cycle_shows_its_first_schemas() {
    let schemas: String = (0..50)
        .map(|index| {
            let next = (index + 1) % 50;
            format!("\n    S{index}: {{$ref: '#/components/schemas/S{next}'}}")
        })
        .collect();
    let (_, diagnostics) = run_all(&with("", &schemas));
    let cycle = diagnostics.iter().next().expect("a diagnostic");
    assert_eq!(cycle.related.len(), 8);
    assert!(
        cycle
            .help
            .as_deref()
            .is_some_and(|help| help.ends_with("41 other schemas of the cycle are not shown"))
    );
}

#[test]
fn long_sequences_of_schemas_are_errors() {
    let chain = |count: usize, link: fn(usize) -> String| -> Vec<String> {
        let links = (0..count).map(|index| format!("\n    S{index}: {}", link(index + 1)));
        let schemas: String = links
            .chain([format!("\n    S{count}: {{type: string}}")])
            .collect();
        messages(&with("", &schemas))
    };
    let expected = [
        "too-deep: the schema `S0` leads through a sequence of more than 100 references, branches or lists @ S0",
    ];
    let links: [fn(usize) -> String; 5] = [
        |next| format!("{{$ref: '#/components/schemas/S{next}'}}"),
        |next| format!("{{allOf: [{{$ref: '#/components/schemas/S{next}'}}, {{description: d}}]}}"),
        |next| format!("{{anyOf: [{{$ref: '#/components/schemas/S{next}'}}, {{type: integer}}]}}"),
        |next| format!("{{type: array, items: {{$ref: '#/components/schemas/S{next}'}}}}"),
        |next| {
            format!(
                "{{type: object, additionalProperties: {{$ref: '#/components/schemas/S{next}'}}}}"
            )
        },
    ];
    for link in links {
        assert_eq!(chain(20_000, link), expected, "{}", link(1));
        assert_eq!(chain(20, link), [""; 0], "{}", link(1));
    }
    let records: fn(usize) -> String = |next| {
        format!("{{type: object, properties: {{next: {{$ref: '#/components/schemas/S{next}'}}}}}}")
    };
    assert_eq!(chain(2_000, records), [""; 0], "records are separate types");
}

#[test]
fn recursion_through_properties_is_valid() {
    document(&with(
        "",
        "\n    A: {type: object, properties: {a: {$ref: '#/components/schemas/A'}, l: {type: array, items: {$ref: '#/components/schemas/A'}}}}\n    J: {oneOf: [{type: string}, {type: array, items: {$ref: '#/components/schemas/J'}}]}",
    ));
}

#[test]
fn duplicate_operation_ids_are_errors() {
    let text = with(
        "\n  /a:\n    get: {operationId: x}\n    put: {operationId: x}",
        "",
    );
    assert_eq!(
        messages(&text),
        ["duplicate-operation-id: duplicate `operationId` `x` @ x"]
    );
}

#[test]
fn undeclared_path_parameters_are_errors() {
    let text = with(
        "\n  /a/{id}:\n    get: {parameters: [{name: ld, in: path, required: true, schema: {}}]}",
        "",
    );
    assert_eq!(
        messages(&text),
        [
            "missing-path-parameter: `/a/{id}` has the parameter `id`, which is not declared @ get",
            "unused-path-parameter: `/a/{id}` does not contain the path parameter `ld` @ {name: ld, in: path, required: true, schema: {}}",
        ]
    );
}

#[test]
fn duplicate_parameters_are_errors() {
    let text = with(
        "\n  /a:\n    get:\n      parameters:\n        - {name: q, in: query, schema: {}}\n        - {name: q, in: header, schema: {}}\n        - {name: q, in: query, schema: {}}",
        "",
    );
    assert_eq!(
        messages(&text),
        [
            "duplicate-parameter: the query parameter `q` is declared twice @ {name: q, in: query, schema: {}}"
        ]
    );
}
