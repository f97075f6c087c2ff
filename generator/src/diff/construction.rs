//! Constructors of unions: the functions that make one case out of what it needs.
//!
//! In: a union on both sides. Out: changes at its constructors.

use std::collections::BTreeMap;

use super::rust_type::text;
use super::{Comparison, Found, Rule, Spot};
use crate::plan::{ConstructorItem, RustType, UnionItem};

impl Comparison<'_> {
    pub(super) fn case_constructors(&mut self, at: &Spot, old: &UnionItem, new: &UnionItem) {
        let before = by_name(old, |ty| self.old_type(ty));
        let after = by_name(new, |ty| self.new_type(ty));
        for (name, signature) in &after {
            let spot = at.inside(&format!("::{name}"), None);
            match before.get(name) {
                None => self.push(
                    Rule::CaseConstructorAdded,
                    &spot,
                    Found::added(signature.as_str()),
                ),
                Some(old) if old != signature => {
                    let found = Found::changed(old.as_str(), signature.as_str());
                    self.push(Rule::CaseConstructorChanged, &spot, found);
                }
                Some(_) => {}
            }
        }
        for (name, signature) in &before {
            if !after.contains_key(name) {
                let spot = at.inside(&format!("::{name}"), None);
                let found = Found::removed(signature.as_str());
                self.push(Rule::CaseConstructorRemoved, &spot, found);
            }
        }
    }
}

/// The constructors by name, each as what it takes and gives.
fn by_name(union: &UnionItem, resolve: impl Fn(&RustType) -> RustType) -> BTreeMap<&str, String> {
    let constructors = union.constructors.iter();
    constructors
        .map(|it| (it.ident.as_str(), signature(it, &resolve)))
        .collect()
}

fn signature(it: &ConstructorItem, resolve: impl Fn(&RustType) -> RustType) -> String {
    let arguments = it
        .arguments
        .iter()
        .map(|argument| match argument.is_object {
            true => "impl Into<Value>".to_owned(),
            false => text(&resolve(&argument.ty)),
        });
    let arguments: Vec<String> = arguments.collect();
    let gives = match &it.gives {
        Some(record) => text(&resolve(&RustType::Named(record.clone(), false))),
        None => "Self".to_owned(),
    };
    format!("fn({}) -> {gives}", arguments.join(", "))
}
