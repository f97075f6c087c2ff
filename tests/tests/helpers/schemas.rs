//! Strict schemas of types.
#![allow(dead_code, reason = "types are there for their schemas")]

use std::collections::{BTreeMap, BTreeSet};

use openai_typed::helpers::strict_schema::{make_strict, schema_name, strict_schema};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

fn of<T: JsonSchema>() -> Value {
    let mut schema = strict_schema::<T>().expect("a strict schema");
    schema.as_object_mut().expect("an object").remove("title");
    schema
}

fn refused<T: JsonSchema>() -> (String, String) {
    let error = strict_schema::<T>().expect_err("no strict schema");
    (error.place().to_owned(), error.to_string())
}

#[derive(Deserialize, JsonSchema)]
struct Plain {
    /// Of a person.
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
            "name": { "type": "string", "description": "Of a person." },
            "note": { "type": "string" },
            "tags": { "type": "array", "items": { "type": "string" } },
        },
        "required": ["age", "name", "note", "tags"],
        "additionalProperties": false,
    });
    assert_eq!(of::<Plain>(), expected);
    #[derive(JsonSchema)]
    struct Empty {}
    let expected = json!({ "type": "object", "properties": {}, "required": [], "additionalProperties": false });
    assert_eq!(of::<Empty>(), expected);
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
    /// Of the frame.
    second: Size,
    third: Option<Size>,
    shapes: Vec<Shape>,
}

#[test]
fn references_are_kept_and_written_out_where_something_stands_beside_them() {
    let schema = of::<Drawing>();
    let size = json!({ "$ref": "#/$defs/Size" });
    let properties = &schema["properties"];
    assert_eq!(properties["first"], size);
    let written_out =
        json!({ "description": "Of the frame.", "type": "string", "enum": ["Small", "Large"] });
    assert_eq!(properties["second"], written_out);
    assert_eq!(
        properties["third"],
        json!({ "anyOf": [size, { "type": "null" }] })
    );
    assert_eq!(schema["$defs"]["Size"]["enum"], json!(["Small", "Large"]));
}

#[test]
fn enums_with_fields_are_any_of_their_cases() {
    let schema = of::<Drawing>();
    let circle = json!({
        "type": "object",
        "properties": {
            "kind": { "type": "string", "const": "Circle" },
            "size": { "$ref": "#/$defs/Size" },
        },
        "required": ["kind", "size"],
        "additionalProperties": false,
    });
    let cases = &schema["$defs"]["Shape"]["anyOf"];
    assert_eq!(cases[0], circle);
    assert_eq!(cases[1]["required"], json!(["kind", "name"]));
    assert!(schema["$defs"]["Shape"].get("oneOf").is_none());
}

#[derive(Deserialize, JsonSchema)]
struct Node {
    /// Where it goes on.
    next: Option<Box<Node>>,
    /// A leaf with a doc.
    inner: Vec<Leaf>,
}

#[derive(Deserialize, JsonSchema)]
struct Leaf {
    /// Once more.
    leaf: Box<Leaf>,
}

#[test]
fn types_inside_themselves_are_references() {
    let schema = of::<Node>();
    assert_eq!(
        schema["properties"]["next"]["anyOf"][0],
        json!({ "$ref": "#" })
    );
    // Written out once with its description, then referred to: it would never end.
    let leaf = &schema["$defs"]["Leaf"]["properties"]["leaf"];
    assert_eq!(leaf["description"], "Once more.");
    assert_eq!(
        leaf["properties"]["leaf"],
        json!({ "$ref": "#/$defs/Leaf" })
    );
}

#[test]
fn a_definition_that_nothing_refers_to_is_left_out() {
    let schema = json!({
        "type": "object",
        "properties": { "a": { "$ref": "#/$defs/A", "description": "x" } },
        "$defs": { "A": { "type": "string" } },
    });
    let strict = make_strict(&schema).expect("a strict schema");
    assert!(strict.get("$defs").is_none(), "{strict}");
}

#[test]
fn what_only_narrows_is_left_out() {
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
fn what_cannot_be_strict_is_an_error_that_names_the_place() {
    #[derive(JsonSchema)]
    struct Inner {
        map: BTreeMap<String, u8>,
    }
    #[derive(JsonSchema)]
    struct Outer {
        items: Vec<Inner>,
    }
    let (place, shown) = refused::<Outer>();
    assert_eq!(place, "/$defs/Inner/properties/map");
    assert!(
        shown.contains("`Outer`") && shown.contains("a map with any keys"),
        "{shown}"
    );
    #[derive(JsonSchema)]
    struct Anything {
        value: Option<Value>,
    }
    assert_eq!(refused::<Anything>().0, "/properties/value");
    #[derive(JsonSchema)]
    struct Tuple {
        pair: (u8, String),
    }
    assert_eq!(refused::<Tuple>().0, "/properties/pair");
    #[derive(JsonSchema)]
    struct Flat {
        name: String,
        #[serde(flatten)]
        shape: Shape,
    }
    assert!(refused::<Flat>().1.contains("a flattened enum"));
    assert_eq!(refused::<BTreeMap<String, String>>().0, "");
}

#[test]
fn the_whole_must_be_a_struct() {
    for (place, shown) in [
        refused::<Vec<Plain>>(),
        refused::<Option<Plain>>(),
        refused::<Shape>(),
        refused::<String>(),
    ] {
        assert_eq!(place, "");
        assert!(shown.contains("must be a struct"), "{shown}");
    }
}

#[test]
fn nothing_in_a_schema_panics() {
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
        json!({ "type": "object", "properties": { "a": { "anyOf": [{ "type": "null" }], "oneOf": [] } } }),
    ] {
        assert!(make_strict(&schema).is_err(), "{schema}");
    }
}

#[test]
fn names_are_as_the_api_takes_them() {
    #[derive(JsonSchema)]
    #[schemars(rename = "a b/c")]
    struct Odd {}
    assert_eq!(schema_name::<Odd>(), "a_b_c");
    assert_eq!(schema_name::<Plain>(), "Plain");
}
