//! The codes of findings. Each has a fixture under `tests/fixtures/reject/` (errors) or `tests/fixtures/warn/`.

/// What kind of finding a diagnostic is. The name shown to users is the variant's in kebab case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Code {
    /// The text is neither YAML nor JSON.
    Syntax,
}
