//! Changes of the client, its features, helpers and channels.

use crate::cases::{Case, document};

const fn of(old: &'static str, new: &'static str, expected: &'static str) -> Case {
    Case {
        frame: document,
        excerpts: (old, new),
        expected,
    }
}

/// At least one case for each rule.
pub const CASES: &[Case] = &[
    of(
        "paths: {}",
        "paths: {}\ncomponents: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}",
        "additive credential-added ClientBuilder::key +header X-Key",
    ),
    of(
        "paths: {}\ncomponents: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}",
        "paths: {}",
        "breaking credential-removed ClientBuilder::key -header X-Key",
    ),
    of(
        "paths: {}\ncomponents: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}",
        "paths: {}\ncomponents: {securitySchemes: {key: {type: apiKey, in: query, name: key}}}",
        "additive request-encoding-changed ClientBuilder::key header X-Key → query parameter key",
    ),
    of(
        "servers: [{url: 'https://a.example'}]\npaths: {}",
        "servers: [{url: 'https://b.example'}]\npaths: {}",
        "additive server-changed Client https://a.example → https://b.example",
    ),
    of(
        "paths: {/pets: {get: {operationId: listPets, security: [{a: []}], responses: {'204': {description: ''}}}}}\n\
         components: {securitySchemes: {a: {type: http, scheme: bearer}, b: {type: http, scheme: bearer}}}",
        "paths: {/pets: {get: {operationId: listPets, security: [{a: []}, {b: []}], responses: {'204': {description: ''}}}}}\n\
         components: {securitySchemes: {a: {type: http, scheme: bearer}, b: {type: http, scheme: bearer}}}",
        "additive security-changed client.pets().list a → a or b",
    ),
    of(
        "paths: {}",
        "paths: {/pets: {get: {operationId: listPets, responses: {'204': {description: ''}}}}}",
        "additive operation-added client.pets().list +GET /pets
         additive feature-added feature pets",
    ),
    of(
        "paths: {/pets: {get: {operationId: listPets, responses: {'204': {description: ''}}}}}",
        "paths: {}",
        "breaking operation-removed client.pets().list -GET /pets
         breaking feature-removed feature pets",
    ),
    // Hand-written helpers.
    of(
        "paths: {}",
        "paths: {}\ncomponents: {schemas: {Brush: {type: string}}}",
        "additive helper-added helpers::groom
         additive type-added types::Brush +alias",
    ),
    of(
        "paths: {}\ncomponents: {schemas: {Brush: {type: string}}}",
        "paths: {}",
        "breaking helper-removed helpers::groom
         breaking type-removed types::Brush -alias",
    ),
    // WebSocket channels.
    of(
        "paths: {}\nx-channels: {live: {path: /live, client: {$ref: '#/components/schemas/Say'}, server: {$ref: '#/components/schemas/Say'}}}\ncomponents: {schemas: {Say: {type: string}, Tell: {type: integer}}}",
        "paths: {}\nx-channels: {live: {path: /live, client: {$ref: '#/components/schemas/Say'}, server: {$ref: '#/components/schemas/Say'}}, \
         other: {path: /other, client: {$ref: '#/components/schemas/Say'}, server: {$ref: '#/components/schemas/Say'}}}\ncomponents: {schemas: {Say: {type: string}, Tell: {type: integer}}}",
        "additive channel-added channel other +/other
         additive feature-added feature other
         additive type-feature-added types::Say +other",
    ),
    of(
        "paths: {}\nx-channels: {live: {path: /live, client: {$ref: '#/components/schemas/Say'}, server: {$ref: '#/components/schemas/Say'}}, \
         other: {path: /other, client: {$ref: '#/components/schemas/Say'}, server: {$ref: '#/components/schemas/Say'}}}\ncomponents: {schemas: {Say: {type: string}, Tell: {type: integer}}}",
        "paths: {}\nx-channels: {live: {path: /live, client: {$ref: '#/components/schemas/Say'}, server: {$ref: '#/components/schemas/Say'}}}\ncomponents: {schemas: {Say: {type: string}, Tell: {type: integer}}}",
        "breaking channel-removed channel other -/other
         breaking feature-removed feature other
         breaking type-feature-removed types::Say -other",
    ),
    of(
        "paths: {}\nx-channels: {live: {path: /live, client: {$ref: '#/components/schemas/Say'}, server: {$ref: '#/components/schemas/Say'}}}\ncomponents: {schemas: {Say: {type: string}, Tell: {type: integer}}}",
        "paths: {}\nx-channels: {live: {path: /live, client: {$ref: '#/components/schemas/Say'}, server: {$ref: '#/components/schemas/Tell'}}}\ncomponents: {schemas: {Say: {type: string}, Tell: {type: integer}}}",
        "breaking channel-events-changed channel live Say → Tell (server events)
         additive type-feature-added types::Tell +live",
    ),
    of(
        "paths: {}\nx-channels: {live: {path: /live, client: {$ref: '#/components/schemas/Say'}, server: {$ref: '#/components/schemas/Say'}}}\ncomponents: {schemas: {Say: {type: string}}}",
        "paths: {}\nx-channels: {live: {path: /live, client: {$ref: '#/components/schemas/Say'}, server: {$ref: '#/components/schemas/Say'}}}\ncomponents: {schemas: {Say: {type: integer}}}",
        "breaking channel-events-changed channel live String → i64 (client events)
         breaking channel-events-changed channel live String → i64 (server events)
         breaking alias-changed types::Say String → i64",
    ),
    of(
        "paths: {}\nx-channels: {live: {path: '/live/{id}', client: {$ref: '#/components/schemas/Say'}, server: {$ref: '#/components/schemas/Say'}}}\ncomponents: {schemas: {Say: {type: string}}}",
        "paths: {}\nx-channels: {live: {path: '/live/{id}/legs/{leg}', client: {$ref: '#/components/schemas/Say'}, server: {$ref: '#/components/schemas/Say'}}}\ncomponents: {schemas: {Say: {type: string}}}",
        "breaking channel-arguments-changed channel live (id) → (id, leg)
         additive request-encoding-changed channel live /live/{id} → /live/{id}/legs/{leg}",
    ),
    // Pages.
    of(
        "paths: {/pets: {get: {operationId: listPets, parameters: [{name: after, in: query, schema: {type: string}}], \
         responses: {'200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Pets'}}}}}}}}\n\
         components: {schemas: {Pets: {type: object, properties: {data: {type: array, items: {type: string}}}}}}",
        "paths: {/pets: {get: {operationId: listPets, parameters: [{name: after, in: query, schema: {type: string}}], \
         responses: {'200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Pets'}}}}}}}}\n\
         components: {schemas: {Pets: {type: object, properties: {data: {type: array, items: {type: string}}, \
         has_more: {type: boolean}, last_id: {type: string}}}}}",
        "additive pages-added client.pets().list
         additive pages-added types::Pets
         additive field-added types::Pets::has_more +Option<bool>
         additive field-added types::Pets::last_id +Option<String>",
    ),
    of(
        "paths: {/pets: {get: {operationId: listPets, parameters: [{name: after, in: query, schema: {type: string}}], \
         responses: {'200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Pets'}}}}}}}}\n\
         components: {schemas: {Pets: {type: object, properties: {data: {type: array, items: {type: string}}, \
         has_more: {type: boolean}, last_id: {type: string}}}}}",
        "paths: {/pets: {get: {operationId: listPets, parameters: [{name: after, in: query, schema: {type: string}}], \
         responses: {'200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Pets'}}}}}}}}\n\
         components: {schemas: {Pets: {type: object, properties: {data: {type: array, items: {type: integer}}, \
         has_more: {type: boolean}, last_id: {type: string}}}}}",
        "breaking page-item-changed types::Pets String → i64
         breaking field-type-changed types::Pets::data Option<Vec<String>> → Option<Vec<i64>>",
    ),
    of(
        "paths: {/pets: {get: {operationId: listPets, parameters: [{name: after, in: query, schema: {type: string}}], \
         responses: {'200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Pets'}}}}}}}}\n\
         components: {schemas: {Pets: {type: object, properties: {data: {type: array, items: {type: string}}, \
         has_more: {type: boolean}, last_id: {type: string}}}}}",
        "paths: {/pets: {get: {operationId: listPets, parameters: [{name: after, in: query, schema: {type: string}}], \
         responses: {'200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Pets'}}}}}}}}\n\
         components: {schemas: {Pets: {type: object, properties: {data: {type: array, items: {type: string}}}}}}",
        "breaking pages-removed client.pets().list
         breaking pages-removed types::Pets
         breaking field-removed types::Pets::has_more -Option<bool>
         breaking field-removed types::Pets::last_id -Option<String>",
    ),
];
