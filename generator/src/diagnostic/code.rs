//! The codes of findings. Each has a fixture under `tests/fixtures/reject/` (errors) or `tests/fixtures/warn/`.
//!
//! In: nothing. Out: [`Code`], its name for users and a sentence about it. A stage that finds something new adds a
//! variant here, in the group of its stage; the list of all codes and their names follow from the one table.

/// Makes the enum, its names and its list out of one table.
macro_rules! codes {
    ($($(#[doc = $about:literal])+ $variant:ident = $name:literal,)+) => {
        /// What kind of finding a diagnostic is. The name shown to users is the variant's in kebab case.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $about])+ $variant,)+
        }

        impl Code {
            /// Every code, in the order of the stages.
            pub const ALL: &'static [Code] = &[$(Code::$variant),+];

            /// The name shown to users, in kebab case.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Code::$variant => $name,)+
                }
            }

            /// What the code means, in general words.
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
    /// An object has the same member twice.
    DuplicateKey = "duplicate-key",
    /// The name of a member is not a plain text.
    InvalidKey = "invalid-key",
    /// The text holds no value at all.
    EmptyDocument = "empty-document",
    /// The value at the top is not an object.
    NotAnObject = "not-an-object",
    /// Values are nested more deeply than this program follows.
    TooDeep = "too-deep",
    /// Aliases repeat more of the text than this program copies.
    TooManyAliases = "too-many-aliases",
    /// An alias or a merge key stands where nothing can be put in.
    InvalidAlias = "invalid-alias",
    /// A YAML value that JSON has no form for.
    NotJson = "not-json",

    // overlay
    /// The overlay is not a valid Overlay document.
    OverlayInvalid = "overlay-invalid",
    /// A JSONPath of the overlay is not a valid RFC 9535 query.
    OverlayTargetInvalid = "overlay-target-invalid",
    /// An action of an overlay selects nothing.
    OverlayNoMatch = "overlay-no-match",
    /// An action selects a value that its update cannot be merged with.
    OverlayMismatch = "overlay-mismatch",
    /// An action is valid and does nothing.
    OverlayNoEffect = "overlay-no-effect",

    // dialect
    /// The document is something else than an OpenAPI document.
    NotOpenApi = "not-open-api",
    /// The document is of a version of OpenAPI that is not read.
    UnsupportedVersion = "unsupported-version",
    /// A keyword of JSON Schema or OpenAPI that changes nothing in the output.
    UnsupportedKeyword = "unsupported-keyword",
    /// A keyword that no version of OpenAPI knows.
    UnknownKeyword = "unknown-keyword",
    /// A keyword that says nothing where it stands.
    IneffectiveKeyword = "ineffective-keyword",
    /// No value can satisfy a schema.
    UnsatisfiableSchema = "unsatisfiable-schema",
    /// The specification forbids it, yet what is meant is clear.
    IrregularDocument = "irregular-document",

    // openapi
    /// A part of the document is not what the specification asks for.
    InvalidDocument = "invalid-document",
    /// A reference leads to nothing.
    DanglingReference = "dangling-reference",
    /// A reference leads out of the document.
    ForeignReference = "foreign-reference",
    /// References lead in a circle without ever reaching a type.
    ReferenceCycle = "reference-cycle",
    /// Two operations have the same `operationId`.
    DuplicateOperationId = "duplicate-operation-id",
    /// An operation declares a parameter twice.
    DuplicateParameter = "duplicate-parameter",
    /// A path names a parameter that the operation does not declare.
    MissingPathParameter = "missing-path-parameter",
    /// An operation declares a path parameter that its path does not name.
    UnusedPathParameter = "unused-path-parameter",

    // lower
    /// Two cases of a union accept the same JSON, and nothing tells them apart.
    AmbiguousUnion = "ambiguous-union",
    /// A WebSocket channel of `x-channels` lacks what it needs.
    InvalidChannel = "invalid-channel",
    /// A constructor of `x-constructors` fits no case of its union.
    InvalidConstructor = "invalid-constructor",

    // plan
    /// The configuration is not valid.
    InvalidConfig = "invalid-config",
    /// Two things would have the same name in Rust.
    NameClash = "name-clash",
    /// A pin of the configuration names nothing in the document.
    StalePin = "stale-pin",

    // render
    /// This program wrote something that is no Rust: a fault of its own, never of the input.
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
    fn names_are_the_variants_in_kebab_case() {
        for code in Code::ALL {
            let mut kebab = String::new();
            for letter in format!("{code:?}").chars() {
                if letter.is_ascii_uppercase() && !kebab.is_empty() {
                    kebab.push('-');
                }
                kebab.push(letter.to_ascii_lowercase());
            }
            assert_eq!(code.as_str(), kebab);
            assert!(code.about().ends_with('.'), "{code}: {:?}", code.about());
        }
    }
}
