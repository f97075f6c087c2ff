//! Rules of operations.

use crate::cases::{Case, operation, paths};

const fn of(
    frame: fn(&str) -> String,
    old: &'static str,
    new: &'static str,
    expected: &'static str,
) -> Case {
    Case {
        frame,
        texts: (old, new),
        expected,
    }
}

const PLAIN: &str = "responses: {'204': {description: ''}}";

/// A pair or more for each rule.
pub const CASES: &[Case] = &[
    of(
        paths,
        "/pets: {get: {operationId: listPets, responses: {'204': {description: ''}}}}",
        "/pets: {get: {operationId: listPets, responses: {'204': {description: ''}}}, \
         delete: {operationId: deletePets, responses: {'204': {description: ''}}}}",
        "additive operation-added client.pets().delete +DELETE /pets",
    ),
    of(
        paths,
        "/pets: {get: {operationId: listPets, responses: {'204': {description: ''}}}, \
         delete: {operationId: deletePets, responses: {'204': {description: ''}}}}",
        "/pets: {get: {operationId: listPets, responses: {'204': {description: ''}}}}",
        "breaking operation-removed client.pets().delete -DELETE /pets",
    ),
    of(
        paths,
        "/pets: {get: {operationId: listPets, responses: {'204': {description: ''}}}}",
        "/pets: {get: {operationId: fetchAllPets, responses: {'204': {description: ''}}}}",
        "",
    ),
    of(
        paths,
        "/pets: {get: {operationId: listPets, responses: {'204': {description: ''}}}}",
        "/pets: {get: {operationId: list_pets, responses: {'204': {description: ''}}}}",
        "",
    ),
    of(
        paths,
        "/pets: {get: {operationId: listPets, responses: {'204': {description: ''}}}}",
        "/animals: {get: {operationId: listPets, responses: {'204': {description: ''}}}}",
        "",
    ),
    of(
        paths,
        "/pets: {get: {operationId: listPets, responses: {'204': {description: ''}}}}",
        "/pets: {get: {operationId: listPets, responses: {'204': {description: ''}}}}, \
         /pets/pets: {get: {operationId: pets, responses: {'204': {description: ''}}}}",
        "",
    ),
    // Arguments.
    of(
        operation,
        PLAIN,
        "parameters: [{name: size, in: query, required: true, schema: {type: integer}}], responses: {'204': {description: ''}}",
        "breaking argument-added client.pets().list +size: i64",
    ),
    of(
        operation,
        "parameters: [{name: size, in: query, required: true, schema: {type: integer}}], responses: {'204': {description: ''}}",
        PLAIN,
        "breaking argument-removed client.pets().list -size: i64",
    ),
    of(
        operation,
        "parameters: [{name: size, in: query, required: true, schema: {type: integer}}], responses: {'204': {description: ''}}",
        "parameters: [{name: size, in: query, required: true, schema: {type: string}}], responses: {'204': {description: ''}}",
        "breaking argument-type-changed client.pets().list size: i64 → impl Into<String>",
    ),
    of(
        operation,
        "parameters: [{name: a, in: query, required: true, schema: {type: integer}}, \
         {name: b, in: query, required: true, schema: {type: integer}}], responses: {'204': {description: ''}}",
        "parameters: [{name: b, in: query, required: true, schema: {type: integer}}, \
         {name: a, in: query, required: true, schema: {type: integer}}], responses: {'204': {description: ''}}",
        "breaking arguments-reordered client.pets().list a, b → b, a",
    ),
    of(
        operation,
        "parameters: [{name: a, in: query, required: true, schema: {type: integer}}], responses: {'204': {description: ''}}",
        "parameters: [{name: b, in: query, required: true, schema: {type: integer}}], responses: {'204': {description: ''}}",
        "docs argument-renamed client.pets().list a → b",
    ),
    of(
        operation,
        "parameters: [{name: a, in: query, required: true, schema: {type: integer}}], responses: {'204': {description: ''}}",
        "parameters: [{name: a, in: query, schema: {type: integer}}], responses: {'204': {description: ''}}",
        "breaking argument-optional client.pets().list a: i64 → with_a",
    ),
    of(
        operation,
        "parameters: [{name: a, in: query, schema: {type: integer}}], responses: {'204': {description: ''}}",
        "parameters: [{name: a, in: query, required: true, schema: {type: integer}}], responses: {'204': {description: ''}}",
        "breaking option-required client.pets().list with_a → a: i64",
    ),
    of(
        operation,
        PLAIN,
        "parameters: [{name: a, in: query, schema: {type: integer}}], responses: {'204': {description: ''}}",
        "additive option-added client.pets().list().with_a +i64",
    ),
    of(
        operation,
        "parameters: [{name: a, in: query, schema: {type: integer}}], responses: {'204': {description: ''}}",
        PLAIN,
        "breaking option-removed client.pets().list().with_a -i64",
    ),
    of(
        operation,
        "parameters: [{name: a, in: query, schema: {type: integer}}], responses: {'204': {description: ''}}",
        "parameters: [{name: a, in: query, schema: {type: number}}], responses: {'204': {description: ''}}",
        "breaking option-type-changed client.pets().list().with_a i64 → f64",
    ),
    of(
        operation,
        "parameters: [{name: a, in: query, schema: {type: array, items: {type: string}}}], responses: {'204': {description: ''}}",
        "parameters: [{name: a, in: query, explode: false, schema: {type: array, items: {type: string}}}], responses: {'204': {description: ''}}",
        "",
    ),
    // Bodies.
    of(
        operation,
        "requestBody: {required: true, content: {multipart/form-data: {schema: {$ref: '#/components/schemas/Pet'}}}}, \
         responses: {'204': {description: ''}}",
        "requestBody: {required: true, content: {multipart/form-data: {schema: {$ref: '#/components/schemas/Pet'}}, \
         application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}, responses: {'204': {description: ''}}",
        "additive body-kind-added client.pets().list +list_json(Pet)",
    ),
    of(
        operation,
        "requestBody: {required: true, content: {multipart/form-data: {schema: {$ref: '#/components/schemas/Pet'}}, \
         application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}, responses: {'204': {description: ''}}",
        "requestBody: {required: true, content: {multipart/form-data: {schema: {$ref: '#/components/schemas/Pet'}}}}, \
         responses: {'204': {description: ''}}",
        "breaking body-kind-removed client.pets().list -list_json(Pet)",
    ),
    of(
        operation,
        "requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}, \
         responses: {'204': {description: ''}}",
        "requestBody: {required: true, content: {multipart/form-data: {schema: {$ref: '#/components/schemas/Pet'}}}}, \
         responses: {'204': {description: ''}}",
        "",
    ),
    of(
        operation,
        "requestBody: {required: true, content: {multipart/form-data: {schema: {$ref: '#/components/schemas/Pet'}}}}, \
         responses: {'204': {description: ''}}",
        "requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}, \
         responses: {'204': {description: ''}}",
        "",
    ),
    // Answers.
    of(
        operation,
        "responses: {'200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}",
        "responses: {'200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Cat'}}}}}",
        "",
    ),
    of(
        operation,
        "responses: {'200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}",
        "responses: {'200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}, \
         text/event-stream: {schema: {$ref: '#/components/schemas/Pet'}}}}}",
        "additive stream-added client.pets().list +Pet",
    ),
    of(
        operation,
        "responses: {'200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}, \
         text/event-stream: {schema: {$ref: '#/components/schemas/Pet'}}}}}",
        "responses: {'200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}",
        "breaking stream-removed client.pets().list -Pet",
    ),
    of(
        operation,
        "responses: {'200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}, \
         text/event-stream: {schema: {$ref: '#/components/schemas/Pet'}}}}}",
        "responses: {'200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}, \
         text/event-stream: {schema: {$ref: '#/components/schemas/Cat'}}}}}",
        "",
    ),
    of(
        operation,
        "responses: {'200': {description: '', content: {text/plain: {schema: {type: string}}}}}",
        "responses: {'200': {description: '', content: {text/csv: {schema: {type: string}}}}}",
        "",
    ),
    // What is written about them.
    of(
        operation,
        "summary: List, responses: {'204': {description: ''}}",
        "summary: List all, deprecated: true, responses: {'204': {description: ''}}",
        "",
    ),
    of(
        operation,
        "parameters: [{name: a, in: query, schema: {type: integer, maximum: 9}}], responses: {'204': {description: ''}}",
        "parameters: [{name: a, in: query, schema: {type: integer, maximum: 8}}], responses: {'204': {description: ''}}",
        "docs limit-changed client.pets().list().with_a at most 9 → at most 8",
    ),
];
