//! Changes of operations.

use crate::cases::{Case, operation, paths};

const fn of(
    frame: fn(&str) -> String,
    old: &'static str,
    new: &'static str,
    expected: &'static str,
) -> Case {
    Case {
        frame,
        excerpts: (old, new),
        expected,
    }
}

const PLAIN: &str = "responses: {'204': {description: ''}}";

/// At least one case for each rule.
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
        "breaking operation-type-renamed client.pets().list ListPets → FetchAllPets (operationId `listPets` became `fetchAllPets`) guess",
    ),
    of(
        paths,
        "/pets: {get: {operationId: listPets, responses: {'204': {description: ''}}}}",
        "/pets: {get: {operationId: list_pets, responses: {'204': {description: ''}}}}",
        "docs operation-id-changed client.pets().list listPets → list_pets guess",
    ),
    of(
        paths,
        "/pets: {get: {operationId: listPets, responses: {'204': {description: ''}}}}",
        "/animals: {get: {operationId: listPets, responses: {'204': {description: ''}}}}",
        "breaking operation-moved client.animals().list client.pets().list → client.animals().list
         breaking feature-removed feature pets
         additive endpoint-changed client.animals().list GET /pets → GET /animals
         additive feature-added feature animals",
    ),
    of(
        paths,
        "/pet: {get: {operationId: listPet, responses: {'204': {description: ''}}}}",
        "/pet: {get: {operationId: getPet, responses: {'204': {description: ''}}}}",
        "breaking operation-renamed client.pet().retrieve client.pet().list → client.pet().retrieve \
         (operationId `listPet` became `getPet`) guess",
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
        "additive request-encoding-changed client.pets().list().with_a query (form, exploded) → query (form) (`a`)",
    ),
    // Bodies.
    of(
        operation,
        "requestBody: {required: true, content: {multipart/form-data: {schema: {$ref: '#/components/schemas/Pet'}}}}, \
         responses: {'204': {description: ''}}",
        "requestBody: {required: true, content: {multipart/form-data: {schema: {$ref: '#/components/schemas/Pet'}}, \
         application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}, responses: {'204': {description: ''}}",
        "additive body-type-added client.pets().list +list_json(Pet)",
    ),
    of(
        operation,
        "requestBody: {required: true, content: {multipart/form-data: {schema: {$ref: '#/components/schemas/Pet'}}, \
         application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}, responses: {'204': {description: ''}}",
        "requestBody: {required: true, content: {multipart/form-data: {schema: {$ref: '#/components/schemas/Pet'}}}}, \
         responses: {'204': {description: ''}}",
        "breaking body-type-removed client.pets().list -list_json(Pet)",
    ),
    of(
        operation,
        "requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}, \
         responses: {'204': {description: ''}}",
        "requestBody: {required: true, content: {multipart/form-data: {schema: {$ref: '#/components/schemas/Pet'}}}}, \
         responses: {'204': {description: ''}}",
        "additive request-encoding-changed client.pets().list JSON → multipart form (request body)
         additive form-added types::Pet",
    ),
    of(
        operation,
        "requestBody: {required: true, content: {multipart/form-data: {schema: {$ref: '#/components/schemas/Pet'}}}}, \
         responses: {'204': {description: ''}}",
        "requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}, \
         responses: {'204': {description: ''}}",
        "breaking form-removed types::Pet
         additive request-encoding-changed client.pets().list multipart form → JSON (request body)",
    ),
    // Responses.
    of(
        operation,
        "responses: {'200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}",
        "responses: {'200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Cat'}}}}}",
        "breaking response-changed client.pets().list Pet → Cat
         breaking type-feature-removed types::Pet -pets
         additive type-feature-added types::Cat +pets",
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
        "breaking event-type-changed client.pets().list Pet → Cat
         additive type-feature-added types::Cat +pets",
    ),
    of(
        operation,
        "responses: {'200': {description: '', content: {text/plain: {schema: {type: string}}}}}",
        "responses: {'200': {description: '', content: {text/csv: {schema: {type: string}}}}}",
        "additive request-encoding-changed client.pets().list Accept: text/plain → Accept: text/csv",
    ),
    // Documentation.
    of(
        operation,
        "summary: List, responses: {'204': {description: ''}}",
        "summary: List all, deprecated: true, responses: {'204': {description: ''}}",
        "additive deprecated client.pets().list
         docs documentation-changed client.pets().list List → List all (title)",
    ),
    of(
        operation,
        "parameters: [{name: a, in: query, schema: {type: integer, maximum: 9}}], responses: {'204': {description: ''}}",
        "parameters: [{name: a, in: query, schema: {type: integer, maximum: 8}}], responses: {'204': {description: ''}}",
        "docs limit-changed client.pets().list().with_a at most 9 → at most 8",
    ),
];
