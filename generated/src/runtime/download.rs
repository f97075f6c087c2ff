//! Binary responses, as a stream of bytes.

use std::future::poll_fn;
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::{HeaderMap, StatusCode, header};
use tokio::io::{AsyncWrite, AsyncWriteExt};

use crate::runtime::decode::{has_only_error_properties, reported_by_property, reported_in_place};
use crate::runtime::error::{self, EXCERPT, Error, ErrorBody, excerpt};
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::files;
use crate::runtime::meta::{BodyForm, header_str, json_start};
use crate::runtime::send::Response;
use crate::runtime::wire::body::Body;
use crate::runtime::wire::timeout_body::TimeoutBody;

/// A body in JSON that may be an error is held back up to this size, in bytes.
const MAX_SUSPECT: usize = 64 << 10;

/// A binary response. It is a stream of chunks, which are received as they are read. Dropping it cancels the call.
///
/// Every method that reads fails with [`ErrorKind::Timeout`](crate::ErrorKind::Timeout) if the next chunk takes longer
/// than the timeout of the call, and with [`ErrorKind::Connection`](crate::ErrorKind::Connection) if the connection
/// breaks.
#[derive(Debug)]
pub struct Download {
    response: Response,
    body: TimeoutBody,
    /// The start of a body that may be an error, until that is known.
    suspect: Option<BytesMut>,
    /// Whether the body is an error if it is HTML.
    rejects_html: bool,
    /// What was received after that start.
    held: Option<Result<Bytes, Error>>,
}

impl Download {
    pub(crate) fn new(mut response: Response) -> Self {
        let body = response.take_body();
        let rejects_html = rejects_html(&response);
        let is_suspect = rejects_html || !expects_json(&response);
        Self {
            body: TimeoutBody::new(body, response.chunk_timeout),
            suspect: is_suspect.then(BytesMut::new),
            rejects_html,
            held: None,
            response,
        }
    }

    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }

    /// Returns the ID of the request in the logs of the service.
    pub fn request_id(&self) -> Option<&str> {
        self.response.request_id()
    }

    /// Returns the value of the `content-type` header: the media type and its parameters.
    pub fn content_type(&self) -> Option<&str> {
        header_str(self.headers(), header::CONTENT_TYPE.as_str())
    }

    /// Returns the next chunk, or `None` at the end.
    pub async fn chunk(&mut self) -> Option<Result<Bytes, Error>> {
        poll_fn(|cx| self.poll_chunk(cx)).await
    }

    /// Reads the entire body into memory.
    ///
    /// # Errors
    /// Fails if reading a chunk fails.
    pub async fn bytes(mut self) -> Result<Bytes, Error> {
        let Some(first) = self.chunk().await.transpose()? else {
            return Ok(Bytes::new());
        };
        let mut all = BytesMut::from(first);
        while let Some(chunk) = self.chunk().await.transpose()? {
            all.extend_from_slice(&chunk);
        }
        Ok(all.freeze())
    }

    /// Reads the entire body as a string. Invalid UTF-8 is replaced with U+FFFD.
    ///
    /// # Errors
    /// Fails if reading a chunk fails.
    pub async fn text(self) -> Result<String, Error> {
        let bytes = self.bytes().await?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Writes the body to a file, which is created or truncated, and returns its length in bytes.
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Io`](crate::ErrorKind::Io) if writing fails, with the [`io::Error`] as its source. Fails if
    /// reading a chunk fails.
    pub async fn save_to(self, path: impl AsRef<Path>) -> Result<u64, Error> {
        let path = path.as_ref();
        let failed = |error: io::Error| {
            Error::new(ErrorKind::Io, format!("{}: {error}", path.display())).with_source(error)
        };
        let mut file = files::create(path).await.map_err(failed)?;
        let length = self.copy_to(&mut file).await?;
        file.flush().await.map_err(failed)?;
        Ok(length)
    }

    /// Writes the body to a writer, chunk by chunk, and returns its length in bytes.
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Io`](crate::ErrorKind::Io) if writing fails, with the [`io::Error`] as its source. Fails if
    /// reading a chunk fails.
    pub async fn copy_to<W>(mut self, writer: &mut W) -> Result<u64, Error>
    where
        W: AsyncWrite + Unpin + ?Sized,
    {
        let failed = |error: io::Error| {
            let message = format!("writing the response failed: {error}");
            Error::new(ErrorKind::Io, message).with_source(error)
        };
        let mut length = 0;
        while let Some(chunk) = self.chunk().await.transpose()? {
            writer.write_all(&chunk).await.map_err(failed)?;
            length += chunk.len() as u64;
        }
        writer.flush().await.map_err(failed)?;
        Ok(length)
    }

    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        while let Some(start) = &mut self.suspect {
            match ready!(self.body.poll_chunk(cx)) {
                Some(Ok(chunk)) if start.len() + chunk.len() <= MAX_SUSPECT => {
                    start.extend_from_slice(&chunk);
                    let is_html = self.rejects_html
                        && BodyForm::detect(start, false).is_none_or(|form| form == BodyForm::Html);
                    if is_html && start.len() >= EXCERPT {
                        let start = self.suspect.take().unwrap_or_default().freeze();
                        return self.fail(html(&self.response, &start));
                    }
                    if !is_html && !self.response.is_json() && !may_report(start) {
                        self.held = self.suspect.take().map(|start| Ok(start.freeze()));
                    }
                }
                // What was received comes first, then the chunk or the failure.
                other => {
                    let start = self.suspect.take().unwrap_or_default().freeze();
                    let first = match &other {
                        Some(Ok(chunk)) if start.is_empty() => chunk,
                        _ => &start,
                    };
                    if self.rejects_html && BodyForm::of(first) == BodyForm::Html {
                        let error = html(&self.response, first);
                        return self.fail(error);
                    }
                    if other.is_none()
                        && let Some(error) = reported_error(&self.response, &start)
                    {
                        return Poll::Ready(Some(Err(error)));
                    }
                    self.held = other;
                    if !start.is_empty() {
                        return Poll::Ready(Some(Ok(start)));
                    }
                }
            }
        }
        let chunk = match self.held.take() {
            Some(chunk) => Poll::Ready(Some(chunk)),
            None => self.body.poll_chunk(cx),
        };
        let response = &self.response;
        chunk.map(|chunk| {
            chunk.map(|chunk| chunk.map_err(|error| response.explain(error, Bytes::new())))
        })
    }

    /// Ends the download with an error.
    fn fail(&mut self, error: Error) -> Poll<Option<Result<Bytes, Error>>> {
        self.body = TimeoutBody::new(Body::empty(), self.response.chunk_timeout);
        Poll::Ready(Some(Err(error)))
    }
}

/// Returns whether the operation responds with JSON, so that JSON is not an error.
fn expects_json(response: &Response) -> bool {
    let accept = response.operation.accept;
    accept.is_empty() || accept.contains("json") || accept.contains("*/*")
}

/// Returns whether the operation responds with files of any kind, or of any kind of text, among which may be the forms of
/// errors.
fn expects_any_text(response: &Response) -> bool {
    let accept = response.operation.accept;
    accept.is_empty() || accept.contains("*/*") || accept.contains("text/*")
}

/// Returns whether HTML is a page of a server in between: the response is labeled as HTML, and the operation does not declare
/// it.
fn rejects_html(response: &Response) -> bool {
    let is_declared = expects_any_text(response) || response.operation.accept.contains("text/html");
    response.has_media_type("text/html") && !is_declared
}

/// The error of a page in place of a file.
fn html(response: &Response, start: &Bytes) -> Error {
    let message = format!(
        "expected `{}`, but the response is HTML (content-type: {}): {}",
        response.operation.accept,
        response.content_type(),
        excerpt(start)
    );
    response.explain(Error::new(ErrorKind::Decode, message), start.clone())
}

/// Returns whether a body that starts with these bytes may be a JSON object or an event stream, regardless of its media
/// type.
fn may_report(start: &[u8]) -> bool {
    let first = json_start(start).trim_ascii_start().first();
    let form = || BodyForm::detect(start, false);
    matches!(first, None | Some(b'{')) || matches!(form(), None | Some(BodyForm::EventStream))
}

/// Returns the error that a body reports, if it is one. A file may be JSON too: it then has other properties, or no property
/// `error`.
fn reported_error(response: &Response, body: &Bytes) -> Option<Error> {
    let json = json_start(body);
    let is_labeled = response.is_json();
    if BodyForm::of(body) == BodyForm::EventStream && !expects_any_text(response) {
        let details = ErrorBody::parse(body);
        return details
            .message
            .is_some()
            .then(|| reporting(response, body, details));
    }
    if !is_labeled && !has_only_error_properties(json) {
        return None;
    }
    let details = match is_labeled && !expects_any_text(response) {
        true => reported_in_place(json),
        false => reported_by_property(json),
    }?;
    Some(reporting(response, body, details))
}

/// Creates the error that a body reports.
fn reporting(response: &Response, body: &Bytes, details: ErrorBody) -> Error {
    let message = details.message.clone().unwrap_or_else(|| excerpt(body));
    let rules = &response.service.errors;
    let error = error::reported_error(rules, &details, ErrorKind::Server, message);
    response.explain_with(error, body.clone(), details)
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_chunk(cx)
    }
}
