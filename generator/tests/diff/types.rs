//! Changes of types.

use crate::cases::{Case, schemas, sent};

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

/// At least one case for each rule.
pub const CASES: &[Case] = &[
    // Types.
    of(
        schemas,
        "A: {type: object, additionalProperties: false}",
        "A: {type: object, additionalProperties: false}, B: {type: string, enum: [x]}",
        "additive type-added types::B +string enum",
    ),
    of(
        schemas,
        "A: {type: object, additionalProperties: false}, B: {type: string, enum: [x]}",
        "A: {type: object, additionalProperties: false}",
        "breaking type-removed types::B -string enum",
    ),
    of(
        schemas,
        "A: {type: object, properties: {a: {type: string}, b: {type: string}, c: {type: string}}}",
        "Z: {type: object, properties: {a: {type: string}, b: {type: string}, c: {type: string}}}",
        "breaking type-renamed types::Z A → Z guess",
    ),
    of(
        schemas,
        "A: {type: object, additionalProperties: false}",
        "A: {type: string, enum: [x]}",
        "breaking type-kind-changed types::A struct → string enum",
    ),
    of(
        schemas,
        "A: {type: string}",
        "A: {type: integer}",
        "breaking alias-changed types::A String → i64",
    ),
    // A new alias for the type of a field does not change the field.
    of(
        schemas,
        "A: {type: object, properties: {n: {type: string}}}",
        "A: {type: object, properties: {n: {$ref: '#/components/schemas/N'}}}, N: {type: string}",
        "additive type-added types::N +alias",
    ),
    // Enums, of which only those that list all values are closed.
    of(
        schemas,
        "A: {anyOf: [{type: string, enum: [x]}, {type: string}]}",
        "A: {type: string, enum: [x]}",
        "breaking enum-closed types::A",
    ),
    of(
        schemas,
        "A: {type: string, enum: [x]}",
        "A: {anyOf: [{type: string, enum: [x]}, {type: string}]}",
        "breaking enum-opened types::A",
    ),
    of(
        schemas,
        "A: {type: integer, enum: [1, 2]}",
        "A: {type: integer, enum: [-1, 2], x-enum-varnames: [low, high]}",
        "breaking value-renamed types::A::High Value2 → High
         breaking value-removed types::A::Value1 -1
         additive value-added types::A::Low +-1
         docs limit-changed types::A one of 1, 2 → one of -1, 2",
    ),
    // Fields of types that no request uses.
    of(
        schemas,
        "A: {type: object, properties: {a: {type: string}}, required: [a]}",
        "A: {type: object, properties: {a: {type: string}, b: {type: integer}}, required: [a, b]}",
        "additive field-added types::A::b +i64",
    ),
    of(
        schemas,
        "A: {type: object, properties: {a: {type: string}}}",
        "A: {type: object, additionalProperties: false}",
        "breaking field-removed types::A::a -Option<String>",
    ),
    of(
        schemas,
        "A: {type: object, properties: {user_name: {type: string}}}",
        "A: {type: object, properties: {username: {type: string}}}",
        "breaking field-renamed types::A::username user_name → username guess",
    ),
    of(
        schemas,
        "A: {type: object, properties: {a: {type: string}}}",
        "A: {type: object, properties: {a: {type: array, items: {type: string}}}}",
        "breaking field-type-changed types::A::a Option<String> → Option<Vec<String>>",
    ),
    of(
        schemas,
        "A: {type: object, properties: {a: {type: string}, b: {type: string}}, required: [a, b]}",
        "A: {type: object, properties: {a: {type: string}, b: {type: string}}, required: [b]}",
        "breaking field-optional types::A::a String → Option<String>",
    ),
    of(
        schemas,
        "A: {type: object, properties: {a: {type: string}, b: {type: string}}, required: [b]}",
        "A: {type: object, properties: {a: {type: string}, b: {type: string}}, required: [a, b]}",
        "breaking field-required types::A::a Option<String> → String",
    ),
    of(
        schemas,
        "A: {type: object, properties: {a: {type: string}, b: {type: string}}, required: [a, b]}",
        "A: {type: object, properties: {a: {type: [string, 'null']}, b: {type: string}}, required: [a, b]}",
        "breaking field-nullable types::A::a String → Option<String>",
    ),
    of(
        schemas,
        "A: {type: object, properties: {a: {type: [string, 'null']}}, required: [a]}",
        "A: {type: object, properties: {a: {type: [string, 'null']}}}",
        "additive presence-changed types::A::a nullable → optional",
    ),
    of(
        schemas,
        "A: {type: object, properties: {a: {type: string}}}",
        "A: {type: object, properties: {a: {type: string}}, required: [a]}",
        "breaking default-removed types::A
         breaking field-required types::A::a Option<String> → String",
    ),
    of(
        schemas,
        "A: {type: object, properties: {a: {type: string}}, required: [a]}",
        "A: {type: object, properties: {a: {type: string}}}",
        "breaking field-optional types::A::a String → Option<String>
         additive default-added types::A",
    ),
    // Fields of types that a request uses.
    of(
        sent,
        "Pet: {type: object, properties: {a: {type: string}}, required: [a]}",
        "Pet: {type: object, properties: {a: {type: string}, b: {type: integer}}, required: [a, b]}",
        "breaking required-field-added types::Pet::b +i64",
    ),
    of(
        sent,
        "Pet: {type: object, properties: {a: {type: string}, b: {type: string}}, required: [a, b]}",
        "Pet: {type: object, properties: {b: {type: string}, a: {type: string}}, required: [a, b]}",
        "breaking constructor-reordered types::Pet a, b → b, a",
    ),
    of(
        sent,
        "Pet: {type: object, properties: {a: {type: string}}}",
        "Pet: {type: object, properties: {a: {type: [string, 'null']}}}",
        "additive null-setter-added types::Pet::a +with_a_null",
    ),
    of(
        sent,
        "Pet: {type: object, properties: {a: {type: [string, 'null']}}}",
        "Pet: {type: object, properties: {a: {type: string}}}",
        "breaking null-setter-removed types::Pet::a -with_a_null",
    ),
    of(
        sent,
        "Pet: {type: object, additionalProperties: false}, Toy: {type: object, additionalProperties: false}",
        "Pet: {type: object, properties: {toy: {$ref: '#/components/schemas/Toy'}}}, Toy: {type: object, additionalProperties: false}",
        "additive field-added types::Pet::toy +Option<Toy>
         additive type-feature-added types::Toy +pets
         additive constructor-added types::Toy",
    ),
    of(
        sent,
        "Pet: {type: object, properties: {toy: {$ref: '#/components/schemas/Toy'}}}, Toy: {type: object, additionalProperties: false}",
        "Pet: {type: object, additionalProperties: false}, Toy: {type: object, additionalProperties: false}",
        "breaking field-removed types::Pet::toy -Option<Toy>
         breaking type-feature-removed types::Toy -pets
         breaking constructor-removed types::Toy",
    ),
    // Constants and additional properties.
    of(
        schemas,
        "A: {type: object, properties: {t: {type: string, enum: [x]}}, required: [t]}",
        "A: {type: object, properties: {t: {type: string, enum: [y]}}, required: [t]}",
        "additive constant-changed types::A \"t\": \"x\" → \"t\": \"y\"",
    ),
    of(
        schemas,
        "A: {type: object, properties: {a: {type: string}}}",
        "A: {type: object, properties: {a: {type: string}}, additionalProperties: {type: string}}",
        "additive additional-properties-added types::A::additional +String",
    ),
    of(
        schemas,
        "A: {type: object, properties: {a: {type: string}}, additionalProperties: {type: string}}",
        "A: {type: object, properties: {a: {type: string}}}",
        "breaking additional-properties-removed types::A::additional -String",
    ),
    of(
        schemas,
        "A: {type: object, properties: {a: {type: string}}, additionalProperties: {type: string}}",
        "A: {type: object, properties: {a: {type: string}}, additionalProperties: {type: integer}}",
        "breaking additional-properties-changed types::A::additional String → i64",
    ),
    // String enums.
    of(
        schemas,
        "A: {type: string, enum: [x]}",
        "A: {type: string, enum: [x, y]}",
        "additive value-added types::A::Y +y",
    ),
    of(
        schemas,
        "A: {type: string, enum: [x, y]}",
        "A: {type: string, enum: [x]}",
        "breaking value-removed types::A::Y -y",
    ),
    // A value that is written like its variant keeps the name.
    of(
        schemas,
        "A: {type: string, enum: [pet]}",
        "A: {type: string, enum: [pet, Pet]}",
        "breaking value-renamed types::A::PetLower Pet → PetLower
         additive value-added types::A::Pet +Pet",
    ),
    // `a-b` keeps its name; `a_b` would have the same one and gets a number.
    of(
        schemas,
        "A: {type: string, enum: [a-b]}",
        "A: {type: string, enum: [a-b, a_b]}",
        "additive value-added types::A::AB2 +a_b",
    ),
    // Unions.
    of(
        schemas,
        "A: {oneOf: [{type: string}, {type: integer}]}",
        "A: {oneOf: [{type: string}, {type: integer}, {type: boolean}]}",
        "additive variant-added types::A::Boolean +bool",
    ),
    of(
        schemas,
        "A: {oneOf: [{type: string}, {type: integer}, {type: boolean}]}",
        "A: {oneOf: [{type: string}, {type: integer}]}",
        "breaking variant-removed types::A::Boolean -bool",
    ),
    of(
        schemas,
        "A: {oneOf: [{type: string}, {type: array, items: {type: integer}, title: Count}]}",
        "A: {oneOf: [{type: string}, {type: array, items: {type: integer}, title: Total}]}",
        "breaking variant-renamed types::A::Total Count → Total guess",
    ),
    of(
        schemas,
        "A: {oneOf: [{type: string}, {type: array, items: {type: integer}, title: Count}]}",
        "A: {oneOf: [{type: string}, {type: array, items: {type: string}, title: Count}]}",
        "breaking variant-type-changed types::A::Count Vec<i64> → Vec<String>",
    ),
    of(
        sent,
        "Pet: {oneOf: [{type: string}, {$ref: '#/components/schemas/U'}, {$ref: '#/components/schemas/D'}]}, U: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]}, V: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/D'}]}, B: {type: object, properties: {b: {type: string}}, required: [b]}, C: {type: object, properties: {c: {type: string}}, required: [c]}, D: {type: object, properties: {d: {type: string}}, required: [d]}",
        "Pet: {oneOf: [{type: string}, {$ref: '#/components/schemas/U'}, {$ref: '#/components/schemas/V'}]}, U: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]}, V: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/D'}]}, B: {type: object, properties: {b: {type: string}}, required: [b]}, C: {type: object, properties: {c: {type: string}}, required: [c]}, D: {type: object, properties: {d: {type: string}}, required: [d]}",
        "breaking conversion-removed types::Pet -From<B>
         breaking variant-removed types::Pet::D -D
         additive variant-added types::Pet::V +V
         additive type-feature-added types::V +pets
         additive constructor-added types::V",
    ),
    of(
        sent,
        "Pet: {oneOf: [{type: string}, {$ref: '#/components/schemas/U'}, {$ref: '#/components/schemas/V'}]}, U: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]}, V: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/D'}]}, B: {type: object, properties: {b: {type: string}}, required: [b]}, C: {type: object, properties: {c: {type: string}}, required: [c]}, D: {type: object, properties: {d: {type: string}}, required: [d]}",
        "Pet: {oneOf: [{type: string}, {$ref: '#/components/schemas/U'}, {$ref: '#/components/schemas/D'}]}, U: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]}, V: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/D'}]}, B: {type: object, properties: {b: {type: string}}, required: [b]}, C: {type: object, properties: {c: {type: string}}, required: [c]}, D: {type: object, properties: {d: {type: string}}, required: [d]}",
        "breaking variant-removed types::Pet::V -V
         breaking type-feature-removed types::V -pets
         breaking constructor-removed types::V
         additive conversion-added types::Pet +From<B>
         additive variant-added types::Pet::D +D",
    ),
    of(
        sent,
        "Pet: {type: object, properties: {a: {type: string, enum: [x, y]}}, required: [a]}",
        "Pet: {type: object, properties: {a: {type: string, enum: [x, y], default: x}}, required: [a]}",
        "breaking constructor-argument-removed types::Pet::a -PetA
         additive default-added types::Pet
         docs default-changed types::Pet::a +\"x\"
         docs default-changed types::PetA +\"x\"",
    ),
    of(
        sent,
        "Pet: {type: object, properties: {a: {type: string, enum: [x, y], default: x}}, required: [a]}",
        "Pet: {type: object, properties: {a: {type: string, enum: [x, y]}}, required: [a]}",
        "breaking default-removed types::Pet
         breaking constructor-argument-added types::Pet::a +PetA
         docs default-changed types::Pet::a -\"x\"
         docs default-changed types::PetA -\"x\"",
    ),
    of(
        sent,
        "Pet: {type: object, properties: {a: {type: string, enum: [x, y], default: x}}, required: [a]}",
        "Pet: {type: object, properties: {a: {type: string, enum: [x, y], default: y}}, required: [a]}",
        "additive constructor-value-changed types::Pet::a X → Y
         docs default-changed types::Pet::a \"x\" → \"y\"
         docs default-changed types::PetA \"x\" → \"y\"",
    ),
    of(
        sent,
        "Pet: {type: object, properties: {a: {type: [string, 'null']}}}",
        "Pet: {type: object, properties: {a: {type: [string, 'null']}, a_null: {type: string}}}",
        "additive field-added types::Pet::a_null +Option<String>",
    ),
    of(
        sent,
        "Pet: {type: object, properties: {toys: {type: array, items: {$ref: '#/components/schemas/Toy'}}}}, Toy: {oneOf: [{$ref: '#/components/schemas/Ball'}, {$ref: '#/components/schemas/Rope'}]}, Ball: {type: object, properties: {type: {const: ball}, size: {type: integer}}, required: [type, size]}, Rope: {type: object, properties: {type: {const: rope}, length: {type: integer}, knot: {type: string}}, required: [type, length]}",
        "Pet: {type: object, properties: {toys: {type: array, items: {$ref: '#/components/schemas/Toy'}}}}, Toy: {oneOf: [{$ref: '#/components/schemas/Ball'}, {$ref: '#/components/schemas/Rope'}], x-constructors: {adjustable: true}}, Ball: {type: object, properties: {type: {const: ball}, size: {type: integer}}, required: [type, size]}, Rope: {type: object, properties: {type: {const: rope}, length: {type: integer}, knot: {type: string}}, required: [type, length]}",
        "additive item-setter-added types::Pet::toys +with_toy
         additive variant-constructor-added types::Toy::ball +fn(i64) -> Ball
         additive variant-constructor-added types::Toy::rope +fn(i64) -> Rope",
    ),
    of(
        sent,
        "Pet: {type: object, properties: {toys: {type: array, items: {$ref: '#/components/schemas/Toy'}}}}, Toy: {oneOf: [{$ref: '#/components/schemas/Ball'}, {$ref: '#/components/schemas/Rope'}], x-constructors: {adjustable: true}}, Ball: {type: object, properties: {type: {const: ball}, size: {type: integer}}, required: [type, size]}, Rope: {type: object, properties: {type: {const: rope}, length: {type: integer}, knot: {type: string}}, required: [type, length]}",
        "Pet: {type: object, properties: {toys: {type: array, items: {$ref: '#/components/schemas/Toy'}}}}, Toy: {oneOf: [{$ref: '#/components/schemas/Ball'}, {$ref: '#/components/schemas/Rope'}]}, Ball: {type: object, properties: {type: {const: ball}, size: {type: integer}}, required: [type, size]}, Rope: {type: object, properties: {type: {const: rope}, length: {type: integer}, knot: {type: string}}, required: [type, length]}",
        "breaking item-setter-removed types::Pet::toys -with_toy
         breaking variant-constructor-removed types::Toy::ball -fn(i64) -> Ball
         breaking variant-constructor-removed types::Toy::rope -fn(i64) -> Rope",
    ),
    of(
        sent,
        "Pet: {type: object, properties: {toys: {type: array, items: {$ref: '#/components/schemas/Toy'}}}}, Toy: {oneOf: [{$ref: '#/components/schemas/Ball'}, {$ref: '#/components/schemas/Rope'}], x-constructors: {adjustable: true}}, Ball: {type: object, properties: {type: {const: ball}, size: {type: integer}}, required: [type, size]}, Rope: {type: object, properties: {type: {const: rope}, length: {type: integer}, knot: {type: string}}, required: [type, length]}",
        "Pet: {type: object, properties: {toys: {type: array, items: {$ref: '#/components/schemas/Toy'}}}}, Toy: {oneOf: [{$ref: '#/components/schemas/Ball'}, {$ref: '#/components/schemas/Rope'}], x-constructors: {adjustable: true}}, Ball: {type: object, properties: {type: {const: ball}, size: {type: integer}}, required: [type, size]}, Rope: {type: object, properties: {type: {const: rope}, length: {type: string}, knot: {type: string}}, required: [type, length]}",
        "breaking field-type-changed types::Rope::length i64 → String
         breaking variant-constructor-changed types::Toy::rope fn(i64) -> Rope → fn(String) -> Rope",
    ),
    of(
        schemas,
        "A: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}], discriminator: {propertyName: t}}, \
         B: {type: object, properties: {t: {type: string, enum: [b]}, k: {type: string, enum: [b]}}, required: [t, k]}, \
         C: {type: object, properties: {t: {type: string, enum: [c]}, k: {type: string, enum: [c]}}, required: [t, k]}",
        "A: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}], discriminator: {propertyName: k}}, \
         B: {type: object, properties: {t: {type: string, enum: [b]}, k: {type: string, enum: [b]}}, required: [t, k]}, \
         C: {type: object, properties: {t: {type: string, enum: [c]}, k: {type: string, enum: [c]}}, required: [t, k]}",
        "additive discriminator-changed types::A by `t` → by `k`",
    ),
    // Documentation.
    of(
        schemas,
        "A: {type: object, properties: {a: {type: integer}}}",
        "A: {type: object, properties: {a: {type: integer, deprecated: true}}}",
        "additive deprecated types::A::a",
    ),
    of(
        schemas,
        "A: {type: object, additionalProperties: false, deprecated: true}",
        "A: {type: object, additionalProperties: false}",
        "docs undeprecated types::A",
    ),
    of(
        schemas,
        "A: {type: object, properties: {a: {type: integer, default: 1, maximum: 9}}}",
        "A: {type: object, properties: {a: {type: integer, default: 2, maximum: 8}}}",
        "docs default-changed types::A::a 1 → 2
         docs limit-changed types::A::a at most 9 → at most 8",
    ),
    of(
        schemas,
        "A: {type: object, properties: {a: {type: string}}}",
        "A: {type: object, properties: {a: {type: string, format: uri}}}",
        "docs format-changed types::A::a +uri",
    ),
    of(
        schemas,
        "A: {type: object, title: One, description: More.}",
        "A: {type: object, title: Other, description: More.}",
        "docs documentation-changed types::A One → Other (title)",
    ),
];
