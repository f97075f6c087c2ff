//! No document makes a stage panic: every value of a document with many constructs is replaced by values of every kind.

use oasmith_core::diagnostic::{Diagnostics, Strictness};
use oasmith_core::document::{Map, Node, Number, Value};
use oasmith_core::source::{SourceFile, SourceMap};
use oasmith_core::{dialect, document, openapi};

const DOCUMENT: &str = r##"
openapi: 3.1.0
info: {title: t, version: '1', license: {name: MIT, identifier: MIT}, contact: {name: c}}
servers: [{url: 'https://x/{v}', variables: {v: {default: a, enum: [a]}}}]
security: [{key: []}]
tags: [{name: t, externalDocs: {url: u}}]
paths:
  /a/{id}:
    parameters: [{$ref: '#/components/parameters/Id'}, {name: q, in: query, style: form, explode: true, schema: {type: [string, 'null']}}]
    get:
      operationId: a
      tags: [t]
      parameters: [{name: h, in: header, content: {application/json: {schema: {}}}}]
      responses: {200: {$ref: '#/components/responses/R'}, 4XX: {description: d, headers: {H: {schema: {type: integer}}}}}
      callbacks: {c: {'{$url}': {$ref: '#/components/pathItems/P'}}}
    put:
      requestBody: {required: true, content: {multipart/form-data: {schema: {$ref: '#/components/schemas/A'}, encoding: {f: {contentType: x/y, style: form}}}}}
  /b: {$ref: '#/components/pathItems/P'}
webhooks: {w: {post: {operationId: w, responses: {}}}}
components:
  parameters: {Id: {name: id, in: path, required: true, schema: {type: string}}}
  pathItems: {P: {get: {operationId: p}}}
  responses: {R: {description: d, content: {text/plain: {schema: {type: string}}}, links: {l: {operationId: a}}}}
  securitySchemes:
    key: {type: apiKey, in: header, name: k}
    o: {type: oauth2, flows: {implicit: {authorizationUrl: u, scopes: {s: d}}, clientCredentials: {tokenUrl: u, scopes: {}}}}
  schemas:
    A:
      type: object
      required: [a, a]
      properties:
        a: {type: integer, minimum: -9223372036854776000, exclusiveMaximum: 5, default: 1}
        b: {anyOf: [{$ref: '#/components/schemas/B'}, {type: 'null'}], description: d}
        c: {$ref: '#/components/schemas/A/properties/a', nullable: true}
        d: {type: array, prefixItems: [{const: x}, {enum: [1, null]}], items: false}
        e: {type: [string, integer, array], items: {$recursiveRef: '#'}, minLength: 1}
      patternProperties: {^x: {type: string}}
      propertyNames: {pattern: x}
      anyOf: [{required: [a]}, {required: [b]}]
      not: {required: [a, b]}
      $defs: {D: {$anchor: d, type: boolean}}
    B: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/C'}], discriminator: {propertyName: t, mapping: {a: A}}}
    C: {allOf: [{$ref: '#/components/schemas/A'}, {properties: {t: {const: c}}}, {description: d}], unevaluatedProperties: false}
    D: {oneOf: [{const: 1, title: one}, {const: 2, title: two}], type: integer, format: int32}
    E: {$ref: '#d', title: e}
    F: {type: string, contentEncoding: base64, contentMediaType: image/png}
    G: {properties: {x: {type: number, exclusiveMinimum: true, minimum: 0}}, oneOf: [{$ref: '#/components/schemas/A'}, {type: string}]}
"##;

#[test]
fn replacing_any_value_does_not_panic() {
    let root = parse();
    let count = root.weight();
    for index in 0..count {
        for value in replacements() {
            let mut changed = root.clone();
            let mut position = index;
            let is_replaced = replace(&mut changed, &mut position, &value);
            assert!(is_replaced, "value {index} of {count}");
            run(changed);
        }
    }
}

#[test]
fn removing_any_entry_does_not_panic() {
    let root = parse();
    for index in 0..root.weight() {
        let mut changed = root.clone();
        let mut position = index;
        if remove(&mut changed, &mut position) {
            run(changed);
        }
    }
}

fn run(root: Node) {
    let mut diagnostics = Diagnostics::default();
    let root = dialect::normalize(root, &mut diagnostics);
    let document = openapi::build(root, Strictness::Lenient, &mut diagnostics);
    assert_eq!(document.is_none(), diagnostics.has_errors());
}

fn parse() -> Node {
    let mut map = SourceMap::default();
    let id = map.add(SourceFile::new("course.yaml", DOCUMENT));
    let mut diagnostics = Diagnostics::default();
    document::read(&map, id, &mut diagnostics).unwrap_or_else(|| panic!("{diagnostics:?}"))
}

fn replacements() -> Vec<Value> {
    vec![
        Value::Null,
        Value::Bool(true),
        Value::Bool(false),
        Value::Number(Number("1e400".into())),
        Value::Number(Number("-7".into())),
        Value::String(String::new()),
        Value::String("#/components/schemas/A".to_owned()),
        Value::Array(Vec::new()),
        Value::Object(Map::default()),
    ]
}

/// Replaces the value at a position in depth-first order. Returns whether there is one.
fn replace(node: &mut Node, position: &mut usize, value: &Value) -> bool {
    if *position == 0 {
        node.value = value.clone();
        return true;
    }
    *position -= 1;
    match &mut node.value {
        Value::Array(items) => items.iter_mut().any(|item| replace(item, position, value)),
        Value::Object(map) => map.values_mut().any(|item| replace(item, position, value)),
        _ => false,
    }
}

/// Removes an entry of the object or array at a position in depth-first order. Returns whether there is one.
fn remove(node: &mut Node, position: &mut usize) -> bool {
    if *position == 0 {
        return match &mut node.value {
            Value::Object(map) => map.shift_remove_index(0).is_some(),
            Value::Array(items) => items.pop().is_some(),
            _ => false,
        };
    }
    *position -= 1;
    match &mut node.value {
        Value::Array(items) => items.iter_mut().any(|item| remove(item, position)),
        Value::Object(map) => map.values_mut().any(|item| remove(item, position)),
        _ => false,
    }
}
