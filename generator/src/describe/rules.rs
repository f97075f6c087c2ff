//! Sentences for all items with a name.

use std::collections::BTreeMap;

use super::pattern::Pattern;
use super::sentence::Sentence;

/// The alternatives for each name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    exact: BTreeMap<String, Vec<Alternative>>,
    patterns: Vec<(Pattern, Vec<Alternative>)>,
}

/// A sentence, and the items that it applies to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The schemas or operations; empty for all.
    pub within: Vec<Pattern>,
    /// The kinds of types; empty for all.
    pub types: Vec<String>,
    /// The sentence.
    pub sentence: Sentence,
}

impl Alternative {
    /// Orders alternatives: those that name their schemas, those that have patterns of them, those with types, the rest.
    fn vagueness(&self) -> (bool, bool, bool) {
        let has_pattern = self.within.iter().any(|it| !it.is_exact());
        (self.within.is_empty(), has_pattern, self.types.is_empty())
    }
}

impl Rules {
    /// Adds alternatives for a name. The most specific ones come first, regardless of their file.
    pub fn add(&mut self, name: &str, alternatives: Vec<Alternative>) {
        let pattern = Pattern(name.to_owned());
        let known = match pattern.is_exact() {
            true => self.exact.entry(name.to_owned()).or_default(),
            false => match self.patterns.iter().position(|(it, _)| *it == pattern) {
                Some(at) => &mut self.patterns[at].1,
                None => {
                    self.patterns.push((pattern, Vec::new()));
                    let last = self.patterns.len() - 1;
                    &mut self.patterns[last].1
                }
            },
        };
        known.extend(alternatives);
        known.sort_by_key(Alternative::vagueness);
    }

    /// Returns the sentence for an item with this name, in a schema with one of these names, of a kind of type.
    pub fn find(&self, name: &str, schemas: &[String], ty: &str) -> Option<&Sentence> {
        let fits = |it: &&Alternative| {
            let mut patterns = it.within.iter();
            let within = it.within.is_empty()
                || patterns.any(|it| schemas.iter().any(|schema| it.matches(schema)));
            within && (it.types.is_empty() || it.types.iter().any(|it| it == ty))
        };
        let exact = self.exact.get(name).into_iter().flatten();
        let patterns = self.patterns.iter().filter(|(it, _)| it.matches(name));
        let mut all = exact.chain(patterns.flat_map(|(_, alternatives)| alternatives));
        all.find(fits).map(|it| &it.sentence)
    }

    /// Iterates over all sentences with their names.
    pub fn sentences(&self) -> impl Iterator<Item = (&str, &Sentence)> {
        let exact = self.exact.iter().map(|(name, all)| (name.as_str(), all));
        let patterns = self.patterns.iter().map(|(it, all)| (it.0.as_str(), all));
        let all = exact.chain(patterns);
        all.flat_map(|(name, all)| all.iter().map(move |it| (name, &it.sentence)))
    }
}
