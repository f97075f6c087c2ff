//! The invariant of accumulators for transcripts, speech, images and Realtime sessions.

use openai_typed::media::{decode_base64, encode_base64};
use openai_typed::stream::{
    Accumulator, ImageEditAccumulator, ImageGenAccumulator, SpeechAccumulator,
    TranscriptAccumulator,
};
use openai_typed::unknown::decode;
use openai_typed::websocket::RealtimeAccumulator;
use serde_json::{Map, Value, json};

use crate::stream_fuzz::{Random, fuzz, sequences};

/// Types of events of a transcription with a string, and the name of its property.
const TRANSCRIPT_PIECES: &[(&str, &str)] = &[
    ("transcript.text.delta", "delta"),
    ("transcript.text.delta", "delta"),
    ("transcript.text.done", "text"),
    ("transcript.text.segment", "text"),
    ("transcript.text.sparkle", "text"),
];

fn transcript_event(random: &mut Random) -> Value {
    let mut event = Map::new();
    let id = random.id();
    random.maybe(&mut event, "id", id.clone());
    random.maybe(&mut event, "segment_id", id);
    let (event_type, name) = random.pick(TRANSCRIPT_PIECES);
    event.insert(name.to_owned(), random.text());
    if random.one_in(6) {
        event.insert("x_note".to_owned(), random.text());
    }
    random.maybe(&mut event, "type", json!(event_type));
    Value::from(event)
}

/// Types of events of a Realtime session with a string, and the name of its property.
const REALTIME_PIECES: &[(&str, &str)] = &[
    ("response.output_text.delta", "delta"),
    ("response.output_text.delta", "delta"),
    ("response.output_text.done", "text"),
    ("response.output_audio_transcript.delta", "delta"),
    ("response.output_audio_transcript.done", "transcript"),
    ("response.function_call_arguments.delta", "delta"),
    ("response.function_call_arguments.done", "arguments"),
    ("response.mcp_call_arguments.delta", "delta"),
    ("conversation.item.input_audio_transcription.delta", "delta"),
    (
        "conversation.item.input_audio_transcription.completed",
        "transcript",
    ),
    (
        "conversation.item.input_audio_transcription.segment",
        "text",
    ),
    ("response.output_audio.delta", "delta"),
    ("response.sparkle.delta", "delta"),
    ("sparkle", "delta"),
];

fn realtime_event(random: &mut Random) -> Value {
    let mut event = Map::new();
    let (index, part, id) = (random.index(), random.index(), random.id());
    random.maybe(&mut event, "output_index", index);
    random.maybe(&mut event, "content_index", part);
    random.maybe(&mut event, "item_id", id.clone());
    let event_type = match random.below(8) {
        0 => {
            let content = json!([{ "type": "output_text", "text": random.marker() }]);
            let item =
                json!({ "id": id, "type": "message", "role": "assistant", "content": content });
            let item = random.pick(&[item.clone(), item, json!(null)]);
            if item.is_null() {
                random.markers.pop();
            }
            event.insert("item".to_owned(), item);
            random.pick(&[
                "response.output_item.added",
                "response.output_item.done",
                "conversation.item.added",
                "conversation.item.done",
            ])
        }
        1 => {
            let part = json!({ "type": "text", "text": random.marker() });
            event.insert("part".to_owned(), part);
            random.pick(&["response.content_part.added", "response.content_part.done"])
        }
        2 => {
            let response = json!({ "id": id, "status": "completed" });
            event.insert("response".to_owned(), response);
            random.pick(&["response.created", "response.done"])
        }
        _ => {
            let (event_type, name) = random.pick(REALTIME_PIECES);
            event.insert(name.to_owned(), random.text());
            event_type
        }
    };
    random.maybe(&mut event, "type", json!(event_type));
    Value::from(event)
}

fn image_event(random: &mut Random) -> Value {
    let mut event = Map::new();
    let event_type = random.pick(&[
        "image_generation.partial_image",
        "image_generation.completed",
        "image_edit.partial_image",
        "image_edit.completed",
        "image_generation.sparkle",
    ]);
    event.insert("b64_json".to_owned(), random.text());
    let index = random.index();
    random.maybe(&mut event, "partial_image_index", index);
    random.maybe(&mut event, "output_format", json!("png"));
    if random.one_in(4) {
        event.insert("x_note".to_owned(), random.text());
    }
    random.maybe(&mut event, "type", json!(event_type));
    Value::from(event)
}

#[test]
fn no_text_of_a_transcription_is_lost() {
    fuzz(TranscriptAccumulator::new, transcript_event);
}

#[test]
fn no_text_of_a_realtime_session_is_lost() {
    fuzz(RealtimeAccumulator::new, realtime_event);
}

#[test]
fn no_image_of_a_stream_is_lost() {
    fuzz(ImageGenAccumulator::new, image_event);
    fuzz(ImageEditAccumulator::new, image_event);
}

#[test]
fn no_audio_of_streamed_speech_is_lost() {
    for seed in 1..=sequences() {
        let mut random = Random::new(seed);
        let mut accumulator = SpeechAccumulator::new();
        for _ in 0..=random.below(10) {
            let marker = random.marker();
            let mut event = Map::new();
            let audio = match random.below(4) {
                0 => json!(marker),
                1 => json!([marker]),
                _ => json!(encode_base64(&marker)),
            };
            event.insert("audio".to_owned(), audio);
            random.maybe(&mut event, "type", json!("speech.audio.delta"));
            let json = Value::from(event).to_string();
            accumulator.push(&decode(json.as_bytes()).expect("an event"));
        }
        let speech = accumulator.into_snapshot();
        let mut text = String::from_utf8(speech.audio.clone()).expect("markers");
        for unplaced in &speech.unplaced {
            let audio = &unplaced.json()["audio"];
            text.push_str(&audio.to_string());
            let decoded = audio.as_str().and_then(|audio| decode_base64(audio).ok());
            text.push_str(&String::from_utf8_lossy(&decoded.unwrap_or_default()));
        }
        let lost = random.markers.iter().find(|marker| !text.contains(*marker));
        assert_eq!(lost, None, "seed {seed}: {speech:?}");
    }
}
