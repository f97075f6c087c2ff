//! A recorded exchange, and its JSON.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};

use super::redaction::REDACTED;
use crate::runtime::base64::{decode_base64, encode_base64};
use crate::runtime::wire::transport::TransportErrorKind;

/// A request and its response.
#[derive(Clone, Debug)]
pub(super) struct RecordedExchange {
    pub(super) request: RequestKey,
    pub(super) outcome: Outcome,
}

/// What identifies a request: everything but its headers.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RequestKey {
    pub(super) method: String,
    /// The path and the query.
    pub(super) target: String,
    /// `None` for a form or another body that is sent chunk by chunk.
    pub(super) body: Option<Bytes>,
}

/// The result of an exchange.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    Response(RecordedResponse),
    Failure {
        kind: TransportErrorKind,
        message: String,
    },
}

#[derive(Clone, Debug)]
pub(super) struct RecordedResponse {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// Whether the connection broke after the body.
    pub(super) is_interrupted: bool,
}

const KINDS: &[(TransportErrorKind, &str)] = &[
    (TransportErrorKind::Connection, "connection"),
    (TransportErrorKind::Timeout, "timeout"),
    (TransportErrorKind::Cancelled, "cancelled"),
    (TransportErrorKind::Request, "request"),
];

impl RequestKey {
    /// Returns whether a request is the same as this recorded one. JSON is compared as such, not by its bytes, and a
    /// removed secret matches any string.
    pub(super) fn matches(&self, other: &Self) -> bool {
        let json = |body: &Option<Bytes>| -> Option<Value> {
            serde_json::from_slice(body.as_deref().unwrap_or_default()).ok()
        };
        let has_same_body = || match (json(&self.body), json(&other.body)) {
            (Some(body), Some(other)) => is_same(&body, &other),
            _ => self.body == other.body,
        };
        self.method == other.method && self.target == other.target && has_same_body()
    }
}

impl RecordedExchange {
    pub(super) fn to_json(&self, request_headers: &HeaderMap) -> Value {
        let mut request = json!({
            "method": self.request.method,
            "target": self.request.target,
            "headers": headers_to_json(request_headers),
        });
        match &self.request.body {
            Some(body) => write_body(&mut request, body),
            None => request["form"] = Value::Bool(true),
        }
        match &self.outcome {
            Outcome::Response(response) => {
                let mut json = json!({
                    "status": response.status,
                    "headers": headers_to_json(&response.headers),
                });
                write_body(&mut json, &response.body);
                if response.is_interrupted {
                    json["interrupted"] = Value::Bool(true);
                }
                json!({ "request": request, "response": json })
            }
            Outcome::Failure { kind, message } => {
                let known = KINDS.iter().find(|(known, _)| known == kind);
                let kind = known.map_or("connection", |(_, name)| name);
                json!({ "request": request, "failure": { "kind": kind, "message": message } })
            }
        }
    }

    /// Reads an exchange. Returns `None` if the JSON is not one.
    pub(super) fn from_json(json: &Value) -> Option<Self> {
        let request = json.get("request")?;
        let string = |value: &Value, name: &str| Some(value.get(name)?.as_str()?.to_owned());
        let has_form = request.get("form") == Some(&Value::Bool(true));
        let key = RequestKey {
            method: string(request, "method")?,
            target: string(request, "target")?,
            body: match has_form {
                true => None,
                false => Some(read_body(request)?),
            },
        };
        let outcome = if let Some(failure) = json.get("failure") {
            let name = string(failure, "kind")?;
            let (kind, _) = KINDS.iter().find(|(_, known)| *known == name)?;
            Outcome::Failure {
                kind: *kind,
                message: string(failure, "message")?,
            }
        } else {
            let response = json.get("response")?;
            Outcome::Response(RecordedResponse {
                status: u16::try_from(response.get("status")?.as_u64()?).ok()?,
                headers: headers_from_json(response.get("headers")?)?,
                body: read_body(response)?,
                is_interrupted: response.get("interrupted") == Some(&Value::Bool(true)),
            })
        };
        Some(Self {
            request: key,
            outcome,
        })
    }
}

fn is_same(recorded: &Value, sent: &Value) -> bool {
    match (recorded, sent) {
        (Value::String(recorded), Value::String(sent)) => recorded == sent || recorded == REDACTED,
        (Value::Array(recorded), Value::Array(sent)) => {
            let mut pairs = recorded.iter().zip(sent);
            recorded.len() == sent.len() && pairs.all(|(recorded, sent)| is_same(recorded, sent))
        }
        (Value::Object(recorded), Value::Object(sent)) => {
            let mut properties = recorded.iter();
            let is_same = |(name, recorded): (&String, &Value)| {
                sent.get(name).is_some_and(|sent| is_same(recorded, sent))
            };
            recorded.len() == sent.len() && properties.all(is_same)
        }
        _ => recorded == sent,
    }
}

/// Writes a body as a string, or as base64 if it is not UTF-8.
fn write_body(json: &mut Value, body: &Bytes) {
    match std::str::from_utf8(body) {
        Ok("") => {}
        Ok(text) => json["body"] = Value::from(text),
        Err(_) => json["base64"] = Value::from(encode_base64(body)),
    }
}

fn read_body(json: &Value) -> Option<Bytes> {
    match (json.get("body"), json.get("base64")) {
        (Some(text), _) => Some(Bytes::from(text.as_str()?.to_owned())),
        (None, Some(encoded)) => decode_base64(encoded.as_str()?).ok(),
        (None, None) => Some(Bytes::new()),
    }
}

/// Returns headers as pairs, since a name may occur more than once.
fn headers_to_json(headers: &HeaderMap) -> Value {
    let pairs = headers
        .iter()
        .map(|(name, value)| json!([name.as_str(), String::from_utf8_lossy(value.as_bytes())]));
    pairs.collect()
}

fn headers_from_json(json: &Value) -> Option<HeaderMap> {
    let mut headers = HeaderMap::new();
    for pair in json.as_array()? {
        let name = HeaderName::try_from(pair.get(0)?.as_str()?).ok()?;
        let value = HeaderValue::from_str(pair.get(1)?.as_str()?).ok()?;
        headers.append(name, value);
    }
    Some(headers)
}
