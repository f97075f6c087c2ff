//! A response of the server.
//!
//! Input: status, headers and a body, possibly in chunks. Output: the bytes of an HTTP/1.1 response, in the pieces in which
//! they are written.

use serde_json::Value;

/// A response. The server closes the connection after it, so that each request uses a new one.
pub struct MockResponse {
    status: u16,
    headers: Vec<(String, String)>,
    body: Body,
}

enum Body {
    Complete(Vec<u8>),
    Chunks(Vec<Vec<u8>>),
}

impl MockResponse {
    /// Creates a response with a body.
    pub fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: vec![("content-type".to_owned(), content_type.to_owned())],
            body: Body::Complete(body.into()),
        }
    }

    /// Creates a successful JSON response.
    pub fn json(body: Value) -> Self {
        Self::new(200, "application/json", body.to_string())
    }

    /// Creates a JSON response with an error status.
    pub fn error(status: u16, body: Value) -> Self {
        Self::new(status, "application/json", body.to_string())
    }

    /// Creates a response without a body.
    pub fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Body::Complete(Vec::new()),
        }
    }

    /// Creates an event stream that arrives in these pieces and then ends.
    pub fn events<'a>(pieces: impl IntoIterator<Item = &'a str>) -> Self {
        let chunks = pieces.into_iter().map(|piece| piece.as_bytes().to_vec());
        Self {
            status: 200,
            headers: vec![("content-type".to_owned(), "text/event-stream".to_owned())],
            body: Body::Chunks(chunks.collect()),
        }
    }

    /// Adds a header.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sends the body in pieces of a number of bytes.
    #[allow(dead_code, reason = "the tests of helpers do not use it")]
    pub fn in_pieces(mut self, size: usize) -> Self {
        let body = match &self.body {
            Body::Complete(body) => body.clone(),
            Body::Chunks(chunks) => chunks.concat(),
        };
        self.body = Body::Chunks(body.chunks(size).map(<[u8]>::to_vec).collect());
        self
    }

    /// Returns the bytes of the response, in the pieces to write.
    pub(super) fn pieces(&self) -> Vec<Vec<u8>> {
        let mut head = format!("HTTP/1.1 {} Test\r\nconnection: close\r\n", self.status);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        match &self.body {
            Body::Complete(body) => {
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
