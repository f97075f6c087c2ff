//! Transcriptions and translations of audio.

use serde_json::{Value, json};

use super::text::{TEXT, deltas};
use super::{Content, Event, Fields, Plain};

/// The duration of the transcribed audio, in seconds.
const DURATION: f64 = 2.0;

/// Returns the transcription of a request, and its events.
pub fn transcription(fields: &Fields) -> Content {
    let usage = json!({
        "type": "tokens", "input_tokens": 20, "output_tokens": 10, "total_tokens": 30,
        "input_token_details": {"text_tokens": 0, "audio_tokens": 20},
    });
    let plain = match format(fields) {
        "verbose_json" => Plain::Json(verbose("transcribe", fields)),
        "diarized_json" => Plain::Json(json!({
            "task": "transcribe", "duration": DURATION, "text": TEXT, "segments": [spoken_segment()],
            "usage": {"type": "duration", "seconds": DURATION},
        })),
        other => plain(other).unwrap_or_else(|| Plain::Json(json!({"text": TEXT, "usage": usage}))),
    };
    let mut events = Vec::new();
    if format(fields) == "diarized_json" {
        events.push(spoken_segment());
    }
    events.extend(
        deltas(TEXT)
            .into_iter()
            .map(|delta| json!({"type": "transcript.text.delta", "delta": delta})),
    );
    events.push(json!({"type": "transcript.text.done", "text": TEXT, "usage": usage}));
    Content {
        plain,
        events: events.iter().map(Event::of).collect(),
    }
}

/// Returns the translation of a request.
pub fn translation(fields: &Fields) -> Content {
    let plain = match format(fields) {
        "verbose_json" => {
            let mut verbose = verbose("translate", fields);
            if let Some(object) = verbose.as_object_mut() {
                object.retain(|name, _| name != "words" && name != "usage");
            }
            Plain::Json(verbose)
        }
        other => plain(other).unwrap_or_else(|| Plain::Json(json!({ "text": TEXT }))),
    };
    Content {
        plain,
        events: Vec::new(),
    }
}

fn format(fields: &Fields) -> &str {
    fields
        .get("response_format")
        .and_then(Value::as_str)
        .unwrap_or("json")
}

/// Returns a format that is not JSON.
fn plain(format: &str) -> Option<Plain> {
    let text = match format {
        "text" => format!("{TEXT}\n"),
        "srt" => format!("1\n00:00:00,000 --> 00:00:02,000\n{TEXT}\n\n"),
        "vtt" => format!("WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n{TEXT}\n\n"),
        _ => return None,
    };
    Some(Plain::Bytes("text/plain; charset=utf-8", text.into_bytes()))
}

fn verbose(task: &str, fields: &Fields) -> Value {
    let mut verbose = json!({
        "task": task,
        "language": "english",
        "duration": DURATION,
        "text": TEXT,
        "usage": {"type": "duration", "seconds": DURATION},
    });
    let granularities = fields.get("timestamp_granularities");
    // Without the field, both are returned, so that programs can use either.
    let has = |name: &str| {
        granularities.is_none_or(|given| match given {
            Value::Array(names) => names.iter().any(|given| given == name),
            given => given == name,
        })
    };
    if has("word") {
        verbose["words"] = words();
    }
    if has("segment") {
        verbose["segments"] = json!([{
            "id": 0, "seek": 0, "start": 0.0, "end": DURATION, "text": TEXT, "tokens": [1, 2, 3],
            "temperature": 0.0, "avg_logprob": -0.1, "compression_ratio": 1.0, "no_speech_prob": 0.01,
        }]);
    }
    verbose
}

/// Returns the words of the text, which are spoken one after the other.
fn words() -> Value {
    let words: Vec<&str> = TEXT.split_whitespace().collect();
    let time = |index: usize| DURATION * index as f64 / words.len() as f64;
    let words = words.iter().enumerate();
    words
        .map(|(index, word)| json!({"word": word, "start": time(index), "end": time(index + 1)}))
        .collect()
}

fn spoken_segment() -> Value {
    json!({
        "type": "transcript.text.segment", "id": "seg_0", "start": 0.0, "end": DURATION, "speaker": "A", "text": TEXT,
    })
}
