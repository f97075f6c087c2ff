//! Samples of small documents.

use serde_json::{Value, json};

use super::{Sample, samples};
use crate::diagnostic::Diagnostics;
use crate::dialect;
use crate::document::testing::node;

fn samples_of(document: Value) -> Vec<Sample> {
    let root = node(&document.to_string());
    samples(&dialect::normalize(root, &mut Diagnostics::default()))
}

/// Returns the request and response sample of an operation with this schema.
fn request_and_response(schema: Value, schemas: Value) -> (Option<Value>, Option<Value>) {
    let content = json!({"application/json": {"schema": schema}});
    let operation = json!({
        "operationId": "a",
        "requestBody": {"required": true, "content": content},
        "responses": {"200": {"description": "", "content": content}},
    });
    let samples = samples_of(json!({
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"post": operation}},
        "components": {"schemas": schemas},
    }));
    let sample = samples.into_iter().next();
    let request = sample
        .as_ref()
        .and_then(|sample| Some(sample.bodies.first()?.value.clone()));
    let response = sample.and_then(|sample| sample.responses.first()?.values.first().cloned());
    (request, response)
}

fn request(schema: Value) -> Value {
    request_and_response(schema, json!({})).0.expect("a value")
}

#[test]
fn only_required_properties_are_sent() {
    let schema = json!({
        "type": "object",
        "properties": {"a": {"type": "string"}, "b": {"type": "integer"}, "c": {"type": "boolean"}},
        "required": ["a", "c", "undeclared"],
    });
    assert_eq!(
        request(schema),
        json!({"a": "sample", "c": false, "undeclared": {}})
    );
}

#[test]
fn listed_properties_are_sent_although_they_are_optional() {
    let parts = json!([
        {"$ref": "#/components/schemas/Part"},
        {"type": "object", "properties": {"b": {"type": "integer"}, "c": {"type": "boolean"}}},
    ]);
    let samples = samples_of(json!({
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"post": {
            "operationId": "a",
            "x-sample": ["a", "b", "undeclared"],
            "requestBody": {"content": {"application/json": {"schema": {"allOf": parts}}}},
            "responses": {"200": {"description": ""}},
        }}},
        "components": {"schemas": {"Part": {"type": "object", "properties": {"a": {"type": "string"}}}}},
    }));
    let body = &samples[0].bodies[0];
    assert_eq!(body.value, json!({"a": "sample", "b": 1}));
    assert_eq!(body.optional, ["a", "b", "c"]);
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
        assert_eq!(request(schema.clone()), value, "{schema}");
    }
}

#[test]
fn an_enum_branch_of_a_union_comes_before_the_first_branch() {
    let open = json!({"anyOf": [{"type": "string"}, {"type": "string", "enum": ["known"]}]});
    assert_eq!(request(open), json!("known"));
    let first = json!({"oneOf": [{"type": "integer"}, {"type": "string"}]});
    assert_eq!(request(first), json!(1));
}

#[test]
fn the_discriminator_mapping_sets_an_open_tag() {
    let pet =
        json!({"type": "object", "properties": {"kind": {"type": "string"}}, "required": ["kind"]});
    let union = json!({
        "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
        "discriminator": {"propertyName": "kind", "mapping": {
            "dog": "#/components/schemas/Dog", "cat": "#/components/schemas/Cat",
        }},
    });
    let (request, _) = request_and_response(union, json!({"Cat": pet, "Dog": pet}));
    assert_eq!(request, Some(json!({"kind": "cat"})));
}

#[test]
fn all_of_merges_its_subschemas() {
    let schema = json!({"allOf": [
        {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["b"]},
        {"type": "object", "properties": {"b": {"type": "boolean"}}, "required": ["a"]},
        {"oneOf": [{"type": "object", "properties": {"c": {"const": "x"}}, "required": ["c"]}, {"type": "object"}]},
    ]});
    assert_eq!(request(schema), json!({"a": 1, "b": false, "c": "x"}));
}

#[test]
fn a_response_has_the_optional_properties_that_continue_a_list() {
    let name = || json!({"anyOf": [{"type": "string"}, {"type": "null"}]});
    let item = json!({"type": "object", "properties": {"id": name(), "note": name()}});
    let page = json!({
        "type": "object",
        "properties": {"data": {"type": "array", "items": item}, "next": name(), "note": name()},
        "required": ["data"],
    });
    let (request, response) = request_and_response(page, json!({}));
    assert_eq!(request, Some(json!({"data": []})));
    assert_eq!(
        response,
        Some(json!({"data": [{"id": "sample"}], "next": "sample"}))
    );
}

#[test]
fn recursive_schemas_have_finite_samples_or_none() {
    let list = json!({"type": "object", "properties": {
        "next": {"anyOf": [{"$ref": "#/components/schemas/List"}, {"type": "null"}]},
        "items": {"type": "array", "items": {"$ref": "#/components/schemas/List"}},
    }, "required": ["items"]});
    let (request, response) = request_and_response(
        json!({"$ref": "#/components/schemas/List"}),
        json!({"List": list}),
    );
    assert_eq!(request, Some(json!({"items": []})));
    assert!(response.is_some_and(|response| response["items"][0]["items"].is_array()));
    let endless = json!({"type": "object", "properties": {
        "next": {"$ref": "#/components/schemas/List"},
    }, "required": ["next"]});
    let infinite = request_and_response(
        json!({"$ref": "#/components/schemas/List"}),
        json!({"List": endless}),
    );
    assert_eq!(infinite, (None, None));
}

#[test]
fn a_response_has_an_item_per_list_and_a_stream_an_event_per_kind() {
    let event = |name: &str| json!({"type": "object", "properties": {"type": {"const": name}}, "required": ["type"]});
    let list = json!({"type": "array", "items": {"type": "integer"}});
    let union = json!({"oneOf": [event("a"), {"oneOf": [event("b"), event("c")]}]});
    let samples = samples_of(json!({
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": {"operationId": "a", "responses": {
            "404": {"description": ""},
            "201": {"description": "", "content": {
                "application/json": {"schema": list},
                "audio/wav": {"schema": {"type": "string", "format": "binary"}},
                "text/event-stream": {"schema": union},
            }},
        }}}},
    }));
    let responses: Vec<_> = samples[0]
        .responses
        .iter()
        .map(|response| json!(response.values))
        .collect();
    assert_eq!(samples[0].status, 201);
    assert_eq!(
        responses,
        [
            json!([[1]]),
            json!(["sample"]),
            json!([{"type": "a"}, {"type": "b"}, {"type": "c"}]),
        ]
    );
}

#[test]
fn a_sample_lists_parameters_bodies_and_credentials() {
    let samples = samples_of(json!({
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "security": [{"Key": []}],
        "paths": {"/pets/{id}": {
            "get": {"security": [], "responses": {"default": {"description": ""}}},
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
        }},
        "components": {"securitySchemes": {"Key": {"type": "apiKey", "in": "header", "name": "X-Key"}}},
    }));
    let [get, put] = &samples[..] else {
        panic!("{samples:?}")
    };
    let names = |sample: &Sample| {
        let parameters = sample.parameters.iter();
        parameters
            .map(|parameter| {
                format!(
                    "{} {} {}",
                    parameter.location, parameter.name, parameter.value
                )
            })
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
        [
            "application/json",
            "application/vnd.x+json",
            "multipart/form-data",
            "text/csv"
        ]
    );
    assert_eq!(
        (
            put.credential_headers.as_slice(),
            put.body_required,
            put.status
        ),
        (&["x-key".to_owned()][..], false, 204)
    );
    assert!(get.credential_headers.is_empty());
    assert_eq!(get.operation_id, "get /pets/{id}");
}
