//! Responses of operations.
//!
//! Input: an operation on both sides. Output: changes of the type it returns, its stream and its pagination.

use super::rust_type::text;
use super::{Comparison, Difference, Rule, Subject};
use crate::plan::{self, EventMode, RustType, StatusContent, StatusPattern};

impl Comparison<'_> {
    pub(super) fn response(
        &mut self,
        subject: &Subject,
        old: &plan::Operation,
        new: &plan::Operation,
    ) {
        let (before, after) = (Response::of(old), Response::of(new));
        let old_value = before.value.map(|ty| self.old_type(ty));
        let new_value = after.value.map(|ty| self.new_type(ty));
        let before_form = (
            before.wrapper,
            before.is_optional,
            &before.variants,
            old_value,
        );
        if before_form != (after.wrapper, after.is_optional, &after.variants, new_value) {
            let difference = Difference::changed(before.text(), after.text());
            self.push(Rule::ResponseChanged, subject, difference);
        }
        match (before.event, after.event) {
            (None, Some(event)) => {
                self.push(Rule::StreamAdded, subject, Difference::added(text(event)));
            }
            (Some(event), None) => {
                self.push(
                    Rule::StreamRemoved,
                    subject,
                    Difference::removed(text(event)),
                );
            }
            (Some(old), Some(new)) if !self.same(old, new) => {
                let difference = Difference::changed(text(old), text(new));
                self.push(Rule::EventTypeChanged, subject, difference);
            }
            _ => {}
        }
        match (before.is_page, after.is_page) {
            (false, true) => self.push(Rule::PagesAdded, subject, Difference::default()),
            (true, false) => self.push(Rule::PagesRemoved, subject, Difference::default()),
            _ => {}
        }
        let (old_events, new_events) = (described(old.events), described(new.events));
        let are_streams = before.event.is_some() && after.event.is_some();
        if are_streams && old_events != new_events {
            let difference = Difference::changed(old_events, new_events);
            self.push(Rule::EventTypeChanged, subject, difference);
        }
    }
}

fn described(mode: EventMode) -> &'static str {
    match mode {
        EventMode::EventData | EventMode::EventText => "events with names",
        EventMode::Text => "events with text",
        EventMode::JsonLines => "lines of JSON",
        EventMode::Data | EventMode::JsonOrText => "events",
    }
}

/// The type that awaiting a call returns, and its alternatives.
struct Response<'r> {
    wrapper: Wrapper,
    is_optional: bool,
    /// The variants, if the response differs by status.
    variants: Vec<String>,
    value: Option<&'r RustType>,
    event: Option<&'r RustType>,
    is_page: bool,
}

/// The type around the value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wrapper {
    None,
    Unit,
    String,
    Download,
    EventStream,
    ByStatus,
}

/// Describes a variant: `202: Progress`.
fn variant(variant: &plan::StatusVariant) -> String {
    let content = match &variant.content {
        StatusContent::Empty => "()".to_owned(),
        StatusContent::Json(ty) => text(ty),
        StatusContent::Text => "String".to_owned(),
        StatusContent::Bytes => "Bytes".to_owned(),
    };
    match variant.statuses {
        StatusPattern::Code(code) => format!("{code}: {content}"),
        StatusPattern::Range(lowest, highest) => format!("{lowest} to {highest}: {content}"),
        StatusPattern::Any => format!("any: {content}"),
    }
}

impl<'r> Response<'r> {
    fn of(operation: &'r plan::Operation) -> Self {
        let is_optional = matches!(operation.reply, plan::Reply::Optional(_));
        let reply = match &operation.reply {
            plan::Reply::Optional(inner) => inner,
            reply => reply,
        };
        let (wrapper, value, event) = match reply {
            plan::Reply::ByStatus | plan::Reply::Optional(_) => (Wrapper::ByStatus, None, None),
            plan::Reply::Empty => (Wrapper::Unit, None, None),
            plan::Reply::Json(ty) | plan::Reply::Page(ty) => (Wrapper::None, Some(ty), None),
            plan::Reply::Text => (Wrapper::String, None, None),
            plan::Reply::Binary => (Wrapper::Download, None, None),
            plan::Reply::Events(event) => (Wrapper::EventStream, Some(event), Some(event)),
            plan::Reply::JsonOrEvents(ty, event) => (Wrapper::None, Some(ty), Some(event)),
            plan::Reply::BinaryOrEvents(event) => (Wrapper::Download, None, Some(event)),
        };
        let outcome = operation.outcome.iter().flat_map(|it| &it.variants);
        Self {
            is_optional,
            variants: outcome.map(variant).collect(),
            wrapper,
            value,
            event,
            is_page: matches!(reply, plan::Reply::Page(_)),
        }
    }

    fn text(&self) -> String {
        let value = self.value.map(text).unwrap_or_default();
        let text = match self.wrapper {
            Wrapper::ByStatus => self.variants.join(" | "),
            Wrapper::None => value,
            Wrapper::Unit => "()".to_owned(),
            Wrapper::String => "String".to_owned(),
            Wrapper::Download => "Download".to_owned(),
            Wrapper::EventStream => format!("EventStream<{value}>"),
        };
        match self.is_optional {
            true => format!("Option<{text}>"),
            false => text,
        }
    }
}
