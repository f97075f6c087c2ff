//! Strict schemas of types.
#![allow(dead_code, reason = "the types are used only for their schemas")]

use std::collections::{BTreeMap, BTreeSet};

use openai_typed::structured::{make_strict, schema_name, strict_schema};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

fn strict<T: JsonSchema>() -> Value {
    let mut schema = strict_schema::<T>().expect("a strict schema");
    schema.as_object_mut().expect("an object").remove("title");
    schema
}

fn rejected<T: JsonSchema>() -> (String, String) {
    let error = strict_schema::<T>().expect_err("no strict schema");
    (error.pointer().to_owned(), error.to_string())
}

#[derive(Deserialize, JsonSchema)]
struct Plain {
    /// The name of a person.
    name: String,
    age: Option<u8>,
    #[serde(default)]
    note: String,
    tags: BTreeSet<String>,
}

#[test]
fn all_properties_are_required_and_there_are_no_others() {
    let expected = json!({
        "type": "object",
        "properties": {
            "age": { "type": ["integer", "null"], "minimum": 0, "maximum": 255 },
            "name": { "type": "string", "description": "The name of a person." },
            "note": { "type": "string" },
            "tags": { "type": "array", "items": { "type": "string" } },
        },
        "required": ["name", "age", "note", "tags"],
        "additionalProperties": false,
    });
    assert_eq!(strict::<Plain>(), expected);
    #[derive(JsonSchema)]
    struct Empty {}
    let expected = json!({ "type": "object", "properties": {}, "required": [], "additionalProperties": false });
    assert_eq!(strict::<Empty>(), expected);
}

#[derive(Deserialize, JsonSchema)]
enum Size {
    Small,
    Large,
}

#[derive(Deserialize, JsonSchema)]
#[serde(tag = "kind")]
enum Shape {
    Circle { size: Size },
    Named { name: String },
}

#[derive(Deserialize, JsonSchema)]
struct Drawing {
    first: Size,
    /// The size of the frame.
    second: Size,
    third: Option<Size>,
    shapes: Vec<Shape>,
}

#[test]
fn references_are_kept_or_inlined_if_they_have_siblings() {
    let schema = strict::<Drawing>();
    let size = json!({ "$ref": "#/$defs/Size" });
    let properties = &schema["properties"];
    assert_eq!(properties["first"], size);
    let inlined = json!({ "description": "The size of the frame.", "type": "string", "enum": ["Small", "Large"] });
    assert_eq!(properties["second"], inlined);
    assert_eq!(
        properties["third"],
        json!({ "anyOf": [size, { "type": "null" }] })
    );
    assert_eq!(schema["$defs"]["Size"]["enum"], json!(["Small", "Large"]));
}

#[test]
fn enums_with_fields_become_any_of() {
    let schema = strict::<Drawing>();
    let circle = json!({
        "type": "object",
        "properties": {
            "kind": { "type": "string", "const": "Circle" },
            "size": { "$ref": "#/$defs/Size" },
        },
        "required": ["kind", "size"],
        "additionalProperties": false,
    });
    let branches = &schema["$defs"]["Shape"]["anyOf"];
    assert_eq!(branches[0], circle);
    assert_eq!(branches[1]["required"], json!(["kind", "name"]));
    assert!(schema["$defs"]["Shape"].get("oneOf").is_none());
}

#[derive(Deserialize, JsonSchema)]
struct Node {
    /// The next node.
    next: Option<Box<Node>>,
    /// Leaves with a description.
    inner: Vec<Leaf>,
}

#[derive(Deserialize, JsonSchema)]
struct Leaf {
    /// A nested leaf.
    leaf: Box<Leaf>,
}

#[test]
fn recursive_types_are_references() {
    let schema = strict::<Node>();
    assert_eq!(
        schema["properties"]["next"]["anyOf"][0],
        json!({ "$ref": "#" })
    );
    // Inlined once because of its description, then kept as a reference to avoid infinite recursion.
    let leaf = &schema["$defs"]["Leaf"]["properties"]["leaf"];
    assert_eq!(leaf["description"], "A nested leaf.");
    assert_eq!(
        leaf["properties"]["leaf"],
        json!({ "$ref": "#/$defs/Leaf" })
    );
}

#[test]
fn an_unused_definition_is_removed() {
    let schema = json!({
        "type": "object",
        "properties": { "a": { "$ref": "#/$defs/A", "description": "x" } },
        "$defs": { "A": { "type": "string" } },
    });
    let strict = make_strict(&schema).expect("a strict schema");
    assert!(strict.get("$defs").is_none(), "{strict}");
}

#[test]
fn unsupported_restrictions_are_removed() {
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {
            "a": { "type": "string", "minLength": 1, "default": "x", "format": "email", "pattern": "@" },
            "b": { "type": "number", "format": "double", "maximum": 1, "deprecated": true },
            "c": { "type": "array", "uniqueItems": true, "minItems": 1, "items": { "type": "null" } },
            "d": { "allOf": [{ "type": "boolean" }], "description": "alone" },
        },
    });
    let strict = make_strict(&schema).expect("a strict schema");
    let expected = json!({
        "a": { "type": "string", "format": "email", "pattern": "@" },
        "b": { "type": "number", "maximum": 1 },
        "c": { "type": "array", "minItems": 1, "items": { "type": "null" } },
        "d": { "type": "boolean", "description": "alone" },
    });
    assert_eq!(strict["properties"], expected);
    assert!(strict.get("$schema").is_none());
}

#[test]
fn an_unsupported_schema_is_an_error_with_its_location() {
    #[derive(JsonSchema)]
    struct Inner {
        map: BTreeMap<String, u8>,
    }
    #[derive(JsonSchema)]
    struct Outer {
        items: Vec<Inner>,
    }
    let (pointer, message) = rejected::<Outer>();
    assert_eq!(pointer, "/$defs/Inner/properties/map");
    assert!(
        message.contains("`Outer`") && message.contains("a map with arbitrary keys"),
        "{message}"
    );
    #[derive(JsonSchema)]
    struct Anything {
        value: Option<Value>,
    }
    assert_eq!(rejected::<Anything>().0, "/properties/value");
    #[derive(JsonSchema)]
    struct Tuple {
        pair: (u8, String),
    }
    assert_eq!(rejected::<Tuple>().0, "/properties/pair");
    #[derive(JsonSchema)]
    struct Flat {
        name: String,
        #[serde(flatten)]
        shape: Shape,
    }
    assert!(rejected::<Flat>().1.contains("a flattened enum"));
    assert_eq!(rejected::<BTreeMap<String, String>>().0, "");
}

#[test]
fn the_root_must_be_a_struct() {
    for (pointer, message) in [
        rejected::<Vec<Plain>>(),
        rejected::<Option<Plain>>(),
        rejected::<Shape>(),
        rejected::<String>(),
    ] {
        assert_eq!(pointer, "");
        assert!(message.contains("must be a struct"), "{message}");
    }
}

#[test]
fn invalid_schemas_are_errors() {
    for schema in [
        json!(null),
        json!(true),
        json!(false),
        json!([]),
        json!({}),
        json!({ "$ref": "#/$defs/Gone" }),
        json!({ "$ref": "https://elsewhere.example/a" }),
        json!({ "$ref": "#/$defs/A", "$defs": { "A": { "$ref": "#/$defs/A" } } }),
        json!({ "type": "object", "properties": { "a": { "allOf": [true, false] } } }),
        json!({ "type": "object", "properties": { "a": { "type": "array" } } }),
        json!({ "type": "object", "properties": { "a": false } }),
        json!({ "type": "object", "additionalProperties": true }),
        // A variant that contains the enum itself would have its tag twice.
        json!({
            "type": "object",
            "properties": { "a": { "$ref": "#/$defs/A" } },
            "$defs": { "A": { "oneOf": [
                { "$ref": "#/$defs/A", "type": "object", "properties": { "t": { "const": "x" } } },
                { "type": "object", "properties": { "t": { "const": "y" } } },
            ] } },
        }),
        json!({ "type": "object", "properties": { "a": { "anyOf": [{ "type": "null" }], "oneOf": [] } } }),
    ] {
        assert!(make_strict(&schema).is_err(), "{schema}");
    }
}

#[test]
fn schema_names_contain_only_allowed_characters() {
    #[derive(JsonSchema)]
    #[schemars(rename = "a b/c")]
    struct Renamed {}
    assert_eq!(schema_name::<Renamed>(), "a_b_c");
    assert_eq!(schema_name::<Plain>(), "Plain");
}
