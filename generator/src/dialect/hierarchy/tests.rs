//! Tests of base schemas with a discriminator.

use serde_json::{Value, json};

use crate::dialect::testing::{normalize, to_json, with_schemas};

/// The normalized component schemas.
fn schemas(given: &Value) -> Value {
    let document = normalize(&with_schemas(&given.to_string()));
    document
        .at_pointer("/components/schemas")
        .map_or(Value::Null, to_json)
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

#[test]
fn a_base_is_a_union_of_its_subtypes() {
    let all = schemas(&json!({
        "Shape": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}},
                  "discriminator": {"propertyName": "kind", "mapping": {"square": "Square"}}},
        "Circle": {"allOf": [{"$ref": "#/components/schemas/Shape"}, {"properties": {"radius": {"type": "number"}}}]},
        "Square": {"allOf": [{"$ref": "#/components/schemas/Shape"}]},
    }));
    assert_eq!(
        all["Shape"]["oneOf"],
        json!([reference("Square"), reference("Circle")])
    );
    assert_eq!(all["ShapeBase"]["properties"]["kind"]["type"], "string");
    assert!(all["ShapeBase"].get("discriminator").is_none());
    assert_eq!(all["Circle"]["allOf"][0], reference("ShapeBase"));
    let tag =
        |name: &str, index: usize| all[name]["allOf"][index]["properties"]["kind"]["enum"].clone();
    assert_eq!(tag("Circle", 2), json!(["Circle"]));
    assert_eq!(tag("Square", 1), json!(["square"]));
}

#[test]
fn subtypes_of_subtypes_are_branches_and_inherit_no_tag() {
    let all = schemas(&json!({
        "Shape": {"properties": {"kind": {"enum": ["line", "polygon", "square_shape"]}},
                  "discriminator": {"propertyName": "kind"}},
        "Polygon": {"allOf": [{"$ref": "#/components/schemas/Shape"}, {"properties": {"sides": {"type": "integer"}}}]},
        "SquareShape": {"allOf": [{"$ref": "#/components/schemas/Polygon"}]},
    }));
    assert_eq!(
        all["Shape"]["oneOf"],
        json!([reference("Polygon"), reference("SquareShape")])
    );
    assert_eq!(all["SquareShape"]["allOf"][0], reference("PolygonBase"));
    assert_eq!(
        all["PolygonBase"]["allOf"].as_array().map(Vec::len),
        Some(2)
    );
    assert_eq!(
        all["SquareShape"]["allOf"][1]["properties"]["kind"]["enum"],
        json!(["square_shape"])
    );
}

#[test]
fn a_union_that_its_branches_extend_is_not_a_cycle() {
    let all = schemas(&json!({
        "Shape": {"type": "object", "properties": {"kind": {"type": "string"}},
                  "oneOf": [{"$ref": "#/components/schemas/Circle"}, {"$ref": "#/components/schemas/Square"}],
                  "discriminator": {"propertyName": "kind"}},
        "Circle": {"allOf": [{"$ref": "#/components/schemas/Shape"}]},
        "Square": {"allOf": [{"$ref": "#/components/schemas/Shape"}]},
        "Extension": {"allOf": [{"$ref": "#/components/schemas/Shape"}, {"properties": {"a": {"type": "string"}}}]},
    }));
    assert_eq!(
        all["Shape"]["oneOf"],
        json!([reference("Circle"), reference("Square")])
    );
    assert_eq!(all["Circle"]["allOf"][0], reference("ShapeBase"));
    assert_eq!(all["Extension"]["allOf"][0], reference("Shape"));
}

#[test]
fn a_base_without_subtypes_is_unchanged() {
    let all = schemas(&json!({
        "Shape": {"type": "object", "properties": {"kind": {"type": "string"}}, "discriminator": {"propertyName": "kind"}},
        "Other": {"allOf": [{"$ref": "#/components/schemas/Shape"}], "nullable": true},
    }));
    assert_eq!(all["Shape"]["type"], "object");
    assert!(all.get("ShapeBase").is_none());
}

#[test]
fn a_base_that_is_mapped_to_itself_is_a_branch() {
    let all = schemas(&json!({
        "Line": {"required": ["t"], "properties": {"t": {"type": "string"}},
                 "discriminator": {"propertyName": "t", "mapping": {"special": "Special", "plain": "Line"}}},
        "Special": {"allOf": [{"$ref": "#/components/schemas/Line"}]},
    }));
    assert_eq!(
        all["Line"]["oneOf"],
        json!([reference("Special"), reference("LineBase")])
    );
    let mapping = &all["Line"]["discriminator"]["mapping"];
    assert_eq!(mapping["plain"], "#/components/schemas/LineBase");
}

#[test]
fn an_extension_has_the_tag_of_a_subtype() {
    let all = schemas(&json!({
        "Pet": {"properties": {"kind": {"type": "string", "enum": ["Cat"]}}, "discriminator": {"propertyName": "kind"}},
        "Cat": {"allOf": [{"$ref": "#/components/schemas/Pet"}]},
        "Dog": {"allOf": [{"$ref": "#/components/schemas/Pet"}], "x-ms-discriminator-value": "#Pets.Dog"},
        "Cow": {"allOf": [{"$ref": "#/components/schemas/Pet"}, {"type": "object", "x-discriminator-value": "cow"}]},
    }));
    let tag =
        |name: &str, index: usize| all[name]["allOf"][index]["properties"]["kind"]["enum"].clone();
    assert_eq!(tag("Cat", 1), json!(["Cat"]));
    assert_eq!(tag("Dog", 1), json!(["#Pets.Dog"]));
    assert_eq!(tag("Cow", 2), json!(["cow"]));
}

#[test]
fn a_tag_with_its_only_value_as_default_is_required() {
    let branch = |value: &str, default: &str| json!({"type": "object", "properties": {"t": {"type": "string", "enum": [value], "default": default}}});
    let all = schemas(&json!({
        "A": branch("a", "a"),
        "B": branch("b", "c"),
        "U": {"oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}, branch("d", "d")],
              "discriminator": {"propertyName": "t"}},
    }));
    assert_eq!(all["A"]["required"], json!(["t"]));
    assert!(all["B"].get("required").is_none());
    assert_eq!(all["U"]["oneOf"][2]["required"], json!(["t"]));
}

#[test]
fn a_subtype_with_a_discriminator_of_its_own_passes_on_its_tag() {
    let all = schemas(&json!({
        "Event": {"properties": {"type": {"type": "string"}},
                  "discriminator": {"propertyName": "type", "mapping": {"user": "UserEvent"}}},
        "UserEvent": {"allOf": [{"$ref": "#/components/schemas/Event"},
                                {"type": "object", "properties": {"action": {"type": "string"}},
                                 "discriminator": {"propertyName": "action", "mapping": {"created": "Created"}}}]},
        "Created": {"allOf": [{"$ref": "#/components/schemas/UserEvent"}]},
    }));
    assert_eq!(all["Event"]["oneOf"], json!([reference("UserEvent")]));
    assert_eq!(all["UserEvent"]["oneOf"], json!([reference("Created")]));
    let tag = |name: &str, index: usize, property: &str| {
        all[name]["allOf"][index]["properties"][property]["enum"].clone()
    };
    assert_eq!(tag("UserEventBase", 2, "type"), json!(["user"]));
    assert_eq!(tag("Created", 1, "action"), json!(["created"]));
}
