//! `mock`: a server for the API of a document.
//!
//! Input: arguments. Output: its address on standard output, a line for each request on standard error, and responses until
//! it is stopped. The generator creates sample values of each operation; operations with text, images, audio, vectors or
//! streams have hand-written responses.

mod background;
mod check;
mod content;
mod controls;
mod cors;
mod fields;
mod form;
mod page;
pub mod page_server;
mod response;
mod route;
mod segment;
mod socket;
mod wire;

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use anyhow::{Context as _, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oasmith_core::sample::Sample;

use crate::cli::MockArgs;
use crate::input::Input;
use crate::pipeline;
use crate::stopwatch::Stopwatch;
use crate::terminal::{self, Outcome};
pub use background::Background;
use check::Rejection;
use controls::Controls;
use page::RequestedPage;
use wire::{Body, Connection, Request, Response};

/// The state that all connections share.
struct Server {
    samples: Vec<Sample>,
    pages: usize,
    exact: bool,
    quiet: bool,
}

/// Runs the command.
pub fn run(args: &MockArgs, input: Input) -> Result<Outcome> {
    let mut watch = Stopwatch::new();
    let Some(samples) = pipeline::samples(input.sources, &input.options, &mut watch) else {
        return Ok(Outcome::Failed);
    };
    drop(watch);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, args.port))
        .with_context(|| format!("cannot listen on port {}", args.port))?;
    terminal::print_line(&format!("http://{}", listener.local_addr()?))?;
    let server = Arc::new(Server {
        samples,
        pages: usize::from(args.pages),
        exact: args.exact,
        quiet: args.quiet,
    });
    for stream in listener.incoming() {
        let Ok(stream) = stream else { continue };
        let server = server.clone();
        thread::spawn(move || serve(&stream, &server));
    }
    Ok(Outcome::Done)
}

/// Responds to the requests of a connection until it is closed or fails.
fn serve(stream: &TcpStream, server: &Server) {
    let mut connection = Connection::new(stream);
    while let Ok(Some(request)) = connection.receive() {
        if socket::is_handshake(&request) {
            log(server, &request, 101, "websocket");
            socket::serve(connection, &request);
            return;
        }
        let (controls, invalid) = match Controls::of(&request) {
            Ok(controls) => (controls, None),
            Err(reason) => (Controls::default(), Some(response::error(400, &reason))),
        };
        let requested = invalid.or_else(|| cors::preflight(&request).or_else(|| controls.error()));
        let operation = route::find(&server.samples, &request);
        let mut response = requested.unwrap_or_else(|| match operation {
            None => file(&request)
                .unwrap_or_else(|| response::error(404, "no operation has this method and path")),
            Some(sample) => respond(sample, &request, server),
        });
        cors::allow(&request, &mut response);
        let name = operation.map_or("", |sample| &sample.operation_id);
        log(server, &request, response.status, name);
        if !connection
            .send(&request, &response, &controls)
            .is_ok_and(|is_open| is_open)
        {
            return;
        }
    }
}

fn respond(sample: &Sample, request: &Request, server: &Server) -> Response {
    if let Some(Rejection { status, reason }) = check::request(sample, request, server.exact) {
        if !server.quiet {
            terminal::note(&format!("  {reason}"));
        }
        return response::error(status, &reason);
    }
    match RequestedPage::of(sample, request, server.pages) {
        RequestedPage::InvalidCursor => response::error(400, "invalid cursor"),
        page => {
            let fields = fields::fields(request);
            response::success(sample, request, &fields, page, server.exact)
        }
    }
}

/// Returns the file that responses refer to by its URL.
fn file(request: &Request) -> Option<Response> {
    let is_image = request.method == "GET" && request.path == "/mock/image.png";
    let image = is_image.then(|| STANDARD.decode(content::PNG).ok())??;
    Some(Response::new(200, "image/png", Body::Bytes(image)))
}

/// Writes a line about a request: method, target, status and operation.
fn log(server: &Server, request: &Request, status: u16, operation: &str) {
    if server.quiet {
        return;
    }
    let query = match request.query.is_empty() {
        true => String::new(),
        false => format!("?{}", request.query),
    };
    let line = format!(
        "{} {}{query} {status} {operation}",
        request.method, request.path
    );
    terminal::note(line.trim_end());
}
