//! Realtime conversations and transcriptions.

use serde_json::{Value, json};

use super::{Session, error_event};
use crate::mock::content::{DEFAULT_MODEL, TEXT, deltas, forced_call};
use crate::mock::wire::Request;

/// Audio of silence: a few samples of 16 bits, in base64.
const SILENCE: &str = "AAAAAAAAAAA=";

/// A session.
pub struct Realtime {
    session: Value,
    /// The items of the conversation.
    items: Vec<Value>,
    /// The events and items that were created.
    count: usize,
}

impl Realtime {
    /// Creates the session that a handshake asks for.
    pub fn new(request: &Request) -> Self {
        let id_and_time = json!({"id": "sess_mock", "expires_at": 1_767_227_000});
        let mut session = match request.query_value("intent") {
            Some("transcription") => json!({
                "type": "transcription", "object": "realtime.transcription_session",
                "audio": {"input": {"transcription": {"model": "gpt-4o-transcribe", "language": "en"}}},
            }),
            _ => json!({
                "type": "realtime", "object": "realtime.session",
                "model": request.query_value("model").unwrap_or(DEFAULT_MODEL),
                "output_modalities": ["audio"], "instructions": "", "tools": [], "tool_choice": "auto",
                "max_output_tokens": "inf", "truncation": "auto", "include": null, "tracing": null, "prompt": null,
                "audio": {
                    "input": {"format": {"type": "audio/pcm", "rate": 24000}, "turn_detection": null},
                    "output": {"format": {"type": "audio/pcm", "rate": 24000}, "voice": "alloy", "speed": 1.0},
                },
            }),
        };
        update(&mut session, &id_and_time);
        Self {
            session,
            items: Vec::new(),
            count: 0,
        }
    }

    fn event(&mut self, kind: &str, mut properties: Value) -> Value {
        properties["type"] = json!(kind);
        properties["event_id"] = json!(self.id("event"));
        properties
    }

    fn id(&mut self, prefix: &str) -> String {
        self.count += 1;
        format!("{prefix}_mock_{}", self.count)
    }

    /// Adds an item to the conversation. Returns the events that report it.
    fn add(&mut self, mut item: Value) -> Vec<Value> {
        if !item["id"].is_string() {
            item["id"] = json!(self.id("item"));
        }
        item["object"] = json!("realtime.item");
        item["status"] = json!("completed");
        let previous = self.items.last().map(|item| item["id"].clone());
        self.items.push(item.clone());
        let properties = json!({"previous_item_id": previous, "item": item});
        vec![
            self.event("conversation.item.added", properties.clone()),
            self.event("conversation.item.done", properties),
        ]
    }

    /// Turns the audio that was sent into an item. Returns the events that report it.
    fn commit(&mut self) -> Vec<Value> {
        let id = self.id("item");
        let previous = self.items.last().map(|item| item["id"].clone());
        let committed = json!({"previous_item_id": previous, "item_id": id});
        let mut events = vec![self.event("input_audio_buffer.committed", committed)];
        let content = json!([{"type": "input_audio", "transcript": null}]);
        events.extend(
            self.add(json!({"id": id, "type": "message", "role": "user", "content": content})),
        );
        let transcription = &self.session["audio"]["input"]["transcription"];
        if transcription.is_object() {
            let name = "conversation.item.input_audio_transcription";
            for delta in deltas(TEXT) {
                let delta = json!({"item_id": id, "content_index": 0, "delta": delta});
                events.push(self.event(&format!("{name}.delta"), delta));
            }
            let usage = json!({"type": "duration", "seconds": 1.0});
            let done =
                json!({"item_id": id, "content_index": 0, "transcript": TEXT, "usage": usage});
            events.push(self.event(&format!("{name}.completed"), done));
        }
        events
    }

    /// Returns the events of a response, in the order of the service.
    fn respond(&mut self, request: &Value) -> Vec<Value> {
        let response_id = self.id("resp");
        let mut settings = self.session.clone();
        update(&mut settings, request);
        let modalities = settings["output_modalities"].clone();
        let response = |status: &str, output: Value| {
            let usage = json!({
                "total_tokens": 10, "input_tokens": 1, "output_tokens": 9,
                "input_token_details": {"text_tokens": 1, "audio_tokens": 0, "cached_tokens": 0},
                "output_token_details": {"text_tokens": 9, "audio_tokens": 0},
            });
            json!({"response": {
                "id": response_id, "object": "realtime.response", "status": status, "status_details": null,
                "output": output, "conversation_id": "conv_mock", "output_modalities": modalities,
                "max_output_tokens": "inf", "metadata": request["metadata"],
                "usage": (status == "completed").then_some(usage),
            }})
        };
        let mut events = vec![self.event("response.created", response("in_progress", json!([])))];
        let mut item = self.output_item(&settings);
        let done = item.clone();
        item["status"] = json!("in_progress");
        let is_call = item["type"] == "function_call";
        match is_call {
            true => item["arguments"] = json!(""),
            false => item["content"] = json!([]),
        }
        let of_item =
            |item: &Value| json!({"response_id": response_id, "output_index": 0, "item": item});
        let in_conversation = |item: &Value| json!({"previous_item_id": null, "item": item});
        events.push(self.event("response.output_item.added", of_item(&item)));
        events.push(self.event("conversation.item.added", in_conversation(&item)));
        let location =
            json!({"response_id": response_id, "item_id": done["id"], "output_index": 0});
        events.extend(match is_call {
            true => self.arguments(&location, &done),
            false => self.message(&location, &done),
        });
        events.push(self.event("conversation.item.done", in_conversation(&done)));
        events.push(self.event("response.output_item.done", of_item(&done)));
        self.items.push(done.clone());
        events.push(self.event("response.done", response("completed", json!([done]))));
        let limit =
            json!({"name": "requests", "limit": 1000, "remaining": 999, "reset_seconds": 0.1});
        events.push(self.event("rate_limits.updated", json!({"rate_limits": [limit]})));
        events
    }

    /// Creates the output of a response: a call if one is required, otherwise a message.
    fn output_item(&mut self, settings: &Value) -> Value {
        let id = self.id("item");
        let call = settings.as_object().and_then(forced_call);
        let mut item = match call {
            Some(call) => json!({
                "type": "function_call", "call_id": "call_mock", "name": call.name, "arguments": call.arguments,
            }),
            None => {
                let is_text = settings["output_modalities"] == json!(["text"]);
                let part = match is_text {
                    true => json!({"type": "output_text", "text": TEXT}),
                    false => json!({"type": "output_audio", "transcript": TEXT}),
                };
                json!({"type": "message", "role": "assistant", "content": [part]})
            }
        };
        update(
            &mut item,
            &json!({"id": id, "object": "realtime.item", "status": "completed"}),
        );
        item
    }

    fn message(&mut self, location: &Value, item: &Value) -> Vec<Value> {
        let with = |properties: Value| {
            let mut event = location.clone();
            event["content_index"] = json!(0);
            update(&mut event, &properties);
            event
        };
        let is_text = item["content"][0]["type"] == "output_text";
        let (part_type, name, last) = match is_text {
            true => ("text", "response.output_text", "text"),
            false => ("audio", "response.output_audio_transcript", "transcript"),
        };
        let part = |text: &str| {
            let mut part = json!({ "type": part_type });
            part[last] = json!(text);
            json!({ "part": part })
        };
        let mut events = vec![self.event("response.content_part.added", with(part("")))];
        for delta in deltas(TEXT) {
            events.push(self.event(&format!("{name}.delta"), with(json!({ "delta": delta }))));
            if !is_text {
                events.push(self.event(
                    "response.output_audio.delta",
                    with(json!({"delta": SILENCE})),
                ));
            }
        }
        if !is_text {
            events.push(self.event("response.output_audio.done", with(json!({}))));
        }
        let mut done = with(json!({}));
        done[last] = json!(TEXT);
        events.push(self.event(&format!("{name}.done"), done));
        events.push(self.event("response.content_part.done", with(part(TEXT))));
        events
    }

    fn arguments(&mut self, location: &Value, item: &Value) -> Vec<Value> {
        let name = "response.function_call_arguments";
        let with = |key: &str| {
            let mut event = location.clone();
            event["call_id"] = item["call_id"].clone();
            event[key] = item["arguments"].clone();
            event
        };
        let mut done = with("arguments");
        done["name"] = item["name"].clone();
        vec![
            self.event(&format!("{name}.delta"), with("delta")),
            self.event(&format!("{name}.done"), done),
        ]
    }
}

impl Session for Realtime {
    fn start(&mut self) -> Vec<Value> {
        let session = self.session.clone();
        vec![self.event("session.created", json!({ "session": session }))]
    }

    fn receive(&mut self, event: &Value) -> Vec<Value> {
        let item_id = &event["item_id"];
        match event["type"].as_str().unwrap_or_default() {
            "session.update" => {
                update(&mut self.session, &event["session"]);
                let session = self.session.clone();
                vec![self.event("session.updated", json!({ "session": session }))]
            }
            "conversation.item.create" => self.add(event["item"].clone()),
            "conversation.item.retrieve" => {
                let item = self
                    .items
                    .iter()
                    .find(|item| item["id"] == *item_id)
                    .cloned();
                match item {
                    Some(item) => {
                        vec![self.event("conversation.item.retrieved", json!({ "item": item }))]
                    }
                    None => vec![error_event("no item has this ID", &event["event_id"])],
                }
            }
            "conversation.item.delete" => {
                self.items.retain(|item| item["id"] != *item_id);
                vec![self.event("conversation.item.deleted", json!({ "item_id": item_id }))]
            }
            "conversation.item.truncate" => {
                let truncated = json!({
                    "item_id": item_id, "content_index": event["content_index"], "audio_end_ms": event["audio_end_ms"],
                });
                vec![self.event("conversation.item.truncated", truncated)]
            }
            "input_audio_buffer.append" => Vec::new(),
            "input_audio_buffer.commit" => self.commit(),
            "input_audio_buffer.clear" => vec![self.event("input_audio_buffer.cleared", json!({}))],
            "output_audio_buffer.clear" => Vec::new(),
            "response.create" => self.respond(&event["response"]),
            "response.cancel" => {
                vec![error_event(
                    "no response is in progress",
                    &event["event_id"],
                )]
            }
            kind => vec![error_event(
                &format!("unexpected event `{kind}`"),
                &event["event_id"],
            )],
        }
    }
}

/// Merges the properties of an object into another one.
pub fn update(target: &mut Value, changes: &Value) {
    match (target, changes) {
        (Value::Object(target), Value::Object(changes)) => {
            for (name, change) in changes {
                update(target.entry(name.clone()).or_insert(Value::Null), change);
            }
        }
        (_, Value::Null) => {}
        (target, change) => *target = change.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Realtime, Request, Session, TEXT};

    fn session() -> Realtime {
        Realtime::new(&Request::test("GET", "/realtime?model=m", &[], ""))
    }

    #[test]
    fn the_deltas_of_a_response_come_before_its_end_and_add_up_to_it() {
        for (modality, delta) in [
            ("text", "response.output_text.delta"),
            ("audio", "response.output_audio_transcript.delta"),
        ] {
            let mut session = session();
            session.receive(
                &json!({"type": "session.update", "session": {"output_modalities": [modality]}}),
            );
            let events = session.receive(&json!({"type": "response.create"}));
            let position = |name: &str| events.iter().rposition(|event| event["type"] == name);
            assert!(position("response.created") < position(delta));
            assert!(position(delta) < position("response.output_item.done"));
            assert!(position("response.output_item.done") < position("response.done"));
            let deltas = events.iter().filter(|event| event["type"] == delta);
            let text: String = deltas.filter_map(|event| event["delta"].as_str()).collect();
            assert_eq!(text, TEXT);
            let done = position("response.done").expect("the end");
            let part = &events[done]["response"]["output"][0]["content"][0];
            let of_part = part["text"].as_str().or(part["transcript"].as_str());
            assert_eq!(of_part, Some(TEXT), "{modality}");
        }
    }

    #[test]
    fn an_item_is_added_and_can_be_retrieved_until_it_is_deleted() {
        let mut session = session();
        let item = json!({"id": "a", "type": "message", "role": "user", "content": []});
        let added = session.receive(&json!({"type": "conversation.item.create", "item": item}));
        let kinds = |events: &[Value]| {
            events
                .iter()
                .map(|event| event["type"].clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            kinds(&added),
            ["conversation.item.added", "conversation.item.done"]
        );
        let by_id = |kind: &str| json!({"type": kind, "item_id": "a"});
        let retrieved = session.receive(&by_id("conversation.item.retrieve"));
        assert_eq!(retrieved[0]["item"]["id"], "a");
        session.receive(&by_id("conversation.item.delete"));
        assert_eq!(
            kinds(&session.receive(&by_id("conversation.item.retrieve"))),
            ["error"]
        );
    }

    #[test]
    fn a_transcription_session_transcribes_committed_audio() {
        let mut session = Realtime::new(&Request::test(
            "GET",
            "/realtime?intent=transcription",
            &[],
            "",
        ));
        assert_eq!(session.start()[0]["session"]["type"], "transcription");
        let events = session.receive(&json!({"type": "input_audio_buffer.commit"}));
        assert_eq!(events.last().expect("events")["transcript"], TEXT);
    }
}
