//! Bodies of requests and responses: bytes, or a stream of bytes.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http_body::{Body as HttpBody, Frame, SizeHint};

use crate::runtime::error::BoxError;

/// The body of a request or response.
pub struct Body(Inner);

enum Inner {
    Buffered(Option<Bytes>),
    Streaming(Pin<Box<dyn HttpBody<Data = Bytes, Error = BoxError> + Send + Sync>>),
}

impl Body {
    /// Creates an empty body.
    pub fn empty() -> Self {
        Self(Inner::Buffered(None))
    }

    /// Wraps any other body. Pin a body that is not `Unpin` with `Box::pin`.
    pub fn wrap<B>(body: B) -> Self
    where
        B: HttpBody<Data = Bytes> + Unpin + Send + Sync + 'static,
        B::Error: Into<BoxError>,
    {
        Self(Inner::Streaming(Box::pin(ErasedError(body))))
    }

    /// Creates a body from a stream of bytes.
    pub fn from_stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + Sync + 'static,
        E: Into<BoxError> + 'static,
    {
        Self::wrap(StreamBody(Box::pin(stream)))
    }

    /// Returns a body that consists of these bytes, followed by this body.
    #[cfg(feature = "event-streams")]
    pub(crate) fn after(self, first: Bytes) -> Self {
        match self.0 {
            _ if first.is_empty() => self,
            Inner::Buffered(None) => first.into(),
            _ => Self(Inner::Streaming(Box::pin(Prefixed {
                first: Some(first),
                rest: self,
            }))),
        }
    }

    /// Returns the bytes of a body that is in memory.
    ///
    /// # Errors
    /// Returns the body if it is a stream.
    pub fn try_into_bytes(self) -> Result<Bytes, Self> {
        match self.0 {
            Inner::Buffered(bytes) => Ok(bytes.unwrap_or_default()),
            streaming @ Inner::Streaming(_) => Err(Self(streaming)),
        }
    }

    /// Returns the next chunk, or `None` at the end. Trailers are ignored.
    pub(crate) fn poll_chunk(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, BoxError>>> {
        loop {
            return Poll::Ready(match ready!(Pin::new(&mut *self).poll_frame(cx)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) if data.is_empty() => continue,
                    Ok(data) => Some(Ok(data)),
                    Err(_trailers) => continue,
                },
                Some(Err(error)) => Some(Err(error)),
                None => None,
            });
        }
    }

    /// Returns the next chunk, or `None` at the end.
    ///
    /// # Errors
    /// Returns the error of the connection or stream.
    pub async fn chunk(&mut self) -> Option<Result<Bytes, BoxError>> {
        std::future::poll_fn(|cx| self.poll_chunk(cx)).await
    }

    /// Reads the entire body into memory. A body with a single chunk is not copied.
    ///
    /// # Errors
    /// Returns the error of the connection or stream.
    pub async fn collect(self) -> Result<Bytes, BoxError> {
        self.collect_up_to(usize::MAX).await
    }

    /// Reads chunks until they reach the limit, or until the end.
    pub(crate) async fn collect_up_to(self, limit: usize) -> Result<Bytes, BoxError> {
        let (bytes, error) = self.collect_received(limit).await;
        match error {
            Some(error) => Err(error),
            None => Ok(bytes),
        }
    }

    /// Reads chunks until they reach the limit, until the end, or until an error. Returns what was received before it.
    pub(crate) async fn collect_received(mut self, limit: usize) -> (Bytes, Option<BoxError>) {
        let first = match self.chunk().await {
            Some(Ok(first)) => first,
            Some(Err(error)) => return (Bytes::new(), Some(error)),
            None => return (Bytes::new(), None),
        };
        let second = match self.chunk().await {
            Some(Ok(second)) => second,
            Some(Err(error)) => return (first, Some(error)),
            None => return (first, None),
        };
        let expected = self.size_hint().lower().min(1 << 26) as usize;
        let mut all = BytesMut::with_capacity(first.len() + second.len() + expected);
        all.extend_from_slice(&first);
        all.extend_from_slice(&second);
        while all.len() < limit {
            match self.chunk().await {
                Some(Ok(chunk)) => all.extend_from_slice(&chunk),
                Some(Err(error)) => return (all.freeze(), Some(error)),
                None => break,
            }
        }
        (all.freeze(), None)
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl<B: Into<Bytes>> From<B> for Body {
    fn from(bytes: B) -> Self {
        let bytes = bytes.into();
        Self(Inner::Buffered((!bytes.is_empty()).then_some(bytes)))
    }
}

impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0 {
            Inner::Buffered(bytes) => {
                write!(f, "Body({} bytes)", bytes.as_ref().map_or(0, Bytes::len))
            }
            Inner::Streaming(_) => f.write_str("Body(stream)"),
        }
    }
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match &mut self.0 {
            Inner::Buffered(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Inner::Streaming(body) => body.as_mut().poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Inner::Buffered(bytes) => bytes.is_none(),
            Inner::Streaming(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Inner::Buffered(bytes) => {
                SizeHint::with_exact(bytes.as_ref().map_or(0, Bytes::len) as u64)
            }
            Inner::Streaming(body) => body.size_hint(),
        }
    }
}

/// Bytes, followed by the rest of a body.
#[cfg(feature = "event-streams")]
struct Prefixed {
    first: Option<Bytes>,
    rest: Body,
}

#[cfg(feature = "event-streams")]
impl HttpBody for Prefixed {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match self.first.take() {
            Some(first) => Poll::Ready(Some(Ok(Frame::data(first)))),
            None => Pin::new(&mut self.rest).poll_frame(cx),
        }
    }
}

/// A body with its error type erased.
struct ErasedError<B>(B);

impl<B> HttpBody for ErasedError<B>
where
    B: HttpBody<Data = Bytes> + Unpin,
    B::Error: Into<BoxError>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let frame = ready!(Pin::new(&mut self.0).poll_frame(cx));
        Poll::Ready(frame.map(|frame| frame.map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}

/// A stream of bytes as a body.
struct StreamBody<E>(Pin<Box<dyn Stream<Item = Result<Bytes, E>> + Send + Sync>>);

impl<E> HttpBody for StreamBody<E> {
    type Data = Bytes;
    type Error = E;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, E>>> {
        let item = ready!(self.0.as_mut().poll_next(cx));
        Poll::Ready(item.map(|item| item.map(Frame::data)))
    }
}
