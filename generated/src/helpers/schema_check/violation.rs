//! What a schema violates.

use std::fmt;

/// A part of a schema that the API does not accept.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The location in the schema, as a JSON pointer. Empty for the schema itself.
    pub pointer: String,
    /// The rule.
    pub rule: Rule,
    /// What is wrong, in a sentence without its location.
    pub message: String,
    /// Whether all sources reject it.
    pub severity: Severity,
    /// Where the rule is from.
    pub source: &'static str,
}

/// Whether all sources reject a part of a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// Some sources accept it, and the API may accept it too.
    Warning,
    /// No source accepts it.
    Error,
}

/// The rules of strict schemas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// The root is an object, without `anyOf`.
    Root,
    /// Each schema declares the type of its values, and the type is supported.
    Type,
    /// The keyword is supported.
    Keyword,
    /// Objects have `additionalProperties: false`.
    AdditionalProperties,
    /// Objects require all their properties.
    Required,
    /// The regular expression has no lookaround and no reference to a group.
    Pattern,
    /// The format is supported.
    Format,
    /// A schema with a reference has no other keywords, and the target exists.
    Reference,
    /// Schemas do not refer to themselves without end.
    Recursion,
    /// Objects are not nested too deeply.
    Depth,
    /// There are not too many properties in total.
    Properties,
    /// There are not too many values of enums in total.
    EnumValues,
    /// The values of a large enum are not too long in total.
    EnumLength,
    /// Names of properties and definitions, and values of enums and constants, are not too long in total.
    NameLength,
}

impl fmt::Display for Violation {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pointer = match self.pointer.as_str() {
            "" => "the schema",
            pointer => pointer,
        };
        write!(f, "{pointer}: {}", self.message)
    }
}
