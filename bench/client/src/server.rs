//! A minimal server on a separate thread.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

/// Starts a server that sends this JSON to every request. Returns its base URL.
#[allow(dead_code, reason = "not every program uses it")]
pub fn with_response(json: &str) -> io::Result<String> {
    let response = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-request-id: req_1\r\ncontent-length: {}\r\n\r\n{json}",
        json.len()
    );
    serve(move |stream| stream.write_all(response.as_bytes()).is_ok())
}

/// Starts a server that sends a stream of this event to every request. Returns its base URL.
pub fn with_events(event: &str, count: u64) -> io::Result<String> {
    const BATCH: u64 = 100;
    let batch = event.repeat(BATCH as usize);
    let chunk = format!("{:x}\r\n{batch}\r\n", batch.len());
    serve(move |stream| {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
        let sent = stream.write_all(head.as_bytes()).is_ok()
            && (0..count / BATCH).all(|_| stream.write_all(chunk.as_bytes()).is_ok());
        sent && stream.write_all(b"0\r\n\r\n").is_ok()
    })
}

fn serve(respond: impl Fn(&mut TcpStream) -> bool + Clone + Send + 'static) -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}/v1", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let respond = respond.clone();
            thread::spawn(move || connection(stream, respond));
        }
    });
    Ok(url)
}

fn connection(mut stream: TcpStream, respond: impl Fn(&mut TcpStream) -> bool) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).ok()? == 0 {
                return None;
            }
            let line = line.trim_end().to_ascii_lowercase();
            if let Some(value) = line.strip_prefix("content-length: ") {
                length = value.parse().ok()?;
            }
            if line.is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        if !respond(&mut stream) {
            return None;
        }
    }
}
