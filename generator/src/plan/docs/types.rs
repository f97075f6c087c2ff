//! Pass: the documentation of each type.

use std::collections::BTreeMap;

use super::uses::Uses;
use super::{facts, link, prose, summary};
use crate::ir::{Api, Def, DefId, Shape, Tagging};
use crate::plan::types::RustTypes;
use crate::plan::{PropertyKind, Record, names};

/// The documentation of each type.
pub type TypeDocs = BTreeMap<DefId, Vec<String>>;

/// Documents all types.
pub fn type_docs(api: &Api, types: &RustTypes, uses: &Uses) -> TypeDocs {
    let docs = api.defs.with_ids().map(|(id, def)| {
        let name = types.name(id);
        let mut lines = match prose::first_prose(&def.docs) {
            Some(prose) => with_uses(prose, def, name, uses),
            None => from_facts(def, name, uses),
        };
        if let Some(facts) = facts::line(&def.docs.facts) {
            lines.push(String::new());
            lines.push(facts);
        }
        (id, lines)
    });
    docs.collect()
}

/// Prose of one line is followed by the uses of the type. Longer prose is unchanged.
fn with_uses(prose: Vec<String>, def: &Def, name: &str, uses: &Uses) -> Vec<String> {
    match prose.as_slice() {
        [only] => {
            let only = prose::sentence(only);
            prose::wrapped(&format!("{only} {}", of_uses(def, name, uses)))
        }
        _ => prose,
    }
}

/// The constants of a record, which have no field.
pub fn constants_doc(record: &Record) -> Vec<String> {
    let constants = record.properties.iter().filter_map(|it| match &it.kind {
        PropertyKind::Constant(constant) => Some((&it.wire, constant)),
        PropertyKind::Field(_) => None,
    });
    let constants = constants.map(|(wire, constant)| {
        let aliases = constant.aliases.iter();
        let aliases = aliases.map(|alias| format!(" or `\"{alias}\"`"));
        let aliases: String = aliases.collect();
        format!("`\"{wire}\": \"{}\"`{aliases}", constant.value)
    });
    let constants: Vec<String> = constants.collect();
    match constants.is_empty() {
        true => Vec::new(),
        false => vec![format!("Serialized with {}.", constants.join(", "))],
    }
}

/// The documentation of a constructor that creates a record. The constructor returns the record or the union.
pub fn constructor_doc(record: &str, returns_record: bool) -> Vec<String> {
    let link = link::to_type(record);
    prose::wrapped(&match returns_record {
        true => format!("Creates a new {link}."),
        false => format!("Creates a new {link}, converted into this type."),
    })
}

/// The title, if it is more informative than the name. Otherwise the uses of the type and its discriminator.
fn from_facts(def: &Def, name: &str, uses: &Uses) -> Vec<String> {
    if let Some(title) = def
        .docs
        .title
        .as_ref()
        .filter(|title| says_more(title, name))
    {
        return vec![prose::sentence(title)];
    }
    prose::wrapped(&of_uses(def, name, uses))
}

/// The uses of a type and its discriminator, in sentences.
fn of_uses(def: &Def, name: &str, uses: &Uses) -> String {
    let mut sentences = summary::of_type(name, uses);
    if let Shape::Union {
        tagging: Tagging::Internal { property, .. },
        ..
    } = &def.shape
    {
        sentences.push_str(&format!(" Discriminated by `{property}`."));
    }
    sentences
}

/// Whether a title has a word that the name does not have.
fn says_more(title: &str, name: &str) -> bool {
    let of_name = names::words(name).concat();
    let words = names::words(title);
    words.iter().any(|word| !of_name.contains(word.as_str()))
}
