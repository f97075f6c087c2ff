//! One test for each rule. Input: a path item or parameter. Output: its normal form.

use serde_json::{Value, json};

use crate::dialect::testing::{codes, normalize, to_json};

fn document(paths: &Value) -> String {
    json!({
        "openapi": "3.1.0", "info": {}, "paths": paths,
        "components": {"parameters": {"Id": {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}}},
    })
    .to_string()
}

fn at(paths: &Value, pointer: &str) -> Value {
    normalize(&document(paths))
        .at_pointer(pointer)
        .map_or(Value::Null, to_json)
}

#[test]
fn operations_have_the_parameters_of_their_path() {
    let shared = json!({"name": "a", "in": "query", "schema": {"type": "string"}});
    let own = json!({"name": "id", "in": "path", "required": true, "schema": {"type": "integer"}});
    let paths = json!({"/x/{id}": {
        "parameters": [shared, {"$ref": "#/components/parameters/Id"}],
        "get": {"parameters": [own]}, "put": {},
    }});
    assert_eq!(
        at(&paths, "/paths/~1x~1{id}/get/parameters"),
        json!([shared, own])
    );
    assert_eq!(
        at(&paths, "/paths/~1x~1{id}/put/parameters"),
        json!([shared, {"$ref": "#/components/parameters/Id"}])
    );
    assert_eq!(at(&paths, "/paths/~1x~1{id}/parameters"), Value::Null);
}

#[test]
fn parameters_get_a_schema() {
    let parameter = |parameter: Value| json!({"/x": {"get": {"parameters": [parameter]}}});
    let plain = parameter(json!({"name": "a", "in": "query"}));
    assert_eq!(
        at(&plain, "/paths/~1x/get/parameters/0/schema"),
        json!({"type": "string"})
    );
    assert_eq!(codes(&document(&plain)), ["IrregularDocument"]);
    let old = parameter(json!({"name": "a", "in": "query", "type": "integer", "enum": [1]}));
    assert_eq!(
        at(&old, "/paths/~1x/get/parameters/0"),
        json!({"name": "a", "in": "query", "schema": {"type": "integer", "enum": [1]}})
    );
    let optional = parameter(json!({"name": "a", "in": "path", "schema": {"type": "string"}}));
    assert_eq!(
        at(&optional, "/paths/~1x/get/parameters/0/required"),
        json!(true)
    );
    assert_eq!(codes(&document(&optional)), ["IrregularDocument"]);
}

#[test]
fn parameters_by_another_name_are_renamed() {
    let id = |name: &str| json!([{"name": name, "in": "path", "required": true, "schema": {"type": "string"}}]);
    let agreed = json!({"/x/{thing_id}": {"get": {"parameters": id("id")}, "put": {"parameters": id("id")}, "delete": {}}});
    for method in ["get", "put", "delete"] {
        let pointer = format!("/paths/~1x~1{{thing_id}}/{method}/parameters");
        assert_eq!(at(&agreed, &pointer), id("thing_id"), "{method}");
    }
    assert_eq!(
        codes(&document(&agreed)),
        ["IrregularDocument", "IrregularDocument"]
    );
    // For a single operation the intent is not clear: the next stage reports the mistake.
    let alone = json!({"/x/{thing_id}": {"get": {"parameters": id("id")}}});
    assert_eq!(
        at(&alone, "/paths/~1x~1{thing_id}/get/parameters"),
        id("id")
    );
    assert_eq!(codes(&document(&alone)), [""; 0]);
}

#[test]
fn parameters_of_a_path_with_the_same_prefix_are_used() {
    let id = json!([{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}]);
    let paths = json!({"/x/{id}": {"get": {"parameters": id}}, "/x/{id}/y": {"get": {}}, "/z/{id}": {"get": {}}});
    assert_eq!(at(&paths, "/paths/~1x~1{id}~1y/get/parameters"), id);
    assert_eq!(at(&paths, "/paths/~1z~1{id}/get/parameters"), Value::Null);
    assert_eq!(codes(&document(&paths)), ["IrregularDocument"]);
}

#[test]
fn examples_are_removed_and_unknown_fields_are_reported() {
    let paths = json!({"/x": {"get": {"operationID": "a", "responses": {"200": {"description": "d",
        "content": {"application/json": {"example": 1, "examples": {}, "schema": true}, "text/plain": null}}}}}});
    assert_eq!(
        at(&paths, "/paths/~1x/get"),
        json!({"responses": {"200": {"description": "d", "content": {"application/json": {"schema": {}}, "text/plain": {}}}}})
    );
    assert_eq!(codes(&document(&paths)), ["UnknownKeyword"]);
}

#[test]
fn siblings_of_a_reference_are_removed() {
    let paths = json!({"/x": {"get": {"responses": {"200": {"$ref": "#/components/responses/R", "description": "d"}}}}});
    assert_eq!(
        at(&paths, "/paths/~1x/get/responses/200"),
        json!({"$ref": "#/components/responses/R"})
    );
}

#[test]
fn mutual_tls_schemes_become_schemes_without_support() {
    let document = json!({"openapi": "3.1.0", "info": {}, "paths": {},
        "components": {"securitySchemes": {"m": {"type": "mutualTLS"}, "k": {"type": "http", "scheme": "bearer"}}}})
    .to_string();
    let schemes = normalize(&document);
    let schemes = schemes
        .at_pointer("/components/securitySchemes")
        .map(to_json);
    assert_eq!(
        schemes,
        Some(
            json!({"m": {"type": "http", "scheme": "mutualTLS"}, "k": {"type": "http", "scheme": "bearer"}})
        )
    );
    assert_eq!(codes(&document), ["UnsupportedKeyword"]);
}
