//! Tests of the conversion.

use serde_json::json;

use crate::diagnostic::Diagnostics;
use crate::dialect::testing::to_json;
use crate::document::testing::node;

/// The converted document and the messages about it.
fn converted(json: &serde_json::Value) -> (serde_json::Value, Vec<String>) {
    let mut root = node(&json.to_string());
    let mut diagnostics = Diagnostics::default();
    super::convert(&mut root, &mut diagnostics);
    let messages = diagnostics.iter().map(|it| it.message.clone()).collect();
    (to_json(&root), messages)
}

#[test]
fn servers_components_and_references_move() {
    let (document, messages) = converted(&json!({
        "swagger": "2.0", "host": "x.test", "basePath": "/v1/", "schemes": ["http", "https"],
        "paths": {},
        "definitions": {
            "Pet": {"type": "object", "discriminator": "kind", "properties": {"discriminator": {"type": "string"}}},
            "Cat": {"allOf": [{"$ref": "#/definitions/Pet"}]}
        },
        "securityDefinitions": {
            "user": {"type": "basic"},
            "app": {"type": "oauth2", "flow": "application", "tokenUrl": "https://x.test/t", "scopes": {"a": "b"}}
        }
    }));
    assert_eq!(messages, [""; 0]);
    let expected = json!({
        "openapi": "3.0.3",
        "paths": {},
        "servers": [{"url": "https://x.test/v1"}, {"url": "http://x.test/v1"}],
        "components": {
            "schemas": {
                "Pet": {"type": "object", "discriminator": {"propertyName": "kind"}, "properties": {"discriminator": {"type": "string"}}},
                "Cat": {"allOf": [{"$ref": "#/components/schemas/Pet"}]}
            },
            "securitySchemes": {
                "user": {"type": "http", "scheme": "basic"},
                "app": {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "https://x.test/t", "scopes": {"a": "b"}}}}
            }
        }
    });
    assert_eq!(document, expected);
}

#[test]
fn parameters_become_bodies_forms_and_styles() {
    let (document, messages) = converted(&json!({
        "swagger": "2.0", "consumes": ["application/xml"], "produces": ["application/json"],
        "parameters": {
            "Pet": {"name": "pet", "in": "body", "required": true, "schema": {"type": "string"}},
            "Limit": {"name": "limit", "in": "query", "type": "integer"}
        },
        "paths": {"/a": {
            "parameters": [{"name": "f", "in": "formData", "type": "file"}, {"$ref": "#/parameters/Limit"}],
            "put": {
                "parameters": [
                    {"name": "ids", "in": "query", "type": "array", "items": {"type": "integer"}, "collectionFormat": "multi"},
                    {"name": "tabs", "in": "query", "type": "array", "items": {"type": "integer"}, "collectionFormat": "tsv"}
                ],
                "responses": {"200": {"description": "", "schema": {"type": "file"}, "headers": {"X-A": {"type": "integer"}}}}
            },
        }, "/b": {"post": {"parameters": [{"$ref": "#/parameters/Pet"}], "responses": {}}}}
    }));
    assert_eq!(messages, ["`collectionFormat: tsv` is not supported here"]);
    let put = &document["paths"]["/a"]["put"];
    let file =
        json!({"type": "object", "properties": {"f": {"type": "string", "format": "binary"}}});
    assert_eq!(
        put["requestBody"],
        json!({"required": false, "content": {"multipart/form-data": {"schema": file}}})
    );
    assert_eq!(
        put["parameters"][0],
        json!({"name": "ids", "in": "query", "style": "form", "explode": true, "schema": {"type": "array", "items": {"type": "integer"}}})
    );
    assert_eq!(put["parameters"][1]["explode"], json!(false));
    assert_eq!(
        put["responses"]["200"],
        json!({
            "description": "",
            "headers": {"X-A": {"schema": {"type": "integer"}}},
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
        })
    );
    assert_eq!(
        document["paths"]["/a"]["parameters"],
        json!([{"$ref": "#/components/parameters/Limit"}])
    );
    assert_eq!(
        document["components"]["parameters"],
        json!({"Limit": {"name": "limit", "in": "query", "schema": {"type": "integer"}}})
    );
    assert_eq!(
        document["paths"]["/b"]["post"]["requestBody"],
        json!({"required": true, "content": {"application/xml": {"schema": {"type": "string"}}}})
    );
}

#[test]
fn other_files_are_converted_by_what_they_contain() {
    let (document, messages) = converted(&json!({
        "swagger": "2.0", "produces": ["application/json"],
        "paths": {
            "/a": {"get": {
                "parameters": [{"$ref": "common.yaml#/parameters/Limit"}, {"$ref": "./common.yaml#/parameters/Body"}],
                "responses": {"200": {"$ref": "common.yaml#/responses/Ok"}}
            }},
            "/b": {"$ref": "b.yaml"}
        },
        "x-files": {
            "common.yaml": {
                "parameters": {
                    "Limit": {"name": "limit", "in": "query", "type": "integer"},
                    "Body": {"name": "body", "in": "body", "schema": {"$ref": "#/definitions/Pet"}}
                },
                "responses": {"Ok": {"description": "", "schema": {"$ref": "a.yaml#/definitions/Toy"}}},
                "definitions": {"Pet": {"type": "string"}}
            },
            "b.yaml": {"get": {"responses": {"200": {"description": "", "schema": {"type": "string"}}}}},
            "parts.yaml": {"Id": {"name": "id", "in": "path", "required": true, "type": "string"}, "Pet": {"type": "object"}}
        }
    }));
    assert_eq!(messages, [""; 0]);
    let of_json = |schema: &serde_json::Value| json!({"application/json": {"schema": schema}});
    let get = &document["paths"]["/a"]["get"];
    assert_eq!(
        get["parameters"],
        json!([{"$ref": "common.yaml#/components/parameters/Limit"}])
    );
    assert_eq!(
        get["responses"]["200"]["$ref"],
        "common.yaml#/components/responses/Ok"
    );
    assert_eq!(
        get["requestBody"]["content"],
        of_json(&json!({"$ref": "common.yaml#/components/schemas/Pet"}))
    );
    let files = &document["x-files"];
    let components = &files["common.yaml"]["components"];
    assert_eq!(components["schemas"], json!({"Pet": {"type": "string"}}));
    assert_eq!(
        components["parameters"]["Limit"]["schema"],
        json!({"type": "integer"})
    );
    assert_eq!(
        components["responses"]["Ok"]["content"],
        of_json(&json!({"$ref": "a.yaml#/components/schemas/Toy"}))
    );
    assert_eq!(
        files["b.yaml"]["get"]["responses"]["200"]["content"],
        of_json(&json!({"type": "string"}))
    );
    assert_eq!(
        files["parts.yaml"],
        json!({"Id": {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}, "Pet": {"type": "object"}})
    );
}

#[test]
fn names_are_not_keywords() {
    let (document, messages) = converted(&json!({
        "swagger": "2.0", "produces": ["application/json"],
        "paths": {"/a": {"get": {"responses": {"default": {"description": "", "schema": {"$ref": "#/definitions/default"}}}}}},
        "definitions": {
            "A": {"properties": {"example": {"$ref": "#/definitions/B"}, "enum": {"items": {"$ref": "#/definitions/B"}}}},
            "B": {"default": {"$ref": "#/definitions/B"}},
            "default": {"$ref": "#/definitions/A"}
        }
    }));
    assert_eq!(messages, [""; 0]);
    let response = &document["paths"]["/a"]["get"]["responses"]["default"];
    assert_eq!(
        response["content"]["application/json"]["schema"]["$ref"],
        "#/components/schemas/default"
    );
    let expected = json!({
        "A": {"properties": {"example": {"$ref": "#/components/schemas/B"}, "enum": {"items": {"$ref": "#/components/schemas/B"}}}},
        "B": {"default": {"$ref": "#/definitions/B"}},
        "default": {"$ref": "#/components/schemas/A"}
    });
    assert_eq!(document["components"]["schemas"], expected);
}
