//! Values of small documents.

use serde_json::{Value, json};

use super::{Sample, samples};
use crate::diagnostic::Diagnostics;
use crate::dialect;
use crate::document::testing::node;

fn of(document: Value) -> Vec<Sample> {
    let root = node(&document.to_string());
    samples(&dialect::normalize(root, &mut Diagnostics::default()))
}

/// What is sent where this schema stands, and what is answered.
fn both(schema: Value, schemas: Value) -> (Option<Value>, Option<Value>) {
    let content = json!({"application/json": {"schema": schema}});
    let operation = json!({
        "operationId": "a",
        "requestBody": {"required": true, "content": content},
        "responses": {"200": {"description": "", "content": content}},
    });
    let found = of(json!({
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"post": operation}},
        "components": {"schemas": schemas},
    }));
    let sample = found.into_iter().next();
    let sent = sample
        .as_ref()
        .and_then(|sample| Some(sample.bodies.first()?.value.clone()));
    let answered = sample.and_then(|sample| sample.answers.first()?.values.first().cloned());
    (sent, answered)
}

fn sent(schema: Value) -> Value {
    both(schema, json!({})).0.expect("a value")
}

#[test]
fn only_what_must_be_there_is_sent() {
    let schema = json!({
        "type": "object",
        "properties": {"a": {"type": "string"}, "b": {"type": "integer"}, "c": {"type": "boolean"}},
        "required": ["a", "c", "undeclared"],
    });
    assert_eq!(
        sent(schema),
        json!({"a": "sample", "c": false, "undeclared": {}})
    );
}

#[test]
fn values_are_within_their_limits() {
    let cases = [
        (json!({"type": "integer"}), json!(1)),
        (json!({"type": "integer", "minimum": 16}), json!(16)),
        (json!({"type": "integer", "maximum": -3}), json!(-3)),
        (json!({"type": "number", "exclusiveMinimum": 1}), json!(2.0)),
        (json!({"type": "number", "maximum": 0.5}), json!(0.5)),
        (json!({"type": "integer", "multipleOf": 64}), json!(64)),
        (json!({"type": "string", "maxLength": 3}), json!("sam")),
        (json!({"type": "string", "minLength": 8}), json!("samplexx")),
        (
            json!({"type": "string", "format": "date"}),
            json!("2026-01-31"),
        ),
        (json!({"type": "string", "enum": ["x", "y"]}), json!("x")),
        (json!({"const": 7}), json!(7)),
        (
            json!({"type": "array", "items": {"type": "boolean"}}),
            json!([]),
        ),
        (
            json!({"type": "array", "items": {"type": "boolean"}, "minItems": 2}),
            json!([false, false]),
        ),
        (
            json!({"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": 1}),
            json!({"key0": 1}),
        ),
    ];
    for (schema, value) in cases {
        assert_eq!(sent(schema.clone()), value, "{schema}");
    }
}

#[test]
fn of_a_union_a_branch_that_lists_its_values_is_taken_or_the_first() {
    let open = json!({"anyOf": [{"type": "string"}, {"type": "string", "enum": ["known"]}]});
    assert_eq!(sent(open), json!("known"));
    let first = json!({"oneOf": [{"type": "integer"}, {"type": "string"}]});
    assert_eq!(sent(first), json!(1));
}

#[test]
fn a_discriminator_says_what_a_branch_leaves_open() {
    let pet =
        json!({"type": "object", "properties": {"kind": {"type": "string"}}, "required": ["kind"]});
    let union = json!({
        "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
        "discriminator": {"propertyName": "kind", "mapping": {
            "dog": "#/components/schemas/Dog", "cat": "#/components/schemas/Cat",
        }},
    });
    let (sent, _) = both(union, json!({"Cat": pet, "Dog": pet}));
    assert_eq!(sent, Some(json!({"kind": "cat"})));
}

#[test]
fn all_of_is_everything_at_once() {
    let schema = json!({"allOf": [
        {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["b"]},
        {"type": "object", "properties": {"b": {"type": "boolean"}}, "required": ["a"]},
        {"oneOf": [{"type": "object", "properties": {"c": {"const": "x"}}, "required": ["c"]}, {"type": "object"}]},
    ]});
    assert_eq!(sent(schema), json!({"a": 1, "b": false, "c": "x"}));
}

#[test]
fn what_refers_to_itself_comes_to_an_end_or_is_left_out() {
    let list = json!({"type": "object", "properties": {
        "next": {"anyOf": [{"$ref": "#/components/schemas/List"}, {"type": "null"}]},
        "items": {"type": "array", "items": {"$ref": "#/components/schemas/List"}},
    }, "required": ["items"]});
    let (sent, answered) = both(
        json!({"$ref": "#/components/schemas/List"}),
        json!({"List": list}),
    );
    assert_eq!(sent, Some(json!({"items": []})));
    assert!(answered.is_some_and(|answer| answer["items"][0]["items"].is_array()));
    let endless = json!({"type": "object", "properties": {
        "next": {"$ref": "#/components/schemas/List"},
    }, "required": ["next"]});
    let nothing = both(
        json!({"$ref": "#/components/schemas/List"}),
        json!({"List": endless}),
    );
    assert_eq!(nothing, (None, None));
}

#[test]
fn an_answer_shows_an_item_of_each_list_and_a_stream_an_event_of_each_kind() {
    let event = |name: &str| json!({"type": "object", "properties": {"type": {"const": name}}, "required": ["type"]});
    let list = json!({"type": "array", "items": {"type": "integer"}});
    let union = json!({"oneOf": [event("a"), {"oneOf": [event("b"), event("c")]}]});
    let found = of(json!({
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": {"operationId": "a", "responses": {
            "404": {"description": ""},
            "201": {"description": "", "content": {
                "application/json": {"schema": list},
                "text/event-stream": {"schema": union},
                "audio/wav": {"schema": {"type": "string", "format": "binary"}},
            }},
        }}}},
    }));
    let answers: Vec<_> = found[0]
        .answers
        .iter()
        .map(|answer| json!(answer.values))
        .collect();
    assert_eq!(found[0].status, 201);
    assert_eq!(
        answers,
        [
            json!([[1]]),
            json!(["sample"]),
            json!([{"type": "a"}, {"type": "b"}, {"type": "c"}]),
        ]
    );
}

#[test]
fn an_operation_says_its_parameters_bodies_and_keys() {
    let found = of(json!({
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "security": [{"Key": []}],
        "paths": {"/pets/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
            "put": {
                "operationId": "put",
                "parameters": [
                    {"name": "limit", "in": "query", "schema": {"type": "integer"}},
                    {"name": "by", "in": "query", "required": true, "schema": {"enum": ["name"]}},
                    {"name": "tags", "in": "query", "required": true, "schema": {"type": "array", "items": {}}},
                ],
                "requestBody": {"content": {
                    "application/json": {"schema": {"type": "object"}},
                    "application/vnd.x+json": {"schema": {"type": "object"}},
                    "multipart/form-data": {"schema": {"type": "object"}},
                    "text/csv": {},
                }},
                "responses": {"204": {"description": ""}},
            },
            "get": {"security": [], "responses": {"default": {"description": ""}}},
        }},
        "components": {"securitySchemes": {"Key": {"type": "apiKey", "in": "header", "name": "X-Key"}}},
    }));
    let [get, put] = &found[..] else {
        panic!("{found:?}")
    };
    let names = |sample: &Sample| {
        let all = sample.parameters.iter();
        all.map(|parameter| format!("{} {} {}", parameter.place, parameter.name, parameter.value))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        names(put),
        ["path id \"sample\"", "query by \"name\"", "query tags [{}]"]
    );
    let media: Vec<_> = put
        .bodies
        .iter()
        .map(|body| body.media_type.as_str())
        .collect();
    assert_eq!(
        media,
        ["application/json", "multipart/form-data", "text/csv"]
    );
    assert_eq!(
        (put.keys.as_slice(), put.needs_body, put.status),
        (&["x-key".to_owned()][..], false, 204)
    );
    assert!(get.keys.is_empty());
    assert_eq!(get.operation_id, "get /pets/{id}");
}
