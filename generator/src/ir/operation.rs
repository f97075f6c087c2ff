//! Operations and webhooks.

use super::{Docs, TypeRef};
use crate::source::Origin;

/// One method of one path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// `operationId`, or one made of method and path.
    pub id: String,
    /// The HTTP method.
    pub method: Method,
    /// The path template, without a literal query.
    pub path: String,
    /// Query parameters that the path itself carries (`/x?beta=true`).
    pub fixed_query: Vec<(String, String)>,
    /// Headers every call sends (`x-headers`).
    pub fixed_headers: Vec<(String, String)>,
    /// The member of the body that names the deployment below which some hosts serve it (`x-deployment`).
    pub deployment: Option<String>,
    /// Parameters, path item's first.
    pub params: Vec<Param>,
    /// What may be sent.
    pub body: Option<Body>,
    /// What comes back on success.
    pub reply: Reply,
    /// Names of security schemes, any of which will do; empty for none.
    pub security: Vec<String>,
    /// `tags`
    pub tags: Vec<String>,
    /// Where it was written.
    pub origin: Origin,
    /// The JSON pointer in the document.
    pub pointer: String,
    /// What is known for its documentation.
    pub docs: Docs,
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
}

impl Method {
    /// The method as HTTP writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
        }
    }
}

/// A parameter of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Param {
    /// Its name on the wire.
    pub wire: String,
    /// Where it is sent.
    pub location: Location,
    /// Its type.
    pub ty: TypeRef,
    /// Whether it must be sent.
    pub required: bool,
    /// How a list or an object is written.
    pub style: ParamStyle,
    /// Where it was written.
    pub origin: Origin,
    /// What is known for its documentation.
    pub docs: Docs,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

/// How a list or an object is written in a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamStyle {
    /// `a=1&a=2`
    Repeat,
    /// `a[]=1&a[]=2`
    Brackets,
    /// `a=1,2`, or with another separator
    Joined(char),
    /// `a[b]=1`
    DeepObject,
    /// The value as JSON text (`content: application/json`)
    Json,
}

/// What an operation sends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// Whether it must be sent.
    pub required: bool,
    /// As JSON.
    pub json: Option<TypeRef>,
    /// As `multipart/form-data`.
    pub multipart: Option<TypeRef>,
    /// The parts of that form that have a media type of their own, each with it.
    pub part_types: Vec<(String, String)>,
    /// As `application/x-www-form-urlencoded`.
    pub urlencoded: Option<TypeRef>,
    /// As text or bytes of these media types.
    pub raw: Vec<String>,
}

/// What an operation gives back on success.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Nothing.
    Empty,
    /// A JSON value.
    Json(TypeRef),
    /// Text of this media type.
    Text(String),
    /// Bytes of this media type.
    Bytes(String),
    /// Server-sent events.
    EventStream(TypeRef),
    /// A JSON value, or events where the request asks for them.
    JsonOrStream {
        /// The value.
        json: TypeRef,
        /// One event.
        event: TypeRef,
        /// How the request asks.
        switch: Option<Switch>,
    },
    /// Bytes, or events where the request asks for them.
    BytesOrStream {
        /// The media type of the bytes.
        media: String,
        /// One event.
        event: TypeRef,
        /// How the request asks.
        switch: Option<Switch>,
    },
}

/// How a request asks for events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Switch {
    /// Body or query.
    pub place: SwitchPlace,
    /// The property or parameter.
    pub name: String,
    /// Its value, as JSON.
    pub value: String,
}

/// Where the request asks for events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum SwitchPlace {
    Body,
    Query,
}

/// A request that the server sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// Its key under `webhooks`.
    pub name: String,
    /// What it carries.
    pub payload: TypeRef,
    /// Where it was written.
    pub origin: Origin,
    /// What is known for its documentation.
    pub docs: Docs,
}
