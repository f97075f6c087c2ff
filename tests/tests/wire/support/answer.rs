//! What the server says to one request.
//!
//! In: a status, headers, a body or pieces of one. Out: the bytes of an HTTP/1.1 response, in the pieces they are
//! written in.

use serde_json::Value;

/// One answer. The connection is closed after it, so that each request comes on a new one.
pub struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Body,
}

enum Body {
    Whole(Vec<u8>),
    Chunks(Vec<Vec<u8>>),
}

impl Answer {
    /// An answer of bytes.
    pub fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: vec![("content-type".to_owned(), content_type.to_owned())],
            body: Body::Whole(body.into()),
        }
    }

    /// A success in JSON.
    pub fn json(body: Value) -> Self {
        Self::error(200, body)
    }

    /// Any status, with JSON.
    pub fn error(status: u16, body: Value) -> Self {
        Self::new(status, "application/json", body.to_string())
    }

    /// An answer without a body.
    pub fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Body::Whole(Vec::new()),
        }
    }

    /// An event stream that arrives in these pieces and then is over.
    pub fn events<'a>(pieces: impl IntoIterator<Item = &'a str>) -> Self {
        let chunks = pieces.into_iter().map(|piece| piece.as_bytes().to_vec());
        Self {
            status: 200,
            headers: vec![("content-type".to_owned(), "text/event-stream".to_owned())],
            body: Body::Chunks(chunks.collect()),
        }
    }

    /// The same answer with one more header.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The bytes of the answer, in the pieces to write.
    pub(super) fn pieces(&self) -> Vec<Vec<u8>> {
        let mut head = format!("HTTP/1.1 {} Answer\r\nconnection: close\r\n", self.status);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        match &self.body {
            Body::Whole(body) => {
                let head = format!("{head}content-length: {}\r\n\r\n", body.len());
                vec![[head.as_bytes(), body].concat()]
            }
            Body::Chunks(chunks) => {
                let mut pieces = vec![format!("{head}transfer-encoding: chunked\r\n\r\n").into()];
                pieces.extend(chunks.iter().map(|chunk| {
                    let size = format!("{:x}\r\n", chunk.len());
                    [size.as_bytes(), chunk, b"\r\n"].concat()
                }));
                pieces.push(b"0\r\n\r\n".to_vec());
                pieces
            }
        }
    }
}
