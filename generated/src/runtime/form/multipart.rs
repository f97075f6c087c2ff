//! Forms as bodies of type `multipart/form-data`.
//!
//! Input: a form. Output: a body that yields its bytes chunk by chunk, and its length if that of each file is known.
//! Files are opened first, and read while the body is sent.

use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::{collections::VecDeque, io};

use bytes::{Bytes, BytesMut};
use http_body::{Body as HttpBody, Frame, SizeHint};
use tokio::io::{AsyncRead, AsyncReadExt, ReadBuf};

use super::{Form, PartContent};
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::files;
use crate::runtime::spec::Style;
use crate::runtime::upload::{BoxReader, Content, Upload};
use crate::runtime::wire::body::Body;
use crate::runtime::wire::failure::UploadError;

/// How many bytes of a file are read at once.
const CHUNK: usize = 64 * 1024;

/// A form whose files are open.
pub(crate) struct OpenForm {
    pub(crate) body: Body,
    pub(crate) length: Option<u64>,
}

/// Opens the files of a form. Values that are not parts yet become parts in the style of the service.
pub(crate) async fn open(form: &Form, style: Style) -> Result<OpenForm, Error> {
    let parts = form.parts(style).map_err(Error::request)?;
    let mut segments = VecDeque::new();
    let mut length = Some(0);
    let mut buffer = BytesMut::new();
    for part in &parts {
        buffer.extend_from_slice(part.head(&form.boundary).as_bytes());
        match &part.content {
            PartContent::Text { text, .. } => buffer.extend_from_slice(text.as_bytes()),
            PartContent::File(file) => {
                push_bytes(&mut segments, &mut length, buffer.split().freeze());
                let file = open_file(file).await?;
                length = length
                    .zip(file.length)
                    .map(|(total, length)| total + length);
                segments.push_back(file.segment);
            }
        }
        buffer.extend_from_slice(b"\r\n");
    }
    buffer.extend_from_slice(format!("--{}--\r\n", form.boundary).as_bytes());
    push_bytes(&mut segments, &mut length, buffer.freeze());
    let body = MultipartBody {
        segments,
        buffer: BytesMut::new(),
        remaining: length,
    };
    Ok(OpenForm {
        body: Body::wrap(body),
        length,
    })
}

fn push_bytes(segments: &mut VecDeque<Segment>, length: &mut Option<u64>, bytes: Bytes) {
    *length = length.map(|total| total + bytes.len() as u64);
    segments.push_back(Segment::Bytes(bytes));
}

struct OpenFile {
    segment: Segment,
    length: Option<u64>,
}

async fn open_file(file: &Upload) -> Result<OpenFile, Error> {
    match &file.content {
        Content::Bytes(bytes) => Ok(OpenFile {
            segment: Segment::Bytes(bytes.clone()),
            length: Some(bytes.len() as u64),
        }),
        Content::Path(path) => {
            let failed = |error: io::Error| {
                Error::new(ErrorKind::Io, format!("{}: {error}", path.display())).with_source(error)
            };
            let start = file.range.map(|range| range.start);
            let (opened, mut length) = files::open(path, start).await.map_err(failed)?;
            if let Some(range) = file.range {
                let rest = length.unwrap_or_default().saturating_sub(range.start);
                length = Some(rest.min(range.length));
            }
            Ok(OpenFile {
                segment: Segment::reader(opened, length),
                length,
            })
        }
        Content::Reader(reader) => {
            let reader = reader.take().ok_or_else(|| {
                Error::request(
                    "an upload from a reader can be sent only once, and has already been sent",
                )
            })?;
            Ok(OpenFile {
                segment: Segment::reader(reader, file.length),
                length: file.length,
            })
        }
    }
}

/// A part of the body.
enum Segment {
    Bytes(Bytes),
    /// Bodies are `Sync`, and readers need not be. The mutex is never locked.
    Reader(Mutex<BoxReader>),
}

impl Segment {
    /// Creates a segment that yields no more than the announced length, even if a file grows while it is sent.
    fn reader(reader: impl AsyncRead + Send + 'static, length: Option<u64>) -> Self {
        let reader: BoxReader = match length {
            Some(length) => Box::pin(reader.take(length)),
            None => Box::pin(reader),
        };
        Self::Reader(Mutex::new(reader))
    }
}

struct MultipartBody {
    segments: VecDeque<Segment>,
    buffer: BytesMut,
    remaining: Option<u64>,
}

impl HttpBody for MultipartBody {
    type Data = Bytes;
    type Error = UploadError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, UploadError>>> {
        let this = &mut *self;
        loop {
            let chunk = match this.segments.front_mut() {
                None => return Poll::Ready(None),
                Some(Segment::Bytes(bytes)) => {
                    let bytes = std::mem::take(bytes);
                    this.segments.pop_front();
                    bytes
                }
                Some(Segment::Reader(reader)) => {
                    let reader = reader.get_mut().unwrap_or_else(PoisonError::into_inner);
                    let chunk = ready!(poll_chunk(reader.as_mut(), &mut this.buffer, cx))
                        .map_err(UploadError)?;
                    if chunk.is_empty() {
                        this.segments.pop_front();
                    }
                    chunk
                }
            };
            if !chunk.is_empty() {
                this.remaining = this
                    .remaining
                    .map(|remaining| remaining.saturating_sub(chunk.len() as u64));
                return Poll::Ready(Some(Ok(Frame::data(chunk))));
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self.remaining {
            Some(remaining) => SizeHint::with_exact(remaining),
            None => SizeHint::default(),
        }
    }
}

/// Reads the next chunk. It is empty at the end.
fn poll_chunk(
    reader: Pin<&mut (dyn AsyncRead + Send)>,
    buffer: &mut BytesMut,
    cx: &mut Context<'_>,
) -> Poll<io::Result<Bytes>> {
    buffer.resize(CHUNK, 0);
    let mut unfilled = ReadBuf::new(buffer);
    ready!(reader.poll_read(cx, &mut unfilled))?;
    let filled = unfilled.filled().len();
    Poll::Ready(Ok(buffer.split_to(filled).freeze()))
}
