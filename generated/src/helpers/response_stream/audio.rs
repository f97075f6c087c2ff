//! Audio of a response, which has no place in its output.

use serde_json::{Map, Value, json};

use super::change::{Handled, ResponseChange};
use crate::runtime::accumulate::complete::string;
use crate::runtime::accumulate::pieces::text_of;
use crate::unknown::Extra;

/// Appends audio or its transcript to the property `audio`.
#[inline]
pub(super) fn append(extra: &mut Extra, event: &Value) -> Handled {
    let (name, is_delta) = match string(event, "type") {
        Some("response.audio.delta") => ("data", true),
        Some("response.audio.transcript.delta") => ("transcript", true),
        Some("response.audio.done" | "response.audio.transcript.done") => ("", false),
        _ => return Handled::No,
    };
    if !is_delta {
        return Handled::Ignored;
    }
    let Some(delta) = event.get("delta").and_then(|delta| text_of(name, delta)) else {
        return Handled::Unplaced;
    };
    let mut audio = match extra.remove("audio") {
        Some(Value::Object(audio)) => audio,
        _ => Map::new(),
    };
    match audio.get_mut(name) {
        Some(Value::String(text)) => text.push_str(&delta),
        _ => drop(audio.insert(name.to_owned(), json!(delta))),
    }
    extra.insert("audio", audio);
    let delta = delta.into_owned();
    Handled::Change(match name {
        "data" => ResponseChange::Audio { delta },
        _ => ResponseChange::AudioTranscript { delta },
    })
}
