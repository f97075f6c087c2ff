//! Details in the body of an error.

use std::time::Duration;

use http::StatusCode;
use serde_json::{Map, Value};

use super::event_body::event_data;
use super::{delay, flat};
use crate::runtime::meta::BodyForm;
use crate::runtime::meta::json_start;

/// The type of a problem that has only a status.
pub(super) const BLANK: &str = "about:blank";

/// The details that services put into an error body or an error event.
#[derive(Debug, Default)]
pub(crate) struct ErrorBody {
    pub(crate) message: Option<String>,
    pub(crate) error_type: Option<String>,
    pub(crate) code: Option<String>,
    pub(crate) param: Option<String>,
    /// The status that the body reports. It may differ from that of the response.
    pub(crate) status: Option<StatusCode>,
    /// How long to wait before a retry, if the body states it.
    pub(crate) retry_after: Option<Duration>,
}

impl ErrorBody {
    /// Parses `{"error": {…}}`, `{"error": "message"}`, the error object itself, one of these in a property of another
    /// object or in the first item of a list.
    /// Also parses the first event of an event stream with one of these.
    pub(crate) fn parse(body: &[u8]) -> Self {
        let body = json_start(body);
        match first_value(body) {
            Ok(value) => Self {
                retry_after: delay::retry_delay(&value),
                ..Self::from_value(&value)
            },
            Err(_) if BodyForm::of(body) == BodyForm::EventStream => Self::from_events(body),
            Err(_) => Self::default(),
        }
    }

    fn from_events(body: &[u8]) -> Self {
        let parsed = event_data(body).into_iter().map(|data| {
            serde_json::from_slice(&data)
                .map(|value| Self::from_value(&value))
                .unwrap_or_default()
        });
        let mut reporting =
            parsed.filter(|details| details.message.is_some() || details.code.is_some());
        reporting.next().unwrap_or_default()
    }

    /// Reads an error from JSON.
    pub(crate) fn from_value(value: &Value) -> Self {
        match value {
            Value::Object(object) => Self::from_properties(object).decoded(),
            Value::Array(items) => items.first().map(Self::from_value).unwrap_or_default(),
            Value::String(message) if !message.is_empty() => Self {
                message: Some(message.clone()),
                ..Self::default()
            }
            .decoded(),
            _ => Self::default(),
        }
    }

    fn from_properties(object: &Map<String, Value>) -> Self {
        let outer = Self::from_object(object);
        let mut details = match flat::error(object) {
            Some(Value::String(message)) => outer.with_error_string(message),
            Some(error @ Value::Object(_)) => {
                let inner = Self::from_value(error);
                // `errors` may list messages by field next to the message of the object.
                match inner.message.is_none() && inner.code.is_none() && outer.message.is_some() {
                    true => outer,
                    false => Self {
                        message: inner.message.or_else(|| flat::field_message(error)),
                        status: inner.status.or(outer.status),
                        ..inner
                    },
                }
            }
            Some(Value::Array(errors)) if outer.message.is_none() => {
                errors.first().map(Self::from_value).unwrap_or_default()
            }
            _ => outer,
        };
        if details.message.is_none()
            && let Some(wrapped) = flat::wrapped(object)
        {
            details = Self {
                message: wrapped.message,
                error_type: wrapped.error_type.or(details.error_type),
                code: wrapped.code.or(details.code),
                param: wrapped.param.or(details.param),
                status: wrapped.status.or(details.status),
                retry_after: None,
            };
        }
        details.message = details.message.or_else(|| flat::description(object));
        let code = details.code.or_else(|| flat::code(object));
        details.code = code.or_else(|| flat::inner_code(object));
        let code = details.code.as_deref().and_then(|code| code.parse().ok());
        details.status = code.and_then(error_status).or(details.status);
        details
    }

    /// Replaces a message that is itself the JSON of an error: gateways pass on the errors of others as strings.
    fn decoded(mut self) -> Self {
        let message = self.message.as_deref().unwrap_or_default().trim();
        if !message.starts_with('{') {
            return self;
        }
        let inner: Value = serde_json::from_str(message).unwrap_or_default();
        let inner = Self::from_value(&inner);
        if inner.message.is_some() {
            self.message = inner.message;
            self.error_type = self.error_type.or(inner.error_type);
            self.code = self.code.or(inner.code);
            self.status = self.status.or(inner.status);
        }
        self
    }

    /// Adds `"error": "…"`, which is a message, or a code if there is a description (RFC 6749, 5.2).
    fn with_error_string(mut self, error: &str) -> Self {
        if self.message.is_some() && self.code.is_none() {
            self.code = Some(error.to_owned());
        } else {
            self.message = Some(error.to_owned());
        }
        self
    }

    fn from_object(object: &Map<String, Value>) -> Self {
        let property = |name: &str| flat::label(object, name);
        let detail = || property("detail").or_else(|| first_detail(object.get("detail")?));
        let error_type = property("type").filter(|error_type| error_type != BLANK);
        Self {
            message: flat::message(object)
                .or_else(|| titled_detail(object))
                .or_else(detail)
                .or_else(|| property("errordescription"))
                .or_else(|| flat::other_message(object))
                .or_else(|| property("title")),
            error_type: error_type.or_else(|| property("errortype")),
            code: property("code"),
            param: property("param"),
            status: flat::status(object).and_then(error_status),
            retry_after: None,
        }
    }
}

/// Parses JSON. An object or a list may be followed by something else, such as the next line of a stream.
fn first_value(body: &[u8]) -> serde_json::Result<Value> {
    serde_json::from_slice(body).or_else(|error| {
        let mut values = serde_json::Deserializer::from_slice(body).into_iter();
        match values.next() {
            Some(Ok(first @ (Value::Object(_) | Value::Array(_)))) => Ok(first),
            _ => Err(error),
        }
    })
}

/// Returns the title and the detail of a problem (RFC 9457).
fn titled_detail(problem: &Map<String, Value>) -> Option<String> {
    let title = problem
        .get("title")?
        .as_str()?
        .trim()
        .trim_end_matches(['.', ':']);
    let detail = problem.get("detail")?.as_str()?.trim();
    let is_distinct = !title.is_empty() && !detail.is_empty() && !detail.contains(title);
    is_distinct.then(|| format!("{title}: {detail}"))
}

/// Returns the message of the first of several details.
fn first_detail(details: &Value) -> Option<String> {
    let first = details.as_array()?.first()?;
    let message = first.get("msg").or_else(|| first.get("message"));
    message.unwrap_or(first).as_str().map(str::to_owned)
}

/// Returns the status if it is a client or server error.
fn error_status(status: u16) -> Option<StatusCode> {
    let status = StatusCode::from_u16(status).ok()?;
    (status.is_client_error() || status.is_server_error()).then_some(status)
}
