//! A server on the loopback that answers each connection with the next of some texts, as they are.
//!
//! In: whole answers. Out: its URL, and the requests that came. Knows no HTTP but where a request ends.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

/// A running server; it ends with its last answer.
pub struct Server {
    /// Where the document is.
    pub url: String,
    requests: Receiver<String>,
}

impl Server {
    /// Starts one.
    pub fn answering(answers: Vec<String>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!(
            "http://{}/openapi.yaml",
            listener.local_addr().expect("an address")
        );
        let (sender, requests) = channel();
        thread::spawn(move || {
            for answer in answers {
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
                let _ = stream.write_all(answer.as_bytes());
            }
        });
        Self { url, requests }
    }

    /// The next request that came.
    pub fn request(&self) -> String {
        self.requests.recv().expect("a request came")
    }
}

/// An answer with a body, which says that it is of this length.
pub fn ok(body: &str, length: usize, headers: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n{body}"
    )
}
