//! Handling one event: an item, a failure, or something to be skipped.

use std::borrow::Cow;

use bytes::Bytes;

use super::classifier::{EventClass, EventClassifier};
use super::decoder::RawEvent;
use super::json_lines::is_json;
use super::notice::{EventNotice, EventNoticeKind, Notices};
use crate::runtime::decode::{is_foreign, reported, reported_among_events, with_valid_utf8};
use crate::runtime::error::{Error, ErrorBody, excerpt, reported_error};
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::send::{Response, usage};
use crate::runtime::spec::{ErrorRules, EventMode};

/// The name of an event without a name.
const DEFAULT_NAME: &[u8] = b"message";

/// Decodes an item and stores it.
pub(super) type ItemSink<'a> = &'a mut dyn FnMut(&[u8]) -> Result<(), Error>;

/// What is known of the type of the items.
pub(super) struct ItemType {
    /// The properties that every item has.
    pub(super) required: Vec<&'static str>,
    /// Whether a property with a value selects the type of an item.
    pub(super) is_tag: fn(&str, &str) -> bool,
}

impl ItemType {
    /// Returns an item without its tag with the name of its event as the tag, if the name is one.
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
}

/// The result of handling an event.
pub(super) enum Handled {
    Item(Result<(), Error>),
    /// Nothing but a sign of life.
    KeepAlive,
    Skipped,
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
}

impl Handler {
    pub(super) fn new(response: Response, classifier: EventClassifier, items: ItemType) -> Self {
        Self {
            response,
            classifier,
            items,
            notices: Notices::default(),
        }
    }

    pub(super) fn notices(&self) -> &[EventNotice] {
        self.notices.as_slice()
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
            EventClass::Failure(data) => return Handled::Failed(self.failure(data)),
            EventClass::Item(json) => json,
        };
        // The final line feeds may be missing, but not part of the data.
        if is_unterminated && !is_json(&json) {
            let error = Error::new(ErrorKind::Stream, "the stream ended inside an event");
            let error = self
                .response
                .explain(error.with_retryable(true), copy(&json));
            return Handled::Failed(error);
        }
        let is_named = !event.name.is_empty() && event.name != DEFAULT_NAME;
        let is_plain = self.response.operation.events != EventMode::EventData;
        if is_plain && is_named && is_foreign(&json, &self.items.required) {
            let Some(tagged) = self.items.tagged(event.name, &json) else {
                let kind = EventNoticeKind::Skipped;
                self.notices.add(kind, event.name, event.data);
                return Handled::Skipped;
            };
            json = Cow::Owned(tagged);
        }
        if is_plain && is_first && reported(&json, &self.items.required).is_some() {
            return Handled::Failed(self.failure(&json));
        }
        if is_plain && reported_among_events(&json, &self.items.required).is_some() {
            return Handled::Failed(self.failure(&json));
        }
        usage::record(&self.response, &json);
        let item = match sink(&json) {
            Err(error) if !self.response.strict => match with_valid_utf8(&json) {
                Some(repaired) => {
                    let kind = EventNoticeKind::Repaired;
                    self.notices.add(kind, event.name, event.data);
                    sink(repaired.as_bytes())
                }
                None => Err(error),
            },
            item => item,
        };
        Handled::Item(item.map_err(|error| self.response.explain(error, copy(&json))))
    }

    /// Returns the error that an event reports.
    fn failure(&self, data: &[u8]) -> Error {
        let details = ErrorBody::parse(data);
        let message = details.message.clone().unwrap_or_else(|| excerpt(data));
        // A failure in the middle of a stream is one of the stream, unless its code has a kind of its own.
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
