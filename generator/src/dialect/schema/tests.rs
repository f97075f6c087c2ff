//! One test for each rule. Input: a schema, with properties sorted by name. Output: its normal form.

use serde_json::{Value, json};

use crate::dialect::testing::{schema, schema_codes};

/// Sorts properties by name, which `json!` does only if no crate of the build keeps their order.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(sorted).collect(),
        Value::Object(object) => {
            let mut names: Vec<&String> = object.keys().collect();
            names.sort();
            let entries = names.into_iter();
            entries
                .map(|name| (name.clone(), sorted(&object[name])))
                .collect()
        }
        plain => plain.clone(),
    }
}

/// Asserts the normal form of each schema, and that it causes no diagnostics.
fn normal(cases: &[(Value, Value)]) {
    for (input, expected) in cases {
        let text = sorted(input).to_string();
        assert_eq!(&schema(&text), expected, "{text}");
        assert_eq!(schema_codes(&text), [""; 0], "{text}");
    }
}

/// Asserts the normal form of each schema, and the code of its diagnostic.
fn reported(cases: &[(Value, Value, &str)]) {
    for (input, expected, code) in cases {
        let text = sorted(input).to_string();
        assert_eq!(&schema(&text), expected, "{text}");
        assert_eq!(schema_codes(&text), [*code], "{text}");
    }
}

#[test]
fn boolean_schemas() {
    normal(&[
        (json!(true), json!({})),
        (
            json!({"type": "array", "items": true}),
            json!({"type": "array"}),
        ),
        (json!({"items": {}}), json!({"type": "array"})),
        (
            json!({"type": "array", "items": false}),
            json!({"type": "array", "maxItems": 0}),
        ),
        (
            json!({"properties": {"a": true, "b": false}}),
            json!({"type": "object", "properties": {"a": {}}}),
        ),
        (
            json!({"anyOf": [false, {"type": "string"}]}),
            json!({"type": "string"}),
        ),
    ]);
    reported(&[
        (json!(false), json!({}), "UnsatisfiableSchema"),
        (
            json!({"allOf": [{"$ref": "#/components/schemas/A"}, false]}),
            json!({}),
            "UnsatisfiableSchema",
        ),
    ]);
}

#[test]
fn type_lists() {
    normal(&[
        (
            json!({"type": ["string", "null"], "minLength": 1}),
            json!({"type": "string", "minLength": 1, "nullable": true}),
        ),
        (json!({"type": ["string"]}), json!({"type": "string"})),
        (json!({"type": ["null"]}), json!({"enum": [null]})),
        (
            json!({"type": "null", "description": "d"}),
            json!({"enum": [null], "description": "d"}),
        ),
        (
            json!({"type": ["integer", "number"]}),
            json!({"type": "number"}),
        ),
        (
            json!({"type": ["string", "integer", "null"], "minLength": 1, "minimum": 2, "description": "d"}),
            json!({"anyOf": [{"type": "string", "minLength": 1}, {"type": "integer", "minimum": 2}], "nullable": true, "description": "d"}),
        ),
        (
            json!({"type": ["array", "string"], "items": {"type": "string"}, "format": "uuid"}),
            json!({"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "string", "format": "uuid"}]}),
        ),
    ]);
}

#[test]
fn constants_and_enums() {
    normal(&[
        (
            json!({"const": "a"}),
            json!({"type": "string", "enum": ["a"]}),
        ),
        (json!({"const": null}), json!({"enum": [null]})),
        (
            json!({"type": "integer", "const": 1, "enum": [1, 2]}),
            json!({"type": "integer", "enum": [1]}),
        ),
        (
            json!({"enum": ["a", null, "b", "a"]}),
            json!({"type": "string", "enum": ["a", "b"], "nullable": true}),
        ),
        (
            json!({"enum": [1, 2.5]}),
            json!({"type": "number", "enum": [1, 2.5]}),
        ),
        (
            json!({"enum": [1.0, 2]}),
            json!({"type": "integer", "enum": [1.0, 2]}),
        ),
        (
            json!({"enum": ["a", 1]}),
            json!({"anyOf": [{"type": "string", "enum": ["a"]}, {"type": "integer", "enum": [1]}]}),
        ),
        (
            json!({"type": ["string", "boolean"], "enum": ["a"]}),
            json!({"type": "string", "enum": ["a"]}),
        ),
    ]);
    reported(&[
        (
            json!({"type": "string", "enum": ["a", true]}),
            json!({"type": "string", "enum": ["a", "true"]}),
            "IrregularDocument",
        ),
        (
            json!({"type": "integer", "enum": ["1"]}),
            json!({"type": "integer", "enum": [1]}),
            "IrregularDocument",
        ),
        (
            json!({"type": "integer", "enum": ["x"]}),
            json!({"type": "integer"}),
            "IrregularDocument",
        ),
        (
            json!({"const": {"a": 1}}),
            json!({"type": "object"}),
            "UnsupportedKeyword",
        ),
        (
            json!({"type": "string", "enum": []}),
            json!({"type": "string"}),
            "UnsatisfiableSchema",
        ),
    ]);
}

#[test]
fn null_branches() {
    let a = json!({"$ref": "#/components/schemas/A"});
    for null in [
        json!({"type": "null"}),
        json!({"enum": [null]}),
        json!({"const": null}),
        json!({"nullable": true}),
        Value::Null,
    ] {
        let (one, two, three) = (null.clone(), null.clone(), null);
        normal(&[
            (
                json!({"anyOf": [a, one]}),
                json!({"allOf": [a], "nullable": true}),
            ),
            (
                json!({"oneOf": [two, {"type": "string"}], "title": "T"}),
                json!({"type": "string", "nullable": true, "title": "T"}),
            ),
            (
                json!({"anyOf": [a, three, {"type": "string"}]}),
                json!({"anyOf": [a, {"type": "string"}], "nullable": true}),
            ),
        ]);
    }
    normal(&[
        (
            json!({"anyOf": [{"type": "null"}]}),
            json!({"enum": [null]}),
        ),
        (
            json!({"anyOf": [a, {"type": "string", "nullable": true}]}),
            json!({"anyOf": [a, {"type": "string"}], "nullable": true}),
        ),
        (
            json!({"anyOf": [{"$ref": "#/components/schemas/A", "nullable": true}, {"type": "string"}]}),
            json!({"anyOf": [a, {"type": "string"}], "nullable": true}),
        ),
        (json!({"anyOf": [a, a]}), a.clone()),
        (
            json!({"type": "object", "anyOf": [{"type": "object", "title": "in", "description": "in"}, {"type": "null"}], "title": "out"}),
            json!({"type": "object", "title": "out", "description": "in", "nullable": true}),
        ),
    ]);
}

#[test]
fn references_with_siblings() {
    let a = json!({"$ref": "#/components/schemas/A"});
    normal(&[
        (a.clone(), a.clone()),
        (
            json!({"$ref": "#/components/schemas/A", "nullable": true}),
            json!({"allOf": [a], "nullable": true}),
        ),
        (
            json!({"$ref": "#/components/schemas/A", "x-nullable": true}),
            json!({"allOf": [a], "nullable": true}),
        ),
        (
            json!({"$ref": "#/components/schemas/A", "description": "d", "type": "object"}),
            json!({"allOf": [a], "description": "d"}),
        ),
        (
            json!({"$ref": "#/components/schemas/A", "example": 1}),
            a.clone(),
        ),
        (
            json!({"$ref": "#/components/schemas/A", "properties": {"x": {"type": "string"}}}),
            json!({"allOf": [a, {"type": "object", "properties": {"x": {"type": "string"}}}]}),
        ),
    ]);
}

#[test]
fn constant_branches_become_one_enum() {
    normal(&[
        (
            json!({"type": "integer", "format": "int32", "oneOf": [{"const": 1, "title": "ONE", "description": "first"}, {"const": 2, "title": "TWO"}]}),
            json!({"type": "integer", "format": "int32", "enum": [1, 2], "x-enum-varnames": ["ONE", "TWO"], "x-enum-descriptions": ["first", null]}),
        ),
        (
            json!({"oneOf": [{"const": "a"}, {"$ref": "#/components/schemas/A"}, {"const": "b"}]}),
            json!({"oneOf": [{"type": "string", "enum": ["a", "b"]}, {"$ref": "#/components/schemas/A"}]}),
        ),
        (
            json!({"anyOf": [{"type": "string"}, {"type": "string", "enum": ["a"]}]}),
            json!({"anyOf": [{"type": "string"}, {"type": "string", "enum": ["a"]}]}),
        ),
    ]);
}

#[test]
fn all_of_branches() {
    let a = json!({"$ref": "#/components/schemas/A"});
    let object = json!({"type": "object", "properties": {"x": {"type": "string"}}});
    normal(&[
        (json!({"allOf": [a]}), a.clone()),
        (
            json!({"allOf": [a], "description": "d"}),
            json!({"allOf": [a], "description": "d"}),
        ),
        (
            json!({"allOf": [a, {"description": "d"}, {"nullable": true}]}),
            json!({"allOf": [a], "description": "d", "nullable": true}),
        ),
        (json!({"allOf": [object]}), object.clone()),
        (
            json!({"allOf": [{"allOf": [a, object]}, a]}),
            json!({"allOf": [a, object]}),
        ),
        (
            json!({"allOf": [a, {"required": ["x"]}]}),
            json!({"allOf": [a, {"type": "object", "required": ["x"]}]}),
        ),
        (
            json!({"type": "object", "allOf": [a, object]}),
            json!({"allOf": [a, object]}),
        ),
        (
            json!({"type": "object", "additionalProperties": false, "allOf": [a]}),
            a.clone(),
        ),
    ]);
}

#[test]
fn mixtures_become_all_of() {
    let a = json!({"$ref": "#/components/schemas/A"});
    normal(&[
        (
            json!({"description": "d", "discriminator": {"propertyName": "t"}, "oneOf": [a, {"type": "string"}], "properties": {"x": {"type": "string"}}, "type": "object"}),
            json!({
                "description": "d",
                "allOf": [
                    {"oneOf": [a, {"type": "string"}], "discriminator": {"propertyName": "t"}},
                    {"type": "object", "properties": {"x": {"type": "string"}}},
                ],
            }),
        ),
        (
            json!({"type": "string", "enum": ["a"], "allOf": [a]}),
            json!({"allOf": [a, {"type": "string", "enum": ["a"]}]}),
        ),
        (
            json!({"type": "array", "anyOf": [a, {"title": "t"}]}),
            json!({"anyOf": [a, {"title": "t", "type": "array"}]}),
        ),
    ]);
}

#[test]
fn required_only_branches() {
    let properties = json!({"a": {"type": "string"}, "b": {"type": "string"}});
    normal(&[(
        json!({"type": "object", "properties": properties, "anyOf": [{"required": ["a"]}, {"required": ["b"]}], "not": {"required": ["a", "b"]}}),
        json!({"type": "object", "properties": properties, "x-required-any-of": [["a"], ["b"]], "x-required-not-all": ["a", "b"]}),
    )]);
    reported(&[(
        json!({"type": "string", "not": {"enum": ["x"]}}),
        json!({"type": "string"}),
        "UnsupportedKeyword",
    )]);
}

#[test]
fn limits() {
    normal(&[
        (
            json!({"type": "number", "exclusiveMinimum": 0}),
            json!({"type": "number", "minimum": 0, "exclusiveMinimum": true}),
        ),
        (
            json!({"type": "number", "minimum": 0, "exclusiveMinimum": true}),
            json!({"type": "number", "minimum": 0, "exclusiveMinimum": true}),
        ),
        (
            json!({"type": "number", "minimum": 5, "exclusiveMinimum": 0}),
            json!({"type": "number", "minimum": 5}),
        ),
        (
            json!({"type": "integer", "maximum": 5.5, "exclusiveMaximum": true}),
            json!({"type": "integer", "maximum": 5}),
        ),
        (
            json!({"type": "integer", "minimum": 1.0}),
            json!({"type": "integer", "minimum": 1}),
        ),
        (
            json!({"type": "integer", "minimum": -9223372036854776000.0, "maximum": 18446744073709551615u64}),
            json!({"type": "integer", "x-limit-minimum": "-9.223372036854776e+18", "x-limit-maximum": "18446744073709551615"}),
        ),
        (
            json!({"minimum": 1}),
            json!({"type": "number", "minimum": 1}),
        ),
    ]);
}

#[test]
fn content_keywords() {
    normal(&[
        (
            json!({"type": "string", "contentEncoding": "base64"}),
            json!({"type": "string", "format": "byte"}),
        ),
        (
            json!({"contentMediaType": "image/png"}),
            json!({"type": "string", "format": "binary", "x-content-media-type": "image/png"}),
        ),
        (
            json!({"type": "string", "contentMediaType": "application/json"}),
            json!({"type": "string", "x-content-media-type": "application/json"}),
        ),
    ]);
}

#[test]
fn objects() {
    normal(&[
        (
            json!({"type": "object", "required": ["a", "b", "a"], "additionalProperties": {}, "properties": {"example": {"type": "string"}}}),
            json!({"type": "object", "required": ["a", "b"], "additionalProperties": true, "properties": {"example": {"type": "string"}}}),
        ),
        (
            json!({"type": "object", "patternProperties": {"^a": {"type": "string"}}, "propertyNames": {"maxLength": 3}}),
            json!({"type": "object", "additionalProperties": {"type": "string"}, "x-property-names": {"type": "string", "maxLength": 3}}),
        ),
        (
            json!({"patternProperties": {"^a": {"type": "string"}, "^b": {"type": "integer"}}, "additionalProperties": false}),
            json!({"type": "object", "additionalProperties": {"anyOf": [{"type": "string"}, {"type": "integer"}]}}),
        ),
        (
            json!({"type": "object", "unevaluatedProperties": {"type": "string"}}),
            json!({"type": "object", "additionalProperties": {"type": "string"}}),
        ),
    ]);
}

#[test]
fn tuples() {
    normal(&[(
        json!({"prefixItems": [{"type": "number"}, {"type": "number"}], "items": false}),
        json!({"type": "array", "items": {"type": "number"}}),
    )]);
    reported(&[
        (
            json!({"type": "array", "prefixItems": [{"type": "number"}, {"type": "string"}]}),
            json!({"type": "array", "items": {"anyOf": [{"type": "number"}, {"type": "string"}]}}),
            "UnsupportedKeyword",
        ),
        (
            json!({"type": "array", "items": [{"type": "number"}, {"type": "null"}]}),
            json!({"type": "array", "items": {"type": "number", "nullable": true}}),
            "UnsupportedKeyword",
        ),
    ]);
}

#[test]
fn discriminators() {
    let union = json!([{"$ref": "#/components/schemas/A"}, {"type": "object"}]);
    normal(&[
        (
            json!({"oneOf": union, "discriminator": "kind"}),
            json!({"oneOf": union, "discriminator": {"propertyName": "kind"}}),
        ),
        (
            json!({"oneOf": union, "discriminator": {"propertyName": "kind", "mapping": {"a": "A", "b": "#/components/schemas/A"}}}),
            json!({"oneOf": union, "discriminator": {"propertyName": "kind", "mapping": {"a": "#/components/schemas/A", "b": "#/components/schemas/A"}}}),
        ),
    ]);
}

#[test]
fn keywords_without_effect() {
    normal(&[(
        json!({"type": "string", "format": null, "examples": ["a"], "xml": {"name": "x"}, "$comment": "c", "x-mine": null}),
        json!({"type": "string", "x-mine": null}),
    )]);
    // Limits that do not apply to the type are common, and have no effect.
    normal(&[
        (
            json!({"type": "string", "minimum": 1}),
            json!({"type": "string"}),
        ),
        (
            json!({"type": "boolean", "format": "x", "uniqueItems": true}),
            json!({"type": "boolean"}),
        ),
    ]);
    reported(&[
        (
            json!({"type": "string", "optional": true}),
            json!({"type": "string"}),
            "UnknownKeyword",
        ),
        (
            json!({"type": "string", "if": {"minLength": 1}}),
            json!({"type": "string"}),
            "UnsupportedKeyword",
        ),
        (
            json!({"type": "string", "properties": {"a": {"type": "string"}}}),
            json!({"type": "string"}),
            "IneffectiveKeyword",
        ),
        (
            json!({"type": "string", "required": true}),
            json!({"type": "string"}),
            "IneffectiveKeyword",
        ),
        (
            json!({"type": "file"}),
            json!({"type": "string", "format": "binary"}),
            "IrregularDocument",
        ),
    ]);
}
