//! Accumulating recorded stream events.
//!
//! The data is in `../shared/corpus`, next to the repository. Without it, the test is skipped.

#![allow(clippy::print_stderr)] // reports the data that was found

use std::fs;
use std::path::Path;

use openai_typed::stream::Accumulator;
use openai_typed::stream::AssistantAccumulator;
use openai_typed::stream::ChatAccumulator;
use openai_typed::stream::ResponseAccumulator;
use serde::de::DeserializeOwned;
use serde_json::Value;

#[test]
fn recorded_events_can_be_pushed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    if !folder.is_dir() {
        eprintln!("skipped: {} does not exist", folder.display());
        return;
    }
    for file in ["chat.completion.chunk", "azure_chat.completion.chunk"] {
        push::<ChatAccumulator>(&folder, file);
    }
    for file in ["response.stream_event", "azure_response.stream_event"] {
        push::<ResponseAccumulator>(&folder, file);
    }
    push::<AssistantAccumulator>(&folder, "assistant.stream_event");
}

fn push<A: Accumulator + Default>(folder: &Path, name: &str)
where
    A::Event: DeserializeOwned,
{
    let text = fs::read_to_string(folder.join(format!("{name}.jsonl"))).unwrap_or_default();
    let (mut accumulator, mut pushed, mut changes) = (A::default(), 0, 0);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let mut line: Value = serde_json::from_str(line).expect("a line of JSON");
        let event = serde_json::from_value(line["payload"].take()).expect("an event");
        changes += accumulator.push(&event).len();
        pushed += 1;
        if accumulator.is_final() {
            accumulator = A::default();
        }
    }
    eprintln!("{name}: {pushed} events, {changes} changes");
    assert!(
        pushed == 0 || changes > 0,
        "{name}: no event changed anything"
    );
}
