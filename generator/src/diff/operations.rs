//! Operations.
//!
//! Input: the operations of both sides. Output: changes. An operation with a different `operationId` but the same
//! method and path is treated as renamed, which is a guess.

use std::collections::{BTreeMap, BTreeSet};

use super::docs::DocsOf;
use super::rust_type::text;
use super::surface::{OperationView, Surface};
use super::{Comparison, Difference, Rule, Subject};
use crate::plan;

impl<'a> Comparison<'a> {
    pub(super) fn operations(&mut self) {
        let old: Vec<OperationView<'a>> = self.old.operations.values().copied().collect();
        let new: Vec<OperationView<'a>> = self.new.operations.values().copied().collect();
        let renamed = self.renamed_operations(&old);
        let successors: BTreeSet<&str> = renamed.values().copied().collect();
        for after in &new {
            let id = after.item.id.as_str();
            if let Some(before) = self.old.operations.get(id).copied() {
                self.operation(&before, after);
            } else if !successors.contains(id) {
                let difference = Difference::added(after.endpoint());
                self.push(Rule::OperationAdded, &subject(&self.new, after), difference);
            }
        }
        for before in &old {
            let id = before.item.id.as_str();
            if self.new.operations.contains_key(id) {
                continue;
            }
            let successor = renamed.get(id).and_then(|id| self.new.operations.get(id));
            match successor.copied() {
                Some(after) => self.renamed_operation(before, &after),
                None => {
                    let subject = subject(&self.old, before);
                    let difference = Difference::removed(before.endpoint());
                    self.push(Rule::OperationRemoved, &subject, difference);
                }
            }
        }
    }

    /// Returns the removed ids, each with the added id that has the same method and path.
    fn renamed_operations(&self, old: &[OperationView<'a>]) -> BTreeMap<&'a str, &'a str> {
        let new = self.new.operations.iter();
        let added: BTreeMap<String, &'a str> = new
            .filter(|(id, _)| !self.old.operations.contains_key(*id))
            .map(|(id, view)| (view.endpoint(), *id))
            .collect();
        old.iter()
            .filter(|view| !self.new.operations.contains_key(view.item.id.as_str()))
            .filter_map(|view| Some((view.item.id.as_str(), *added.get(&view.endpoint())?)))
            .collect()
    }

    fn renamed_operation(&mut self, old: &OperationView<'a>, new: &OperationView<'a>) {
        let subject = subject(&self.new, new);
        let note = format!("operationId `{}` became `{}`", old.item.id, new.item.id);
        let (rule, difference) = if old.rust() != new.rust() {
            let difference = Difference::changed(old.rust(), new.rust()).note(note);
            (Rule::OperationRenamed, difference)
        } else if old.item.ident != new.item.ident {
            let difference = Difference::changed(&old.item.ident, &new.item.ident).note(note);
            (Rule::OperationTypeRenamed, difference)
        } else {
            let difference = Difference::changed(&old.item.id, &new.item.id);
            (Rule::OperationIdChanged, difference)
        };
        self.push(rule, &subject, difference.guessed());
        self.operation_content(old, new);
    }

    fn operation(&mut self, old: &OperationView<'a>, new: &OperationView<'a>) {
        let subject = subject(&self.new, new);
        if old.rust() != new.rust() {
            let difference = Difference::changed(old.rust(), new.rust());
            self.push(Rule::OperationMoved, &subject, difference);
        } else if old.item.ident != new.item.ident {
            let difference = Difference::changed(&old.item.ident, &new.item.ident);
            self.push(Rule::OperationTypeRenamed, &subject, difference);
        }
        if old.endpoint() != new.endpoint() {
            let difference = Difference::changed(old.endpoint(), new.endpoint());
            self.push(Rule::EndpointChanged, &subject, difference);
        }
        self.operation_content(old, new);
    }

    /// Compares everything except the names.
    fn operation_content(&mut self, old: &OperationView<'a>, new: &OperationView<'a>) {
        let subject = subject(&self.new, new);
        self.arguments(&subject, old, new);
        self.options(&subject, old, new);
        self.alternative_bodies(&subject, old.item, new.item);
        self.response(&subject, old.item, new.item);
        let (before, after) = (fixed_content(old.item), fixed_content(new.item));
        if before != after {
            let difference = Difference::changed(before, after);
            self.push(Rule::RequestEncodingChanged, &subject, difference);
        }
        if old.item.security != new.item.security {
            let describe = |item: &plan::Operation| match item.security.as_slice() {
                [] => "none".to_owned(),
                all => all
                    .iter()
                    .map(|names| names.join(" and "))
                    .collect::<Vec<_>>()
                    .join(" or "),
            };
            let difference = Difference::changed(describe(old.item), describe(new.item));
            self.push(Rule::SecurityChanged, &subject, difference);
        }
        let (old, new) = (&old.operation.docs, &new.operation.docs);
        self.docs(&subject, DocsOf::Item, old, new);
    }

    /// Compares the methods for other body types.
    fn alternative_bodies(
        &mut self,
        subject: &Subject,
        old: &plan::Operation,
        new: &plan::Operation,
    ) {
        let method = |it: &plan::AlternativeMethod| format!("{}({})", it.method, text(&it.body.ty));
        for before in &old.alternatives {
            let mut after = new.alternatives.iter();
            let difference = match after.find(|it| it.method == before.method) {
                None => Difference::removed(method(before)),
                Some(after)
                    if self.old_parameter(&before.body) != self.new_parameter(&after.body) =>
                {
                    Difference::changed(method(before), method(after))
                }
                Some(_) => continue,
            };
            self.push(Rule::BodyTypeRemoved, subject, difference);
        }
        for after in &new.alternatives {
            let mut before = old.alternatives.iter();
            if !before.any(|it| it.method == after.method) {
                let difference = Difference::added(method(after));
                self.push(Rule::BodyTypeAdded, subject, difference);
            }
        }
    }
}

/// Returns an operation as the subject of a change.
fn subject(surface: &Surface<'_>, view: &OperationView<'_>) -> Subject {
    Subject {
        rust: view.rust(),
        pointer: view.operation.pointer.clone(),
        location: surface.locate(view.operation.origin),
        areas: vec![view.group.feature.clone()],
    }
}

/// Describes what a call sends in addition to its arguments.
fn fixed_content(item: &plan::Operation) -> String {
    let mut parts: Vec<String> = Vec::new();
    let headers = item.headers.iter();
    parts.extend(headers.map(|header| format!("{}: {}", header.name, header.value)));
    parts.extend(item.accept.iter().map(|media| format!("Accept: {media}")));
    let switch = item.stream_switch.iter();
    parts.extend(switch.map(|it| format!("{}={} for a stream", it.name, it.value)));
    match parts.is_empty() {
        true => "none".to_owned(),
        false => parts.join(", "),
    }
}
