//! What each keyword of a schema is about.
//!
//! In: a keyword. Out: its [`Concern`]. A table, no behaviour.

/// What a keyword is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Concern {
    /// Any value: `type`, `enum`, `const`, `format`.
    Value,
    /// Strings only.
    Text,
    /// Numbers only.
    Number,
    /// Arrays only.
    Array,
    /// Objects only.
    Object,
    /// Schemas combined, and references.
    Combination,
    /// Says something about the schema, nothing about values.
    Annotation,
    /// Nothing the generator needs.
    Nothing,
    /// Says something about values that the generator cannot express.
    Unsupported,
    /// No specification knows it.
    Unknown,
}

/// What the keywords of a schema are about, all together: tells which rules have nothing to do.
#[derive(Clone, Copy)]
pub(super) struct Concerns(u16);

impl Concerns {
    /// Of all keywords.
    pub(super) fn of<'k>(keywords: impl Iterator<Item = &'k str>) -> Self {
        Self(keywords.fold(0, |all, keyword| all | 1 << concern(keyword) as u16))
    }

    /// Whether one of the keywords is about this.
    pub(super) fn has(self, concern: Concern) -> bool {
        self.0 & 1 << concern as u16 != 0
    }
}

/// What a keyword is about.
pub(super) fn concern(keyword: &str) -> Concern {
    match keyword {
        "type" | "enum" | "const" | "format" => Concern::Value,
        "pattern" | "minLength" | "maxLength" | "contentEncoding" | "contentMediaType" => {
            Concern::Text
        }
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => {
            Concern::Number
        }
        "items" | "prefixItems" | "additionalItems" | "minItems" | "maxItems" | "uniqueItems" => {
            Concern::Array
        }
        "properties"
        | "required"
        | "additionalProperties"
        | "patternProperties"
        | "propertyNames"
        | "unevaluatedProperties"
        | "minProperties"
        | "maxProperties" => Concern::Object,
        "$ref" | "allOf" | "anyOf" | "oneOf" | "not" => Concern::Combination,
        "title" | "description" | "default" | "deprecated" | "nullable" | "readOnly"
        | "writeOnly" | "externalDocs" | "discriminator" => Concern::Annotation,
        "example" | "examples" | "xml" | "$comment" | "$schema" | "$id" | "id" | "$anchor"
        | "$dynamicAnchor" | "$recursiveAnchor" | "$vocabulary" | "$defs" | "definitions" => {
            Concern::Nothing
        }
        "if" | "then" | "else" | "dependentSchemas" | "dependentRequired" | "dependencies"
        | "unevaluatedItems" | "contains" | "minContains" | "maxContains" | "contentSchema"
        | "$recursiveRef" | "$dynamicRef" => Concern::Unsupported,
        _ if keyword.starts_with("x-") => Concern::Annotation,
        _ => Concern::Unknown,
    }
}

/// Whether a keyword says nothing about values.
pub(super) fn is_annotation(keyword: &str) -> bool {
    concern(keyword) == Concern::Annotation
}

/// Whether a keyword says of itself which values are meant.
pub(super) fn is_own(keyword: &str) -> bool {
    matches!(
        concern(keyword),
        Concern::Value | Concern::Text | Concern::Number | Concern::Array | Concern::Object
    )
}

/// The keywords worth suggesting for a misspelt one.
pub(super) const SUGGESTIONS: [&str; 35] = [
    "type",
    "enum",
    "const",
    "format",
    "pattern",
    "minLength",
    "maxLength",
    "contentEncoding",
    "contentMediaType",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "items",
    "minItems",
    "maxItems",
    "uniqueItems",
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "minProperties",
    "maxProperties",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "title",
    "description",
    "default",
    "deprecated",
    "nullable",
    "discriminator",
];
