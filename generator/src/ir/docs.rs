//! The material that documentation is written from.

use crate::source::Origin;

/// Prose and facts about one item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Docs {
    /// `title`
    pub title: Option<String>,
    /// `description` or `summary`.
    pub prose: Option<String>,
    /// `deprecated: true`
    pub deprecated: bool,
    /// Constraints and annotations that have no Rust type.
    pub facts: Vec<Fact>,
}

/// Whether prose is missing or consists of whitespace.
pub fn is_blank(prose: &Option<String>) -> bool {
    prose.as_deref().is_none_or(|prose| prose.trim().is_empty())
}

/// A fact about the values of a schema, as written in the document.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Fact {
    /// The value that the server assumes when none is sent, as JSON.
    Default(String),
    /// The smallest number.
    Minimum {
        /// The number.
        limit: String,
        /// Whether the limit itself is excluded.
        exclusive: bool,
    },
    /// The largest number.
    Maximum {
        /// The number.
        limit: String,
        /// Whether the limit itself is excluded.
        exclusive: bool,
    },
    /// A number that divides the value.
    MultipleOf(String),
    /// The length of a string, in characters.
    Length {
        /// The smallest length.
        min: Option<usize>,
        /// The largest length.
        max: Option<usize>,
    },
    /// The number of items of an array.
    Items {
        /// The smallest number.
        min: Option<usize>,
        /// The largest number.
        max: Option<usize>,
    },
    /// The number of properties of an object.
    Properties {
        /// The smallest number.
        min: Option<usize>,
        /// The largest number.
        max: Option<usize>,
    },
    /// A regular expression.
    Pattern(String),
    /// A `format` that the Rust type does not express.
    Format(String),
    /// Only responses have the property.
    ReadOnly,
    /// Only requests have the property.
    WriteOnly,
    /// The values that the document lists for an integer or number.
    Values(String),
}

/// A sentence about a group of operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupDocs {
    /// The names of the groups from the client to this one, joined by `.`.
    pub path: String,
    /// The sentence.
    pub prose: String,
    /// The location of the entry.
    pub origin: Origin,
}

/// A page in an API reference about a group of operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupReference {
    /// The names of the groups from the client to this one, joined by `.`. Empty for the page about the entire API.
    pub path: String,
    /// The URL of the page.
    pub url: String,
    /// The location of the entry.
    pub origin: Origin,
}
