//! Building a response from events.

use serde_json::{Value, json};

use super::change::{Handled, ResponseChange};
use super::output::Output;
use super::slots::Slots;
use super::{audio, details, normalize, pieces, untyped};
use crate::runtime::accumulate::complete::{complete, string};
use crate::runtime::accumulate::received::index_of;
use crate::runtime::accumulate::{set_received, skeleton, unplaced};
use crate::runtime::arguments::listed;
use crate::runtime::codec::{blank, decode_value, is_label};
use crate::stream::Accumulator;
use crate::types::{
    OutputItem, Response, ResponseOutputItemAddedEvent as Added,
    ResponseOutputItemDoneEvent as Done, ResponseStreamEvent as Event,
};
use crate::unknown::Extra;

/// Builds a response from events.
///
/// Items are identified by their ID, or else by their `output_index`. An event without either continues the item that
/// was changed last, and an item that does not exist is created from the content of the event.
///
/// The events `response.completed`, `response.failed` and `response.incomplete` end the response, as does an event of an
/// unknown type with a response whose status is final. They carry all of it, but may leave out the output. Until then, the output is built from the events of its items. A stream
/// that starts in the middle, such as one with `starting_after`, yields a partial output. A gateway that sends `[DONE]`
/// instead of these events completes a response that has output, whose status is then the last one received.
///
/// Audio has no place in the output and is kept in the undeclared property `audio` of the response, an object with
/// `data` and `transcript`. Everything else that has no place in a response is kept in its undeclared property
/// `unplaced`, a list: unknown events, data that is not JSON, events after the end, and text that was streamed and that
/// the complete response does not contain.
#[derive(Clone, Debug)]
pub struct ResponseAccumulator {
    response: Response,
    slots: Slots,
    ended: bool,
}

impl ResponseAccumulator {
    /// Creates an accumulator without events.
    #[inline]
    pub fn new() -> Self {
        Self {
            response: skeleton(),
            slots: Slots::default(),
            ended: false,
        }
    }

    #[inline]
    fn apply(&mut self, event: &Event, lost: &mut Vec<Value>) -> Handled {
        // Later events belong to another response on the same connection.
        if self.ended {
            return Handled::Unplaced;
        }
        match event {
            Event::Unknown(unknown) => match normalize::event(unknown.json()) {
                Some(event) => self.apply(&event, lost),
                None => match ended_response(unknown.json()) {
                    Some(response) => self.end("", &response, &Extra::default(), lost),
                    None => self.apply_to_output(event, lost),
                },
            },
            Event::ResponseCreated(event) => self.update(&event.response, &event.extra, lost),
            Event::ResponseQueued(event) => self.update(&event.response, &event.extra, lost),
            Event::ResponseInProgress(event) => self.update(&event.response, &event.extra, lost),
            Event::ResponseCompleted(event) => {
                self.end("completed", &event.response, &event.extra, lost)
            }
            Event::ResponseFailed(event) => self.end("failed", &event.response, &event.extra, lost),
            Event::ResponseIncomplete(event) => {
                self.end("incomplete", &event.response, &event.extra, lost)
            }
            event => self.apply_to_output(event, lost),
        }
    }

    #[inline]
    fn apply_to_output(&mut self, event: &Event, lost: &mut Vec<Value>) -> Handled {
        let output = &mut Output {
            items: &mut self.response.output,
            slots: &mut self.slots,
        };
        match event {
            Event::ResponseOutputItemAdded(event) => {
                let index =
                    index_of::<Added>(event, &event.extra, "output_index", event.output_index);
                let output = output.add_item(index, &event.item, lost);
                return handled(
                    &event.item,
                    output.map(|output| ResponseChange::ItemAdded { output }),
                );
            }
            Event::ResponseOutputItemDone(event) => {
                let index =
                    index_of::<Done>(event, &event.extra, "output_index", event.output_index);
                let output = output.complete_item(index, &event.item, lost);
                return handled(
                    &event.item,
                    output.map(|output| ResponseChange::ItemDone { output }),
                );
            }
            _ => {}
        }
        match pieces::apply(output, event, lost) {
            Handled::No => {}
            Handled::Change(change) => {
                if let ResponseChange::Delta {
                    output: position, ..
                }
                | ResponseChange::Done {
                    output: position, ..
                } = &change
                {
                    details::apply_rest(output, event, *position);
                }
                return Handled::Change(change);
            }
            handled => return handled,
        }
        match details::apply(output, event, lost) {
            Handled::No => {}
            handled => return handled,
        }
        let Ok(event) = serde_json::to_value(event) else {
            return Handled::Unplaced;
        };
        match audio::append(&mut self.response.extra, &event) {
            Handled::No => untyped::apply(output, &event, lost),
            handled => handled,
        }
    }

    #[inline]
    fn update(&mut self, response: &Response, event: &Extra, lost: &mut Vec<Value>) -> Handled {
        let flat = flat_response(response, event);
        let response = flat.as_ref().unwrap_or(response);
        if *response == blank() {
            return Handled::without(event, "response");
        }
        self.replace(response, lost);
        Handled::Change(ResponseChange::Response)
    }

    #[inline]
    fn end(
        &mut self,
        status: &str,
        response: &Response,
        event: &Extra,
        lost: &mut Vec<Value>,
    ) -> Handled {
        let flat = flat_response(response, event);
        let response = flat.as_ref().unwrap_or(response);
        if let Some(mismatch) = event.mismatch("response").filter(|_| flat.is_none()) {
            lost.push(json!({ "response": mismatch.json() }));
        }
        let sent = response.status.as_ref().map(|status| status.as_str());
        let is_final = sent.is_some_and(is_final);
        self.replace(response, lost);
        if !is_final {
            self.response.status = Some(status.into());
        }
        self.ended = true;
        Handled::Change(ResponseChange::Ended)
    }

    /// Replaces the response. What the new response leaves out is kept, such as the output.
    #[inline]
    fn replace(&mut self, response: &Response, lost: &mut Vec<Value>) {
        let listed = with_listed_output(response);
        let response = listed.as_ref().unwrap_or(response);
        self.response = complete(&self.response, response, lost);
        if !response.output.is_empty() {
            self.slots = Slots::of_output(&self.response.output);
        }
    }
}

/// The statuses of a response that has not ended. Some servers send one of them in the last event.
const UNFINISHED_STATUSES: &[&str] = &["in_progress", "queued"];

#[inline]
fn is_final(status: &str) -> bool {
    is_label(status) && !UNFINISHED_STATUSES.contains(&status)
}

/// Returns the response of an event that has its properties in place of `response`, or its JSON in a string.
#[inline]
fn flat_response(response: &Response, event: &Extra) -> Option<Response> {
    if *response != blank() {
        return None;
    }
    let json = match event.mismatch("response").map(|mismatch| mismatch.json()) {
        Some(Value::String(json)) => serde_json::from_str(json).ok()?,
        Some(_) => return None,
        None => event
            .iter()
            .map(|(name, value)| (name.to_owned(), value.clone()))
            .collect(),
    };
    let json: Value = Value::Object(json);
    decode_value(&json).ok().filter(|flat| *flat != blank())
}

/// Returns a response whose output is not a list of objects with its output as one.
#[inline]
fn with_listed_output(response: &Response) -> Option<Response> {
    let is_string =
        |item: &OutputItem| matches!(item, OutputItem::Unknown(it) if it.json().is_string());
    if response.extra.mismatch("output").is_none() && !response.output.iter().any(is_string) {
        return None;
    }
    let mut json = serde_json::to_value(response).ok()?;
    json["output"] = Value::from(listed(&json["output"])?);
    decode_value(&json).ok()
}

/// Returns the response in an event of an unknown type if its status is final. Some gateways end a response with
/// `response.done`, or with `response.cancelled`.
#[inline]
fn ended_response(event: &Value) -> Option<Response> {
    let response = event.get("response")?;
    let is_final = string(response, "status").is_some_and(is_final);
    is_final.then(|| decode_value(response).ok()).flatten()
}

/// The result of setting an item. A null item is ignored.
#[inline]
fn handled(item: &OutputItem, change: Option<ResponseChange>) -> Handled {
    match (change, item) {
        (Some(change), _) => Handled::Change(change),
        (None, OutputItem::Unknown(unknown)) if unknown.json().is_null() => Handled::Ignored,
        (None, _) => Handled::Unplaced,
    }
}

impl Default for ResponseAccumulator {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl Accumulator for ResponseAccumulator {
    type Event = Event;
    type Change = ResponseChange;
    type Output = Response;

    #[inline]
    fn push(&mut self, event: &Event) -> Vec<ResponseChange> {
        let mut lost = Vec::new();
        let change = match self.apply(event, &mut lost) {
            Handled::Change(change) => Some(change),
            Handled::Ignored => None,
            Handled::No | Handled::Unplaced => {
                lost.extend(serde_json::to_value(event));
                None
            }
        };
        debug_assert!(
            change.is_some() || !lost.is_empty() || !carries_text(event),
            "the text of all deltas is in the response"
        );
        if !self.response.output.is_empty() {
            set_received(&mut self.response, "output");
        }
        unplaced::keep_all(&mut self.response.extra, lost);
        change.into_iter().collect()
    }

    /// Completes a response with output. Its status is the last one that was received.
    #[inline]
    fn push_end(&mut self) -> Vec<ResponseChange> {
        self.ended |= !self.response.output.is_empty();
        Vec::new()
    }

    #[inline]
    fn push_undecoded(&mut self, data: Value) -> bool {
        unplaced::keep(&mut self.response.extra, data);
        true
    }

    #[inline]
    fn set_request_id(&mut self, id: &str) {
        self.response.extra.set_request_id(Some(id));
    }

    #[inline]
    fn snapshot(&self) -> &Response {
        &self.response
    }

    #[inline]
    fn into_snapshot(self) -> Response {
        self.response
    }

    /// Returns whether the response has ended.
    #[inline]
    fn is_complete(&self) -> bool {
        self.ended
    }

    #[inline]
    fn is_final(&self) -> bool {
        self.ended
    }
}

/// Whether an event is a delta that contains text.
#[inline]
fn carries_text(event: &Event) -> bool {
    let json = serde_json::to_value(event).unwrap_or_default();
    string(&json, "delta").is_some()
}
