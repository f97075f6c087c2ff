//! What a document says about one operation.
//!
//! In: constants written by the generator. Out: the facts of a request and the kind of its answer.
//! Must not know: how anything is sent.

use super::super::reply::Reply;

/// An operation of the document: its constant facts and the kind of its answer.
pub trait Operation: Send + Sync + 'static {
    /// The facts.
    const SPEC: OperationSpec;
    /// How the answer is read.
    type Reply: Reply;
}

/// An HTTP method; unlike `http::Method` it is `Copy` and free of drop glue, so that it can stand in constants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Method(&'static str);

impl Method {
    /// `GET`
    pub const GET: Self = Self("GET");
    /// `POST`
    pub const POST: Self = Self("POST");
    /// `PUT`
    pub const PUT: Self = Self("PUT");
    /// `PATCH`
    pub const PATCH: Self = Self("PATCH");
    /// `DELETE`
    pub const DELETE: Self = Self("DELETE");
    /// `HEAD`
    pub const HEAD: Self = Self("HEAD");
    /// `OPTIONS`
    pub const OPTIONS: Self = Self("OPTIONS");
    /// `TRACE`
    pub const TRACE: Self = Self("TRACE");

    /// The method as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    pub(crate) fn to_http(self) -> http::Method {
        // The constants above are all there is, and all of them are methods of `http`.
        http::Method::from_bytes(self.0.as_bytes()).unwrap_or_default()
    }
}

impl std::fmt::Display for Method {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

/// The constant facts of one operation.
#[derive(Clone, Copy, Debug)]
pub struct OperationSpec {
    /// The `operationId`.
    pub id: &'static str,
    /// The method.
    pub method: Method,
    /// The path below the base URL, with `{name}` for each path parameter and without a query.
    pub path: &'static str,
    /// Query parameters that every call of the operation carries.
    pub query: &'static [(&'static str, &'static str)],
    /// Headers that every call of the operation carries.
    pub headers: &'static [(&'static str, &'static str)],
    /// `Accept` of the plain answer.
    pub accept: &'static str,
    /// Names of security schemes; the first one for which the client has a credential is used. Empty: none is sent.
    pub security: &'static [&'static str],
    /// What asks for the event stream, where the operation answers with either.
    pub stream_switch: Option<StreamSwitch>,
    /// What one item of its event stream is made of.
    pub events: EventMode,
    /// The member of its body that names the deployment below which hosts with deployments serve it.
    pub deployment: Option<&'static str>,
}

impl OperationSpec {
    /// An operation without fixed query, headers, security or stream, which answers with JSON.
    pub const fn new(id: &'static str, method: Method, path: &'static str) -> Self {
        Self {
            id,
            method,
            path,
            query: &[],
            headers: &[],
            accept: "application/json",
            security: &[],
            stream_switch: None,
            events: EventMode::Data,
            deployment: None,
        }
    }

    /// Sets [`query`](Self::query).
    pub const fn query(mut self, pairs: &'static [(&'static str, &'static str)]) -> Self {
        self.query = pairs;
        self
    }

    /// Sets [`headers`](Self::headers).
    pub const fn headers(mut self, pairs: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = pairs;
        self
    }

    /// Sets [`accept`](Self::accept).
    pub const fn accept(mut self, media_types: &'static str) -> Self {
        self.accept = media_types;
        self
    }

    /// Sets [`security`](Self::security).
    pub const fn security(mut self, schemes: &'static [&'static str]) -> Self {
        self.security = schemes;
        self
    }

    /// Sets [`stream_switch`](Self::stream_switch).
    pub const fn stream_switch(mut self, switch: StreamSwitch) -> Self {
        self.stream_switch = Some(switch);
        self
    }

    /// Sets [`events`](Self::events).
    pub const fn events(mut self, mode: EventMode) -> Self {
        self.events = mode;
        self
    }
}

/// A property (of the body, or else of the query) whose value asks for an event stream instead of the plain answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreamSwitch {
    /// Name of the property.
    pub name: &'static str,
    /// Its value as JSON text.
    pub on: &'static str,
}

impl StreamSwitch {
    /// A boolean property.
    pub const fn flag(name: &'static str) -> Self {
        Self { name, on: "true" }
    }

    /// The value as it stands in a form or a query: a JSON string without its quotes.
    pub(crate) fn text(&self) -> &'static str {
        self.on.trim_matches('"')
    }
}

/// What is decoded as one item of an event stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EventMode {
    /// The JSON in `data:`.
    #[default]
    Data,
    /// `{"event": …, "data": …}`, made of the event's name and its data.
    EventData,
}
