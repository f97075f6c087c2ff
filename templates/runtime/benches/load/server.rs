//! The server: a process that responds to `/streams/N` with events and to everything else with a value.

use std::io::{BufRead as _, BufReader};
use std::process::Child;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// The environment variable that makes this program the server.
pub const VARIABLE: &str = "LOAD_SERVER";

/// How many events a stream has.
pub const EVENTS: usize = 50;

/// Reads the URL that the server prints.
pub fn address(server: &mut Child) -> String {
    let output = server.stdout.take().expect("an output");
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line).expect("a line");
    line.trim().to_owned()
}

/// Serves until the process is killed.
pub async fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    println!("http://{}", listener.local_addr().expect("an address"));
    loop {
        // Fails while there are too many connections.
        match listener.accept().await {
            Ok((stream, _)) => drop(tokio::spawn(connection(stream))),
            Err(_) => tokio::task::yield_now().await,
        }
    }
}

async fn connection(mut stream: TcpStream) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut buffer = [0; 2048];
    loop {
        let mut length = 0;
        while !buffer[..length].ends_with(b"\r\n\r\n") {
            let read = stream.read(&mut buffer[length..]).await.ok()?;
            if read == 0 {
                return None;
            }
            length += read;
        }
        let head = String::from_utf8_lossy(&buffer[..length]).into_owned();
        match head
            .strip_prefix("GET /streams/")
            .and_then(|rest| rest.split_once(' '))
        {
            Some((number, _)) => events(&mut stream, number).await?,
            None => {
                let response = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 8\r\n\r\n{\"a\": 1}";
                stream.write_all(response).await.ok()?;
            }
        }
    }
}

/// Sends the events in pieces, and yields to other streams between them.
async fn events(stream: &mut TcpStream, number: &str) -> Option<()> {
    let head =
        b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
    stream.write_all(head).await.ok()?;
    for event in 0..EVENTS {
        let data = format!(
            "data: {{\"stream\":{number},\"event\":{event},\"delta\":\"a few words of it\"}}\n\n"
        );
        let chunk = format!("{:x}\r\n{data}\r\n", data.len());
        stream.write_all(chunk.as_bytes()).await.ok()?;
        tokio::task::yield_now().await;
    }
    stream.write_all(b"0\r\n\r\n").await.ok()
}
