//! Random events of transcriptions, Realtime sessions, images and speech.

use openai_typed::media::encode_base64;
use serde_json::{Map, Value, json};

use super::source::Source;

/// Types of transcription events with a string, and the name of its property.
const TRANSCRIPT_PIECES: &[(&str, &str)] = &[
    ("transcript.text.delta", "delta"),
    ("transcript.text.delta", "delta"),
    ("transcript.text.done", "text"),
    ("transcript.text.segment", "text"),
    ("transcript.text.sparkle", "text"),
];

/// Returns an event of any form.
pub fn transcript_event(source: &mut Source<'_>) -> Value {
    let mut event = Map::new();
    if source.one_in(8) {
        let reason = source.pick(&[json!(null), json!("stop")]);
        let delta = json!({ "content": source.text() });
        return json!({ "choices": [{ "delta": delta, "finish_reason": reason }] });
    }
    let id = source.id();
    source.maybe(&mut event, "id", id.clone());
    source.maybe(&mut event, "segment_id", id);
    let (event_type, name) = source.pick(TRANSCRIPT_PIECES);
    event.insert(name.to_owned(), source.text());
    if source.one_in(6) {
        event.insert("x_note".to_owned(), source.text());
    }
    source.maybe(&mut event, "type", json!(event_type));
    Value::from(event)
}

/// Types of Realtime events with a string, and the name of its property.
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

/// Returns an event of any form.
pub fn realtime_event(source: &mut Source<'_>) -> Value {
    let mut event = Map::new();
    let (index, part, id) = (source.index(), source.index(), source.id());
    source.maybe(&mut event, "output_index", index);
    source.maybe(&mut event, "content_index", part);
    source.maybe(&mut event, "item_id", id.clone());
    let event_type = match source.below(8) {
        0 => {
            let content = json!([{ "type": "output_text", "text": source.marker() }]);
            let item =
                json!({ "id": id, "type": "message", "role": "assistant", "content": content });
            let item = source.pick(&[item.clone(), item, json!(null)]);
            if item.is_null() {
                source.markers.pop();
            }
            event.insert("item".to_owned(), item);
            source.pick(&[
                "response.output_item.added",
                "response.output_item.done",
                "conversation.item.added",
                "conversation.item.done",
            ])
        }
        1 => {
            let part = json!({ "type": "text", "text": source.marker() });
            event.insert("part".to_owned(), part);
            source.pick(&["response.content_part.added", "response.content_part.done"])
        }
        2 => {
            let response = json!({ "id": id, "status": "completed" });
            event.insert("response".to_owned(), response);
            source.pick(&["response.created", "response.done"])
        }
        _ => {
            let (event_type, name) = source.pick(REALTIME_PIECES);
            event.insert(name.to_owned(), source.text());
            event_type
        }
    };
    source.maybe(&mut event, "type", json!(event_type));
    Value::from(event)
}

/// Returns an event of any form.
pub fn image_event(source: &mut Source<'_>) -> Value {
    let mut event = Map::new();
    let event_type = source.pick(&[
        "image_generation.partial_image",
        "image_generation.completed",
        "image_edit.partial_image",
        "image_edit.completed",
        "image_generation.sparkle",
    ]);
    event.insert("b64_json".to_owned(), source.text());
    let index = source.index();
    source.maybe(&mut event, "partial_image_index", index);
    source.maybe(&mut event, "output_format", json!("png"));
    if source.one_in(4) {
        event.insert("x_note".to_owned(), source.text());
    }
    source.maybe(&mut event, "type", json!(event_type));
    Value::from(event)
}

/// Returns an event of any form. Its audio is not always base64.
pub fn speech_event(source: &mut Source<'_>) -> Value {
    let marker = source.marker();
    let mut event = Map::new();
    let audio = match source.below(4) {
        0 => json!(marker),
        1 => json!([marker]),
        _ => json!(encode_base64(&marker)),
    };
    event.insert("audio".to_owned(), audio);
    source.maybe(&mut event, "type", json!("speech.audio.delta"));
    Value::from(event)
}
