//! Diagnostic codes. Each has a fixture under `tests/fixtures/reject/` (errors) or `tests/fixtures/warn/`.
//!
//! Output: [`Code`], with a name and a description for users. A stage that reports a new kind of problem adds a variant
//! here, in the group of the stage; the list of all codes and their names follow from the table.

/// Declares the enum, its names and the list of its variants from one table.
macro_rules! codes {
    ($($(#[doc = $about:literal])+ $variant:ident = $name:literal,)+) => {
        /// The kind of a diagnostic. Users see the name of the variant in kebab case.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $about])+ $variant,)+
        }

        impl Code {
            /// All codes, in the order of the stages.
            pub const ALL: &'static [Code] = &[$(Code::$variant),+];

            /// Returns the name shown to users, in kebab case.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Code::$variant => $name,)+
                }
            }

            /// Returns a general description.
            pub fn about(self) -> &'static str {
                match self {
                    $(Code::$variant => concat!($($about),+).trim_ascii(),)+
                }
            }
        }
    };
}

codes! {
    // document
    /// The text is neither YAML nor JSON.
    Syntax = "syntax",
    /// An object has two properties of the same name.
    DuplicateKey = "duplicate-key",
    /// A property name is not a scalar.
    InvalidKey = "invalid-key",
    /// The text contains no value.
    EmptyDocument = "empty-document",
    /// The root of the document is not an object.
    NotAnObject = "not-an-object",
    /// Values are nested more deeply than the limit.
    TooDeep = "too-deep",
    /// Aliases expand to more values than the limit.
    TooManyAliases = "too-many-aliases",
    /// A YAML alias or merge key cannot be expanded.
    InvalidAlias = "invalid-alias",
    /// A YAML value cannot be represented in JSON.
    NotJson = "not-json",

    // supplement
    /// The supplement is invalid.
    SupplementInvalid = "supplement-invalid",
    /// The supplement adds to something that the document does not have.
    SupplementNoTarget = "supplement-no-target",
    /// The supplement adds something that the document already has.
    SupplementNotNeeded = "supplement-not-needed",

    // overlay
    /// The overlay is not a valid Overlay document.
    OverlayInvalid = "overlay-invalid",
    /// A JSONPath in an overlay is not a valid RFC 9535 query.
    OverlayTargetInvalid = "overlay-target-invalid",
    /// A query of an overlay action selects nothing.
    OverlayNoMatch = "overlay-no-match",
    /// An overlay action cannot be applied to the values it selects.
    OverlayMismatch = "overlay-mismatch",
    /// An overlay action would take too much time or memory.
    OverlayTooExpensive = "overlay-too-expensive",
    /// An overlay action changes nothing.
    OverlayNoEffect = "overlay-no-effect",

    // dialect
    /// The document is not an OpenAPI document.
    NotOpenApi = "not-open-api",
    /// The document uses an unsupported version of OpenAPI.
    UnsupportedVersion = "unsupported-version",
    /// A keyword of JSON Schema or OpenAPI is not supported and does not affect the output.
    UnsupportedKeyword = "unsupported-keyword",
    /// A keyword is not defined in any version of OpenAPI.
    UnknownKeyword = "unknown-keyword",
    /// A keyword has no effect where it is used.
    IneffectiveKeyword = "ineffective-keyword",
    /// No value satisfies a schema.
    UnsatisfiableSchema = "unsatisfiable-schema",
    /// The document violates the specification, but its meaning is clear.
    IrregularDocument = "irregular-document",

    // openapi
    /// A part of the document violates the specification.
    InvalidDocument = "invalid-document",
    /// The target of a reference does not exist.
    DanglingReference = "dangling-reference",
    /// A reference points to another document.
    ForeignReference = "foreign-reference",
    /// References form a cycle that contains no type.
    ReferenceCycle = "reference-cycle",
    /// Two operations have the same `operationId`.
    DuplicateOperationId = "duplicate-operation-id",
    /// An operation declares the same parameter twice.
    DuplicateParameter = "duplicate-parameter",
    /// A path template contains a parameter that the operation does not declare.
    MissingPathParameter = "missing-path-parameter",
    /// An operation declares a path parameter that its path template does not contain.
    UnusedPathParameter = "unused-path-parameter",

    // lower
    /// Two branches of a union accept the same JSON and cannot be distinguished.
    AmbiguousUnion = "ambiguous-union",
    /// The generated crate does not implement a security scheme.
    UnsupportedSecurity = "unsupported-security",
    /// A WebSocket channel in `x-channels` is invalid.
    InvalidChannel = "invalid-channel",
    /// A constructor in `x-constructors` does not match any branch of its union.
    InvalidConstructor = "invalid-constructor",
    /// A response of a successful call cannot be distinguished from another one by its status.
    ResponseLeftOut = "response-left-out",
    /// A webhook has no payload with a schema.
    WebhookLeftOut = "webhook-left-out",

    // describe
    /// A documentation file is invalid.
    DocsInvalid = "docs-invalid",
    /// An entry of a documentation file has no effect.
    DocsNoMatch = "docs-no-match",

    // catalog
    /// The catalog is invalid.
    InvalidCatalog = "invalid-catalog",

    // plan
    /// The configuration is invalid.
    InvalidConfig = "invalid-config",
    /// Two items would have the same name in Rust.
    NameClash = "name-clash",
    /// A pin in the configuration matches nothing in the document.
    StalePin = "stale-pin",
    /// The pagination of a list is unclear.
    UnclearPagination = "unclear-pagination",
    /// The document lacks a type or operation that a hand-written helper needs.
    HelperLeftOut = "helper-left-out",

    // render
    /// The generator produced invalid Rust: a bug in the generator, not in the input.
    InternalFault = "internal-fault",
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn names_are_the_variant_names_in_kebab_case() {
        for code in Code::ALL {
            let mut kebab = String::new();
            for character in format!("{code:?}").chars() {
                if character.is_ascii_uppercase() && !kebab.is_empty() {
                    kebab.push('-');
                }
                kebab.push(character.to_ascii_lowercase());
            }
            assert_eq!(code.as_str(), kebab);
            assert!(code.about().ends_with('.'), "{code}: {:?}", code.about());
        }
    }
}
