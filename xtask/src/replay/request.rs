//! Reading a request to its end.
//!
//! Input: a connection. Output: nothing; the request is not interpreted.

use std::io::{self, Read as _};
use std::net::TcpStream;

/// The maximum length of a request.
const MAX_LENGTH: usize = 16 << 20;

/// Reads a request, byte by byte, so that nothing after it is read. With `except_last`, its last byte is left unread.
pub fn read(mut stream: &TcpStream, except_last: bool) -> io::Result<()> {
    let mut bytes = Vec::new();
    let mut rest = Rest::Head;
    let mut byte = [0];
    loop {
        rest = remaining(&bytes, rest);
        match rest {
            Rest::Bytes(0) => return Ok(()),
            Rest::Bytes(1) if except_last => return Ok(()),
            _ => {}
        }
        stream.read_exact(&mut byte)?;
        bytes.push(byte[0]);
        if let Rest::Bytes(count) = &mut rest {
            *count -= 1;
        }
        if bytes.len() > MAX_LENGTH {
            return Err(io::Error::other("the request is too long"));
        }
    }
}

/// The bytes of a request that have not been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rest {
    /// The headers, and what follows them.
    Head,
    /// Chunks up to the last one, after headers of this length.
    Chunks(usize),
    /// This many bytes.
    Bytes(usize),
}

fn remaining(read: &[u8], rest: Rest) -> Rest {
    match rest {
        Rest::Bytes(count) => Rest::Bytes(count),
        // Without the last byte, so that it may be left unread.
        Rest::Chunks(start) => match read[start..].ends_with(b"0\r\n\r") {
            true => Rest::Bytes(1),
            false => rest,
        },
        Rest::Head if read.ends_with(b"\r\n\r") => {
            let head = String::from_utf8_lossy(read).to_ascii_lowercase();
            let header = |name: &str| {
                let mut lines = head.lines().filter_map(|line| line.split_once(':'));
                lines.find_map(|(other, value)| (other == name).then(|| value.trim().to_owned()))
            };
            if header("transfer-encoding").is_some() {
                return Rest::Chunks(read.len());
            }
            let length = header("content-length").and_then(|value| value.parse().ok());
            Rest::Bytes(1 + length.unwrap_or(0_usize).min(MAX_LENGTH))
        }
        Rest::Head => Rest::Head,
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::{TcpListener, TcpStream};

    use super::read;

    /// Returns the bytes that remain after one request was read from them.
    fn left(bytes: &str, except_last: bool) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let mut client = TcpStream::connect(address).expect("a connection");
        client.write_all(bytes.as_bytes()).expect("written");
        drop(client);
        let (mut stream, _) = listener.accept().expect("a connection");
        read(&stream, except_last).expect("a request");
        let mut rest = String::new();
        stream.read_to_string(&mut rest).expect("the rest");
        rest
    }

    #[test]
    fn a_request_is_read_to_its_end_and_not_beyond() {
        let requests = [
            "GET / HTTP/1.1\r\nhost: a\r\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n{\r\n\r}",
            "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n3\r\na\r\n\r\n0\r\n\r\n",
        ];
        for request in requests {
            assert_eq!(left(&format!("{request}next"), false), "next", "{request}");
            let last = request.chars().last().expect("a character");
            assert_eq!(left(request, true), last.to_string(), "{request}");
        }
    }
}
