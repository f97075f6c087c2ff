//! What each keyword of a schema is about.
//!
//! Input: a keyword. Output: its [`Concern`].

use crate::document::Node;

/// What a keyword is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Concern {
    /// Any value: `type`, `enum`, `const`, `format`.
    Value,
    /// Strings only.
    String,
    /// Numbers only.
    Number,
    /// Arrays only.
    Array,
    /// Objects only.
    Object,
    /// Combinations of schemas, and references.
    Combination,
    /// Describes the schema; does not constrain values.
    Annotation,
    /// Nothing that the generator needs.
    Nothing,
    /// Constrains values in a way that the generator does not support.
    Unsupported,
    /// No specification defines it.
    Unknown,
}

/// The set of concerns of all keywords of a schema: most rules apply only to some concerns.
#[derive(Clone, Copy)]
pub(super) struct Concerns(u16);

impl Concerns {
    /// The concerns of all keywords.
    pub(super) fn of<'k>(keywords: impl Iterator<Item = &'k str>) -> Self {
        Self(keywords.fold(0, |all, keyword| all | 1 << concern(keyword) as u16))
    }

    /// Whether at least one keyword has this concern.
    pub(super) fn has(self, concern: Concern) -> bool {
        self.0 & (1 << concern as u16) != 0
    }
}

/// Returns the concern of a keyword.
pub(super) fn concern(keyword: &str) -> Concern {
    match keyword {
        "type" | "enum" | "const" | "format" => Concern::Value,
        "pattern" | "minLength" | "maxLength" | "contentEncoding" | "contentMediaType" => {
            Concern::String
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

/// Whether a keyword is an annotation, which does not constrain values.
pub(super) fn is_annotation(keyword: &str) -> bool {
    concern(keyword) == Concern::Annotation
}

/// Whether a schema accepts any JSON: it has only annotations.
pub(super) fn is_any(node: &Node) -> bool {
    node.as_object()
        .is_some_and(|map| map.keys().all(|key| is_annotation(&key.text)))
}

/// Whether a keyword constrains values directly, without referring to other schemas.
pub(super) fn is_constraint(keyword: &str) -> bool {
    matches!(
        concern(keyword),
        Concern::Value | Concern::String | Concern::Number | Concern::Array | Concern::Object
    )
}

/// The keywords that are suggested for misspelled ones.
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
