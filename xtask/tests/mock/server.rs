//! A mock server in a process of its own, and a client that shows every byte.
//!
//! Input: requests as bytes. Output: responses.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

/// A running server, which is killed at the end of the test.
pub struct Mock {
    process: Child,
    /// Its URL.
    pub url: String,
}

impl Mock {
    /// Starts a server with these options.
    pub fn start(options: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.arg("mock").args(options);
        let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().expect("the mock starts");
        let output = process.stdout.take().expect("a pipe");
        let mut url = String::new();
        BufReader::new(output)
            .read_line(&mut url)
            .expect("the mock prints its URL");
        let url = url.trim().to_owned();
        Self { process, url }
    }

    /// Opens a connection.
    pub fn connect(&self) -> TcpStream {
        let address = self.url.trim_start_matches("http://");
        TcpStream::connect(address).expect("a connection")
    }

    /// Sends a request and reads the response.
    pub fn send(&self, request: &str) -> Response {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).expect("sent");
        Response::read(stream)
    }

    /// Stops the server and returns what it wrote to standard error.
    pub fn log(&mut self) -> String {
        let _ = self.process.kill();
        let mut log = String::new();
        let mut errors = self.process.stderr.take().expect("a pipe");
        errors.read_to_string(&mut log).expect("UTF-8");
        log
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A response.
pub struct Response {
    /// The status.
    pub status: u16,
    headers: Vec<(String, String)>,
    /// The body, up to its end or that of the connection.
    pub body: String,
    /// Whether the body has the announced length, or its last chunk.
    pub is_complete: bool,
}

impl Response {
    fn read(stream: TcpStream) -> Self {
        let mut reader = BufReader::new(stream);
        let first = line(&mut reader);
        let status = first.split(' ').nth(1).and_then(|word| word.parse().ok());
        let mut response = Self {
            status: status.expect("a status"),
            headers: Vec::new(),
            body: String::new(),
            is_complete: true,
        };
        loop {
            let line = line(&mut reader);
            let Some((name, value)) = line.split_once(": ") else {
                break;
            };
            response.headers.push((name.to_owned(), value.to_owned()));
        }
        let mut bytes = Vec::new();
        if response.header("transfer-encoding") == "chunked" {
            response.is_complete = chunks(&mut reader, &mut bytes);
        } else {
            let length: u64 = response.header("content-length").parse().unwrap_or(0);
            reader
                .by_ref()
                .take(length)
                .read_to_end(&mut bytes)
                .expect("bytes");
            response.is_complete = bytes.len() as u64 == length;
        }
        // Images are not text; their bytes are not looked at.
        response.body = String::from_utf8_lossy(&bytes).into_owned();
        response
    }

    /// Returns a header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        let mut headers = self.headers.iter().filter(|(header, _)| header == name);
        headers.next().map_or("", |(_, value)| value)
    }

    /// Returns the body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("JSON")
    }

    /// Returns the events with JSON.
    pub fn events(&self) -> Vec<Value> {
        let lines = self
            .body
            .lines()
            .filter_map(|line| line.strip_prefix("data: "));
        lines
            .filter_map(|data| serde_json::from_str(data).ok())
            .collect()
    }
}

fn line(reader: &mut BufReader<TcpStream>) -> String {
    let mut line = String::new();
    reader.read_line(&mut line).expect("a line");
    line.trim_end().to_owned()
}

/// Reads chunks. Returns whether the last one was received.
fn chunks(reader: &mut BufReader<TcpStream>, bytes: &mut Vec<u8>) -> bool {
    loop {
        let Ok(size) = u64::from_str_radix(&line(reader), 16) else {
            return false;
        };
        if size == 0 {
            return true;
        }
        reader
            .by_ref()
            .take(size)
            .read_to_end(bytes)
            .expect("a chunk");
        line(reader);
    }
}
