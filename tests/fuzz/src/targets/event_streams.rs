//! Event streams and JSON Lines: any split of a body yields the same events.

use std::future::IntoFuture as _;

use openai_typed::reply::Events;
use openai_typed::request::{EventMode, Method, Operation, OperationSpec};
use serde_json::{Value, json};

use crate::served::{kind, now, response, serving};

enum Lines {}

impl Operation for Lines {
    const SPEC: OperationSpec = OperationSpec {
        events: EventMode::JsonLines,
        ..OperationSpec::new("lines", Method::GET, "/lines")
    };
    type Reply = Events<Value>;
}

/// Reads a body in one piece, byte by byte, and with random splits.
pub fn run(body: &[u8]) {
    let each: Vec<usize> = (1..body.len()).collect();
    let random = splits(body);
    for is_lines in [false, true] {
        let whole = events(body, is_lines, &[]);
        for splits in [&each, &random] {
            assert_eq!(events(body, is_lines, splits), whole, "at {splits:?}");
        }
    }
}

/// Returns splits that are derived from the body, so that a seed is just a body.
fn splits(body: &[u8]) -> Vec<usize> {
    let hash = body.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mut random = fastrand::Rng::with_seed(hash);
    let mut splits: Vec<usize> = (0..random.usize(..8))
        .map(|_| random.usize(..=body.len()))
        .collect();
    splits.sort_unstable();
    splits
}

/// Returns the events as strings. An error is represented by its kind, because its message depends on how much of the body
/// has arrived.
fn events(body: &[u8], is_lines: bool, splits: &[usize]) -> Vec<String> {
    let media_type = match is_lines {
        true => "application/x-ndjson",
        false => "text/event-stream",
    };
    let client = serving(response(media_type, body, splits));
    let stream = match is_lines {
        true => now(client.call::<Lines>().into_future()),
        false => now(client.post("/events").json(&json!({})).stream_as::<Value>()),
    };
    let mut stream = match stream {
        Ok(stream) => stream,
        Err(error) => return vec![kind(&error)],
    };
    let mut found = Vec::new();
    while let Some(item) = now(stream.next()) {
        found.push(match item {
            Ok(value) => value.to_string(),
            Err(error) => kind(&error),
        });
        assert!(found.len() <= body.len() + 1, "a stream without an end");
    }
    found
}
