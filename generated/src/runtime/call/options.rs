//! Options of a call.

use std::time::Duration;

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Call;
use crate::runtime::error::Error;
use crate::runtime::form::IntoForm;
use crate::runtime::spec::Style;

/// # Options
impl<O> Call<O> {
    /// Sets a header. It replaces a header with the same name, including one that the client adds itself.
    pub fn header(mut self, name: &str, value: impl AsRef<str>) -> Self {
        self.draft.header(name, value.as_ref());
        self
    }

    /// Omits a header that would be sent by default, including one that the client adds itself: `content-type`, the
    /// retry count, or the header of the credential.
    ///
    /// The connection adds HTTP headers such as `host` and `content-length`. These cannot be omitted. If `accept` is
    /// omitted, it sends the equivalent `*/*`. If `accept-encoding` is omitted, it sends `identity`: the response
    /// is not compressed.
    pub fn without_header(mut self, name: &str) -> Self {
        self.draft.without_header(name);
        self
    }

    /// Sets a query parameter. It replaces a parameter with the same name, and `None` removes it.
    ///
    /// A string, a number or a boolean is sent as a string.
    /// Lists and objects are sent in the style of the service's parameters: as
    /// `name=…` for each item and `property=…` for each property, or with brackets
    /// as `name[]=…` and `name[property]=…`.
    /// [`query_param`](Self::query_param) takes another style.
    pub fn query(mut self, name: &str, value: impl Serialize) -> Self {
        {
            let style = self.draft.config.service.query_style;
            self.draft.query_param(name, &value, style);
        }
        self
    }

    /// Sets a query parameter in this style. `None` removes it.
    pub fn query_param(
        mut self,
        name: &str,
        value: &(impl Serialize + ?Sized),
        style: Style,
    ) -> Self {
        self.draft.query_param(name, value, style);
        self
    }

    /// Sets a header in this style, such as [`Style::SIMPLE`] for a list as `1,2`. `None` removes it.
    pub fn header_param(
        mut self,
        name: &str,
        value: &(impl Serialize + ?Sized),
        style: Style,
    ) -> Self {
        self.draft.header_param(name, value, style);
        self
    }

    /// Sets a cookie. `None` removes it. It is sent after the cookies of a `cookie` header.
    pub fn cookie(mut self, name: &str, value: impl Serialize) -> Self {
        self.draft.cookie(name, &value, Style::FORM.exploded());
        self
    }

    /// Sets a cookie in this style. `None` removes it.
    pub fn cookie_param(
        mut self,
        name: &str,
        value: &(impl Serialize + ?Sized),
        style: Style,
    ) -> Self {
        self.draft.cookie(name, value, style);
        self
    }

    /// Sets how long one attempt may take. The default is the timeout of the client, which is 600 seconds unless set.
    ///
    /// For a response that is received chunk by chunk, it limits the time until the response starts, and then the
    /// wait for each chunk.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.draft.timeout(timeout);
        self
    }

    /// Sets how many times the call is retried. The default is that of the client, which is 2 unless set.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.draft.max_retries(retries);
        self
    }

    /// Sends the request a second time if there is no response after this delay, and uses the first response. The other
    /// request is cancelled. An error is returned if both fail.
    ///
    /// This makes slow responses rarer, but both requests may be billed. Use it for short calls without side effects,
    /// with a delay that few of them exceed. The second request takes one retry from the
    /// [budget](crate::request::RetryBudget) of the client, and is not sent if the body can be read only once.
    pub fn hedge_after(mut self, delay: Duration) -> Self {
        self.draft.hedge_after(delay);
        self
    }

    /// Limits the size of a response that is read into memory, in bytes after decompression. The default is the limit
    /// of the client, which is 256 MiB unless set.
    ///
    /// A larger response is an error of kind [`ErrorKind::Limit`](crate::ErrorKind::Limit). A
    /// [`Download`](crate::response::Download) has no limit.
    pub fn max_response_size(mut self, bytes: usize) -> Self {
        self.draft.limits.response_size = bytes;
        self
    }

    /// Limits the size of an event of a stream, in bytes. The default is the limit of the client, which is 64 MiB
    /// unless set.
    ///
    /// A larger event ends the stream with an error of kind [`ErrorKind::Limit`](crate::ErrorKind::Limit).
    pub fn max_event_size(mut self, bytes: usize) -> Self {
        self.draft.limits.event_size = bytes;
        self
    }

    /// Limits how many times larger a compressed response may become. The default is the limit of the client, which is
    /// 256 unless set.
    ///
    /// It applies to responses that become larger than 16 MiB. One that exceeds it is an error of kind
    /// [`ErrorKind::Limit`](crate::ErrorKind::Limit). A [`Download`](crate::response::Download) has no limit, nor does
    /// a response that another transport or the browser decompresses.
    pub fn max_compression_ratio(mut self, ratio: u32) -> Self {
        self.draft.limits.compression_ratio = ratio;
        self
    }

    /// Sets the idempotency key, by which the service recognizes a request that it has received before.
    pub fn idempotency_key(mut self, key: impl AsRef<str>) -> Self {
        let name = self.draft.config.service.wire.idempotency_key;
        if name.is_empty() {
            self.draft.fail("the service has no idempotency keys");
            return self;
        }
        self.header(name, key)
    }

    /// Sets the security schemes, instead of those of the operation. The first one for which the client has a credential
    /// is used. If the list is empty, no credential is sent.
    pub fn security(mut self, schemes: &'static [&'static str]) -> Self {
        self.draft.security(schemes);
        self
    }
}

/// # Body
impl<O> Call<O> {
    /// Sets the body to JSON. Changes by [`body_field`](Self::body_field) apply to it.
    pub fn json(mut self, body: &(impl Serialize + ?Sized)) -> Self {
        self.draft.json("application/json", body);
        self
    }

    /// Sets the body to JSON of this media type, such as `application/merge-patch+json`.
    pub fn json_with_type(mut self, media_type: &str, body: &(impl Serialize + ?Sized)) -> Self {
        self.draft.json(media_type, body);
        self
    }

    /// Sets the body to a form of type `application/x-www-form-urlencoded`, from the fields of a record.
    ///
    /// A field is sent as `name=…`. A list is sent once for each item, and an object as JSON. [`field_style`] selects
    /// another style. Changes by [`body_field`](Self::body_field) apply to it.
    ///
    /// [`field_style`]: Self::field_style
    pub fn url_encoded(mut self, form: &(impl Serialize + ?Sized)) -> Self {
        self.draft.url_encoded(form);
        self
    }

    /// Sets the style of a field of a URL-encoded form, such as [`Style::DEEP_OBJECT`] for an object as
    /// `name[property]=…`.
    pub fn field_style(mut self, name: &str, style: Style) -> Self {
        self.draft.field_style(name, style);
        self
    }

    /// Sets the body to a multipart form. Changes by [`body_field`](Self::body_field) apply to it.
    pub fn form(mut self, form: impl IntoForm) -> Self {
        self.draft.form(form.into_form());
        self
    }

    /// Sets the body to bytes of this media type.
    pub fn bytes(mut self, content_type: &str, bytes: impl Into<Bytes>) -> Self {
        self.draft.bytes(content_type, bytes.into());
        self
    }

    /// Adds or replaces a field of the body: a property at the top level of a JSON object, or a field of a form.
    pub fn body_field(mut self, name: &str, value: impl Serialize) -> Self {
        match serde_json::to_value(value) {
            Ok(value) => self.draft.change_body(name, Some(value)),
            Err(error) => self.draft.fail(format!("body field `{name}`: {error}")),
        }
        self
    }

    /// Removes a field of the body.
    pub fn without_body_field(mut self, name: &str) -> Self {
        self.draft.change_body(name, None);
        self
    }

    /// Returns the name of the provider in spans.
    #[doc(hidden)]
    pub fn tracing_provider(&self) -> &'static str {
        self.draft.config.tracing_provider()
    }

    /// Decodes the JSON body, including changed fields.
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Request`](crate::ErrorKind::Request) if the body is not JSON, or if an option is invalid.
    /// Fails with [`ErrorKind::Decode`](crate::ErrorKind::Decode) if the body does not match the type.
    pub fn json_body<T: DeserializeOwned>(&self) -> Result<T, Error> {
        self.draft.json_body()
    }

    /// Replaces the body with JSON, and discards changes to its fields.
    pub fn replace_json_body(mut self, body: &(impl Serialize + ?Sized)) -> Self {
        self.draft.replace_json(body);
        self
    }

    /// Sets a parameter of the path.
    #[doc(hidden)]
    pub fn path(mut self, name: &str, value: impl AsRef<str>) -> Self {
        self.draft.path(name, value.as_ref());
        self
    }

    /// Sets a parameter of the path in this style.
    #[doc(hidden)]
    pub fn path_param(
        mut self,
        name: &str,
        value: &(impl Serialize + ?Sized),
        style: Style,
    ) -> Self {
        self.draft.path_param(name, value, style);
        self
    }
}
