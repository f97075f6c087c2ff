//! Tests of the typed form of each part, and of the diagnostics about invalid parts.

use openapiv3::{
    AdditionalProperties, IntegerFormat, Parameter, QueryStyle, ReferenceOr, SchemaKind,
    StatusCode, Type, VariantOrUnknownOrEmpty,
};

use super::{document, messages, with};
use crate::openapi::{Document, schema_name};

fn schema(text: &str) -> (Document, SchemaKind) {
    let document = document(&with(
        "",
        &format!("\n    S: {text}\n    A: {{type: object}}"),
    ));
    let located = document
        .schema("#/components/schemas/S")
        .expect("the schema");
    let kind = match located.value {
        ReferenceOr::Item(item) => item.schema_kind.clone(),
        ReferenceOr::Reference { reference } => panic!("{reference}"),
    };
    (document, kind)
}

#[test]
fn integers_keep_limits() {
    let (document, kind) = schema(
        "{type: integer, format: int64, minimum: 1, exclusiveMaximum: 5, maximum: 9223372036854775808}",
    );
    let SchemaKind::Type(Type::Integer(integer)) = kind else {
        panic!("{kind:?}")
    };
    assert_eq!(
        integer.format,
        VariantOrUnknownOrEmpty::Item(IntegerFormat::Int64)
    );
    assert_eq!(
        (integer.minimum, integer.maximum, integer.exclusive_maximum),
        (Some(1), Some(5), true)
    );
    drop(document);
    let (document, kind) = schema("{type: integer, maximum: 9223372036854775808}");
    let SchemaKind::Type(Type::Integer(integer)) = kind else {
        panic!("{kind:?}")
    };
    assert_eq!(integer.maximum, None);
    let located = document
        .schema("#/components/schemas/S")
        .and_then(|located| located.value.as_item())
        .expect("an item");
    assert_eq!(
        located.schema_data.extensions["x-limit-maximum"],
        "9223372036854775808"
    );
}

#[test]
fn objects_and_maps() {
    let (_, kind) =
        schema("{type: object, additionalProperties: {$ref: '#/components/schemas/A'}}");
    let SchemaKind::Type(Type::Object(object)) = kind else {
        panic!("{kind:?}")
    };
    let Some(AdditionalProperties::Schema(values)) = object.additional_properties else {
        panic!("no map")
    };
    assert_eq!(*values, ReferenceOr::ref_("#/components/schemas/A"));
    let (_, kind) = schema("{type: object, required: [a, a], additionalProperties: {}}");
    let SchemaKind::Type(Type::Object(object)) = kind else {
        panic!("{kind:?}")
    };
    assert_eq!(object.required, ["a"]);
    assert_eq!(
        object.additional_properties,
        Some(AdditionalProperties::Any(true))
    );
}

#[test]
fn null_and_any_have_no_type() {
    let (_, kind) = schema("{type: 'null'}");
    assert!(matches!(kind, SchemaKind::Any(any) if any.enumeration == [serde_json::Value::Null]));
    let (_, kind) = schema("{description: d}");
    assert_eq!(kind, SchemaKind::Any(openapiv3::AnySchema::default()));
}

#[test]
fn operations_are_read() {
    let document = document(
        "openapi: 3.1.0
info: {title: t, version: 1.0}
paths:
  /a/{id}?beta=true:
    get:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: f, in: query, style: deepObject, explode: true, schema: {type: object}}
      responses:
        200: {description: ok}
        4xx: {description: no}
        default: {$ref: '#/components/responses/E'}
webhooks:
  done: {post: {operationId: done}}
components:
  responses:
    E: {description: error}
",
    );
    assert_eq!(document.api.info.version, "1.0");
    let item = document.api.paths.paths["/a/{id}?beta=true"]
        .as_item()
        .expect("an item");
    let get = item.get.as_ref().expect("get");
    let Some(Parameter::Query {
        style,
        parameter_data,
        ..
    }) = get.parameters[1].as_item()
    else {
        panic!("no query")
    };
    assert_eq!(
        (style, parameter_data.explode),
        (&QueryStyle::DeepObject, Some(true))
    );
    let codes: Vec<_> = get.responses.responses.keys().collect();
    assert_eq!(codes, [&StatusCode::Code(200), &StatusCode::Range(4)]);
    let default = get.responses.default.as_ref().expect("default");
    let located = document.response(default, "/paths").expect("the response");
    assert_eq!(
        (located.value.description.as_str(), located.pointer.as_str()),
        ("error", "/components/responses/E")
    );
    assert_eq!(document.webhooks.keys().collect::<Vec<_>>(), ["done"]);
}

#[test]
fn all_invalid_parts_are_reported() {
    let text = with(
        "\n  a: {}\n  /b:\n    get:\n      deprecated: 'yes'\n      parameters:\n        - {name: q, in: body, schema: {}}\n      responses: {ok: {}}",
        "\n    A: {type: strnig}\n    B: {type: string, maxLength: -1, description: [x]}\n    C: {anyOf: {type: string}}\n    D: 5",
    );
    assert_eq!(
        messages(&text),
        [
            "irregular-document: the path `a` does not start with `/` @ a",
            "invalid-document: `in` must be `query` or `header` or `path` or `cookie` here, not `body` @ body",
            "invalid-document: invalid status code `ok` @ ok",
            "invalid-document: `deprecated` must be `true` or `false`, not a string @ 'yes'",
            "invalid-document: unknown type `strnig` @ strnig",
            "invalid-document: `description` must be a string, not an array @ [x]",
            "invalid-document: `maxLength` must be a non-negative integer, not -1 @ -1",
            "invalid-document: `anyOf` must be an array, not an object @ {type: string}",
            "invalid-document: a schema must be an object, not a number @ 5",
        ]
    );
}

#[test]
fn missing_fields_are_reported() {
    let text = "openapi: 3.0.0\ninfo: {}\npaths: {}\n";
    assert_eq!(
        messages(text),
        [
            "invalid-document: `info` needs `title` @ {}",
            "invalid-document: `info` needs `version` @ {}"
        ]
    );
}

#[test]
fn pointers_have_origins() {
    let text = with(
        "",
        "\n    A: {type: object, properties: {b: {anyOf: [{type: string, maxLength: 5}, {type: 'null'}]}}}",
    );
    let document = document(&text);
    let piece = |at: crate::source::Origin| &text[at.start as usize..at.end as usize];
    let pointer = "/components/schemas/A/properties/b";
    assert_eq!(piece(document.origins.key(pointer)), "b");
    assert!(piece(document.origins.origin(pointer)).starts_with("{anyOf"));
    assert_eq!(
        piece(document.origins.origin(&format!("{pointer}/maxLength"))),
        "5"
    );
    assert_eq!(
        piece(document.origins.origin(&format!("{pointer}/minLength/0"))),
        piece(document.origins.origin(pointer))
    );
}

#[test]
fn references_contain_escaped_names() {
    assert_eq!(
        schema_name("#/components/schemas/a~1b").as_deref(),
        Some("a/b")
    );
    for wrong in [
        "#/components/responses/a",
        "#/components/schemas/a/b",
        "#/components/schemasx/a",
        "a",
    ] {
        assert_eq!(schema_name(wrong), None, "{wrong}");
    }
}
