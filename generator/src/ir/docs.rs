//! What documentation can be made from.

/// Prose and facts about one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// `title`
    pub title: Option<String>,
    /// `description` or `summary`, where the document carries prose.
    pub prose: Option<String>,
    /// `deprecated: true`
    pub deprecated: bool,
    /// Facts worth a line.
    pub facts: Vec<Fact>,
}

/// A fact about values, as the document writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// What the server takes when the value is left out, as JSON.
    Default(String),
    /// The smallest number; exclusive if set.
    Minimum(String, bool),
    /// The largest number; exclusive if set.
    Maximum(String, bool),
    /// A number that divides the value.
    MultipleOf(String),
    /// Shortest and longest string, in characters.
    Length(Option<usize>, Option<usize>),
    /// Fewest and most items.
    Items(Option<usize>, Option<usize>),
    /// Fewest and most members.
    Members(Option<usize>, Option<usize>),
    /// A regular expression.
    Pattern(String),
    /// A format the Rust type does not show.
    Format(String),
    /// The values the document lists for an integer or number.
    Values(String),
}
