//! The constants of one operation.

use super::Method;

/// The names of security schemes whose credentials are sent together. Empty if calls need none.
pub type SecurityRequirement = &'static [&'static str];

/// The constants of an operation.
#[derive(Clone, Copy, Debug)]
pub struct OperationSpec {
    /// The `operationId`.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path below the base URL, with `{name}` for each path parameter, and without a query.
    pub path: &'static str,
    /// Query parameters that every call sends.
    pub query: &'static [(&'static str, &'static str)],
    /// Headers that every call sends.
    pub headers: &'static [(&'static str, &'static str)],
    /// The `Accept` header of calls that do not stream.
    pub accept: &'static str,
    /// Alternatives, each with the names of security schemes that apply together. The first one for which the client has
    /// all credentials is used. If the list is empty, no credential is sent.
    pub security: &'static [SecurityRequirement],
    /// The property that selects an event stream, if the operation can also respond without one.
    #[cfg(feature = "event-streams")]
    pub stream_switch: Option<StreamSwitch>,
    /// How an item of the event stream is built from an event.
    #[cfg(feature = "event-streams")]
    pub events: EventMode,
    /// Statuses other than 2xx that are a success, such as 304.
    pub successes: &'static [u16],
    /// The body property that names the deployment, on hosts with deployments.
    #[cfg(feature = "hosts")]
    pub deployment: Option<&'static str>,
    /// The server of the operation, if it is not that of the service: an index into the service's `operation_servers`.
    #[cfg(feature = "servers")]
    pub server: Option<usize>,
}

impl OperationSpec {
    /// Describes an operation that responds with JSON, without a fixed query, headers, security or a stream.
    pub const fn new(id: &'static str, method: Method, path: &'static str) -> Self {
        Self {
            id,
            method,
            path,
            query: &[],
            headers: &[],
            accept: "application/json",
            security: &[],
            #[cfg(feature = "event-streams")]
            stream_switch: None,
            #[cfg(feature = "event-streams")]
            events: EventMode::Data,
            successes: &[],
            #[cfg(feature = "hosts")]
            deployment: None,
            #[cfg(feature = "servers")]
            server: None,
        }
    }

    /// Sets [`accept`](Self::accept).
    pub const fn accept(mut self, media_types: &'static str) -> Self {
        self.accept = media_types;
        self
    }
}

/// A property of the body (or of the query, for operations without a body) that selects an event stream.
#[cfg(feature = "event-streams")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreamSwitch {
    /// The name of the property.
    pub name: &'static str,
    /// The value that selects the stream, as JSON.
    pub on: &'static str,
}

#[cfg(feature = "event-streams")]
impl StreamSwitch {
    /// Describes a boolean property.
    pub const fn flag(name: &'static str) -> Self {
        Self { name, on: "true" }
    }

    /// Returns the value as a form or query carries it: a JSON string without its quotes.
    pub(crate) fn plain_value(&self) -> &'static str {
        self.on.trim_matches('"')
    }
}

/// How an item of an event stream is built from an event.
#[cfg(feature = "event-streams")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EventMode {
    /// The item is the JSON in `data`.
    #[default]
    Data,
    /// The item is `{"event": …, "data": …}`, with the name of the event and its data.
    EventData,
    /// The item is `{"event": …, "data": …}`, with the name of the event, if it has one, and its data as a string.
    EventText,
    /// The item is a line of JSON (`application/x-ndjson`), or an item of a JSON sequence (`application/json-seq`).
    JsonLines,
    /// The item is `data`, a string.
    Text,
    /// The item is the JSON in `data`, or `data` as a string.
    JsonOrText,
}

#[cfg(feature = "event-streams")]
impl EventMode {
    /// Whether an item is the event itself rather than its data.
    pub(crate) fn is_event(self) -> bool {
        matches!(self, Self::EventData | Self::EventText)
    }
}
