//! The lines of the files of a batch.

use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::json;

use super::request::BatchRequest;
use crate::runtime::decode::{decode, reported, required_properties};
use crate::runtime::generated::ServiceSpec;
use crate::runtime::request::property;
use crate::unknown::encode;
use crate::{Bytes, Error, ErrorKind};

/// A request as a line of an input file.
pub(super) struct RequestLine {
    pub(super) custom_id: String,
    pub(super) model: String,
    pub(super) weight: usize,
    pub(super) json: Vec<u8>,
}

impl RequestLine {
    #[inline]
    pub(super) fn new<R: BatchRequest>(custom_id: String, request: &R) -> Result<Self, Error> {
        let invalid = |error: &dyn std::fmt::Display| {
            Error::request(format!(
                "the request `{custom_id}` cannot be encoded: {error}"
            ))
        };
        let body = encode(request).map_err(|error| invalid(&error))?;
        let model = property(&body, "model").and_then(|model| serde_json::from_str(model).ok());
        let head = json!({ "custom_id": custom_id, "method": "POST", "url": R::ENDPOINT });
        let mut json = head.to_string().into_bytes();
        json.pop();
        json.extend_from_slice(b",\"body\":");
        json.extend_from_slice(&body);
        json.extend_from_slice(b"}\n");
        Ok(Self {
            custom_id,
            model: model.unwrap_or_default(),
            weight: request.weight(),
            json,
        })
    }
}

/// Reads a line of an output or error file: the ID of the request and its result. Returns `None` if the line has no ID.
#[inline]
pub(super) fn read_result<R: BatchRequest>(
    service: &'static ServiceSpec,
    line: &str,
) -> Option<(String, Result<R::Response, Error>)> {
    let line = line.as_bytes();
    let custom_id = serde_json::from_str(property(line, "custom_id")?).ok()?;
    let response = property(line, "response").filter(|response| *response != "null");
    let result = match response {
        Some(response) => read_response(service, response.as_bytes()),
        None => Err(batch_error(property(line, "error").unwrap_or_default())),
    };
    Some((custom_id, result))
}

#[inline]
fn read_response<T: serde::de::DeserializeOwned>(
    service: &'static ServiceSpec,
    response: &[u8],
) -> Result<T, Error> {
    let number = property(response, "status_code").and_then(|status| status.parse().ok());
    let status = number.and_then(|number: u16| StatusCode::from_u16(number).ok());
    let status = status.unwrap_or(StatusCode::OK);
    let body = property(response, "body").unwrap_or("null");
    if status.is_success() && !is_error::<T>(body) {
        return decode(body.as_bytes(), false);
    }
    let mut headers = HeaderMap::new();
    let request_id = property(response, "request_id").and_then(|id| serde_json::from_str(id).ok());
    let request_id = request_id.and_then(|id: String| HeaderValue::from_str(&id).ok());
    let name = http::HeaderName::from_bytes(service.wire.request_id.as_bytes());
    if let (Ok(name), Some(id)) = (name, request_id) {
        headers.insert(name, id);
    }
    let body = Bytes::copy_from_slice(body.as_bytes());
    Err(Error::from_response(service, status, headers, body))
}

/// Returns whether a body reports an error, and has nothing that is required.
#[inline]
fn is_error<T: serde::de::DeserializeOwned>(body: &str) -> bool {
    reported(body.as_bytes(), &required_properties::<T>()).is_some()
}

/// Returns the error of a request that was not sent, for example because the batch expired.
#[inline]
fn batch_error(json: &str) -> Error {
    let string = |name| {
        let value = property(json.as_bytes(), name);
        value.and_then(|value| serde_json::from_str::<String>(value).ok())
    };
    let message = match (string("code"), string("message")) {
        (Some(code), Some(message)) => format!("{code}: {message}"),
        (Some(text), None) | (None, Some(text)) => text,
        (None, None) => format!("the result has neither a response nor an error: {json}"),
    };
    Error::new(ErrorKind::Status, message)
}
