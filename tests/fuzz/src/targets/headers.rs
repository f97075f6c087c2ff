//! Headers of requests and responses, and the retry delay that a response requests.

use std::future::IntoFuture as _;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue};
use openai_typed::transport::Body;
use serde_json::Value;

use crate::Choices;
use crate::served::{KEY, kind, now, sent, serving};

/// Names of response headers that the client reads.
const NAMES: &[&str] = &[
    "content-type",
    "content-encoding",
    "content-length",
    "content-disposition",
    "link",
    "location",
    "openai-poll-after-ms",
    "openai-processing-ms",
    "retry-after",
    "retry-after-ms",
    "transfer-encoding",
    "x-ratelimit-limit-requests",
    "x-ratelimit-remaining-tokens",
    "x-ratelimit-reset-requests",
    "x-request-id",
    "x-should-retry",
];

/// Values that are meaningful in one of these headers.
const VALUES: &[&str] = &[
    "application/json",
    "text/event-stream; charset=utf-8",
    "gzip",
    "identity",
    "0",
    "-1",
    "1",
    "99999999999999999999",
    "NaN",
    "inf",
    "1e308",
    "6m0s",
    "20ms",
    "Sun, 06 Nov 2094 08:49:37 GMT",
    "Sun, 06 Nov 1994 08:49:37 GMT",
    "</a>; rel=\"next\"",
    "attachment; filename*=UTF-8''%ff",
    "\"",
    ";",
    ",",
    "=",
    "true",
    "é",
];

const STATUSES: &[u16] = &[
    200, 200, 200, 201, 204, 206, 301, 302, 304, 307, 400, 401, 404, 408, 409, 429, 500, 503, 599,
    999,
];

/// Sends a header with any name and value, and reads a response with any headers.
pub fn run(bytes: &[u8]) {
    let mut choices = Choices::new(bytes);
    let (name, value) = (text(&mut choices), text(&mut choices));
    let mut response = http::Response::new(Body::from(Bytes::from_static(
        b"{\"object\":\"list\",\"data\":[]}",
    )));
    *response.status_mut() = choices.pick(STATUSES).try_into().expect("a status");
    for _ in 0..choices.below(8) {
        let name = HeaderName::from_static(choices.pick(NAMES));
        if let Ok(value) = HeaderValue::from_bytes(&raw(&mut choices)) {
            response.headers_mut().append(name, value);
        }
    }
    let client = serving(response);
    sent();
    let call = client.models().list().header(&name, &value);
    match now(call.send_with_response()) {
        Err(error) => check_error(&error),
        Ok(response) => {
            response.rate_limits();
            response.processing_time();
            response.poll_after();
            response.request_id();
        }
    }
    if let Some(request) = sent() {
        let own = request.headers().get(&name).map(HeaderValue::as_bytes);
        // Whitespace around a value is not part of it.
        let own = own.map(<[u8]>::trim_ascii);
        assert_eq!(own, Some(value.trim_ascii().as_bytes()), "{name}");
        let key = request.headers().get("authorization");
        let is_own = name.eq_ignore_ascii_case("authorization");
        assert!(is_own || key.is_some_and(|key| key.as_bytes().ends_with(KEY.as_bytes())));
    }
}

/// Reads a response that requests a retry delay.
pub fn retry_after(bytes: &[u8]) {
    let mut lines = bytes.splitn(2, |byte| *byte == b'\n');
    let mut response = http::Response::new(Body::empty());
    *response.status_mut() = http::StatusCode::TOO_MANY_REQUESTS;
    for name in ["retry-after", "retry-after-ms"] {
        if let Ok(value) = HeaderValue::from_bytes(lines.next().unwrap_or_default()) {
            response.headers_mut().insert(name, value);
        }
    }
    let client = serving(response);
    let error = now(client.get("/any").into_future());
    let error = error.map(|_: Value| ()).expect_err("an error");
    check_error(&error);
}

fn check_error(error: &openai_typed::Error) {
    kind(error);
    assert!(
        error
            .retry_after()
            .is_none_or(|delay| delay > Duration::ZERO),
        "a delay of zero"
    );
}

fn text(choices: &mut Choices<'_>) -> String {
    match choices.below(3) {
        0 => choices.pick(NAMES).to_owned(),
        1 => choices.pick(VALUES).to_owned(),
        _ => String::from_utf8_lossy(&choices.bytes(12)).into_owned(),
    }
}

fn raw(choices: &mut Choices<'_>) -> Vec<u8> {
    match choices.below(3) {
        0 => choices.bytes(24),
        _ => choices.words(VALUES, 3).into_bytes(),
    }
}
