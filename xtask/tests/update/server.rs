//! A server on the loopback interface that sends fixed bytes to each connection.
//!
//! Input: complete HTTP responses. Output: its URL, and the requests received.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

/// A running server. It stops after its last response.
pub struct Server {
    /// The URL of the document.
    pub url: String,
    requests: Receiver<String>,
}

impl Server {
    /// Starts a server that sends these responses, one per connection.
    pub fn start(responses: Vec<String>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!(
            "http://{}/openapi.yaml",
            listener.local_addr().expect("an address")
        );
        let (sender, requests) = channel();
        thread::spawn(move || {
            for response in responses {
                let Ok((mut stream, _)) = listener.accept() else {
                    return;
                };
                let mut request = Vec::new();
                let mut buffer = [0; 1024];
                while !request.ends_with(b"\r\n\r\n") {
                    match stream.read(&mut buffer) {
                        Ok(read) if read > 0 => request.extend_from_slice(&buffer[..read]),
                        _ => break,
                    }
                }
                let _ = sender.send(String::from_utf8_lossy(&request).into_owned());
                let _ = stream.write_all(response.as_bytes());
            }
        });
        Self { url, requests }
    }

    /// Returns the next request received.
    pub fn request(&self) -> String {
        self.requests.recv().expect("a request was received")
    }
}

/// Returns a successful response with this body, announced with this length.
pub fn ok(body: &str, length: usize, headers: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n{body}"
    )
}
