//! Recorded stream events, pushed: none does harm, and streams that were whole add up.
//!
//! The data lies beside the repository (`../shared/corpus`); without it there is nothing to do, and the test says so.

#![allow(clippy::print_stderr)] // says what was found beside the repository, or that nothing was

use std::fs;
use std::path::Path;

use openai_typed::helpers::assistant_stream::AssistantAccumulator;
use openai_typed::helpers::chat_stream::ChatAccumulator;
use openai_typed::helpers::response_stream::ResponseAccumulator;
use openai_typed::runtime::Accumulator;
use serde::de::DeserializeOwned;
use serde_json::Value;

#[test]
fn recorded_events_can_be_pushed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    if !folder.is_dir() {
        eprintln!("skipped: there is no {}", folder.display());
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
