//! Decompression of response bodies, with a limit on how much larger they become.
//!
//! The HTTP client could decompress them as well, but it does not report how many bytes it received, and a body of 1 MB
//! can become one of 1 GB.

use std::io::{self, Write as _};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf as _, Bytes};
use flate2::write::MultiGzDecoder;
use http::{HeaderMap, HeaderValue, header};
use http_body::{Body as HttpBody, Frame};

use super::body::Body;
use crate::runtime::error::BoxError;
use crate::runtime::limits::exceeded;

/// How much is decompressed at once, in bytes. The output is about a thousand times larger at most.
const INPUT_CHUNK: usize = 4 << 10;
/// The decompressed size up to which the ratio does not matter, in bytes.
const UNCHECKED_SIZE: u64 = 16 << 20;

/// The only encoding that is requested.
const GZIP: HeaderValue = HeaderValue::from_static("gzip");

/// Requests a compressed response, unless the request has its own `accept-encoding` header. A part of a body cannot be
/// decompressed.
pub(super) fn request(headers: &mut HeaderMap) {
    if !headers.contains_key(header::RANGE) {
        headers.entry(header::ACCEPT_ENCODING).or_insert(GZIP);
    }
}

/// The first byte of every compressed body. Neither text nor JSON starts with it.
const MAGIC: u8 = 0x1F;

/// Decompresses a body, if its `content-encoding` header is `gzip` and its first byte does not show that it was decompressed
/// on the way.
pub(super) fn decompress(
    response: http::Response<Body>,
    max_ratio: Option<u32>,
) -> http::Response<Body> {
    let (mut parts, body) = response.into_parts();
    let encoding = parts.headers.get(header::CONTENT_ENCODING);
    let is_gzip = |encoding: &HeaderValue| {
        let names = [&b"gzip"[..], b"x-gzip"];
        names
            .iter()
            .any(|name| encoding.as_bytes().eq_ignore_ascii_case(name))
    };
    if !encoding.is_some_and(is_gzip) {
        return http::Response::from_parts(parts, body);
    }
    parts.headers.remove(header::CONTENT_ENCODING);
    parts.headers.remove(header::CONTENT_LENGTH);
    let body = Body::wrap(Decompressed {
        body,
        decoder: Some(MultiGzDecoder::new(Vec::new())),
        is_plain: false,
        input: Bytes::new(),
        received: 0,
        produced: 0,
        max_ratio,
    });
    http::Response::from_parts(parts, body)
}

/// A body that is decompressed as it is read.
struct Decompressed {
    body: Body,
    /// `None` after the end, and for a body that is not compressed.
    decoder: Option<MultiGzDecoder<Vec<u8>>>,
    /// Whether the body is not compressed.
    is_plain: bool,
    /// Received bytes that have not been decompressed yet.
    input: Bytes,
    received: u64,
    produced: u64,
    max_ratio: Option<u32>,
}

impl Decompressed {
    /// Decompresses a piece of the input.
    fn advance(&mut self) -> Result<Bytes, BoxError> {
        let Some(decoder) = &mut self.decoder else {
            return Ok(Bytes::new());
        };
        let length = self.input.len().min(INPUT_CHUNK);
        decoder.write_all(&self.input[..length])?;
        // Otherwise the decoder keeps an event until the next one arrives.
        decoder.flush()?;
        self.input.advance(length);
        let output = std::mem::take(decoder.get_mut());
        self.received += length as u64;
        self.count(output)
    }

    /// Returns whether data is not compressed, which the first byte of the body shows.
    fn is_plain_data(&mut self, data: &[u8]) -> bool {
        let is_first = self.received == 0 && self.decoder.is_some();
        if is_first && data.first().is_some_and(|first| *first != MAGIC) {
            self.is_plain = true;
            self.decoder = None;
        }
        self.is_plain
    }

    /// Checks that the body is complete, and returns the rest of it.
    fn finish(&mut self) -> Result<Bytes, BoxError> {
        match self.decoder.take() {
            Some(mut decoder) if self.received > 0 => {
                decoder.try_finish()?;
                let output = std::mem::take(decoder.get_mut());
                self.count(output)
            }
            _ => Ok(Bytes::new()),
        }
    }

    fn count(&mut self, output: Vec<u8>) -> Result<Bytes, BoxError> {
        self.produced += output.len() as u64;
        match self.max_ratio {
            Some(ratio) if self.produced > UNCHECKED_SIZE.max(self.received * u64::from(ratio)) => {
                let limit = format!("{ratio} times its compressed size");
                let setter = "max_compression_ratio";
                Err(exceeded("response", setter, &limit, "the client or call").into())
            }
            _ => Ok(output.into()),
        }
    }
}

impl HttpBody for Decompressed {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        loop {
            let is_reading = self.input.is_empty();
            let output = if !is_reading {
                self.advance()
            } else {
                match ready!(Pin::new(&mut self.body).poll_frame(cx)) {
                    None if self.decoder.is_none() => return Poll::Ready(None),
                    None => self.finish(),
                    Some(Err(error)) => Err(error),
                    Some(Ok(frame)) => match frame.into_data() {
                        Ok(data) if self.is_plain_data(&data) => {
                            return Poll::Ready(Some(Ok(Frame::data(data))));
                        }
                        Ok(data) => {
                            self.input = data;
                            continue;
                        }
                        Err(trailers) => return Poll::Ready(Some(Ok(trailers))),
                    },
                }
            };
            match output {
                Ok(output) if output.is_empty() => {}
                Ok(output) => return Poll::Ready(Some(Ok(Frame::data(output)))),
                Err(error) => {
                    self.decoder = None;
                    self.input = Bytes::new();
                    self.body = Body::empty();
                    return Poll::Ready(Some(Err(explain(error))));
                }
            }
        }
    }
}

/// States that the body was invalid, which the error of the decoder does not mention.
fn explain(error: BoxError) -> BoxError {
    match error.downcast::<io::Error>() {
        Ok(error) => format!("the body is not valid gzip: {error}").into(),
        Err(error) => error,
    }
}
