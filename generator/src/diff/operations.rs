//! Operations: which there are, how they are called, what they answer.
//!
//! In: both sides' operations. Out: changes. One that has another `operationId` but the same method and path goes on
//! under another name, which is a guess.

use std::collections::{BTreeMap, BTreeSet};

use super::docs::About;
use super::rust_type::text;
use super::surface::{OperationView, Surface};
use super::{Comparison, Found, Rule, Spot};
use crate::plan::{OperationItem, ReplyItem, RustType};

impl<'a> Comparison<'a> {
    pub(super) fn operations(&mut self) {
        let old: Vec<OperationView<'a>> = self.old.operations.values().copied().collect();
        let new: Vec<OperationView<'a>> = self.new.operations.values().copied().collect();
        let renamed = self.renamed_operations(&old);
        let heirs: BTreeSet<&str> = renamed.values().copied().collect();
        for now in &new {
            let id = now.item.id.as_str();
            if let Some(before) = self.old.operations.get(id).copied() {
                self.operation(&before, now);
            } else if !heirs.contains(id) {
                let found = Found::added(now.endpoint());
                self.push(Rule::OperationAdded, &spot(&self.new, now), found);
            }
        }
        for before in &old {
            let id = before.item.id.as_str();
            if self.new.operations.contains_key(id) {
                continue;
            }
            match renamed
                .get(id)
                .and_then(|id| self.new.operations.get(id))
                .copied()
            {
                Some(now) => self.renamed_operation(before, &now),
                None => {
                    let found = Found::removed(before.endpoint());
                    self.push(Rule::OperationRemoved, &spot(&self.old, before), found);
                }
            }
        }
    }

    /// Ids of the older side that are gone, with the id that has their method and path now.
    fn renamed_operations(&self, old: &[OperationView<'a>]) -> BTreeMap<&'a str, &'a str> {
        let come: BTreeMap<String, &'a str> = self
            .new
            .operations
            .iter()
            .filter(|(id, _)| !self.old.operations.contains_key(*id))
            .map(|(id, view)| (view.endpoint(), *id))
            .collect();
        old.iter()
            .filter(|view| !self.new.operations.contains_key(view.item.id.as_str()))
            .filter_map(|view| Some((view.item.id.as_str(), *come.get(&view.endpoint())?)))
            .collect()
    }

    fn renamed_operation(&mut self, old: &OperationView<'a>, new: &OperationView<'a>) {
        let at = spot(&self.new, new);
        let note = format!("`{}` is `{}` now", old.item.id, new.item.id);
        if old.rust() != new.rust() {
            let found = Found::changed(old.rust(), new.rust()).note(note);
            self.push(Rule::OperationRenamed, &at, found.guessed());
        } else if old.item.ident != new.item.ident {
            let found = Found::changed(&old.item.ident, &new.item.ident).note(note);
            self.push(Rule::OperationTypeRenamed, &at, found.guessed());
        } else {
            let found = Found::changed(&old.item.id, &new.item.id);
            self.push(Rule::OperationIdChanged, &at, found.guessed());
        }
        self.same_operation(old, new);
    }

    fn operation(&mut self, old: &OperationView<'a>, new: &OperationView<'a>) {
        let at = spot(&self.new, new);
        if old.rust() != new.rust() {
            let found = Found::changed(old.rust(), new.rust());
            self.push(Rule::OperationMoved, &at, found);
        } else if old.item.ident != new.item.ident {
            let found = Found::changed(&old.item.ident, &new.item.ident);
            self.push(Rule::OperationTypeRenamed, &at, found);
        }
        if old.endpoint() != new.endpoint() {
            let found = Found::changed(old.endpoint(), new.endpoint());
            self.push(Rule::EndpointChanged, &at, found);
        }
        self.same_operation(old, new);
    }

    /// Everything but the names.
    fn same_operation(&mut self, old: &OperationView<'a>, new: &OperationView<'a>) {
        let at = spot(&self.new, new);
        self.arguments(&at, old, new);
        self.options(&at, old, new);
        self.bodies(&at, old.item, new.item);
        self.reply(&at, &old.item.reply, &new.item.reply);
        if old.item.named_events != new.item.named_events {
            let words = |named| {
                if named {
                    "events with their names"
                } else {
                    "events"
                }
            };
            let found = Found::changed(words(old.item.named_events), words(new.item.named_events));
            self.push(Rule::EventTypeChanged, &at, found);
        }
        let (before, after) = (sent(old.item), sent(new.item));
        if before != after {
            self.push(Rule::SentOtherwise, &at, Found::changed(before, after));
        }
        if old.item.security != new.item.security {
            let words = |item: &OperationItem| match item.security.as_slice() {
                [] => "none".to_owned(),
                some => some.join(" or "),
            };
            let found = Found::changed(words(old.item), words(new.item));
            self.push(Rule::SecurityChanged, &at, found);
        }
        self.docs(&at, About::Thing, &old.operation.docs, &new.operation.docs);
    }

    fn bodies(&mut self, at: &Spot, old: &OperationItem, new: &OperationItem) {
        match (&old.alternative, &new.alternative) {
            (None, Some((name, body))) => {
                let found = Found::added(format!("{name}({})", text(&body.ty)));
                self.push(Rule::BodyKindAdded, at, found);
            }
            (Some((name, body)), None) => {
                let found = Found::removed(format!("{name}({})", text(&body.ty)));
                self.push(Rule::BodyKindRemoved, at, found);
            }
            (Some((before, old)), Some((after, new)))
                if before != after || self.taken_before(old) != self.taken_now(new) =>
            {
                let words = |name: &str, ty: &RustType| format!("{name}({})", text(ty));
                let found = Found::changed(words(before, &old.ty), words(after, &new.ty));
                self.push(Rule::BodyKindRemoved, at, found);
            }
            _ => {}
        }
    }

    fn reply(&mut self, at: &Spot, old: &ReplyItem, new: &ReplyItem) {
        let (before, after) = (Answer::of(old), Answer::of(new));
        let old_value = before.value.as_ref().map(|ty| self.old_type(ty));
        let new_value = after.value.as_ref().map(|ty| self.new_type(ty));
        if (before.kind, old_value) != (after.kind, new_value) {
            let found = Found::changed(before.words(), after.words());
            self.push(Rule::ReplyChanged, at, found);
        }
        match (&before.event, &after.event) {
            (None, Some(event)) => {
                self.push(Rule::StreamAdded, at, Found::added(text(event)));
            }
            (Some(event), None) => {
                self.push(Rule::StreamRemoved, at, Found::removed(text(event)));
            }
            (Some(old), Some(new)) if !self.same(old, new) => {
                let found = Found::changed(text(old), text(new));
                self.push(Rule::EventTypeChanged, at, found);
            }
            _ => {}
        }
        match (before.pages, after.pages) {
            (false, true) => self.push(Rule::PagesAdded, at, Found::default()),
            (true, false) => self.push(Rule::PagesRemoved, at, Found::default()),
            _ => {}
        }
    }
}

/// The spot of an operation.
fn spot(surface: &Surface<'_>, view: &OperationView<'_>) -> Spot {
    Spot {
        rust: view.rust(),
        pointer: view.operation.pointer.clone(),
        place: surface.locate(view.operation.origin),
        areas: vec![view.resource.feature.clone()],
    }
}

/// What a call writes beside its arguments.
fn sent(item: &OperationItem) -> String {
    let mut words: Vec<String> = Vec::new();
    let headers = item.headers.iter();
    words.extend(headers.map(|(name, value)| format!("{name}: {value}")));
    words.extend(item.accept.iter().map(|media| format!("Accept: {media}")));
    let switch = item.stream_switch.iter();
    words.extend(switch.map(|(name, value)| format!("{name}={value} for a stream")));
    match words.is_empty() {
        true => "nothing more".to_owned(),
        false => words.join(", "),
    }
}

/// What awaiting a call gives, and what else it can do.
struct Answer {
    kind: &'static str,
    value: Option<RustType>,
    event: Option<RustType>,
    pages: bool,
}

impl Answer {
    fn of(reply: &ReplyItem) -> Self {
        let (kind, value, event, pages) = match reply {
            ReplyItem::Empty => ("()", None, None, false),
            ReplyItem::Json(ty) => ("value", Some(ty), None, false),
            ReplyItem::Page(ty) => ("value", Some(ty), None, true),
            ReplyItem::Text => ("String", None, None, false),
            ReplyItem::Binary => ("Download", None, None, false),
            ReplyItem::Events(event) => ("EventStream", Some(event), Some(event), false),
            ReplyItem::JsonOrEvents(ty, event) => ("value", Some(ty), Some(event), false),
            ReplyItem::BinaryOrEvents(event) => ("Download", None, Some(event), false),
        };
        Self {
            kind,
            value: value.cloned(),
            event: event.cloned(),
            pages,
        }
    }

    fn words(&self) -> String {
        match (&self.value, self.kind) {
            (Some(ty), "value") => text(ty),
            (Some(ty), kind) => format!("{kind}<{}>", text(ty)),
            (None, kind) => kind.to_owned(),
        }
    }
}
