//! A server that sends the same response to every request.
//!
//! Input: a listener and a response. Output: bytes, exactly as they were given.

use std::io::{self, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use super::recording::{Framing, Recording};
use super::request;
use crate::cli::Cut;

/// The time that the client has to read the response before the connection is reset.
const UNTIL_RESET: Duration = Duration::from_millis(200);

/// Responds to all connections.
pub fn serve(listener: &TcpListener, recording: &Recording) {
    for stream in listener.incoming().flatten() {
        // The client may close the connection at any point, and reports the reason.
        let _ = respond(&stream, recording);
    }
}

fn respond(stream: &TcpStream, recording: &Recording) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let reset = recording.cut == Some(Cut::Reset);
    // The system resets a connection that is closed with unread bytes.
    request::read(stream, reset)?;
    send(stream, recording)?;
    match recording.cut {
        Some(Cut::Reset) => thread::sleep(UNTIL_RESET),
        Some(Cut::Polite) | None => stream.shutdown(Shutdown::Write)?,
    }
    Ok(())
}

fn send(mut stream: &TcpStream, recording: &Recording) -> io::Result<()> {
    stream.write_all(recording.head.as_bytes())?;
    for piece in recording.body.chunks(recording.piece) {
        match recording.framing {
            Framing::Plain => stream.write_all(piece)?,
            Framing::Chunked => stream.write_all(&chunk(piece))?,
        }
        stream.flush()?;
    }
    if recording.framing == Framing::Chunked && recording.cut.is_none() {
        stream.write_all(b"0\r\n\r\n")?;
    }
    Ok(())
}

/// Returns a chunk with its length, to be sent in one write.
fn chunk(piece: &[u8]) -> Vec<u8> {
    let mut chunk = format!("{:x}\r\n", piece.len()).into_bytes();
    chunk.extend_from_slice(piece);
    chunk.extend_from_slice(b"\r\n");
    chunk
}
