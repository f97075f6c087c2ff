//! Requests received by a mock.

use bytes::Bytes;
use http::{HeaderMap, Method, Uri};
use serde_json::Value;

/// A request that was sent to a [`MockTransport`](super::MockTransport).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// The `operationId`, or an empty string for an endpoint that is not in the document.
    pub operation: &'static str,
    /// How many times the call had been retried before this request.
    pub retries: u32,
    /// The method.
    pub method: Method,
    /// The URL.
    pub uri: Uri,
    /// The headers, including credentials.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl RecordedRequest {
    /// Returns the value of a header, if it is a string.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Returns the path of the URL.
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// Parses the body as JSON. Returns null if it is not JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// Returns the body as a string, with invalid UTF-8 replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Returns whether the target is the operation of this request or, with a leading slash, the end of its path.
    pub(super) fn matches(&self, target: &str) -> bool {
        match target.starts_with('/') {
            true => self.path().ends_with(target),
            false => self.operation == target,
        }
    }
}
