//! A value together with its response.

use std::fmt;
use std::ops::Deref;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::runtime::error::Error;
#[cfg(feature = "rate-limits")]
use crate::runtime::meta::RateLimits;
use crate::runtime::meta::{header_millis, header_str};
use crate::runtime::send::Response;
use crate::runtime::spec::ServiceSpec;

/// A value together with the status, headers and body of its response.
#[derive(Clone, Debug)]
pub struct WithResponse<T> {
    /// The value.
    pub value: T,
    response: Parts,
}

/// The parts of a response that are kept after its value is read.
#[derive(Clone)]
struct Parts {
    service: &'static ServiceSpec,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl<T> WithResponse<T> {
    pub(super) fn read(
        response: Response,
        read: impl FnOnce(Response) -> Result<T, Error>,
    ) -> Result<Self, Error> {
        let parts = Parts {
            service: response.service,
            status: response.status,
            headers: response.headers.clone(),
            body: response.buffered(),
        };
        Ok(Self {
            value: read(response)?,
            response: parts,
        })
    }

    /// Returns the value.
    pub fn into_value(self) -> T {
        self.value
    }

    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.response.status
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.response.headers
    }

    /// Returns the value of a header. `None` if it is missing or contains characters other than visible ASCII.
    pub fn header(&self, name: &str) -> Option<&str> {
        header_str(&self.response.headers, name)
    }

    /// Returns the body. Empty if the value is a stream that reads it.
    pub fn body(&self) -> &Bytes {
        &self.response.body
    }

    /// Returns the ID of the request in the logs of the service.
    pub fn request_id(&self) -> Option<&str> {
        self.response.request_id()
    }

    /// Returns the rate limits that the response reports.
    #[cfg(feature = "rate-limits")]
    pub fn rate_limits(&self) -> RateLimits {
        RateLimits::from_headers(self.headers(), &self.response.service.wire)
    }

    /// Returns how long the service spent on the request, if it reports that.
    pub fn processing_time(&self) -> Option<Duration> {
        header_millis(self.headers(), self.response.service.wire.processing_ms)
    }

    /// Returns how long to wait before polling a long-running resource again, if the service reports that.
    pub fn poll_after(&self) -> Option<Duration> {
        header_millis(self.headers(), self.response.service.wire.poll_after_ms)
    }
}

impl<T> Deref for WithResponse<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl Parts {
    fn request_id(&self) -> Option<&str> {
        header_str(&self.headers, self.service.wire.request_id)
    }
}

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status.as_u16())
            .field("request_id", &self.request_id())
            .field("body", &self.body.len())
            .finish_non_exhaustive()
    }
}
