//! Forms on the wire: `multipart/form-data` as a stream.
//!
//! In: a form. Out: its bytes, piece by piece, with the length of the whole where all files know theirs. Files are
//! opened first and read while they are sent.
//! Must not know: the request around it.

use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::{collections::VecDeque, io};

use bytes::{Bytes, BytesMut};
use http_body::{Body as HttpBody, Frame, SizeHint};
use tokio::io::{AsyncRead, AsyncReadExt, ReadBuf};

use super::super::error::{Error, ErrorKind};
use super::super::files;
use super::super::upload::{Content, Upload};
use super::super::wire::body::{Body, LocalError};
use super::reader::BoxReader;
use super::{Form, Part, PartContent, media_type};

/// How much of a file is read at once.
const PIECE: usize = 64 * 1024;

/// A form whose files are open.
pub(crate) struct OpenForm {
    pub(crate) body: Body,
    pub(crate) length: Option<u64>,
}

/// Opens the files of a form.
pub(crate) async fn open(form: &Form) -> Result<OpenForm, Error> {
    let mut segments = VecDeque::new();
    let mut length = Some(0);
    let mut text = BytesMut::new();
    for part in &form.parts {
        write_head(&mut text, &form.boundary, part);
        match &part.content {
            PartContent::Text { text: value, .. } => text.extend_from_slice(value.as_bytes()),
            PartContent::File(file) => {
                push_bytes(&mut segments, &mut length, text.split().freeze());
                let (segment, size) = open_file(file).await?;
                length = length.zip(size).map(|(sum, size)| sum + size);
                segments.push_back(segment);
            }
        }
        text.extend_from_slice(b"\r\n");
    }
    text.extend_from_slice(format!("--{}--\r\n", form.boundary).as_bytes());
    push_bytes(&mut segments, &mut length, text.freeze());
    let stream = MultipartBody {
        segments,
        piece: BytesMut::new(),
        left: length,
    };
    Ok(OpenForm {
        body: Body::wrap(stream),
        length,
    })
}

fn push_bytes(segments: &mut VecDeque<Segment>, length: &mut Option<u64>, bytes: Bytes) {
    *length = length.map(|sum| sum + bytes.len() as u64);
    segments.push_back(Segment::Bytes(bytes));
}

fn write_head(out: &mut BytesMut, boundary: &str, part: &Part) {
    let name = quote(&part.name);
    let mut head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"");
    let content_type = match &part.content {
        PartContent::Text { content_type, .. } => content_type.as_deref(),
        PartContent::File(file) => {
            // Without a file name servers take the part for a text.
            let file_name = file.name().unwrap_or(&part.name);
            head.push_str(&format!("; filename=\"{}\"", quote(file_name)));
            Some(
                file.content_type()
                    .unwrap_or(media_type::of_name(file_name)),
            )
        }
    };
    if let Some(content_type) = content_type {
        head.push_str(&format!("\r\nContent-Type: {}", one_line(content_type)));
    }
    head.push_str("\r\n\r\n");
    out.extend_from_slice(head.as_bytes());
}

/// A name inside quotes, as HTML's rules for forms have it.
fn quote(text: &str) -> String {
    text.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn one_line(text: &str) -> String {
    text.replace(['\r', '\n'], " ")
}

async fn open_file(file: &Upload) -> Result<(Segment, Option<u64>), Error> {
    match &file.content {
        Content::Bytes(bytes) => {
            let length = bytes.len() as u64;
            Ok((Segment::Bytes(bytes.clone()), Some(length)))
        }
        Content::Path(path) => {
            let failed = |error: io::Error| {
                Error::new(ErrorKind::Io, format!("{}: {error}", path.display())).with_source(error)
            };
            let from = file.range.map(|(start, _)| start);
            let (opened, mut length) = files::open(path, from).await.map_err(failed)?;
            if let Some((start, wanted)) = file.range {
                let left = length.unwrap_or_default().saturating_sub(start);
                length = Some(left.min(wanted));
            }
            Ok((Segment::reader(opened, length), length))
        }
        Content::Reader(reader) => {
            let reader = reader.take().ok_or_else(|| {
                Error::request("the reader of an upload can be sent only once; it was sent before")
            })?;
            Ok((Segment::reader(reader, file.length), file.length))
        }
    }
}

enum Segment {
    Bytes(Bytes),
    /// Behind a mutex because readers need not be `Sync`, which bodies have to be; it is never locked.
    Reader(Mutex<BoxReader>),
}

impl Segment {
    /// A file that grows while it is sent must not break the length that was announced.
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
    piece: BytesMut,
    left: Option<u64>,
}

impl HttpBody for MultipartBody {
    type Data = Bytes;
    type Error = LocalError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, LocalError>>> {
        let this = &mut *self;
        loop {
            let piece = match this.segments.front_mut() {
                None => return Poll::Ready(None),
                Some(Segment::Bytes(bytes)) => {
                    let bytes = std::mem::take(bytes);
                    this.segments.pop_front();
                    bytes
                }
                Some(Segment::Reader(reader)) => {
                    let reader = reader.get_mut().unwrap_or_else(PoisonError::into_inner);
                    let piece = ready!(poll_piece(reader.as_mut(), &mut this.piece, cx))
                        .map_err(LocalError)?;
                    if piece.is_empty() {
                        this.segments.pop_front();
                    }
                    piece
                }
            };
            if !piece.is_empty() {
                this.left = this
                    .left
                    .map(|left| left.saturating_sub(piece.len() as u64));
                return Poll::Ready(Some(Ok(Frame::data(piece))));
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self.left {
            Some(left) => SizeHint::with_exact(left),
            None => SizeHint::default(),
        }
    }
}

/// The next bytes of a reader; none at its end.
fn poll_piece(
    reader: Pin<&mut (dyn AsyncRead + Send)>,
    piece: &mut BytesMut,
    cx: &mut Context<'_>,
) -> Poll<io::Result<Bytes>> {
    piece.resize(PIECE, 0);
    let mut buffer = ReadBuf::new(piece);
    ready!(reader.poll_read(cx, &mut buffer))?;
    let filled = buffer.filled().len();
    Poll::Ready(Ok(piece.split_to(filled).freeze()))
}
