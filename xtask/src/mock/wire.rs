//! HTTP/1.1, as much of it as a server on the loopback needs.
//!
//! In: a connection. Out: requests, one after the other. Knows nothing of what they ask for.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;

use super::answer::Reply;

/// The longest line of a head that is read.
const LINE: u64 = 64 << 10;
/// The longest body that is read.
const BODY: usize = 64 << 20;

/// A request.
pub struct Request {
    /// The method.
    pub method: String,
    /// The path.
    pub path: String,
    /// The query, as it came; empty if there is none.
    pub query: String,
    headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Request {
    /// The value of a header, by its name in small letters.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(given, _)| given == name);
        found.next().map(|(_, value)| value.as_str())
    }

    /// The value of a query parameter, a list's first item.
    pub fn query_value(&self, name: &str) -> Option<&str> {
        self.query.split('&').find_map(|pair| {
            let (given, value) = pair.split_once('=').unwrap_or((pair, ""));
            let given = given.replace("%5B", "[").replace("%5D", "]");
            let own = given.strip_prefix(name)?;
            (own.is_empty() || own.starts_with('[')).then_some(value)
        })
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

/// A connection.
pub struct Connection<'s> {
    reader: BufReader<&'s TcpStream>,
    writer: &'s TcpStream,
}

impl<'s> Connection<'s> {
    /// One that has just been made.
    pub fn new(stream: &'s TcpStream) -> Self {
        // Answers are written at once; waiting for more would only delay them.
        let _ = stream.set_nodelay(true);
        Self {
            reader: BufReader::new(stream),
            writer: stream,
        }
    }

    /// The next request; none at the end.
    pub fn request(&mut self) -> io::Result<Option<Request>> {
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
        let chunked = request.header("transfer-encoding").is_some();
        let length = request.header("content-length");
        let length = length.map_or(Ok(0), str::parse).map_err(io::Error::other)?;
        if chunked {
            self.chunks(&mut request.body)?;
        } else {
            self.bytes(length, &mut request.body)?;
        }
        Ok(Some(request))
    }

    /// Writes an answer.
    pub fn answer(&mut self, request: &Request, reply: &Reply) -> io::Result<()> {
        let mut head = format!("HTTP/1.1 {} Answer\r\n", reply.status);
        if let Some(media_type) = &reply.media_type {
            head.push_str(&format!("content-type: {media_type}\r\n"));
        }
        if reply.status != 204 {
            head.push_str(&format!("content-length: {}\r\n", reply.body.len()));
        }
        head.push_str("\r\n");
        self.writer.write_all(head.as_bytes())?;
        if request.method == "HEAD" || reply.status == 204 {
            return Ok(());
        }
        self.writer.write_all(&reply.body)
    }

    fn line(&mut self) -> io::Result<String> {
        let mut line = Vec::new();
        (&mut self.reader).take(LINE).read_until(b'\n', &mut line)?;
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
        if body.len().saturating_add(count) > BODY {
            return Err(io::Error::other("the body is too long"));
        }
        let from = body.len();
        body.resize(from + count, 0);
        self.reader.read_exact(&mut body[from..])
    }
}
