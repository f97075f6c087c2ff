//! Accumulators: for any events, the text of all deltas is in the snapshot or in the unmodeled data.

mod completions;
mod events;
mod media;
mod source;

use openai_typed::media::decode_base64;
use openai_typed::stream::{
    Accumulator, AssistantAccumulator, ChatAccumulator, CompletionAccumulator,
    ImageEditAccumulator, ImageGenAccumulator, ResponseAccumulator, SpeechAccumulator,
    TranscriptAccumulator,
};
use openai_typed::unknown::{decode, find_unmodeled};
use openai_typed::websocket::RealtimeAccumulator;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::Choices;
use completions::completion_event;
use events::{assistant_event, chat_event, response_event};
use media::{image_event, realtime_event, speech_event, transcript_event};
use source::Source;

/// The maximum number of events in a case.
const MAX_EVENTS: usize = 11;

type Event = fn(&mut Source<'_>) -> Value;

/// Passes events to one of the accumulators, and searches the result for their markers.
pub fn run(bytes: &[u8]) {
    let mut choices = Choices::new(bytes);
    match choices.below(9) {
        0 => accumulate(ChatAccumulator::new(), chat_event, choices),
        1 => accumulate(AssistantAccumulator::new(), assistant_event, choices),
        2 => accumulate(TranscriptAccumulator::new(), transcript_event, choices),
        3 => accumulate(RealtimeAccumulator::new(), realtime_event, choices),
        4 => accumulate(ImageGenAccumulator::new(), image_event, choices),
        5 => accumulate(ImageEditAccumulator::new(), image_event, choices),
        6 => speech(choices),
        7 => accumulate(CompletionAccumulator::new(), completion_event, choices),
        _ => accumulate(ResponseAccumulator::new(), response_event, choices),
    }
}

fn accumulate<A: Accumulator>(mut accumulator: A, event: Event, choices: Choices<'_>)
where
    A::Event: DeserializeOwned,
    A::Output: Serialize,
{
    let mut source = Source::new(choices);
    let events = push(&mut accumulator, event, &mut source);
    let text = serde_json::to_string(accumulator.snapshot()).expect("JSON");
    find_unmodeled(accumulator.snapshot());
    assert_kept(&source.markers, &text, &events);
}

/// Speech is accumulated as bytes, so its markers are not in JSON.
fn speech(choices: Choices<'_>) {
    let mut source = Source::new(choices);
    let mut accumulator = SpeechAccumulator::new();
    let events = push(&mut accumulator, speech_event, &mut source);
    let speech = accumulator.into_snapshot();
    let mut text = String::from_utf8_lossy(&speech.audio).into_owned();
    for unplaced in &speech.unplaced {
        let audio = &unplaced.json()["audio"];
        text.push_str(&audio.to_string());
        let decoded = audio.as_str().and_then(|audio| decode_base64(audio).ok());
        text.push_str(&String::from_utf8_lossy(&decoded.unwrap_or_default()));
    }
    assert_kept(&source.markers, &text, &events);
}

fn push<A: Accumulator>(accumulator: &mut A, event: Event, source: &mut Source<'_>) -> Vec<Value>
where
    A::Event: DeserializeOwned,
{
    let count = 1 + source.below(MAX_EVENTS);
    let mut events = Vec::new();
    for _ in 0..count {
        let json = event(source);
        let decoded = decode(json.to_string().as_bytes()).expect("an event");
        events.push(json);
        accumulator.push(&decoded);
    }
    events
}

fn assert_kept(markers: &[String], text: &str, events: &[Value]) {
    let lost: Vec<_> = markers
        .iter()
        .filter(|marker| !text.contains(*marker))
        .collect();
    assert!(lost.is_empty(), "{lost:?} of {events:#?} is not in {text}");
}
