//! The body of a draft, changes to its properties, and its stream switch.

use bytes::Bytes;
use http::HeaderValue;
use serde::Serialize;
use serde::de::DeserializeOwned;
#[cfg(feature = "body-fields")]
use serde_json::Value;

use super::Draft;
use crate::runtime::codec;
use crate::runtime::decode::decode;
use crate::runtime::error::Error;
#[cfg(feature = "multipart")]
use crate::runtime::form::Form;
#[cfg(feature = "url-encoded")]
use crate::runtime::form::UrlEncoded;
#[cfg(feature = "body-fields")]
use crate::runtime::request::{BodyChange, splice};
#[cfg(feature = "url-encoded")]
use crate::runtime::spec::Style;
#[cfg(feature = "event-streams")]
use crate::runtime::spec::{EventMode, Method};
#[cfg(feature = "uploads")]
use crate::runtime::upload::reject_files;

/// The media type of JSON, unless another one is set.
pub(crate) const JSON: &str = "application/json";

#[derive(Clone)]
pub(super) enum DraftBody {
    None,
    Json {
        content_type: HeaderValue,
        bytes: Bytes,
    },
    #[cfg(feature = "multipart")]
    Form(Form),
    #[cfg(feature = "url-encoded")]
    UrlEncoded(UrlEncoded),
    Bytes {
        content_type: HeaderValue,
        bytes: Bytes,
    },
}

impl Draft {
    pub(crate) fn json(&mut self, media_type: &str, body: &(impl Serialize + ?Sized)) {
        let Ok(content_type) = HeaderValue::from_str(media_type) else {
            return self.fail(format!("invalid media type `{media_type}`"));
        };
        #[cfg(feature = "uploads")]
        let encoded = reject_files(|| codec::encode(body));
        #[cfg(not(feature = "uploads"))]
        let encoded = codec::encode(body);
        match encoded {
            Ok(bytes) => {
                self.body = DraftBody::Json {
                    content_type,
                    bytes: bytes.into(),
                };
            }
            Err(error) => self.fail(format!("the body cannot be serialized: {error}")),
        }
    }

    /// Decodes the body with its changes.
    pub(crate) fn json_body<T: DeserializeOwned>(&self) -> Result<T, Error> {
        if let Some(reason) = &self.failure {
            return Err(Error::request(reason).with_operation(self.spec));
        }
        let DraftBody::Json { bytes, .. } = &self.body else {
            return Err(Error::request("the body is not JSON").with_operation(self.spec));
        };
        #[cfg(feature = "body-fields")]
        let bytes = &with_changes(bytes.clone(), &self.body_changes)?;
        decode(bytes, false).map_err(|error| error.with_operation(self.spec))
    }

    /// Replaces the body and discards its changes. JSON keeps its media type.
    pub(crate) fn replace_json(&mut self, body: &(impl Serialize + ?Sized)) {
        #[cfg(feature = "body-fields")]
        self.body_changes.clear();
        let media_type = match &self.body {
            DraftBody::Json { content_type, .. } => content_type.to_str().ok().map(str::to_owned),
            _ => None,
        };
        self.json(media_type.as_deref().unwrap_or(JSON), body);
    }

    #[cfg(feature = "multipart")]
    pub(crate) fn form(&mut self, form: Form) {
        self.body = DraftBody::Form(form);
    }

    #[cfg(feature = "url-encoded")]
    pub(crate) fn url_encoded(&mut self, form: &(impl Serialize + ?Sized)) {
        match UrlEncoded::from_record(form) {
            Ok(form) => self.body = DraftBody::UrlEncoded(form),
            Err(error) => self.fail(error.to_string()),
        }
    }

    /// Sets the style of a field of a URL-encoded form.
    #[cfg(feature = "url-encoded")]
    pub(crate) fn field_style(&mut self, name: &str, style: Style) {
        if let DraftBody::UrlEncoded(form) = &mut self.body {
            form.set_style(name, style);
        }
    }

    pub(crate) fn bytes(&mut self, content_type: &str, bytes: Bytes) {
        match HeaderValue::from_str(content_type) {
            Ok(content_type) => {
                self.body = DraftBody::Bytes {
                    content_type,
                    bytes,
                };
            }
            Err(_) => self.fail(format!("invalid media type `{content_type}`")),
        }
    }

    /// Sets a property of the body. `None` removes it.
    #[cfg(feature = "body-fields")]
    pub(crate) fn change_body(&mut self, name: &str, value: Option<Value>) {
        self.body_changes.push(BodyChange {
            name: name.to_owned(),
            value,
        });
    }

    /// Requests the event stream.
    #[cfg(feature = "event-streams")]
    pub(crate) fn request_events(&mut self) {
        if self.spec.events != EventMode::JsonLines {
            self.accept = "text/event-stream";
        }
        let Some(switch) = self.spec.stream_switch else {
            return;
        };
        if self.has_switch_in_query() {
            self.query(switch.name, switch.plain_value());
        } else {
            // A constant in the document that is not JSON is a string.
            let on = serde_json::from_str(switch.on).unwrap_or(Value::from(switch.on));
            self.change_body(switch.name, Some(on));
        }
    }

    /// Requests a response that is not a stream: removes the stream switch from the body or query.
    #[cfg(feature = "event-streams")]
    pub(crate) fn request_plain_response(&mut self) {
        let Some(switch) = self.spec.stream_switch else {
            return;
        };
        if self.has_switch_in_query() {
            self.query.retain(|param| param.name != switch.name);
        } else if !matches!(self.body, DraftBody::None | DraftBody::Bytes { .. }) {
            let changes = std::mem::take(&mut self.body_changes);
            self.change_body(switch.name, None);
            self.body_changes.extend(changes);
        }
    }

    #[cfg(feature = "event-streams")]
    fn has_switch_in_query(&self) -> bool {
        matches!(self.body, DraftBody::None) && self.method() == Method::GET
    }
}

/// Applies changes to a JSON body.
#[cfg(feature = "body-fields")]
pub(super) fn with_changes(bytes: Bytes, changes: &[BodyChange]) -> Result<Bytes, Error> {
    if changes.is_empty() {
        return Ok(bytes);
    }
    splice(bytes, changes)
        .map_err(|_| Error::request("fields can only be added to a body that is a JSON object"))
}
