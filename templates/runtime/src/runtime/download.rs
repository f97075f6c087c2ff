//! Answers that are bytes.
//!
//! In: an answer whose body is still coming. Out: the bytes, in memory, in a file, in a writer, or as a stream.
//! Must not know: what the bytes are.

use std::future::poll_fn;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::{HeaderMap, StatusCode, header};
use tokio::io::{AsyncWrite, AsyncWriteExt};

use super::error::{Error, ErrorKind};
use super::files;
use super::meta::header_text;
use super::send::{Response, ResponseBody};
use super::wire::idle::IdleBody;

/// An answer that is bytes, which are read when they are asked for. Dropping it ends the call.
#[derive(Debug)]
pub struct Download {
    response: Response,
    body: IdleBody,
}

impl Download {
    pub(crate) fn new(mut response: Response) -> Self {
        let nothing = ResponseBody::Whole(Bytes::new());
        let body = match std::mem::replace(&mut response.body, nothing) {
            ResponseBody::Whole(bytes) => bytes.into(),
            ResponseBody::Coming(body) => body,
        };
        Self {
            body: IdleBody::new(body, response.idle),
            response,
        }
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }

    /// The service's identifier of the request.
    pub fn request_id(&self) -> Option<&str> {
        self.response.request_id()
    }

    /// The media type that the answer says.
    pub fn content_type(&self) -> Option<&str> {
        header_text(self.headers(), header::CONTENT_TYPE.as_str())
    }

    /// The next piece; `None` at the end.
    pub async fn chunk(&mut self) -> Option<Result<Bytes, Error>> {
        poll_fn(|cx| self.poll_chunk(cx)).await
    }

    /// All of it, in memory.
    pub async fn bytes(mut self) -> Result<Bytes, Error> {
        let Some(first) = self.chunk().await.transpose()? else {
            return Ok(Bytes::new());
        };
        let mut all = BytesMut::from(first);
        while let Some(piece) = self.chunk().await.transpose()? {
            all.extend_from_slice(&piece);
        }
        Ok(all.freeze())
    }

    /// All of it as text; bytes that are none are replaced.
    pub async fn text(self) -> Result<String, Error> {
        let bytes = self.bytes().await?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Writes all of it to a file, made or made empty first, and says how many bytes they were.
    pub async fn save_to(self, path: impl AsRef<Path>) -> Result<u64, Error> {
        let path = path.as_ref();
        let failed = |error: std::io::Error| {
            Error::new(ErrorKind::Io, format!("{}: {error}", path.display())).with_source(error)
        };
        let mut file = files::create(path).await.map_err(failed)?;
        let written = self.copy_to(&mut file).await?;
        file.flush().await.map_err(failed)?;
        Ok(written)
    }

    /// Writes all of it, piece by piece, and says how many bytes they were.
    pub async fn copy_to<W>(mut self, writer: &mut W) -> Result<u64, Error>
    where
        W: AsyncWrite + Unpin + ?Sized,
    {
        let failed = |error: std::io::Error| {
            Error::new(
                ErrorKind::Io,
                format!("the answer could not be written: {error}"),
            )
            .with_source(error)
        };
        let mut written = 0;
        while let Some(piece) = self.chunk().await.transpose()? {
            writer.write_all(&piece).await.map_err(failed)?;
            written += piece.len() as u64;
        }
        writer.flush().await.map_err(failed)?;
        Ok(written)
    }

    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        let response = &self.response;
        self.body.poll_chunk(cx).map(|piece| {
            piece.map(|piece| piece.map_err(|error| response.explain(error, Bytes::new())))
        })
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_chunk(cx)
    }
}
