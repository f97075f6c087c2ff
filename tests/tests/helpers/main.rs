//! What `templates/openai` adds to the generated crate: events added up, answers as types, tools, waiting, large uploads,
//! webhooks; and which of
//! it a document gets.
//!
//! In: events written down in the tests, and a server on the loopback. Out: what the helpers make of them.
//! Must not know: how helpers work inside.

mod answers;
mod assistants;
mod chat;
mod chat_tools;
mod corpus;
mod response_tools;
mod responses;
mod schemas;
mod selection;
mod uploads;
mod waiting;
mod webhooks;

#[allow(dead_code)] // the tests of the wire use all of it
#[path = "../wire/support/mod.rs"]
mod support;

use openai_typed::runtime::Accumulator;
use serde_json::Value;

/// Adds up events, and gives all changes.
fn push_all<A: Accumulator>(accumulator: &mut A, events: &[Value]) -> Vec<A::Change>
where
    A::Event: serde::de::DeserializeOwned,
{
    let mut changes = Vec::new();
    for event in events {
        let event = serde_json::from_value(event.clone()).expect("an event");
        changes.extend(accumulator.push(&event));
    }
    changes
}

/// The text of an event stream with one event for each value.
fn event_text(events: &[Value]) -> String {
    let lines = events.iter().map(|event| format!("data: {event}\n\n"));
    lines.collect()
}
