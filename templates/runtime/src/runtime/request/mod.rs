//! A request as it will be sent, but for credentials: made from a call, inspected, changed, cloned.
//!
//! In: what a call collected. Out: method, URL, headers and body.
//! Must not know: credentials, retries, the kind of the answer.

mod address;
mod draft;
mod splice;

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use reqwest::Url;

use super::form::Form;
use super::spec::OperationSpec;
pub(crate) use address::{UNRESERVED, add_query, fill as fill_path};
pub(crate) use draft::Draft;
pub(crate) use splice::member;
use splice::member_text;

/// A request that is ready but for its credentials.
#[derive(Clone)]
pub struct Request {
    pub(crate) operation: &'static OperationSpec,
    pub(crate) path: String,
    pub(crate) method: http::Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: RequestBody,
    pub(crate) security: &'static [&'static str],
    pub(crate) timeout: Duration,
    pub(crate) max_retries: u32,
}

/// The body of a request.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum RequestBody {
    /// None.
    Empty,
    /// Bytes of the type that the header says.
    Bytes(Bytes),
    /// A multipart form.
    Form(Form),
}

impl RequestBody {
    /// A top-level text, whether the body is a JSON object or a form.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        match self {
            Self::Empty => None,
            Self::Form(form) => form.text_of(name).map(str::to_owned),
            Self::Bytes(bytes) => member_text(bytes, name),
        }
    }
}

impl Request {
    /// The operation it calls.
    pub fn operation(&self) -> &'static OperationSpec {
        self.operation
    }

    /// The path below the base URL, parameters filled in.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The method.
    pub fn method(&self) -> &http::Method {
        &self.method
    }

    /// The URL.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// The URL, to change it.
    pub fn url_mut(&mut self) -> &mut Url {
        &mut self.url
    }

    /// The headers, without credentials.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The headers, to change them.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.headers
    }

    /// The body.
    pub fn body(&self) -> &RequestBody {
        &self.body
    }

    /// The body, to change it.
    pub fn body_mut(&mut self) -> &mut RequestBody {
        &mut self.body
    }

    /// A top-level text of the body, whether the body is a JSON object or a form.
    pub fn body_text(&self, name: &str) -> Option<String> {
        self.body.text(name)
    }

    /// Whether it can be sent more than once.
    pub fn is_replayable(&self) -> bool {
        match &self.body {
            RequestBody::Form(form) => form.is_replayable(),
            _ => true,
        }
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.headers.keys().map(|name| name.as_str()).collect();
        let body = match &self.body {
            RequestBody::Empty => "none".to_owned(),
            RequestBody::Bytes(bytes) => format!("{} bytes", bytes.len()),
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
