//! The noun of a schema or operation, which replaces `{resource}`.

use super::pattern::Pattern;
use super::sentence::Sentence;

/// Nouns by name, and the words that are left out of a noun.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Nouns {
    /// Nouns by the name of a schema or operation.
    pub named: Vec<(Pattern, Sentence)>,
    /// Words that are dropped from a name, in lower case.
    pub affixes: Vec<String>,
}

impl Nouns {
    /// Returns the entry for a name: one without `*` first.
    pub fn entry(&self, name: &str) -> Option<&Sentence> {
        let exact = |it: &&(Pattern, Sentence)| it.0.is_exact();
        let matching = || self.named.iter().filter(|(it, _)| it.matches(name));
        let found = matching().find(exact).or_else(|| matching().next());
        found.map(|(_, noun)| noun)
    }

    /// Returns the words of a name without affixes, or all words if nothing would remain.
    pub fn derived(&self, name: &str) -> String {
        let words = words(name);
        let is_noun = |word: &&String| !self.affixes.contains(word);
        let nouns: Vec<&str> = words.iter().filter(is_noun).map(String::as_str).collect();
        match nouns.is_empty() {
            true => words.join(" "),
            false => nouns.join(" "),
        }
    }
}

/// Returns the words of an identifier in lower case.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut previous: Option<char> = None;
    let mut characters = name.chars().peekable();
    while let Some(character) = characters.next() {
        if !character.is_alphanumeric() {
            previous = None;
            continue;
        }
        let starts = match previous {
            None => true,
            Some(before) => {
                let ends_acronym = characters.peek().is_some_and(|next| next.is_lowercase());
                character.is_uppercase() && (!before.is_uppercase() || ends_acronym)
            }
        };
        if starts {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.extend(character.to_lowercase());
        }
        previous = Some(character);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::Nouns;

    #[test]
    fn affixes_are_not_part_of_a_noun() {
        let nouns = Nouns {
            affixes: vec!["create".to_owned(), "object".to_owned()],
            ..Nouns::default()
        };
        assert_eq!(nouns.derived("VectorStoreObject"), "vector store");
        assert_eq!(nouns.derived("createAPIKey"), "api key");
        assert_eq!(nouns.derived("CreateObject"), "create object");
        assert_eq!(nouns.derived("order_line"), "order line");
    }
}
