//! A minimal HTTP/1.1 server connection.
//!
//! Input: a connection. Output: requests, in sequence. Does not interpret them.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use super::controls::Controls;
use super::segment;

/// Maximum length of a header line.
const MAX_LINE: u64 = 64 << 10;
/// Maximum length of a body.
const MAX_BODY: usize = 64 << 20;
/// The pause before a truncated response is cut off. A browser discards what it has received but not read when a
/// connection fails.
const BEFORE_CUT: Duration = Duration::from_millis(200);

/// A request.
pub struct Request {
    /// The method.
    pub method: String,
    /// The path.
    pub path: String,
    /// The encoded query; empty if there is none.
    pub query: String,
    headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Request {
    /// Returns the value of a header. The name is lowercase.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter().filter(|(header, _)| header == name);
        headers.next().map(|(_, value)| value.as_str())
    }

    /// Returns the value of a query parameter, or the first item of a list.
    pub fn query_value(&self, name: &str) -> Option<&str> {
        self.query.split('&').find_map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let key = key.replace("%5B", "[").replace("%5D", "]");
            let rest = key.strip_prefix(name)?;
            (rest.is_empty() || rest.starts_with('[')).then_some(value)
        })
    }

    /// Returns the decoded names and values of the query.
    pub fn query_pairs(&self) -> impl Iterator<Item = (String, String)> {
        let pairs = self.query.split('&').filter(|pair| !pair.is_empty());
        pairs.map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        })
    }

    /// Returns the value of a placeholder in the template of the path; `None` if it cannot be separated from the
    /// placeholder next to it.
    pub fn path_value(&self, template: &str, name: &str) -> Option<&str> {
        let segments = template.rsplit('/').zip(self.path.rsplit('/'));
        let values = segments.filter_map(|(template, segment)| segment::values(template, segment));
        let mut values = values.flatten();
        values
            .find(|(other, _)| *other == name)
            .map(|(_, value)| value)
    }

    #[cfg(test)]
    pub fn test(method: &str, target: &str, headers: &[(&str, &str)], body: &str) -> Self {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            headers: headers.iter().map(pair).collect(),
            body: body.into(),
        }
    }
}

/// Decodes percent-encoded characters of a path, in which `+` is not a space.
pub fn decoded_path(text: &str) -> String {
    decoded(&text.replace('+', "%2B"))
}

/// Decodes percent-encoded characters of a query.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escaped = after.get(..2).filter(|_| *first == b'%');
        let escaped = escaped.and_then(|digits| std::str::from_utf8(digits).ok());
        match escaped.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(if *first == b'+' { b' ' } else { *first });
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A response.
pub struct Response {
    /// The status.
    pub status: u16,
    /// The headers, other than those about the length of the body.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Body,
}

impl Response {
    /// Creates a response without a body.
    pub fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Body::Bytes(Vec::new()),
        }
    }

    /// Creates a response with a body of this media type.
    pub fn new(status: u16, media_type: &str, body: Body) -> Self {
        Self {
            status,
            headers: vec![("content-type", media_type.to_owned())],
            body,
        }
    }

    /// Creates a response with JSON.
    pub fn json(status: u16, value: &Value) -> Self {
        let body = Body::Bytes(value.to_string().into_bytes());
        Self::new(status, "application/json", body)
    }
}

/// The body of a response.
pub enum Body {
    /// Bytes that are sent at once.
    Bytes(Vec<u8>),
    /// Events that are sent one by one, each with the blank line after it.
    Events(Vec<String>),
}

/// A connection to a client.
pub struct Connection<'s> {
    reader: BufReader<&'s TcpStream>,
    writer: &'s TcpStream,
}

impl<'s> Connection<'s> {
    /// Wraps a connection that was just accepted.
    pub fn new(stream: &'s TcpStream) -> Self {
        // A response is written at once, so delaying packets has no benefit.
        let _ = stream.set_nodelay(true);
        Self {
            reader: BufReader::new(stream),
            writer: stream,
        }
    }

    /// Reads the next request. Returns `None` once the client has closed the connection.
    pub fn receive(&mut self) -> io::Result<Option<Request>> {
        let first = self.line()?;
        let mut words = first.split(' ');
        let (Some(method), Some(target)) = (words.next(), words.next()) else {
            return Ok(None);
        };
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let mut request = Request {
            method: method.to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            headers: Vec::new(),
            body: Vec::new(),
        };
        loop {
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':') {
                let pair = (name.to_ascii_lowercase(), value.trim().to_owned());
                request.headers.push(pair);
            }
        }
        let is_chunked = request.header("transfer-encoding").is_some();
        let length = request.header("content-length");
        let length = length.map_or(Ok(0), str::parse).map_err(io::Error::other)?;
        if is_chunked {
            self.chunks(&mut request.body)?;
        } else {
            self.bytes(length, &mut request.body)?;
        }
        Ok(Some(request))
    }

    /// Writes the response to a request. Returns whether the connection stays open.
    pub fn send(
        &mut self,
        request: &Request,
        response: &Response,
        controls: &Controls,
    ) -> io::Result<bool> {
        thread::sleep(controls.delay);
        let mut head = format!("HTTP/1.1 {} Mock\r\n", response.status);
        for (name, value) in &response.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        let has_body = request.method != "HEAD" && response.status != 204;
        match &response.body {
            Body::Events(_) => head.push_str("transfer-encoding: chunked\r\n"),
            Body::Bytes(bytes) if response.status != 204 => {
                head.push_str(&format!("content-length: {}\r\n", bytes.len()));
            }
            Body::Bytes(_) => {}
        }
        head.push_str("\r\n");
        if !has_body {
            self.writer.write_all(head.as_bytes())?;
            return Ok(true);
        }
        let kept = controls.kept(&response.body);
        let is_complete = match &response.body {
            Body::Bytes(bytes) => {
                // In one write with the head, so that a small response is one packet.
                let mut message = head.into_bytes();
                message.extend_from_slice(&bytes[..kept]);
                self.writer.write_all(&message)?;
                kept == bytes.len()
            }
            Body::Events(events) => {
                self.writer.write_all(head.as_bytes())?;
                for event in &events[..kept] {
                    thread::sleep(controls.event_delay);
                    let chunk = format!("{:x}\r\n{event}\r\n", event.len());
                    self.writer.write_all(chunk.as_bytes())?;
                }
                let is_complete = kept == events.len();
                if is_complete {
                    self.writer.write_all(b"0\r\n\r\n")?;
                }
                is_complete
            }
        };
        if !is_complete {
            thread::sleep(BEFORE_CUT);
            self.writer.shutdown(Shutdown::Both)?;
        }
        Ok(is_complete)
    }

    /// Returns the connection and the bytes after the last request, for another protocol.
    pub fn into_parts(self) -> (&'s TcpStream, Vec<u8>) {
        (self.writer, self.reader.buffer().to_vec())
    }

    fn line(&mut self) -> io::Result<String> {
        let mut line = Vec::new();
        (&mut self.reader)
            .take(MAX_LINE)
            .read_until(b'\n', &mut line)?;
        let line = String::from_utf8(line).map_err(io::Error::other)?;
        Ok(line.trim_end().to_owned())
    }

    fn chunks(&mut self, body: &mut Vec<u8>) -> io::Result<()> {
        loop {
            let line = self.line()?;
            let size = line.split(';').next().unwrap_or_default();
            let size = usize::from_str_radix(size, 16).map_err(io::Error::other)?;
            if size == 0 {
                while !self.line()?.is_empty() {}
                return Ok(());
            }
            self.bytes(size, body)?;
            self.line()?;
        }
    }

    fn bytes(&mut self, count: usize, body: &mut Vec<u8>) -> io::Result<()> {
        if body.len().saturating_add(count) > MAX_BODY {
            return Err(io::Error::other("the body is too large"));
        }
        let from = body.len();
        body.resize(from + count, 0);
        self.reader.read_exact(&mut body[from..])
    }
}
