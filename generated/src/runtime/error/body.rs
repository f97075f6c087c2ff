//! What an error body says, whatever its form.
//!
//! In: the bytes of the body of a failed request or of an error event. Out: message, type, code and parameter.
//! Must not know: statuses and headers.

use serde_json::Value;

/// The four things that services put into an error, as far as they are there.
#[derive(Debug, Default)]
pub(crate) struct ErrorBody {
    pub(crate) message: Option<String>,
    pub(crate) error_type: Option<String>,
    pub(crate) code: Option<String>,
    pub(crate) param: Option<String>,
}

impl ErrorBody {
    /// Reads `{"error": {…}}`, `{"error": "text"}`, a flat object, or the first of a list of these.
    pub(crate) fn read(body: &[u8]) -> Self {
        serde_json::from_slice(body)
            .map(|value| Self::of(&value))
            .unwrap_or_default()
    }

    fn of(value: &Value) -> Self {
        match value {
            Value::Array(items) => items.first().map(Self::of).unwrap_or_default(),
            Value::Object(fields) => match fields.get("error") {
                Some(Value::String(message)) => Self {
                    message: Some(message.clone()),
                    ..Self::flat(value)
                },
                Some(nested @ Value::Object(_)) => Self::flat(nested),
                _ => Self::flat(value),
            },
            _ => Self::default(),
        }
    }

    fn flat(value: &Value) -> Self {
        let text = |name: &str| match value.get(name) {
            Some(Value::String(text)) if !text.is_empty() => Some(text.clone()),
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        Self {
            message: text("message").or_else(|| text("detail")),
            error_type: text("type"),
            code: text("code"),
            param: text("param"),
        }
    }
}
