//! What arrives in place of an event stream: JSON, a web page, or nothing.

use bytes::{Bytes, BytesMut};

use super::response::Response;
use crate::runtime::clock::timeout;
use crate::runtime::error::{EXCERPT, Error, ErrorBody, excerpt, reported_error};
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::meta::{BodyForm, Nesting};
use crate::runtime::spec::EventMode;
use crate::runtime::wire::body::Body;
use crate::runtime::wire::failure::body_error;
use crate::runtime::wire::timeout_body::SOON;

/// How much of a body that is not an event stream is kept, in bytes.
const MAX_BODY: usize = 1 << 20;

/// Checks by its first bytes that a body is an event stream, and returns it.
///
/// If the header declares an event stream, the first bytes are not awaited here: they may take long to arrive.
pub(super) async fn check_events(response: &Response, mut body: Body) -> Result<Body, Error> {
    // Lines of JSON need no check: an error is JSON as well.
    if response.operation.events == EventMode::JsonLines {
        return Ok(body);
    }
    if response.has_media_type("text/event-stream") && response.status.as_u16() != 204 {
        return Ok(body);
    }
    let mut start = BytesMut::new();
    let mut is_complete = false;
    let form = loop {
        if let Some(form) = BodyForm::detect(&start, is_complete) {
            break form;
        }
        match body.chunk().await.transpose() {
            Ok(Some(chunk)) => start.extend_from_slice(&chunk),
            Ok(None) => is_complete = true,
            Err(source) => return Err(response.explain(body_error(source), start.freeze())),
        }
    };
    if matches!(form, BodyForm::EventStream | BodyForm::Other) {
        return Ok(body.after(start.freeze()));
    }
    let mut reader = ErrorReader::default();
    while !is_complete && reader.needs_more(form, &start) {
        match body.chunk().await {
            Some(Ok(chunk)) => start.extend_from_slice(&chunk),
            // What was received is more useful than the failure of the connection.
            Some(Err(_)) | None => is_complete = true,
        }
    }
    // More of it is shown if it arrives soon.
    let rest = async {
        while !is_complete && start.len() < EXCERPT {
            match body.chunk().await {
                Some(Ok(chunk)) => start.extend_from_slice(&chunk),
                Some(Err(_)) | None => is_complete = true,
            }
        }
    };
    let _ = timeout(SOON, rest).await;
    Err(no_events(response, start.freeze()))
}

/// Decides how much of a body without events is read to find its error.
#[derive(Debug, Default)]
pub(crate) struct ErrorReader {
    nesting: Nesting,
    /// How many bytes were read.
    read: usize,
}

impl ErrorReader {
    /// Returns whether more than these bytes of a body are read: only of JSON that is not complete.
    pub(crate) fn needs_more(&mut self, form: BodyForm, body: &[u8]) -> bool {
        if form != BodyForm::Json {
            return false;
        }
        self.nesting.read(&body[self.read..]);
        self.read = body.len();
        body.len() < MAX_BODY && !self.nesting.has_ended()
    }
}

/// Creates the error of a body without events: the error that it reports, or a description of it.
pub(crate) fn no_events(response: &Response, body: Bytes) -> Error {
    let details = ErrorBody::parse(&body);
    let start = match &details.message {
        Some(message) => message.clone(),
        None => excerpt(&body),
    };
    let form = match BodyForm::of(&body) {
        BodyForm::EventStream | BodyForm::Other => "has no events".to_owned(),
        BodyForm::Empty => "is empty".to_owned(),
        form => format!("is {form}"),
    };
    let status = response.status.as_u16();
    let content_type = response.content_type();
    let message = format!(
        "the response is not an event stream: it {form} (status {status}, content-type: {content_type}): {start}"
    );
    let rules = &response.service.errors;
    let error = reported_error(rules, &details, ErrorKind::Stream, message);
    response.explain_with(error, body, details)
}
