//! Details in the body of an error.

use http::StatusCode;
use serde_json::Value;

#[cfg(feature = "event-streams")]
use super::event_body::event_data;
use super::flat;
#[cfg(feature = "event-streams")]
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
}

impl ErrorBody {
    /// Parses `{"error": {…}}`, `{"error": "message"}`, the error object itself, one of these in a property of another
    /// object or in the first item of a list.
    /// Also parses the first event of an event stream with one of these. // only with `event-streams`
    pub(crate) fn parse(body: &[u8]) -> Self {
        let body = json_start(body);
        match serde_json::from_slice(body) {
            Ok(value) => Self::from_value(&value),
            #[cfg(feature = "event-streams")]
            Err(_) if BodyForm::of(body) == BodyForm::EventStream => Self::from_events(body),
            Err(_) => Self::default(),
        }
    }

    #[cfg(feature = "event-streams")]
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
        let Value::Object(properties) = value else {
            let first = value.as_array().and_then(|items| items.first());
            return first.map(Self::from_value).unwrap_or_default();
        };
        let outer = Self::from_object(value);
        let mut details = match properties.get("error").or(properties.get("errors")) {
            Some(Value::String(message)) => outer.with_error_string(message),
            Some(error @ Value::Object(inner)) if inner.contains_key("error") => {
                Self::from_value(error)
            }
            Some(error @ Value::Object(_)) => {
                let inner = Self::from_object(error);
                // `errors` may list messages by field next to the message of the object.
                match inner.message.is_none() && inner.code.is_none() && outer.message.is_some() {
                    true => outer,
                    false => Self {
                        status: outer.status,
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
            && let Some(wrapped) = flat::wrapped(properties)
        {
            details = Self {
                message: wrapped.message,
                error_type: wrapped.error_type.or(details.error_type),
                code: wrapped.code.or(details.code),
                param: wrapped.param.or(details.param),
                status: wrapped.status.or(details.status),
            };
        }
        details.code = details.code.or_else(|| flat::code(value));
        let code = details.code.as_deref().and_then(|code| code.parse().ok());
        details.status = code.and_then(error_status).or(details.status);
        details
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

    fn from_object(object: &Value) -> Self {
        let property = |name: &str| match object.get(name) {
            Some(Value::String(string)) if !string.is_empty() => Some(string.clone()),
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        let detail = || property("detail").or_else(|| first_detail(object.get("detail")?));
        let status = object.get("status").and_then(Value::as_u64);
        Self {
            message: property("message")
                .or_else(|| property("msg"))
                .or_else(|| titled_detail(object))
                .or_else(detail)
                .or_else(|| property("error_description"))
                .or_else(|| flat::message(object))
                .or_else(|| property("title")),
            error_type: property("type").filter(|error_type| error_type != BLANK),
            code: property("code"),
            param: property("param"),
            status: status
                .and_then(|status| u16::try_from(status).ok())
                .and_then(error_status),
        }
    }
}

/// Returns the title and the detail of a problem (RFC 9457).
fn titled_detail(problem: &Value) -> Option<String> {
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
