//! A call: an operation with its parameters, adjusted and then sent.
//!
//! In: what generated methods and callers set. Out: a future of the operation's answer.
//! Must not know: how requests are built and sent; it is a typed shell around code that is not generic, so that each
//! operation costs next to nothing to compile.

mod sending;

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::time::Duration;

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::Error;
use super::flatten::ListStyle;
use super::form::IntoForm;
use super::reply::{self, Reply, Streams};
use super::request::{Draft, Request};
use super::send::Want;
use super::spec::{Method, Operation, OperationSpec};
pub use sending::{Sending, SendingWithResponse, WithResponse};

/// An endpoint that is in no document.
#[derive(Clone, Copy, Debug)]
pub enum Undocumented {}

impl Operation for Undocumented {
    const SPEC: OperationSpec = OperationSpec::new("", Method::GET, "");
    type Reply = reply::Json<serde_json::Value>;
}

/// A call that is not sent yet: await it, or adjust it first.
///
/// A mistake in what is set (a header that cannot be sent, a value that has no JSON form) is reported when the call is
/// sent or built. Clones are calls of their own; of clones with a reader in their form only one can be sent.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<O> {
    draft: Box<Draft>,
    operation: PhantomData<fn() -> O>,
}

impl<O> Clone for Call<O> {
    fn clone(&self) -> Self {
        Self {
            draft: self.draft.clone(),
            operation: PhantomData,
        }
    }
}

/// What generated methods set.
impl<O> Call<O> {
    pub(crate) fn new(draft: Draft) -> Self {
        Self {
            draft: Box::new(draft),
            operation: PhantomData,
        }
    }

    /// A parameter of the path.
    pub fn path(mut self, name: &str, value: impl AsRef<str>) -> Self {
        self.draft.path(name, value.as_ref());
        self
    }

    /// A body of JSON.
    pub fn json(mut self, body: &(impl Serialize + ?Sized)) -> Self {
        self.draft.json(body);
        self
    }

    /// A multipart form as body.
    pub fn form(mut self, form: impl IntoForm) -> Self {
        self.draft.form(form.into_form());
        self
    }

    /// Bytes of this media type as body.
    pub fn bytes(mut self, content_type: &str, bytes: impl Into<Bytes>) -> Self {
        self.draft.bytes(content_type, bytes.into());
        self
    }
}

/// What callers may adjust.
impl<O> Call<O> {
    /// A header; it replaces one of the same name.
    pub fn header(mut self, name: &str, value: impl AsRef<str>) -> Self {
        self.draft.header(name, value.as_ref());
        self
    }

    /// Leaves out a header that would be sent otherwise.
    pub fn without_header(mut self, name: &str) -> Self {
        self.draft.without_header(name);
        self
    }

    /// A query parameter: plain values as text, lists as `name[]=…`, members as `name[member]=…`. It replaces what was
    /// set under this name before; nothing (`None`) removes it.
    pub fn query(self, name: &str, value: impl Serialize) -> Self {
        self.query_list(name, &value, ListStyle::Brackets)
    }

    /// A query parameter whose lists are written in another style.
    pub fn query_list(
        mut self,
        name: &str,
        value: &(impl Serialize + ?Sized),
        style: ListStyle,
    ) -> Self {
        self.draft.query(name, value, style);
        self
    }

    /// A query parameter whose members are written as `name[member]=…`.
    pub fn query_object(self, name: &str, value: &(impl Serialize + ?Sized)) -> Self {
        self.query_list(name, value, ListStyle::Brackets)
    }

    /// A member of the body beside or instead of those it has: of a JSON object at its top level, or of a form.
    pub fn body_field(mut self, name: &str, value: impl Serialize) -> Self {
        match serde_json::to_value(value) {
            Ok(value) => self.draft.change(name, Some(value)),
            Err(error) => self.draft.fail(format!("body field `{name}`: {error}")),
        }
        self
    }

    /// Leaves out a member of the body.
    pub fn without_body_field(mut self, name: &str) -> Self {
        self.draft.change(name, None);
        self
    }

    /// The body, as JSON of this type.
    ///
    /// # Errors
    /// There is no body of JSON, or it is none of this type, or a mistake was made before.
    pub fn json_body<T: DeserializeOwned>(&self) -> Result<T, Error> {
        self.draft.json_body()
    }

    /// Another body of JSON in place of the one there is and of its added, replaced and removed fields.
    pub fn with_json_body(mut self, body: &(impl Serialize + ?Sized)) -> Self {
        self.draft.replace_json(body);
        self
    }

    /// How long one attempt may take.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.draft.timeout(timeout);
        self
    }

    /// How often the call is retried.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.draft.max_retries(retries);
        self
    }

    /// A key by which the service recognises a request that it has seen before.
    pub fn idempotency_key(mut self, key: impl AsRef<str>) -> Self {
        let name = self.draft.client.config().service.wire.idempotency_key;
        if name.is_empty() {
            self.draft.fail("the service has no idempotency keys");
            return self;
        }
        self.header(name, key)
    }

    /// The security schemes to use instead of the operation's; none at all sends no credential.
    pub fn security(mut self, schemes: &'static [&'static str]) -> Self {
        self.draft.security(schemes);
        self
    }
}

/// Sending.
impl<O> Call<O> {
    /// The request as it would be sent, but for its credentials.
    pub fn build(mut self) -> Result<Request, Error>
    where
        O: Operation,
    {
        if <O::Reply as Reply>::WANT == Want::Events {
            self.draft.ask_for_events();
        }
        self.draft.build()
    }

    /// Sends the call and reads the answer in this way instead of the operation's own.
    pub fn send_reply<R: Reply>(mut self) -> Sending<R> {
        if R::WANT == Want::Events {
            self.draft.ask_for_events();
        } else {
            self.draft.ask_for_plain();
        }
        Sending::new(*self.draft, R::WANT)
    }

    /// Sends the call; the answer is JSON of another type than the operation's.
    pub fn send_as<T: DeserializeOwned + 'static>(self) -> Sending<reply::Json<T>> {
        self.send_reply()
    }

    /// Sends the call; the answer is text.
    pub fn send_text(mut self) -> Sending<reply::Text> {
        self.draft.accept("*/*");
        self.send_reply()
    }

    /// Sends the call; the answer is read as bytes when they are asked for.
    pub fn send_binary(mut self) -> Sending<reply::Binary> {
        self.draft.accept("*/*");
        self.send_reply()
    }

    /// Sends the call; the answer is an event stream of any type of items.
    pub fn stream_as<E: DeserializeOwned + 'static>(self) -> Sending<reply::Events<E>> {
        self.send_reply()
    }

    /// Sends the call; the answer comes with its status, headers and body.
    pub fn with_response(self) -> SendingWithResponse<O::Reply>
    where
        O: Operation,
    {
        self.send_reply().with_response()
    }

    /// Sends the call and asks for its events.
    pub fn stream(self) -> Sending<reply::Events<<O::Reply as Streams>::Event>>
    where
        O: Operation,
        O::Reply: Streams,
    {
        self.send_reply()
    }

    pub(crate) fn into_draft(self) -> Draft {
        *self.draft
    }
}

impl<O: Operation> IntoFuture for Call<O> {
    type Output = Result<<O::Reply as Reply>::Output, Error>;
    type IntoFuture = Sending<O::Reply>;

    fn into_future(self) -> Self::IntoFuture {
        self.send_reply()
    }
}

impl<O: Operation> fmt::Debug for Call<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &O::SPEC.id)
            .field("method", &O::SPEC.method.as_str())
            .field("path", &O::SPEC.path)
            .finish_non_exhaustive()
    }
}
