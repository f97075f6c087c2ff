//! The limits of strict schemas, with their sources.

/// The guide of the service.
pub(super) const GUIDE: &str = "https://platform.openai.com/docs/guides/structured-outputs";

/// The API reference from which this project started.
const REFERENCE: &str = "The API reference from which this project started, 2026";

/// The limits that schemas are checked against. Each may have figures of several sources.
///
/// ```
/// use openai_typed::structured::{Limit, Limits, check_with};
/// use serde_json::json;
///
/// let mut limits = Limits::default();
/// limits.properties = vec![Limit::new(1, "our gateway")];
/// let schema = json!({
///     "type": "object", "additionalProperties": false, "required": ["a", "b"],
///     "properties": { "a": { "type": "string" }, "b": { "type": "string" } },
/// });
/// assert_eq!(check_with(&schema, &limits)[0].source, "our gateway");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The levels of nested objects. The root is the first level.
    pub depth: Vec<Limit>,
    /// The levels of a schema that refers to itself. Such a schema has no end, so that any limit is exceeded.
    pub recursion: Vec<Limit>,
    /// The properties of all objects.
    pub properties: Vec<Limit>,
    /// The values of all enums.
    pub enum_values: Vec<Limit>,
    /// The characters of the values of one enum with more values than `large_enum`.
    pub enum_length: Vec<Limit>,
    /// The number of values above which `enum_length` applies.
    pub large_enum: usize,
    /// The characters of names of properties and definitions, and of values of enums and constants.
    pub name_length: Vec<Limit>,
    /// The supported values of `format`.
    pub formats: Vec<&'static str>,
    /// Keywords that are not supported.
    pub keywords: Vec<&'static str>,
}

/// A figure with its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limit {
    /// The largest accepted number.
    pub at_most: usize,
    /// The source.
    pub source: &'static str,
}

impl Limit {
    /// Creates a limit.
    #[inline]
    pub const fn new(at_most: usize, source: &'static str) -> Self {
        Self { at_most, source }
    }
}

impl Default for Limits {
    #[inline]
    fn default() -> Self {
        Self {
            depth: vec![Limit::new(10, GUIDE), Limit::new(5, REFERENCE)],
            recursion: vec![Limit::new(usize::MAX, GUIDE), Limit::new(5, REFERENCE)],
            properties: vec![Limit::new(5_000, GUIDE), Limit::new(100, REFERENCE)],
            enum_values: vec![Limit::new(1_000, GUIDE)],
            enum_length: vec![Limit::new(15_000, GUIDE)],
            large_enum: 250,
            name_length: vec![Limit::new(120_000, GUIDE)],
            formats: super::keywords::FORMATS.to_vec(),
            keywords: super::keywords::UNSUPPORTED.to_vec(),
        }
    }
}
