//! A body, sent or received: bytes that are there, or bytes that come.
//!
//! In: bytes, a stream of bytes, or any body of `http-body`. Out: `Body`, itself a body of `http-body`.
//! Must not know: what the bytes mean, and which transport carries them.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http_body::{Body as HttpBody, Frame, SizeHint};

use super::super::error::BoxError;

/// A body of a request or of an answer.
pub struct Body(Inner);

enum Inner {
    Whole(Option<Bytes>),
    Coming(Pin<Box<dyn HttpBody<Data = Bytes, Error = BoxError> + Send + Sync>>),
}

impl Body {
    /// No bytes.
    pub fn empty() -> Self {
        Self(Inner::Whole(None))
    }

    /// Any other body. One that is not `Unpin` can be given in a `Box::pin`.
    pub fn wrap<B>(body: B) -> Self
    where
        B: HttpBody<Data = Bytes> + Unpin + Send + Sync + 'static,
        B::Error: Into<BoxError>,
    {
        Self(Inner::Coming(Box::pin(ErasedError(body))))
    }

    /// Bytes as a stream yields them.
    pub fn from_stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + Sync + 'static,
        E: Into<BoxError> + 'static,
    {
        Self::wrap(StreamBody(Box::pin(stream)))
    }

    /// Takes the bytes, if they are there already; otherwise gives the body back.
    pub fn try_into_bytes(self) -> Result<Bytes, Self> {
        match self.0 {
            Inner::Whole(bytes) => Ok(bytes.unwrap_or_default()),
            coming @ Inner::Coming(_) => Err(Self(coming)),
        }
    }

    /// The next piece; `None` at the end. Trailers are passed over.
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

    /// The next piece; `None` at the end.
    pub async fn chunk(&mut self) -> Option<Result<Bytes, BoxError>> {
        std::future::poll_fn(|cx| self.poll_chunk(cx)).await
    }

    /// All of it. A body that comes in one piece is not copied.
    pub async fn collect(self) -> Result<Bytes, BoxError> {
        self.collect_up_to(usize::MAX).await
    }

    /// The first bytes of it, as many pieces as it takes to reach the limit.
    pub(crate) async fn collect_up_to(mut self, limit: usize) -> Result<Bytes, BoxError> {
        let Some(first) = self.chunk().await.transpose()? else {
            return Ok(Bytes::new());
        };
        let Some(second) = self.chunk().await.transpose()? else {
            return Ok(first);
        };
        let expected = self.size_hint().lower().min(1 << 26) as usize;
        let mut all = BytesMut::with_capacity(first.len() + second.len() + expected);
        all.extend_from_slice(&first);
        all.extend_from_slice(&second);
        while all.len() < limit {
            match self.chunk().await.transpose()? {
                Some(piece) => all.extend_from_slice(&piece),
                None => break,
            }
        }
        Ok(all.freeze())
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
        Self(Inner::Whole((!bytes.is_empty()).then_some(bytes)))
    }
}

impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0 {
            Inner::Whole(bytes) => {
                write!(f, "Body({} bytes)", bytes.as_ref().map_or(0, Bytes::len))
            }
            Inner::Coming(_) => f.write_str("Body(stream)"),
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
            Inner::Whole(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Inner::Coming(body) => body.as_mut().poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Inner::Whole(bytes) => bytes.is_none(),
            Inner::Coming(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Inner::Whole(bytes) => {
                SizeHint::with_exact(bytes.as_ref().map_or(0, Bytes::len) as u64)
            }
            Inner::Coming(body) => body.size_hint(),
        }
    }
}

/// Reading what was to be sent failed: no fault of the connection, and nothing another attempt mends.
#[derive(Debug)]
pub(crate) struct LocalError(pub(crate) std::io::Error);

impl LocalError {
    /// The local error in a chain of errors.
    pub(crate) fn behind<'a>(error: &'a (dyn std::error::Error + 'static)) -> Option<&'a Self> {
        let mut next = Some(error);
        while let Some(error) = next {
            if let Some(local) = error.downcast_ref() {
                return Some(local);
            }
            next = error.source();
        }
        None
    }
}

impl std::fmt::Display for LocalError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "what was to be sent could not be read: {}", self.0)
    }
}

impl std::error::Error for LocalError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
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
