//! Finds the schema of a document that corresponds to a type of an SDK, and the parts that the schema lacks.
//!
//! Input: the operations of both. Output: [`Pairing`]: the pairs, found by walking both sides from each operation, and
//! [`Gap`]s. Where the document allows more than the SDK declares, nothing is missing.

mod gap;
mod records;
mod roots;
mod walk;
mod webhooks;

pub use gap::{Gap, Missing};
pub use roots::{pair, public_types};

use std::collections::{BTreeMap, BTreeSet};

use crate::document::Document;
use crate::sdk::{Id, Types};

/// A comparison in progress, and its result.
#[derive(Debug)]
pub struct Pairing<'a> {
    /// The types of the SDK.
    pub types: &'a Types<'a>,
    /// The document.
    pub document: &'a Document<'a>,
    /// The pointers of the schemas that each class or alias corresponds to.
    pub schemas: BTreeMap<Id, Vec<String>>,
    /// What the document lacks.
    pub gaps: Vec<Gap>,
    ignored: Vec<String>,
    /// Folders with types of a separate family, each with the prefix of their names.
    separate: BTreeMap<String, String>,
    seen: BTreeSet<(String, String)>,
    /// The constants that the document lists anywhere for each alias.
    listed: BTreeMap<Id, BTreeSet<String>>,
}

impl<'a> Pairing<'a> {
    /// Creates a comparison without results.
    fn new(types: &'a Types<'a>, document: &'a Document<'a>) -> Self {
        Self {
            types,
            document,
            schemas: BTreeMap::new(),
            gaps: Vec::new(),
            ignored: Vec::new(),
            separate: BTreeMap::new(),
            seen: BTreeSet::new(),
            listed: BTreeMap::new(),
        }
    }

    /// The component schema that a class or alias corresponds to: preferably one with the same name.
    pub fn component(&self, id: &Id) -> Option<&str> {
        let pointers = self.schemas.get(id)?.iter();
        let names: Vec<&str> = pointers.filter_map(|it| Document::component(it)).collect();
        let alike = |name: &&&str| plain(name) == plain(&id.name);
        names.iter().find(alike).or_else(|| names.first()).copied()
    }

    /// Drops missing constants of an alias that several lists of the document correspond to. A constant that any of
    /// these lists contains is not missing. A list with less than 70 % of the known constants is assumed to be narrower
    /// on purpose.
    pub fn finish(&mut self) {
        let mut gaps = std::mem::take(&mut self.gaps);
        gaps.retain_mut(|gap| {
            let Missing::Constants(values, Some(owner)) = &mut gap.missing else {
                return true;
            };
            let Some(listed) = self.listed.get(owner) else {
                return true;
            };
            let own = self.document.constants(&gap.pointer);
            let covered = own.iter().filter(|it| listed.contains(*it)).count();
            values.retain(|value| !listed.contains(&value.to_string()));
            !values.is_empty() && covered * 10 >= listed.len() * 7
        });
        self.gaps = gaps;
    }

    fn note(&mut self, id: &Id, pointer: &str) {
        let pointers = self.schemas.entry(id.clone()).or_default();
        if !pointers.iter().any(|it| it == pointer) {
            pointers.push(pointer.to_owned());
        }
    }

    fn gap(&mut self, pointer: &str, missing: Missing, module: &str) {
        if self
            .ignored
            .iter()
            .any(|it| module.starts_with(it.as_str()))
        {
            return;
        }
        let gap = Gap {
            pointer: pointer.to_owned(),
            missing,
            module: module.to_owned(),
        };
        gap::add(&mut self.gaps, gap);
    }
}

/// The words of a name in lower case, without separators and without the suffix `Param`.
pub fn plain(name: &str) -> String {
    let words = crate::sdk::words(name).concat();
    words.trim_end_matches("param").to_owned()
}
