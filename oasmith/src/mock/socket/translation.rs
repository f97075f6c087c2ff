//! Live translation: each piece of audio is followed by a transcript and audio of silence.

use serde_json::{Value, json};

use super::{Session, error_event};
use crate::mock::content::DEFAULT_MODEL;
use crate::mock::wire::Request;

/// A session.
pub struct Translation {
    session: Value,
    events: usize,
}

impl Translation {
    /// Creates the session that a handshake asks for.
    pub fn new(request: &Request) -> Self {
        let model = request.query_value("model").unwrap_or(DEFAULT_MODEL);
        Self {
            session: json!({
                "id": "sess_mock", "type": "translation", "expires_at": 1_767_227_000, "model": model,
                "audio": {
                    "input": {"transcription": null, "noise_reduction": null},
                    "output": {"language": "en"},
                },
            }),
            events: 0,
        }
    }

    fn event(&mut self, mut event: Value) -> Value {
        self.events += 1;
        event["event_id"] = json!(format!("event_mock_{}", self.events));
        event
    }
}

impl Session for Translation {
    fn start(&mut self) -> Vec<Value> {
        let session = self.session.clone();
        vec![self.event(json!({"type": "session.created", "session": session}))]
    }

    fn receive(&mut self, event: &Value) -> Vec<Value> {
        match event["type"].as_str().unwrap_or_default() {
            "session.update" => {
                super::realtime::update(&mut self.session, &event["session"]);
                let session = self.session.clone();
                vec![self.event(json!({"type": "session.updated", "session": session}))]
            }
            "session.input_audio_buffer.append" => vec![
                self.event(json!({"type": "session.input_transcript.delta", "delta": "Hallo "})),
                self.event(json!({"type": "session.output_transcript.delta", "delta": "Hello "})),
                self.event(json!({"type": "session.output_audio.delta", "delta": "AAAA"})),
            ],
            "session.close" => vec![self.event(json!({"type": "session.closed"}))],
            kind => vec![error_event(
                &format!("unexpected event `{kind}`"),
                &event["event_id"],
            )],
        }
    }
}
