//! Reads documentation files.
//!
//! Input: a tree. Output: entries in the [`Book`], or diagnostics.

use std::collections::BTreeMap;

use super::book::Book;
use super::entries::{Entries, Entry, Part};
use super::pattern::Pattern;
use super::rules::{Alternative, Rules};
use super::sentence::{PLACEHOLDERS, Sentence, unknown_placeholder};
use super::types::KINDS;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Key, Node, Value};
use crate::ir::ExampleNote;
use crate::nearest::nearest;
use crate::source::Origin;

/// The sections of a file.
const SECTIONS: &[&str] = &[
    "fields",
    "values",
    "variants",
    "parameters",
    "schemas",
    "operations",
    "channels",
    "groups",
    "resources",
    "mirrors",
    "resource-affixes",
    "references",
    "examples",
];

/// Reads documentation files into one book.
pub fn read(files: &[Node], diagnostics: &mut Diagnostics) -> Book {
    let mut book = Book::default();
    for file in files {
        Reader {
            book: &mut book,
            diagnostics,
        }
        .file(file);
    }
    book
}

struct Reader<'a> {
    book: &'a mut Book,
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn file(&mut self, file: &Node) {
        self.check_keys(file, SECTIONS, "a documentation file");
        for (name, section) in self.properties(file) {
            match &*name.text {
                "fields" => self.rules(section, |book| &mut book.fields),
                "values" => self.rules(section, |book| &mut book.values),
                "variants" => self.rules(section, |book| &mut book.variants),
                "parameters" => self.rules(section, |book| &mut book.parameters),
                "schemas" => {
                    let parts = &[Part::Property, Part::Value, Part::Variant];
                    self.entries(section, parts, |book| &mut book.schemas);
                }
                "operations" => {
                    self.entries(section, &[Part::Parameter], |book| &mut book.operations);
                }
                "channels" => {
                    self.entries(section, &[Part::Parameter], |book| &mut book.channels);
                }
                "groups" => {
                    for (name, node) in self.properties(section) {
                        if let Some(sentence) = self.sentence(node, name.origin) {
                            self.book.groups.insert(name.text.to_string(), sentence);
                        }
                    }
                }
                "resources" => {
                    for (name, node) in self.properties(section) {
                        if let Some(text) = self.string(node) {
                            let noun = self.numbered(text, name.origin);
                            let pattern = Pattern(name.text.to_string());
                            self.book.nouns.named.push((pattern, noun));
                        }
                    }
                }
                "mirrors" => {
                    for (prefix, node) in self.properties(section) {
                        if let Some(other) = self.string(node) {
                            self.book.mirrors.push((prefix.text.to_string(), other));
                        }
                    }
                }
                "resource-affixes" => {
                    let words = self.strings(section);
                    self.book.nouns.affixes.extend(words);
                }
                "references" => self.references(section),
                "examples" => self.examples(section),
                _ => {}
            }
        }
    }

    fn references(&mut self, section: &Node) {
        self.check_keys(section, &["base", "groups", "operations"], "`references`");
        if let Some((key, node)) = section.field("base") {
            let text = self.string(node);
            self.book.references.base = text.map(|text| self.numbered(text, key.origin));
        }
        for (name, pages) in self.properties(section) {
            if &*name.text == "base" {
                continue;
            }
            for (key, node) in self.properties(pages) {
                let Some(text) = self.string(node) else {
                    continue;
                };
                let page = self.numbered(text, key.origin);
                let pages = match &*name.text {
                    "groups" => &mut self.book.references.groups,
                    _ => &mut self.book.references.operations,
                };
                pages.insert(key.text.to_string(), page);
            }
        }
    }

    fn examples(&mut self, section: &Node) {
        self.check_keys(section, &["values", "optional", "results"], "`examples`");
        for (name, entries) in self.properties(section) {
            for (key, node) in self.properties(entries) {
                let texts = self.strings(node).into_iter();
                let notes = texts.map(|text| ExampleNote {
                    text,
                    origin: key.origin,
                });
                let mut notes: Vec<ExampleNote> = notes.collect();
                let (examples, key) = (&mut self.book.examples, key.text.to_string());
                match &*name.text {
                    "optional" => {
                        examples.optional.insert(key, notes);
                    }
                    "values" => examples.values.extend(notes.pop().map(|note| (key, note))),
                    _ => examples.results.extend(notes.pop().map(|note| (key, note))),
                }
            }
        }
    }

    fn rules(&mut self, section: &Node, rules: fn(&mut Book) -> &mut Rules) {
        for (name, node) in self.properties(section) {
            let alternatives: Vec<Alternative> = match &node.value {
                Value::Array(items) => {
                    let items = items.iter();
                    items.filter_map(|it| self.alternative(it)).collect()
                }
                _ => self
                    .sentence(node, name.origin)
                    .map(anywhere)
                    .into_iter()
                    .collect(),
            };
            rules(self.book).add(&name.text, alternatives);
        }
    }

    fn alternative(&mut self, node: &Node) -> Option<Alternative> {
        if node.as_object().is_none() {
            return self.sentence(node, node.origin).map(anywhere);
        }
        self.check_keys(node, &["text", "in", "type"], "an alternative");
        let Some(text) = node.get("text") else {
            self.invalid("an alternative needs `text`", node.origin);
            return None;
        };
        let within = node.get("in").map(|it| self.strings(it));
        let types = node.get("type").map(|it| self.strings(it));
        let types = types.unwrap_or_default();
        for kind in types.iter().filter(|kind| !KINDS.contains(&kind.as_str())) {
            let message = format!("unknown kind of type `{kind}`; known: {}", KINDS.join(", "));
            self.invalid(message, node.origin);
        }
        Some(Alternative {
            within: within
                .unwrap_or_default()
                .into_iter()
                .map(Pattern)
                .collect(),
            types,
            sentence: self.sentence(text, text.origin)?,
        })
    }

    fn entries(&mut self, section: &Node, parts: &[Part], entries: fn(&mut Book) -> &mut Entries) {
        for (name, node) in self.properties(section) {
            let mut entry = Entry {
                item: Pattern(name.text.to_string()),
                origin: name.origin,
                description: None,
                parts: BTreeMap::new(),
            };
            if node.as_object().is_none() {
                entry.description = self.sentence(node, name.origin);
            } else {
                let keys = parts.iter().map(|part| part.names().0);
                let keys: Vec<&str> = ["description"].into_iter().chain(keys).collect();
                self.check_keys(node, &keys, "an entry");
                if let Some((key, text)) = node.field("description") {
                    entry.description = self.sentence(text, key.origin);
                }
                for part in parts {
                    let Some(of_part) = node.get(part.names().0) else {
                        continue;
                    };
                    let sentences = self.properties(of_part).into_iter();
                    let sentences = sentences.filter_map(|(name, node)| {
                        let sentence = self.sentence(node, name.origin)?;
                        Some((name.text.to_string(), sentence))
                    });
                    let sentences = sentences.collect();
                    entry.parts.insert(*part, sentences);
                }
            }
            entries(self.book).push(entry);
        }
    }

    /// Reads one sentence, which must end like one.
    fn sentence(&mut self, node: &Node, at: Origin) -> Option<Sentence> {
        let text = self.string(node)?;
        if !text.ends_with(['.', '!', '?']) {
            self.invalid("a sentence must end with `.`", node.origin);
            return None;
        }
        if let Some(name) = unknown_placeholder(&text) {
            let known = PLACEHOLDERS.join("`, `");
            let message = format!("unknown placeholder `{name}`; known: `{known}`");
            self.invalid(message, node.origin);
            return None;
        }
        Some(self.numbered(text, at))
    }

    fn numbered(&mut self, text: String, origin: Origin) -> Sentence {
        let id = self.book.count;
        self.book.count += 1;
        Sentence { text, origin, id }
    }

    fn string(&mut self, node: &Node) -> Option<String> {
        match node.as_str() {
            Some(text) => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
            None => {
                let message = format!("expected a string, not {}", node.value.kind());
                self.invalid(message, node.origin);
                None
            }
        }
    }

    /// Reads a string or a list of strings.
    fn strings(&mut self, node: &Node) -> Vec<String> {
        let nodes = node.as_array().unwrap_or(std::slice::from_ref(node));
        nodes.iter().filter_map(|it| self.string(it)).collect()
    }

    fn properties<'n>(&mut self, node: &'n Node) -> Vec<(&'n Key, &'n Node)> {
        match node.as_object() {
            Some(map) => map.iter().collect(),
            None => {
                let message = format!("expected an object, not {}", node.value.kind());
                self.invalid(message, node.origin);
                Vec::new()
            }
        }
    }

    fn check_keys(&mut self, node: &Node, known: &[&str], what: &str) {
        for key in node.as_object().into_iter().flat_map(|map| map.keys()) {
            if known.contains(&&*key.text) {
                continue;
            }
            let message = format!("{what} has no `{}`", key.text);
            let diagnostic = Diagnostic::error(Code::DocsInvalid, message, key.origin);
            let help = match nearest(&key.text, known.iter().copied()) {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("known: `{}`", known.join("`, `")),
            };
            self.diagnostics.push(diagnostic.help(help));
        }
    }

    fn invalid(&mut self, message: impl Into<String>, at: Origin) {
        let diagnostic = Diagnostic::error(Code::DocsInvalid, message, at);
        self.diagnostics.push(diagnostic);
    }
}

/// A sentence that applies wherever the name occurs.
fn anywhere(sentence: Sentence) -> Alternative {
    Alternative {
        within: Vec::new(),
        types: Vec::new(),
        sentence,
    }
}
