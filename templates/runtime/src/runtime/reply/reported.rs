//! Errors in responses whose status is a success.

use bytes::Bytes;

use crate::runtime::decode::reported_by_property;
use crate::runtime::error::{Error, ErrorBody, excerpt, reported_error};
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::meta::json_start;
use crate::runtime::send::Response;

/// Creates the error that a response reports in its body. If its kind is unknown, the service failed.
pub(super) fn reported_response(response: &Response, body: Bytes, details: ErrorBody) -> Error {
    let message = details.message.clone().unwrap_or_else(|| excerpt(&body));
    let rules = &response.service.errors;
    let error = reported_error(rules, &details, ErrorKind::Server, message);
    response.explain_with(error, body, details)
}

/// Fails if a response that has no JSON to be decoded reports an error.
pub(super) fn check_unreported(response: &Response) -> Result<(), Error> {
    let body = response.buffered();
    match reported_by_property(json_start(&body)) {
        Some(details) => Err(reported_response(response, body, details)),
        None => Ok(()),
    }
}
