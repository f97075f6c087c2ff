//! Types, and what all kinds of them have in common.
//!
//! Input: the types of both sides by Rust name. Output: changes.

use super::docs::DocsOf;
use super::records::Struct;
use super::renames::kind_name;
use super::rust_type::text;
use super::surface::{Surface, TypeView};
use super::{Comparison, Difference, Rule, Subject};
use crate::plan::{self, TypeKind};

impl<'a> Comparison<'a> {
    pub(super) fn types(&mut self) {
        let successors: Vec<&str> = self.renamed.values().copied().collect();
        for (name, after) in views(&self.new) {
            if let Some(before) = self.old.types.get(name).copied() {
                self.type_content(&before, &after);
            } else if !successors.contains(&name) {
                let difference = Difference::added(kind_name(after.kind));
                self.push(Rule::TypeAdded, &subject(&self.new, &after), difference);
            }
        }
        for (name, before) in views(&self.old) {
            if self.new.types.contains_key(name) {
                continue;
            }
            let successor = self.renamed.get(name);
            match successor.and_then(|name| self.new.types.get(name)).copied() {
                Some(after) => {
                    let difference = Difference::changed(name, &after.item.ident).guessed();
                    self.push(Rule::TypeRenamed, &subject(&self.new, &after), difference);
                    self.type_content(&before, &after);
                }
                None => {
                    let difference = Difference::removed(kind_name(before.kind));
                    self.push(Rule::TypeRemoved, &subject(&self.old, &before), difference);
                }
            }
        }
    }

    fn type_content(&mut self, old: &TypeView<'a>, new: &TypeView<'a>) {
        let subject = subject(&self.new, new);
        match (old.kind, new.kind) {
            (TypeKind::Record(before), TypeKind::Record(after)) => {
                let before = Struct {
                    def: old.declared,
                    item: before,
                };
                let after = Struct {
                    def: new.declared,
                    item: after,
                };
                self.record(&subject, before, after);
            }
            (TypeKind::StringEnum(before), TypeKind::StringEnum(after))
            | (TypeKind::IntegerEnum(before), TypeKind::IntegerEnum(after)) => {
                self.enum_values(&subject, before, after);
                let rule = match (old.item.closed, new.item.closed) {
                    (false, true) => Some(Rule::EnumClosed),
                    (true, false) => Some(Rule::EnumOpened),
                    _ => None,
                };
                if let Some(rule) = rule {
                    self.push(rule, &subject, Difference::default());
                }
            }
            (TypeKind::Union(before), TypeKind::Union(after)) => {
                self.union(&subject, before, (new.declared, after));
            }
            (TypeKind::Alias(before), TypeKind::Alias(after)) => {
                if !self.same(before, after) {
                    let difference = Difference::changed(text(before), text(after));
                    self.push(Rule::AliasChanged, &subject, difference);
                }
            }
            (before, after) => {
                let difference = Difference::changed(kind_name(before), kind_name(after));
                self.push(Rule::TypeKindChanged, &subject, difference);
            }
        }
        self.form(&subject, old, new);
        self.pagination(&subject, old, new);
        self.type_features(&subject, old, new);
        self.docs(&subject, DocsOf::Item, &old.def.docs, &new.def.docs);
    }

    /// Compares the form of a type. The form of an alias is that of its target, and is reported there.
    fn form(&mut self, subject: &Subject, old: &TypeView<'a>, new: &TypeView<'a>) {
        let is_alias = |view: &TypeView| matches!(view.kind, TypeKind::Alias(_));
        match (&old.item.form, &new.item.form) {
            (None, Some(_)) if !is_alias(new) => {
                self.push(Rule::FormAdded, subject, Difference::default());
            }
            (Some(_), None) if !is_alias(old) => {
                self.push(Rule::FormRemoved, subject, Difference::default());
            }
            (Some(before), Some(after)) if before != after => {
                let describe = |form: &plan::Form| {
                    let parts = form.parts.iter();
                    let parts = parts.map(|part| {
                        let media_type = part.media_type.iter().cloned();
                        let headers = part.headers.iter();
                        let headers = headers.map(|(name, value)| format!("{name}: {value}"));
                        let content: Vec<String> = media_type.chain(headers).collect();
                        format!("{} as {}", part.name, content.join(", "))
                    });
                    parts.collect::<Vec<_>>().join(", ")
                };
                let difference = Difference::changed(describe(before), describe(after));
                let difference = difference.note("form parts");
                self.push(Rule::RequestEncodingChanged, subject, difference);
            }
            _ => {}
        }
    }

    fn pagination(&mut self, subject: &Subject, old: &TypeView<'a>, new: &TypeView<'a>) {
        match (&old.item.page, &new.item.page) {
            (None, Some(_)) => self.push(Rule::PagesAdded, subject, Difference::default()),
            (Some(_), None) => self.push(Rule::PagesRemoved, subject, Difference::default()),
            (Some(before), Some(after)) if !self.same(&before.item, &after.item) => {
                let difference = Difference::changed(text(&before.item), text(&after.item));
                self.push(Rule::PageItemChanged, subject, difference);
            }
            (Some(before), Some(after)) if next_page(before) != next_page(after) => {
                let difference = Difference::default().note("request of the next page");
                self.push(Rule::RequestEncodingChanged, subject, difference);
            }
            _ => {}
        }
    }

    fn type_features(&mut self, subject: &Subject, old: &TypeView<'a>, new: &TypeView<'a>) {
        let only_in = |view: &TypeView, other: &TypeView| -> Vec<String> {
            let features = view.features.iter();
            let features = features.filter(|feature| !other.features.contains(feature));
            features.cloned().collect()
        };
        let (removed, added) = (only_in(old, new), only_in(new, old));
        if !removed.is_empty() {
            let difference = Difference::removed(removed.join(", "));
            self.push(Rule::TypeFeatureRemoved, subject, difference);
        }
        if !added.is_empty() {
            let difference = Difference::added(added.join(", "));
            self.push(Rule::TypeFeatureAdded, subject, difference);
        }
    }
}

fn views<'a>(surface: &Surface<'a>) -> Vec<(&'a str, TypeView<'a>)> {
    let types = surface.types.iter();
    types.map(|(name, view)| (*name, *view)).collect()
}

fn subject(surface: &Surface<'_>, view: &TypeView<'_>) -> Subject {
    Subject {
        rust: format!("types::{}", view.item.ident),
        pointer: view.def.path.pointer.clone(),
        location: surface.locate(view.def.origin),
        areas: view.features.to_vec(),
    }
}

/// Returns everything that determines the request of the next page.
fn next_page(page: &plan::Page) -> (&str, Option<&str>, &plan::Cursor, Option<&plan::ItemCursor>) {
    let plan::Page {
        items,
        has_more,
        cursor,
        back,
        ..
    } = page;
    (&items.wire, has_more.as_deref(), cursor, back.as_ref())
}
