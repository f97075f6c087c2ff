//! An attempt to reopen a connection, as seen by a callback.

use std::fmt;

use serde::Serialize;

use crate::runtime::draft::Draft;
use crate::runtime::socket::close::Close;
use crate::runtime::socket::protocol::Utf8Bytes;
use crate::runtime::socket::send_queue::SendQueue;
use crate::runtime::spec::Style;

/// An attempt to reopen a connection, which a callback can modify.
pub struct ReconnectAttempt<'a> {
    pub(crate) number: u32,
    pub(crate) last_close: &'a Close,
    pub(crate) draft: &'a mut Draft,
    pub(crate) send_queue: &'a mut SendQueue,
    pub(crate) first_events: Vec<Utf8Bytes>,
    pub(crate) stopped: bool,
}

impl ReconnectAttempt<'_> {
    /// Returns the number of this attempt among consecutive ones, counted from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Returns how the last connection ended.
    pub fn last_close(&self) -> &Close {
        self.last_close
    }

    /// Sets a query parameter for this and later connections. `None` removes it.
    pub fn query(&mut self, name: &str, value: impl Serialize) {
        self.draft.query_param(name, &value, Style::FORM);
    }

    /// Sets a header for this and later connections.
    pub fn header(&mut self, name: &str, value: impl AsRef<str>) {
        self.draft.header(name, value.as_ref());
    }

    /// Adds an event to be sent over the new connection before all others, for example to restore a session.
    pub fn send_first(&mut self, event: &impl Serialize) {
        match serde_json::to_string(event) {
            Ok(json) => self.first_events.push(json.into()),
            Err(error) => self
                .draft
                .fail(format!("an event cannot be serialized as JSON: {error}")),
        }
    }

    /// Removes and returns the events that may not have arrived, as JSON. They are not sent again.
    pub fn take_unconfirmed(&mut self) -> Vec<String> {
        let unconfirmed = self.send_queue.take_pending();
        unconfirmed.iter().map(|json| json.to_string()).collect()
    }

    /// Cancels the attempt. The connection stays closed.
    pub fn stop(&mut self) {
        self.stopped = true;
    }
}

impl fmt::Debug for ReconnectAttempt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReconnectAttempt")
            .field("number", &self.number)
            .field("last_close", &self.last_close)
            .finish_non_exhaustive()
    }
}
