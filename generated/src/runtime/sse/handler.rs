//! Handling one event: an item, a failure, or something to be skipped.

use std::borrow::Cow;

use bytes::Bytes;
use serde_json::Value;

use super::classifier::{DEFAULT_NAME, EventClass, EventClassifier};
use super::decoder::RawEvent;
use super::json_lines::is_json;
use super::notice::{EventNotice, EventNoticeKind, Notices};
use super::values::Values;
use crate::runtime::decode::{
    Expected, is_called_error, is_foreign, is_truthy, is_wrapped_error, may_report, repaired,
    reported, reported_among_events, reported_by_incomplete, reported_by_item,
};
use crate::runtime::error::{Error, ErrorBody, excerpt, reported_error};
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::send::Response;
use crate::runtime::send::usage;
use crate::runtime::spec::ErrorRules;

/// The property with the type of an event.
const TYPE: &str = "type";

/// Decodes an item and stores it.
pub(super) type ItemSink<'a> = &'a mut dyn FnMut(&[u8]) -> Result<(), Error>;

/// What is known about the type of the items.
pub(super) struct ItemType {
    /// The properties that every item has.
    pub(super) required: Vec<&'static str>,
    /// Whether a property with a value selects the type of an item.
    pub(super) is_tag: fn(&str, &str) -> bool,
}

impl ItemType {
    /// Adds the name of an event as the tag of an item without a tag. `None` if the name is not a value of the tag.
    fn tagged(&self, name: &[u8], json: &[u8]) -> Option<Vec<u8>> {
        let (tag, name) = (self.required.first()?, std::str::from_utf8(name).ok()?);
        if !(self.is_tag)(tag, name) {
            return None;
        }
        let properties = json.trim_ascii().strip_prefix(b"{")?.trim_ascii_start();
        let separator = if properties == b"}" { "" } else { "," };
        let mut tagged = format!("{{{:?}:{:?}{separator}", tag, name).into_bytes();
        tagged.extend_from_slice(properties);
        Some(tagged)
    }

    /// Returns whether an event that reports an error is an item with content as well: its tag is known, or a required
    /// property is a list or an object that is not empty.
    fn has_content(&self, json: &[u8]) -> bool {
        let event: Value = serde_json::from_slice(json).unwrap_or_default();
        let has_content = |name: &&str| match event.get(*name) {
            Some(Value::String(tag)) => (self.is_tag)(name, tag) && !is_called_error(tag),
            Some(value) => (value.is_array() || value.is_object()) && is_truthy(value),
            None => false,
        };
        self.required.iter().any(has_content)
    }

    /// Returns whether an event of an unknown type is called an error, and has an error in itself or in one of its
    /// properties.
    fn is_unknown_error(&self, json: &[u8]) -> bool {
        let event: Value = serde_json::from_slice(json).unwrap_or_default();
        let event_type = event.get(TYPE).and_then(Value::as_str).unwrap_or_default();
        let wraps_error = || {
            let mut properties = event.as_object().into_iter().flatten();
            is_wrapped_error(&event) || properties.any(|(_, value)| is_wrapped_error(value))
        };
        let is_error_object = event.get("object").is_some_and(|object| object == "error");
        (is_called_error(event_type) || is_error_object)
            && !(self.is_tag)(TYPE, event_type)
            && wraps_error()
            && !self.has_content(json)
    }
}

/// An error that is returned after the item that reports it.
pub(super) struct Reported {
    pub(super) error: Error,
    /// Whether the stream ends with it. Otherwise only a part of the item failed.
    pub(super) ends: bool,
}

/// The result of handling an event.
pub(super) enum Handled {
    Item(Result<(), Error>),
    /// An event that only keeps the connection alive.
    KeepAlive,
    Skipped,
    /// Several events that a server wrote as one, to be handled one by one.
    Several(Values),
    End,
    /// An error after which the stream ends.
    Failed(Error),
}

/// Handles the events of one response.
pub(super) struct Handler {
    pub(super) response: Response,
    classifier: EventClassifier,
    items: ItemType,
    notices: Notices,
    /// The error that the last item reports.
    pub(super) reported: Option<Reported>,
    /// The error that the first event is if no other event follows it: it has a message, and nothing else that
    /// distinguishes an error from a greeting.
    pub(super) unconfirmed: Option<Error>,
    /// The data of the event in which the stream broke off.
    pub(super) unfinished: Option<Bytes>,
}

impl Handler {
    pub(super) fn new(response: Response, classifier: EventClassifier, items: ItemType) -> Self {
        Self {
            response,
            classifier,
            items,
            notices: Notices::default(),
            reported: None,
            unconfirmed: None,
            unfinished: None,
        }
    }

    pub(super) fn notices(&self) -> &[EventNotice] {
        self.notices.as_slice()
    }

    /// Reports that an event was skipped.
    pub(super) fn skip(&mut self, event: RawEvent<'_>) {
        let kind = EventNoticeKind::Skipped;
        self.notices.add(kind, event.name, event.data);
    }

    /// Handles an event. `is_unterminated` means that the stream ended without an empty line after it.
    pub(super) fn handle(
        &mut self,
        event: RawEvent<'_>,
        is_unterminated: bool,
        is_first: bool,
        sink: ItemSink<'_>,
    ) -> Handled {
        let mut json = match self.classifier.classify(event) {
            EventClass::Skip => return Handled::KeepAlive,
            EventClass::End => return Handled::End,
            EventClass::Failure(data) => return self.handle_failure(data, sink),
            EventClass::Several(values) => return Handled::Several(values),
            EventClass::Item(json) => json,
        };
        let is_plain = !self.response.operation.events.is_event();
        // The final line feeds may be missing, but the data must be complete.
        if is_unterminated && !is_json(&json) {
            if is_plain && let Some(values) = Values::of(event) {
                return Handled::Several(values);
            }
            self.unfinished = Some(copy(event.data));
            let error = Error::new(ErrorKind::Stream, "the stream ended inside an event");
            let error = self
                .response
                .explain(error.with_retryable(true), copy(&json));
            return Handled::Failed(error);
        }
        let is_named = !event.name.is_empty() && event.name != DEFAULT_NAME;
        if is_plain && is_named && is_foreign(&json, &self.items.required) {
            let Some(tagged) = self.items.tagged(event.name, &json) else {
                if self.is_named_error(event.name, &json) {
                    return Handled::Failed(self.failure(&json));
                }
                self.skip(event);
                return Handled::Skipped;
            };
            json = Cow::Owned(tagged);
        }
        if is_plain && self.is_error(&json) {
            return Handled::Failed(self.failure(&json));
        }
        let is_message = is_plain && is_first && self.is_message(&json);
        self.unconfirmed = is_message.then(|| self.failure(&json));
        usage::record(&self.response, &json);
        let item = sink(&json);
        if item.is_err()
            && is_plain
            && let Some(values) = Values::of(event).or_else(|| Values::in_string(event))
        {
            return Handled::Several(values);
        }
        let item = item.or_else(|error| match self.repair(&json) {
            Some(repaired) if sink(repaired.as_bytes()).is_ok() => {
                let kind = EventNoticeKind::Repaired;
                self.notices.add(kind, event.name, event.data);
                Ok(())
            }
            _ => Err(error),
        });
        if item.is_ok()
            && is_plain
            && let Some(details) = reported_by_item(&json, &self.response.service.errors)
        {
            let error = self.failure_of(&json, details);
            self.reported = Some(Reported { error, ends: false });
        }
        Handled::Item(item.map_err(|error| self.response.explain(error, copy(&json))))
    }

    /// Returns the JSON that an event stands for, if it is not valid.
    fn repair(&self, json: &[u8]) -> Option<String> {
        (!self.response.strict).then(|| repaired(json)).flatten()
    }

    /// Returns whether an event with a name, which is not an item, is an error.
    fn is_named_error(&self, name: &[u8], json: &[u8]) -> bool {
        let required = &self.items.required;
        let is_called_error = is_called_error(&String::from_utf8_lossy(name));
        (is_called_error && reported(json, required).is_some())
            || reported_among_events(json, required).is_some()
    }

    /// Returns whether an event that is not an error has a message in place of an item.
    fn is_message(&self, json: &[u8]) -> bool {
        may_report(json) && reported(json, &self.items.required).is_some()
    }

    /// Returns whether an event is an error in place of an item.
    fn is_error(&self, json: &[u8]) -> bool {
        let required = &self.items.required;
        if !may_report(json) {
            return false;
        }
        let expected = Expected {
            required,
            declared: required,
            mismatched: &[],
            content: self.response.service.errors.content,
        };
        reported_among_events(json, required).is_some()
            || reported_by_incomplete(json, &expected).is_some()
            || self.items.is_unknown_error(json)
    }

    /// Handles an event that reports a failure. If it is an item as well, the item is returned first.
    fn handle_failure(&mut self, data: &[u8], sink: ItemSink<'_>) -> Handled {
        let error = self.failure(data);
        if !self.response.operation.events.is_event()
            && self.items.has_content(data)
            && sink(data).is_ok()
        {
            self.reported = Some(Reported { error, ends: true });
            return Handled::Item(Ok(()));
        }
        Handled::Failed(error)
    }

    /// Returns the error that an event reports.
    fn failure(&self, data: &[u8]) -> Error {
        self.failure_of(data, ErrorBody::parse(data))
    }

    /// Returns the error with these details, which an event reports.
    fn failure_of(&self, data: &[u8], details: ErrorBody) -> Error {
        let message = details.message.clone().unwrap_or_else(|| excerpt(data));
        // A failure in the middle of a stream is of kind `Stream`, unless its code has another kind.
        let rules = ErrorRules {
            kinds_in_success: &[],
            ..self.response.service.errors
        };
        let error = reported_error(&rules, &details, ErrorKind::Stream, message);
        self.response.explain_with(error, copy(data), details)
    }
}

fn copy(data: &[u8]) -> Bytes {
    Bytes::copy_from_slice(data)
}
