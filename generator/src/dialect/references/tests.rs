//! Tests of references to any location.

use serde_json::{Value, json};

use crate::dialect::testing::{normalize, to_json, with_schemas};

/// The normalized node at a pointer of a document with these schemas.
fn at(schemas: &Value, pointer: &str) -> Value {
    of(&with_schemas(&schemas.to_string()), pointer)
}

fn of(document: &str, pointer: &str) -> Value {
    let document = normalize(document);
    document.at_pointer(pointer).map_or(Value::Null, to_json)
}

#[test]
fn a_property_becomes_a_component() {
    let schemas = json!({
        "A": {"properties": {"b": {"type": "string", "minLength": 1}}},
        "C": {"$ref": "#/components/schemas/A/properties/b"},
    });
    let b = json!({"$ref": "#/components/schemas/A_b"});
    assert_eq!(at(&schemas, "/components/schemas/C"), b);
    assert_eq!(at(&schemas, "/components/schemas/A/properties/b"), b);
    assert_eq!(
        at(&schemas, "/components/schemas/A_b"),
        json!({"type": "string", "minLength": 1, "x-hoisted-from": "/components/schemas/A/properties/b"})
    );
}

#[test]
fn nested_definitions_become_components() {
    let schemas = json!({
        "A": {
            "$defs": {"D": {"type": "object", "properties": {"e": {"$ref": "#/components/schemas/A/$defs/D/$defs/E"}},
                            "$defs": {"E": {"type": "integer"}}}},
            "properties": {"d": {"$ref": "#/components/schemas/A/$defs/D"}},
        },
    });
    assert_eq!(
        at(&schemas, "/components/schemas/A/properties/d"),
        json!({"$ref": "#/components/schemas/A_D"})
    );
    assert_eq!(
        at(&schemas, "/components/schemas/A_D/properties/e"),
        json!({"$ref": "#/components/schemas/A_D_E"})
    );
    assert_eq!(
        at(&schemas, "/components/schemas/A_D_E/type"),
        json!("integer")
    );
    assert_eq!(at(&schemas, "/components/schemas/A/$defs"), Value::Null);
}

#[test]
fn a_pointer_through_references_is_followed() {
    let schemas = json!({
        "A": {"properties": {"b": {"$ref": "#/components/schemas/B"}}},
        "B": {"properties": {"c": {"type": "string"}}},
        "C": {"$ref": "#/components/schemas/A/properties/b/properties/c"},
        "D": {"$ref": "#/components/schemas/A/properties/b"},
    });
    assert_eq!(
        at(&schemas, "/components/schemas/C"),
        json!({"$ref": "#/components/schemas/B_c"})
    );
    assert_eq!(
        at(&schemas, "/components/schemas/D"),
        json!({"$ref": "#/components/schemas/B"})
    );
}

#[test]
fn recursive_references_lead_to_the_enclosing_schema() {
    let anchored = json!({"Tree": {"$recursiveAnchor": true, "properties": {"children": {"items": {"$recursiveRef": "#"}}}}});
    let dynamic = json!({"Tree": {"$dynamicAnchor": "node", "properties": {"children": {"items": {"$dynamicRef": "#node"}}}}});
    let plain = json!({"Tree": {"properties": {"children": {"items": {"$ref": "#"}}}}});
    let anchor = json!({"Tree": {"$anchor": "tree", "properties": {"children": {"items": {"$ref": "#tree"}}}}});
    for schemas in [anchored, dynamic, plain, anchor] {
        assert_eq!(
            at(
                &schemas,
                "/components/schemas/Tree/properties/children/items"
            ),
            json!({"$ref": "#/components/schemas/Tree"}),
            "{schemas}"
        );
    }
}

#[test]
fn references_are_percent_decoded() {
    let schemas = json!({"A«B»": {"type": "string"}, "a/b": {"type": "string"},
        "C": {"$ref": "#/components/schemas/A%C2%ABB%C2%BB"}, "D": {"$ref": "#/components/schemas/a~1b"}});
    assert_eq!(
        at(&schemas, "/components/schemas/C"),
        json!({"$ref": "#/components/schemas/A«B»"})
    );
    assert_eq!(
        at(&schemas, "/components/schemas/D"),
        json!({"$ref": "#/components/schemas/a~1b"})
    );
}

#[test]
fn a_schema_of_an_operation_becomes_a_component() {
    let document = json!({
        "openapi": "3.1.0", "info": {},
        "paths": {
            "/a": {"get": {"operationId": "listA", "responses": {"200": {"content": {"application/json": {"schema": {"type": "object"}}}}}}},
            "/b": {"get": {"responses": {"200": {"content": {"application/json": {"schema":
                {"$ref": "#/paths/~1a/get/responses/200/content/application~1json/schema"}}}}}}},
        },
    }).to_string();
    let target = json!({"$ref": "#/components/schemas/listA_200_application_json"});
    for path in ["~1a", "~1b"] {
        let pointer = format!("/paths/{path}/get/responses/200/content/application~1json/schema");
        assert_eq!(of(&document, &pointer), target);
    }
}

#[test]
fn references_to_missing_targets_are_unchanged() {
    let schemas = json!({"A": {"$ref": "#/components/schemas/B/properties/x"}, "C": {"$ref": "other.yaml#/A"}});
    assert_eq!(
        at(&schemas, "/components/schemas/A"),
        json!({"$ref": "#/components/schemas/B/properties/x"})
    );
    assert_eq!(
        at(&schemas, "/components/schemas/C"),
        json!({"$ref": "other.yaml#/A"})
    );
}

#[test]
fn path_items_and_callbacks_are_inlined() {
    let document = json!({
        "openapi": "3.1.0", "info": {},
        "paths": {
            "/a": {"$ref": "#/components/pathItems/P", "summary": "own"},
            "/b": {"post": {"callbacks": {"done": {"$ref": "#/components/callbacks/C"}}}},
        },
        "components": {
            "pathItems": {"P": {"summary": "shared", "get": {"operationId": "p"}}},
            "callbacks": {"C": {"{$request.body#/url}": {"post": {"operationId": "c"}}}},
        },
    })
    .to_string();
    assert_eq!(
        of(&document, "/paths/~1a"),
        json!({"summary": "own", "get": {"operationId": "p"}})
    );
    assert_eq!(of(&document, "/components/pathItems"), Value::Null);
    assert_eq!(
        of(&document, "/paths/~1b/post/callbacks/done"),
        json!({"{$request.body#/url}": {"post": {"operationId": "c"}}})
    );
}

#[test]
fn reference_cycles_terminate() {
    let schemas = json!({
        "A": {"properties": {"a": {"$ref": "#/components/schemas/B/properties/b"}}},
        "B": {"properties": {"b": {"$ref": "#/components/schemas/A/properties/a"}}},
    });
    assert_ne!(at(&schemas, "/components/schemas/A"), Value::Null);
}

#[test]
fn a_reference_to_null_makes_a_union_nullable() {
    let schemas = json!({
        "A": {"oneOf": [{"$ref": "#/components/schemas/B"}, {"$ref": "#/components/schemas/N"}]},
        "B": {"type": "string"},
        "N": {"enum": [null]},
    });
    assert_eq!(
        at(&schemas, "/components/schemas/A"),
        json!({"allOf": [{"$ref": "#/components/schemas/B"}], "nullable": true})
    );
}
