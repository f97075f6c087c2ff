//! What a document says about its operations and what a service says about its wire, as constant data.
//!
//! In: constants written by the generator (`OperationSpec`) and by the service's own templates (`ServiceSpec`).
//! Out: the facts that sending, retrying, streaming and error reading look up.
//! Must not know: how anything is sent, and the name of any service.

use super::error::ErrorKind;
use super::reply::Reply;

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

/// What the runtime has to be told about a service.
#[derive(Clone, Copy, Debug)]
pub struct ServiceSpec {
    /// Name for messages.
    pub name: &'static str,
    /// `User-Agent` of the client.
    pub user_agent: &'static str,
    /// The base URL when none is configured.
    pub base_url: &'static str,
    /// Environment variables that give the base URL; the first one set wins.
    pub base_url_env: &'static [&'static str],
    /// The security schemes; the first one is what a bare API key is for.
    pub schemes: &'static [SchemeSpec],
    /// Settings that are sent as a header with each request.
    pub settings: &'static [HeaderSetting],
    /// Environment variable with further headers, one `Name: value` a line.
    pub custom_headers_env: Option<&'static str>,
    /// Headers of each request.
    pub headers: &'static [(&'static str, &'static str)],
    /// Names of the headers that carry meaning.
    pub wire: WireNames,
    /// How errors are told apart.
    pub errors: ErrorRules,
    /// How event streams end, rest and fail.
    pub events: EventRules,
}

impl ServiceSpec {
    /// A service of which nothing but name and base URL is known.
    pub const fn new(name: &'static str, base_url: &'static str) -> Self {
        Self {
            name,
            user_agent: "",
            base_url,
            base_url_env: &[],
            schemes: &[],
            settings: &[],
            custom_headers_env: None,
            headers: &[],
            wire: WireNames::NONE,
            errors: ErrorRules::NONE,
            events: EventRules::NONE,
        }
    }

    pub(crate) fn scheme(&self, name: &str) -> Option<&'static SchemeSpec> {
        self.schemes.iter().find(|scheme| scheme.name == name)
    }
}

/// A security scheme of the document.
#[derive(Clone, Copy, Debug)]
pub struct SchemeSpec {
    /// Its name in the document.
    pub name: &'static str,
    /// Where its credential goes.
    pub place: Place,
    /// Environment variables that hold the credential; the first one set wins.
    pub env: &'static [&'static str],
}

/// Where a credential goes in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `Authorization: Bearer …`
    Bearer,
    /// `Authorization: Basic …`; the credential is already `user:password` in base64.
    Basic,
    /// A header of its own.
    Header(&'static str),
    /// A query parameter.
    Query(&'static str),
}

/// A setting of the client that is sent as a header.
#[derive(Clone, Copy, Debug)]
pub struct HeaderSetting {
    /// What the setting is called in code.
    pub name: &'static str,
    /// The header.
    pub header: &'static str,
    /// Environment variables that hold its value; the first one set wins.
    pub env: &'static [&'static str],
}

/// Names of the headers with which a service says more than HTTP does; an empty name stands for "has none".
#[derive(Clone, Copy, Debug)]
pub struct WireNames {
    /// Identifies a request in the service's logs (answer).
    pub request_id: &'static str,
    /// Milliseconds the service worked on the request (answer).
    pub processing_ms: &'static str,
    /// Start of the names of the rate-limit headers `{prefix}{limit,remaining,reset}-{bucket}` (answer).
    pub rate_limit_prefix: &'static str,
    /// Milliseconds to wait before asking again for something that is still being worked on (answer).
    pub poll_after_ms: &'static str,
    /// Like `Retry-After`, in milliseconds (answer).
    pub retry_after_ms: &'static str,
    /// `true` or `false`: whether a retry makes sense, whatever the status says (answer).
    pub should_retry: &'static str,
    /// How often the request was retried so far (request).
    pub retry_count: &'static str,
    /// The idempotency key (request).
    pub idempotency_key: &'static str,
}

impl WireNames {
    /// No such headers, but the usual name of the idempotency key.
    pub const NONE: Self = Self {
        request_id: "",
        processing_ms: "",
        rate_limit_prefix: "",
        poll_after_ms: "",
        retry_after_ms: "",
        should_retry: "",
        retry_count: "",
        idempotency_key: "idempotency-key",
    };
}

/// What error codes mean beyond the status they come with.
#[derive(Clone, Copy, Debug)]
pub struct ErrorRules {
    /// Codes (or types) after which a retry is pointless whatever the status.
    pub final_codes: &'static [&'static str],
    /// Codes (or types) with a kind of their own, which beats the kind of the status.
    pub kinds: &'static [(&'static str, ErrorKind)],
}

impl ErrorRules {
    /// The status decides alone.
    pub const NONE: Self = Self {
        final_codes: &[],
        kinds: &[],
    };
}

/// What the event streams of a service have in common.
#[derive(Clone, Copy, Debug)]
pub struct EventRules {
    /// Data that starts like this ends the stream; empty: only the end of the body does.
    pub end: &'static str,
    /// Event names, or values of the data's `type`, that only keep the connection alive.
    pub skip: &'static [&'static str],
    /// Event names, or values of the data's `type`, that report a failure. Data with an `error` member that is neither
    /// null, false nor empty reports one always, where the data alone is the item.
    pub errors: &'static [&'static str],
}

impl EventRules {
    /// Every event is an item.
    pub const NONE: Self = Self {
        end: "",
        skip: &[],
        errors: &[],
    };
}
