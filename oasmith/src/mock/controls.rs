//! Errors, delays and truncation that a request asks for in its headers.
//!
//! Input: the headers of a request. Output: how the response differs from the usual one.

use std::time::Duration;

use serde_json::json;

use super::wire::{Body, Request, Response};

/// The status of the response, which becomes an error.
const STATUS: &str = "x-mock-status";
/// The `code` of the error.
const CODE: &str = "x-mock-code";
/// The message of the error.
const MESSAGE: &str = "x-mock-message";
/// The header `retry-after` of the response.
const RETRY_AFTER: &str = "x-mock-retry-after";
/// The time until the response starts, in milliseconds.
const DELAY: &str = "x-mock-delay";
/// The time before each event of a stream, in milliseconds.
const EVENT_DELAY: &str = "x-mock-event-delay";
/// The number of bytes of the body, or of events of a stream, after which the connection is closed.
const TRUNCATE: &str = "x-mock-truncate";

/// The longest delay, in milliseconds.
const MAX_DELAY: u64 = 600_000;

/// The changes to the response that the headers of a request ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Controls {
    status: Option<u16>,
    code: Option<String>,
    message: Option<String>,
    retry_after: Option<String>,
    /// The time until the response starts.
    pub delay: Duration,
    /// The time before each event.
    pub event_delay: Duration,
    /// The number of bytes or events after which the connection is closed.
    pub truncate: Option<usize>,
}

impl Controls {
    /// Reads the headers of a request.
    ///
    /// # Errors
    /// Returns a message that names a header whose value is not a number in its range.
    pub fn of(request: &Request) -> Result<Self, String> {
        let string = |name: &str| request.header(name).map(str::to_owned);
        let status = number(request, STATUS, 999)?;
        if let Some(status) = status.filter(|status| *status < 400) {
            return Err(format!(
                "`{STATUS}: {status}` is not the status of an error"
            ));
        }
        let delay = |name| Ok::<_, String>(number(request, name, MAX_DELAY)?.unwrap_or_default());
        Ok(Self {
            status: status.map(|status| status as u16),
            code: string(CODE),
            message: string(MESSAGE),
            retry_after: string(RETRY_AFTER),
            delay: Duration::from_millis(delay(DELAY)?),
            event_delay: Duration::from_millis(delay(EVENT_DELAY)?),
            truncate: number(request, TRUNCATE, u64::MAX)?.map(|count| count as usize),
        })
    }

    /// Returns the error that the request asks for.
    pub fn error(&self) -> Option<Response> {
        let status = self.status?;
        let message = self
            .message
            .as_deref()
            .unwrap_or("the request asked for this error");
        let kind = match status {
            429 => "rate_limit_error",
            500.. => "server_error",
            _ => "invalid_request_error",
        };
        let error = json!({"message": message, "type": kind, "param": null, "code": self.code});
        let mut response = Response::json(status, &json!({ "error": error }));
        if let Some(retry_after) = &self.retry_after {
            response.headers.push(("retry-after", retry_after.clone()));
        }
        Some(response)
    }

    /// Returns the number of bytes or events of a body that are sent.
    pub fn kept(&self, body: &Body) -> usize {
        let count = match body {
            Body::Bytes(bytes) => bytes.len(),
            Body::Events(events) => events.len(),
        };
        self.truncate.map_or(count, |limit| limit.min(count))
    }
}

fn number(request: &Request, name: &str, max: u64) -> Result<Option<u64>, String> {
    let Some(value) = request.header(name) else {
        return Ok(None);
    };
    let number = value.parse().ok().filter(|number| *number <= max);
    let number = number.ok_or_else(|| format!("invalid header `{name}: {value}`"))?;
    Ok(Some(number))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::{Value, json};

    use super::{Body, Controls, Request};

    fn controls(headers: &[(&str, &str)]) -> Result<Controls, String> {
        Controls::of(&Request::test("GET", "/", headers, ""))
    }

    #[test]
    fn an_error_has_the_requested_status_code_and_delay() {
        let headers = [
            ("x-mock-status", "429"),
            ("x-mock-code", "insufficient_quota"),
            ("x-mock-retry-after", "2"),
            ("x-mock-delay", "15"),
        ];
        let controls = controls(&headers).expect("valid");
        assert_eq!(controls.delay, Duration::from_millis(15));
        let response = controls.error().expect("an error");
        assert_eq!(
            (response.status, response.headers.last()),
            (429, Some(&("retry-after", "2".to_owned())))
        );
        let Body::Bytes(body) = response.body else {
            panic!("an error is not a stream");
        };
        let body: Value = serde_json::from_slice(&body).expect("JSON");
        assert_eq!(body["error"]["code"], json!("insufficient_quota"));
        assert_eq!(body["error"]["type"], json!("rate_limit_error"));
    }

    #[test]
    fn truncation_keeps_at_most_the_body() {
        let kept = |count: &str, body: Body| {
            controls(&[("x-mock-truncate", count)]).map(|it| it.kept(&body))
        };
        assert_eq!(kept("2", Body::Bytes(vec![1, 2, 3])), Ok(2));
        assert_eq!(kept("9", Body::Events(vec![String::new()])), Ok(1));
        assert_eq!(Controls::default().kept(&Body::Bytes(vec![1])), 1);
    }

    #[test]
    fn an_invalid_header_is_named() {
        for (name, value) in [
            ("x-mock-status", "200"),
            ("x-mock-delay", "long"),
            ("x-mock-truncate", "-1"),
        ] {
            let error = controls(&[(name, value)]).expect_err("invalid");
            assert!(error.contains(&format!("`{name}: {value}`")), "{error}");
        }
    }
}
