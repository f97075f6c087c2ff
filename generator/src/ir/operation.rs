//! Operations and webhooks.

use super::{
    Body, Docs, Parameter, Response, SecurityRequirement, Server, StatusResponse, TypeRef,
};
use crate::source::Origin;

/// One method of one path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// `operationId`, or one derived from method and path.
    pub id: String,
    /// Its tags, in document order.
    pub tags: Vec<String>,
    /// The HTTP method.
    pub method: Method,
    /// The path template, without a literal query.
    pub path: String,
    /// Query parameters that are part of the path (`/x?beta=true`), as name and value.
    pub fixed_query: Vec<(String, String)>,
    /// Headers that every call sends (`x-headers`), as name and value.
    pub fixed_headers: Vec<(String, String)>,
    /// The body property that names the deployment, for hosts that have deployments (`x-deployment`).
    pub deployment: Option<String>,
    /// Parameters; those of the path item come first.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// The response of a successful call.
    pub response: Response,
    /// Statuses other than 2xx that the document declares as the response of a successful call: 304.
    pub successes: Vec<u16>,
    /// The names of declared headers of successful responses.
    pub response_headers: Vec<String>,
    /// The declared content of error responses, in the order of precedence.
    pub errors: Vec<StatusResponse>,
    /// Whether the items of an event stream describe events rather than their data (`itemSchema`).
    pub event_items: bool,
    /// The media types of the successful response that can be read, in document order.
    pub accept: Vec<String>,
    /// The alternative security requirements. Empty if no credential is needed.
    pub security: Vec<SecurityRequirement>,
    /// Its own server, if it is not among those of the API.
    pub server: Option<Server>,
    /// The location in the source.
    pub origin: Origin,
    /// The JSON Pointer in the document.
    pub pointer: String,
    /// Documentation.
    pub docs: Docs,
    /// The URL of its page in an API reference, from `externalDocs` or a documentation file.
    pub reference: Option<String>,
}

/// An HTTP method.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    Query,
    /// Any other method, as it is sent.
    Other(String),
}

impl Method {
    /// Returns the name of the method in HTTP.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
            Self::Other(name) => name,
        }
    }
}

/// A request that the server sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// Its key under `webhooks`.
    pub name: String,
    /// The type of its body.
    pub payload: TypeRef,
    /// The location in the source.
    pub origin: Origin,
}
