//! Tests of the helpers in `templates/openai`: accumulated streams, structured outputs, tools, waiting, large uploads
//! and webhooks; and of the selection of helpers for a document.

mod agents;
mod assistant_stream;
mod batches;
mod catalog;
mod changing_ids;
mod chat_stream;
mod chat_tools;
mod compaction;
mod completion_stream;
mod conversation;
mod corpus;
mod early_ledger;
mod linear;
mod nonstandard_arguments;
mod nonstandard_calls;
mod nonstandard_endings;
mod nonstandard_events;
mod nonstandard_ids;
mod nonstandard_media;
mod nonstandard_streams;
mod nonstandard_values;
mod repeated_data;
mod response_stream;
mod response_tools;
mod schema_check;
mod selection;
mod streamed_runs;
mod strict_schemas;
mod strict_types;
mod structured_outputs;
mod token_count;
mod token_usage;
mod tool_choice;
mod tool_kinds;
mod uploads;
mod vector_stores;
mod waiting;
mod webhooks;

#[allow(dead_code)] // used in full by other tests
#[path = "../wire/support/mod.rs"]
mod support;

use openai_typed::stream::Accumulator;
use serde_json::Value;

/// Pushes events and returns all changes.
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

/// Returns the wire format of an event stream with one event for each value.
fn event_stream(events: &[Value]) -> String {
    let lines = events.iter().map(|event| format!("data: {event}\n\n"));
    lines.collect()
}
