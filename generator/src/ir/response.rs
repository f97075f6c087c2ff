//! Responses of operations.

use std::fmt;

use super::TypeRef;

/// The content of a successful response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Response {
    /// No content.
    Empty,
    /// A JSON value.
    Json(TypeRef),
    /// Text of this media type.
    Text(String),
    /// Bytes of this media type.
    Bytes(String),
    /// Server-sent events.
    EventStream(TypeRef),
    /// A stream of JSON values: lines, or a JSON text sequence.
    JsonLines(TypeRef),
    /// A JSON value, or server-sent events if the request asks for them.
    JsonOrStream {
        /// The type of the value.
        json: TypeRef,
        /// The type of an event.
        event: TypeRef,
        /// How the request asks for events.
        switch: Option<StreamSwitch>,
    },
    /// Bytes, or server-sent events if the request asks for them.
    BytesOrStream {
        /// The media type of the bytes.
        media: String,
        /// The type of an event.
        event: TypeRef,
        /// How the request asks for events.
        switch: Option<StreamSwitch>,
    },
    /// This response, or an empty one.
    Optional(Box<Response>),
    /// Responses that differ by status.
    ByStatus(Vec<StatusResponse>),
}

/// A response, and the statuses for which the document declares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusResponse {
    /// The statuses.
    pub statuses: Statuses,
    /// The response.
    pub response: Response,
}

/// The key of a response. The order is that of precedence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Statuses {
    /// One status.
    Code(u16),
    /// All statuses with this first digit that are not declared individually: `2XX`.
    Range(u16),
    /// All other statuses: `default`.
    Default,
}

impl fmt::Display for Statuses {
    /// Writes the key as in the document.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Range(digit) => write!(f, "{digit}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// How a request asks for events: with a property of its body, or with a query parameter if it has no body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamSwitch {
    /// The property or parameter.
    pub name: String,
    /// Its value, as JSON.
    pub value: String,
}
