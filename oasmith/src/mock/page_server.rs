//! A server for a web page that reports to the program that opened it.
//!
//! Input: a folder with files. Output: the bodies that the page sends to `/report`.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::mpsc::Sender;
use std::thread;

use super::controls::Controls;
use super::response;
use super::wire::{Body, Connection, Request, Response};

/// Serves files, and passes on reports, until the process ends.
pub fn serve(listener: &TcpListener, folder: &Path, reports: &Sender<String>) {
    for stream in listener.incoming().flatten() {
        let (folder, reports) = (folder.to_path_buf(), reports.clone());
        thread::spawn(move || respond(&stream, &folder, &reports));
    }
}

fn respond(stream: &TcpStream, folder: &Path, reports: &Sender<String>) {
    let mut connection = Connection::new(stream);
    while let Ok(Some(request)) = connection.receive() {
        let response = match (request.method.as_str(), request.path.as_str()) {
            ("POST", "/report") => {
                let report = String::from_utf8_lossy(&request.body).into_owned();
                // Only the first report is awaited.
                let _ = reports.send(report);
                Response::empty(204)
            }
            _ => file(&request, folder),
        };
        if connection
            .send(&request, &response, &Controls::default())
            .is_err()
        {
            return;
        }
    }
}

fn file(request: &Request, folder: &Path) -> Response {
    let name = match request.path.trim_start_matches('/') {
        "" => "index.html",
        name => name,
    };
    let media_type = match name.rsplit('.').next() {
        Some("html") => "text/html",
        Some("js") => "text/javascript",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    };
    let is_plain = !name.contains(['/', '\\']) && !name.starts_with('.');
    let bytes = is_plain.then(|| fs::read(folder.join(name)).ok()).flatten();
    match bytes {
        Some(bytes) => Response::new(200, media_type, Body::Bytes(bytes)),
        None => response::error(404, "no such file"),
    }
}
