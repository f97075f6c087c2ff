//! Speech.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::audio::silence;
use super::{Content, Event, Fields, Plain};

/// The bytes of audio in each event.
const CHUNK: usize = 1024;

/// Returns the audio of a request, and its events.
pub fn content(fields: &Fields) -> Content {
    let format = fields.get("response_format").and_then(Value::as_str);
    let (media_type, audio) = silence(format.unwrap_or("mp3"));
    let chunks = audio.chunks(CHUNK);
    let deltas =
        chunks.map(|chunk| json!({"type": "speech.audio.delta", "audio": STANDARD.encode(chunk)}));
    let done = json!({
        "type": "speech.audio.done",
        "usage": {"input_tokens": 1, "output_tokens": 1, "total_tokens": 2},
    });
    Content {
        events: deltas
            .chain([done])
            .map(|event| Event::of(&event))
            .collect(),
        plain: Plain::Bytes(media_type, audio),
    }
}
