//! Sentences with placeholders.

use crate::source::Origin;

/// The placeholders that a sentence may contain.
pub const PLACEHOLDERS: &[&str] = &["resource", "name"];

/// A sentence of a documentation file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// One line, with placeholders in braces.
    pub text: String,
    /// The location of the entry.
    pub origin: Origin,
    /// Its number among all sentences, by which its use is recorded.
    pub id: usize,
}

/// The values of the placeholders.
#[derive(Clone, Copy, Debug)]
pub struct PlaceholderValues<'a> {
    /// `{resource}`: the noun of the schema or operation.
    pub resource: &'a str,
    /// `{name}`: the words of the item's own name.
    pub name: &'a str,
}

impl Sentence {
    /// Returns the text with its placeholders filled in.
    pub fn fill(&self, facts: PlaceholderValues<'_>) -> String {
        if !self.text.contains('{') {
            return self.text.clone();
        }
        let text = self.text.replace("{resource}", facts.resource);
        text.replace("{name}", &facts.name.replace(['_', '-', '.'], " "))
    }
}

/// Returns the first unknown placeholder in a sentence.
pub fn unknown_placeholder(text: &str) -> Option<&str> {
    let candidates = text.split('{').skip(1);
    let mut names = candidates.filter_map(|rest| rest.split_once('}').map(|(name, _)| name));
    names.find(|name| {
        let is_word = !name.is_empty() && name.chars().all(|it| it.is_ascii_lowercase());
        is_word && !PLACEHOLDERS.contains(name)
    })
}
