//! A request of a call, without credentials.

mod header;
mod interceptor;
#[cfg(feature = "body-fields")]
mod splice;

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName};
use reqwest::Url;

#[cfg(feature = "multipart")]
use crate::runtime::form::Form;
use crate::runtime::limits::Limits;
use crate::runtime::spec::{OperationSpec, SecurityRequirement};
pub(crate) use header::{parse_header, parse_header_name};
pub use interceptor::RequestInterceptor;
#[cfg(feature = "body-fields")]
use splice::property_string;
#[cfg(feature = "body-fields")]
pub(crate) use splice::{BodyChange, property, splice};

/// A request of a call, without credentials.
#[derive(Clone)]
pub struct Request {
    pub(crate) operation: &'static OperationSpec,
    pub(crate) path: String,
    pub(crate) method: http::Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    /// Headers that an attempt must not add.
    pub(crate) omitted_headers: Vec<HeaderName>,
    pub(crate) body: RequestBody,
    pub(crate) security: Cow<'static, [SecurityRequirement]>,
    pub(crate) timeout: Duration,
    pub(crate) max_retries: u32,
    /// The delay after which the request is sent a second time if there is no response.
    #[cfg(feature = "hedging")]
    pub(crate) hedge_after: Option<Duration>,
    pub(crate) limits: Limits,
}

/// The body of a request.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum RequestBody {
    /// No body.
    Empty,
    /// Bytes. The `content-type` header is their media type.
    Bytes(Bytes),
    /// A multipart form.
    #[cfg(feature = "multipart")]
    Form(Form),
}

impl RequestBody {
    /// Returns a string property of a JSON object, or a string of a form.
    #[cfg(feature = "body-fields")]
    pub(crate) fn property_string(&self, name: &str) -> Option<String> {
        match self {
            Self::Empty => None,
            #[cfg(feature = "multipart")]
            Self::Form(form) => form.get_text(name).map(str::to_owned),
            Self::Bytes(bytes) => property_string(bytes, name),
        }
    }
}

impl Request {
    /// Returns the operation.
    pub fn operation(&self) -> &'static OperationSpec {
        self.operation
    }

    /// Returns the path below the base URL, with the path parameters filled in.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the method.
    pub fn method(&self) -> &http::Method {
        &self.method
    }

    /// Returns the URL.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// Returns a mutable reference to the URL.
    pub fn url_mut(&mut self) -> &mut Url {
        &mut self.url
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns a mutable reference to the headers.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.headers
    }

    /// Returns the body.
    pub fn body(&self) -> &RequestBody {
        &self.body
    }

    /// Returns a mutable reference to the body.
    pub fn body_mut(&mut self) -> &mut RequestBody {
        &mut self.body
    }

    /// Returns a string at the top level of the body: a property of a JSON object, or a field of a form.
    #[cfg(feature = "body-fields")]
    pub fn body_string(&self, name: &str) -> Option<String> {
        self.body.property_string(name)
    }

    /// Returns whether the request can be sent more than once. A form with an upload from a reader cannot.
    pub fn is_replayable(&self) -> bool {
        match &self.body {
            #[cfg(feature = "multipart")]
            RequestBody::Form(form) => form.is_replayable(),
            _ => true,
        }
    }

    pub(crate) fn omits_header(&self, name: &str) -> bool {
        let mut omitted = self.omitted_headers.iter();
        omitted.any(|omitted| omitted.as_str().eq_ignore_ascii_case(name))
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.headers.keys().map(HeaderName::as_str).collect();
        let body = match &self.body {
            RequestBody::Empty => "none".to_owned(),
            RequestBody::Bytes(bytes) => format!("{} bytes", bytes.len()),
            #[cfg(feature = "multipart")]
            RequestBody::Form(_) => "form".to_owned(),
        };
        f.debug_struct("Request")
            .field("operation", &self.operation.id)
            .field("method", &self.method)
            .field("path", &self.path)
            .field("headers", &headers)
            .field("body", &body)
            .finish_non_exhaustive()
    }
}
