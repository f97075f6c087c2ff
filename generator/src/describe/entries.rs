//! Entries for one item each.

use std::collections::{BTreeMap, HashMap};

use super::pattern::Pattern;
use super::sentence::Sentence;
use crate::source::Origin;

/// The documentation of a schema, an operation or a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name of the item, or a pattern with `*` for several items.
    pub item: Pattern,
    /// The location of its name.
    pub origin: Origin,
    /// The sentence about the item itself.
    pub description: Option<Sentence>,
    /// Sentences about its parts, by the kind of part.
    pub parts: BTreeMap<Part, BTreeMap<String, Sentence>>,
}

/// A kind of part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A property of a record.
    Property,
    /// A value of a string enum.
    Value,
    /// A branch of a union.
    Variant,
    /// A parameter of an operation or a channel.
    Parameter,
}

impl Part {
    /// Returns the key in an entry, and the noun for one part.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Part::Property => ("properties", "property"),
            Part::Value => ("values", "value"),
            Part::Variant => ("variants", "variant"),
            Part::Parameter => ("parameters", "parameter"),
        }
    }
}

/// Entries by item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entries {
    all: Vec<Entry>,
    /// The positions of the entries for one item each, by its name.
    exact: HashMap<String, Vec<usize>>,
    /// The positions of the entries for several items.
    patterns: Vec<usize>,
}

impl Entries {
    /// Adds an entry.
    pub fn push(&mut self, entry: Entry) {
        let position = self.all.len();
        if entry.item.is_exact() {
            let name = entry.item.0.clone();
            self.exact.entry(name).or_default().push(position);
        } else {
            self.patterns.push(position);
        }
        self.all.push(entry);
    }

    /// Returns all entries in order.
    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.all.iter()
    }

    /// Returns the entries for an item: those of its name first, then patterns in order.
    pub fn of<'a>(&'a self, name: &str) -> Vec<&'a Entry> {
        let exact = self.exact.get(name).into_iter().flatten();
        let exact = exact.map(|position| &self.all[*position]);
        let patterns = self.patterns.iter().map(|position| &self.all[*position]);
        let patterns = patterns.filter(|it| it.item.matches(name));
        exact.chain(patterns).collect()
    }

    /// Returns the sentence about an item. The first of its names that has a sentence is used.
    pub fn description<'a>(&'a self, names: &[String]) -> Option<&'a Sentence> {
        let entries = names.iter().flat_map(|name| self.of(name));
        let mut sentences = entries.filter_map(|it| it.description.as_ref());
        sentences.next()
    }

    /// Returns the sentence about a part of an item. The first of the item's names that has a sentence is used.
    pub fn part<'a>(&'a self, names: &[String], part: Part, wire: &str) -> Option<&'a Sentence> {
        let entries = names.iter().flat_map(|name| self.of(name));
        let mut sentences = entries.filter_map(|it| it.parts.get(&part)?.get(wire));
        sentences.next()
    }
}
