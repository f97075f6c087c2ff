//! Makes one call of an operation and reports everything that the client read: `replay URL OPERATION [--stream]`.
//!
//! Standard input contains the arguments of the operation as a line of JSON, as for the example `conformance`. One line
//! is printed: `{"ok", "value", "text", "deltas", "tool_calls", "events", "error", "unmodeled"}`. The call is not
//! retried. The exit status is 0 whenever the call could be made.

#[allow(dead_code)] // the document determines which kinds of responses are used
mod accumulate;
mod accumulators;
#[allow(dead_code)]
mod call;
#[allow(dead_code)]
#[path = "../conformance/input.rs"]
mod input;
mod played;
#[allow(deprecated, unused_imports)] // deprecated operations are called too
#[path = "../conformance/registry.rs"]
mod registry;
mod text;

use std::io;
use std::process::ExitCode;

use call::{Form, Outcome};
use input::Input;
use registry::{Client, Error};

/// An operation: its ID, the feature that enables it, and a call for each kind of body it accepts.
pub struct Entry {
    id: &'static str,
    #[allow(dead_code)]
    feature: &'static str,
    calls: &'static [fn(&Client, &Input) -> Outcome],
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match arguments.as_slice() {
        [url, operation] => run(url, operation, Form::Plain),
        [url, operation, "--stream"] => run(url, operation, Form::Stream),
        _ => Err("usage: replay URL OPERATION [--stream]".to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("replay: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn run(url: &str, operation: &str, form: Form) -> Result<(), String> {
    let mut entries = registry::OPERATIONS.iter();
    let entry = entries.find(|entry| entry.id == operation);
    let entry = entry.ok_or_else(|| format!("unknown operation `{operation}`"))?;
    let call = entry.calls.first().ok_or("the operation has no call")?;
    let line = io::read_to_string(io::stdin()).map_err(|error| error.to_string())?;
    let line = serde_json::from_str(&line)
        .map_err(|error| format!("the arguments are not JSON: {error}"))?;
    let client = client(url).map_err(|error| error.to_string())?;
    let play = call(&client, &Input::new(line)).map_err(|failure| failure.0)?;
    let played = play(form).map_err(|failure| failure.0)?;
    println!("{}", played.report());
    Ok(())
}

fn client(url: &str) -> Result<Client, Error> {
    let builder = Client::builder().base_url(url).max_retries(0);
    let schemes = registry::SCHEMES.iter();
    let builder = schemes.fold(builder, |builder, scheme| {
        builder.credential(scheme, "replay")
    });
    builder.build()
}
