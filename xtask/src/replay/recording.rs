//! The response to be played.
//!
//! Input: arguments and the body. Output: the head of the response, and how the body is sent.

use oasmith_core::sample::Sample;

use crate::cli::{Cut, ReplayArgs};

/// How the length of a body is announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// By `content-length`, or not at all.
    Plain,
    /// By the length of each chunk.
    Chunked,
}

/// A response with a status, headers and a body.
pub struct Recording {
    /// The status line and the headers, including the blank line after them.
    pub head: String,
    /// How the length of the body is announced.
    pub framing: Framing,
    /// The body.
    pub body: Vec<u8>,
    /// The maximum number of bytes in each write.
    pub piece: usize,
    /// How the connection ends after the body.
    pub cut: Option<Cut>,
}

impl Recording {
    /// Creates the response that the arguments describe.
    pub fn new(args: &ReplayArgs, sample: &Sample, body: Vec<u8>) -> Self {
        let has = |name: &str| {
            args.header
                .iter()
                .any(|(other, _)| other.eq_ignore_ascii_case(name))
        };
        let mut head = format!("HTTP/1.1 {} Replay\r\nconnection: close\r\n", args.status);
        for (name, value) in &args.header {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        let media_type = match &args.content_type {
            Some(given) => Some(given.clone()),
            None => media_type(sample, args.stream).filter(|_| !has("content-type")),
        };
        if let Some(media_type) = media_type {
            head.push_str(&format!("content-type: {media_type}\r\n"));
        }
        // A response with one of these statuses ends with its headers.
        let ends_with_head = matches!(args.status, 204 | 304);
        let framing = match has("content-length") || ends_with_head {
            true => Framing::Plain,
            false => Framing::Chunked,
        };
        if framing == Framing::Chunked && !has("transfer-encoding") {
            head.push_str("transfer-encoding: chunked\r\n");
        }
        head.push_str("\r\n");
        Self {
            head,
            framing,
            piece: args.pieces.map_or(usize::MAX, |bytes| bytes as usize),
            body,
            cut: args.cut,
        }
    }
}

/// Returns the media type that the document declares for the form that is called.
fn media_type(sample: &Sample, stream: bool) -> Option<String> {
    let is_stream = |media_type: &str| media_type.starts_with("text/event-stream");
    let mut declared = sample.responses.iter().map(|response| &response.media_type);
    let wanted = declared
        .clone()
        .find(|media_type| is_stream(media_type) == stream);
    wanted.or_else(|| declared.next()).cloned()
}
