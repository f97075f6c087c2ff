//! Types: which there are, what they are, and what all kinds of them have.
//!
//! In: both sides' types by their names in Rust. Out: changes.

use super::docs::About;
use super::renames::kind_name;
use super::rust_type::text;
use super::surface::{Surface, TypeView};
use super::{Comparison, Found, Rule, Spot};
use crate::plan::{CursorItem, ItemKind, PageItem};

impl<'a> Comparison<'a> {
    pub(super) fn types(&mut self) {
        let heirs: Vec<&str> = self.renamed.values().copied().collect();
        let new: Vec<(&'a str, TypeView<'a>)> = pairs(&self.new);
        for (name, now) in &new {
            if let Some(before) = self.old.types.get(name).copied() {
                self.one_type(&before, now);
            } else if !heirs.contains(name) {
                let found = Found::added(kind_name(&now.item.kind));
                self.push(Rule::TypeAdded, &spot(&self.new, now), found);
            }
        }
        let old: Vec<(&'a str, TypeView<'a>)> = pairs(&self.old);
        for (name, before) in &old {
            if self.new.types.contains_key(name) {
                continue;
            }
            let heir = self
                .renamed
                .get(name)
                .and_then(|now| self.new.types.get(now));
            match heir.copied() {
                Some(now) => {
                    let found = Found::changed(*name, &now.item.ident).guessed();
                    self.push(Rule::TypeRenamed, &spot(&self.new, &now), found);
                    self.one_type(before, &now);
                }
                None => {
                    let found = Found::removed(kind_name(&before.item.kind));
                    self.push(Rule::TypeRemoved, &spot(&self.old, before), found);
                }
            }
        }
    }

    fn one_type(&mut self, old: &TypeView<'a>, new: &TypeView<'a>) {
        let at = spot(&self.new, new);
        match (&old.item.kind, &new.item.kind) {
            (ItemKind::Record(before), ItemKind::Record(after)) => {
                self.record(&at, (old.def, before), (new.def, after));
            }
            (ItemKind::StringEnum(before), ItemKind::StringEnum(after)) => {
                self.string_enum(&at, before, after);
            }
            (ItemKind::Union(before), ItemKind::Union(after)) => {
                self.union(&at, before, (new.def, after));
            }
            (ItemKind::Alias(before), ItemKind::Alias(after)) => {
                if !self.same(before, after) {
                    let found = Found::changed(text(before), text(after));
                    self.push(Rule::AliasChanged, &at, found);
                }
            }
            (before, after) => {
                let found = Found::changed(kind_name(before), kind_name(after));
                self.push(Rule::TypeKindChanged, &at, found);
            }
        }
        self.forms_and_pages(&at, old, new);
        self.type_features(&at, old, new);
        self.docs(&at, About::Thing, &old.def.docs, &new.def.docs);
    }

    fn forms_and_pages(&mut self, at: &Spot, old: &TypeView<'a>, new: &TypeView<'a>) {
        let is_alias = |view: &TypeView| matches!(view.item.kind, ItemKind::Alias(_));
        // The form of an alias is that of what it stands for.
        match (&old.item.form, &new.item.form) {
            (None, Some(_)) if !is_alias(new) => {
                self.push(Rule::FormAdded, at, Found::default());
            }
            (Some(_), None) if !is_alias(old) => {
                self.push(Rule::FormRemoved, at, Found::default());
            }
            (Some(before), Some(after)) if before != after => {
                let words = |parts: &[(String, String)]| {
                    let parts = parts
                        .iter()
                        .map(|(name, media)| format!("{name} as {media}"));
                    parts.collect::<Vec<_>>().join(", ")
                };
                let found = Found::changed(words(before), words(after));
                self.push(Rule::SentOtherwise, at, found.note("parts of the form"));
            }
            _ => {}
        }
        match (&old.item.page, &new.item.page) {
            (None, Some(_)) => self.push(Rule::PagesAdded, at, Found::default()),
            (Some(_), None) => self.push(Rule::PagesRemoved, at, Found::default()),
            (Some(before), Some(after)) if !self.same(&before.item, &after.item) => {
                let found = Found::changed(text(&before.item), text(&after.item));
                self.push(Rule::PageItemChanged, at, found);
            }
            (Some(before), Some(after)) if paging(before) != paging(after) => {
                let found = Found::default().note("how the pages follow one another");
                self.push(Rule::SentOtherwise, at, found);
            }
            _ => {}
        }
    }

    fn type_features(&mut self, at: &Spot, old: &TypeView<'a>, new: &TypeView<'a>) {
        let only = |one: &TypeView, other: &TypeView| -> Vec<String> {
            let features = one.features.iter();
            let features = features.filter(|feature| !other.features.contains(feature));
            features.cloned().collect()
        };
        let (gone, come) = (only(old, new), only(new, old));
        if !gone.is_empty() {
            let found = Found::removed(gone.join(", "));
            self.push(Rule::TypeFeatureRemoved, at, found);
        }
        if !come.is_empty() {
            let found = Found::added(come.join(", "));
            self.push(Rule::TypeFeatureAdded, at, found);
        }
    }
}

fn pairs<'a>(surface: &Surface<'a>) -> Vec<(&'a str, TypeView<'a>)> {
    let types = surface.types.iter();
    types.map(|(name, view)| (*name, *view)).collect()
}

/// The spot of a type.
fn spot(surface: &Surface<'_>, view: &TypeView<'_>) -> Spot {
    Spot {
        rust: format!("types::{}", view.item.ident),
        pointer: view.def.place.pointer.clone(),
        place: surface.locate(view.def.origin),
        areas: view.features.to_vec(),
    }
}

/// What decides how pages follow one another, beside the type of their items.
fn paging(page: &PageItem) -> (String, Option<String>, CursorItem, Option<String>) {
    let PageItem {
        items_wire,
        has_more,
        cursor,
        back,
        ..
    } = page.clone();
    (items_wire, has_more, cursor, back)
}
