//! `mock`: a server of the document's API, with answers made from it.
//!
//! In: arguments. Out: its address on standard output, and then answers until it is stopped. Knows requests and values;
//! what values an operation has is the generator's account.

mod answer;
mod check;
mod form;
mod page;
mod route;
mod wire;

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use anyhow::{Context as _, Result};
use oasmith::sample::Sample;

use crate::cli::MockArgs;
use crate::input;
use crate::pipeline::{self, Stopwatch};
use crate::repository::{GENERATED_PACKAGE, Repository};
use crate::terminal::{self, Outcome};
use answer::Reply;
use page::Page;
use wire::Request;

/// Runs the command.
pub fn run(args: &MockArgs) -> Result<Outcome> {
    let repository = Repository::find()?;
    let options = pipeline::options(GENERATED_PACKAGE, args.sources.spec.is_none());
    let mut watch = Stopwatch::new();
    let sources = input::sources(&args.sources, &repository)?;
    let Some(samples) = pipeline::samples(sources, &options, &mut watch) else {
        return Ok(Outcome::Failed);
    };
    drop(watch);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, args.port))
        .with_context(|| format!("port {} is not to be had", args.port))?;
    terminal::result(&format!("http://{}", listener.local_addr()?))?;
    let samples = Arc::new(samples);
    let (pages, exact) = (usize::from(args.pages), args.exact);
    for stream in listener.incoming() {
        let Ok(stream) = stream else { continue };
        let samples = samples.clone();
        thread::spawn(move || serve(&stream, &samples, pages, exact));
    }
    Ok(Outcome::Done)
}

/// Answers what comes on a connection. A connection that breaks is the end of it, and no matter of ours.
fn serve(stream: &TcpStream, samples: &[Sample], pages: usize, exact: bool) {
    let mut connection = wire::Connection::new(stream);
    while let Ok(Some(request)) = connection.request() {
        let reply = match route::find(samples, &request) {
            None => Reply::refusal(404, "no operation has this method and path"),
            Some(sample) => answered(sample, &request, pages, exact),
        };
        if connection.answer(&request, &reply).is_err() {
            return;
        }
    }
}

fn answered(sample: &Sample, request: &Request, pages: usize, exact: bool) -> Reply {
    if let Some((status, fault)) = check::fault(sample, request, exact) {
        return Reply::refusal(status, &fault);
    }
    match Page::asked(sample, request, pages) {
        Page::Unknown => Reply::refusal(400, "no page has this cursor"),
        page => answer::reply(sample, request, page),
    }
}
