//! Round trips of every channel event in the document and in the API reference.

use std::collections::BTreeMap;

use oasmith_core::document::{Node, Value as Written};
use oasmith_core::source::SourceFile;
use oasmith_tests::repository;
use openai_typed::types::{
    RealtimeClientEvent, RealtimeServerEvent, RealtimeTranslationClientEvent,
    RealtimeTranslationServerEvent, ResponsesClientEvent, ResponsesServerEvent,
};
use openai_typed::unknown::{UnmodeledKind, decode, find_unmodeled};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// The document with the overlays of this repository.
fn tree() -> Node {
    let text = repository::text(&repository::path("spec/openai.yaml")).expect("the document");
    repository::tree(repository::embedded(SourceFile::new(
        "spec/openai.yaml",
        text,
    )))
}

/// Creates a value of a schema, with its required properties or with all of them.
struct Samples<'a> {
    schemas: &'a Node,
    all: bool,
}

impl Samples<'_> {
    fn schema(&self, name: &str) -> &Node {
        self.schemas
            .get(name)
            .unwrap_or_else(|| panic!("no schema {name}"))
    }

    fn resolve<'n>(&'n self, node: &'n Node) -> &'n Node {
        match node.get("$ref").and_then(Node::as_str) {
            Some(reference) => {
                let name = reference.rsplit('/').next().unwrap_or_default();
                self.resolve(self.schema(name))
            }
            None => node,
        }
    }

    /// Collects the branches of a union, including those of nested unions.
    fn branches<'n>(&'n self, node: &'n Node, into: &mut Vec<&'n Node>) {
        let node = self.resolve(node);
        let alternatives = ["anyOf", "oneOf"]
            .iter()
            .find_map(|key| node.get(key)?.as_array());
        match alternatives {
            Some(alternatives) => alternatives
                .iter()
                .for_each(|branch| self.branches(branch, into)),
            None => into.push(node),
        }
    }

    fn value(&self, node: &Node, depth: usize) -> Value {
        let node = self.resolve(node);
        if let Some(first) = node
            .get("enum")
            .and_then(Node::as_array)
            .and_then(<[Node]>::first)
        {
            return json(first);
        }
        if let Some(constant) = node.get("const") {
            return json(constant);
        }
        let mut all: Vec<&Node> = Vec::new();
        self.branches(node, &mut all);
        match all
            .iter()
            .find(|branch| branch.get("type").and_then(Node::as_str) != Some("null"))
        {
            Some(branch) if !std::ptr::eq(*branch, node) => return self.value(branch, depth),
            _ => {}
        }
        let mut object = Map::new();
        for part in node
            .get("allOf")
            .and_then(Node::as_array)
            .into_iter()
            .flatten()
        {
            if let Value::Object(properties) = self.value(part, depth + 1) {
                object.extend(properties);
            }
        }
        match node.get("type").and_then(Node::as_str) {
            Some("string") => "x".into(),
            Some("integer") => 1.into(),
            Some("number") => 1.5.into(),
            Some("boolean") => true.into(),
            Some("array") => {
                let item = node.get("items").filter(|_| depth < 6);
                Value::Array(
                    item.map(|item| self.value(item, depth + 1))
                        .into_iter()
                        .collect(),
                )
            }
            _ => {
                let required: Vec<&str> = node
                    .get("required")
                    .and_then(Node::as_array)
                    .into_iter()
                    .flatten()
                    .filter_map(Node::as_str)
                    .collect();
                let properties = node
                    .get("properties")
                    .and_then(Node::as_object)
                    .into_iter()
                    .flatten();
                for (key, schema) in properties {
                    let optional = !required.contains(&&*key.text);
                    if optional && (!self.all || depth > 3) {
                        continue;
                    }
                    object.insert(key.text.to_string(), self.value(schema, depth + 1));
                }
                Value::Object(object)
            }
        }
    }
}

fn json(node: &Node) -> Value {
    match &node.value {
        Written::String(text) => Value::from(text.to_string()),
        Written::Number(number) => serde_json::from_str(&number.0).unwrap_or_default(),
        Written::Bool(value) => Value::from(*value),
        _ => Value::Null,
    }
}

/// Round-trips a value of each branch, and returns the values by their `type`.
fn round_trip_branches<T: Serialize + DeserializeOwned>(
    samples: &Samples<'_>,
    schema: &str,
) -> BTreeMap<String, Value> {
    let mut branches = Vec::new();
    samples.branches(samples.schema(schema), &mut branches);
    assert!(!branches.is_empty(), "{schema} has no branch");
    let mut seen = BTreeMap::new();
    for branch in branches {
        let event = samples.value(branch, 0);
        let tag = event["type"]
            .as_str()
            .unwrap_or_else(|| panic!("{schema}: {event}"))
            .to_owned();
        round_trip::<T>(&event);
        seen.insert(tag, event);
    }
    seen
}

fn round_trip<T: Serialize + DeserializeOwned>(event: &Value) -> T {
    let text = event.to_string();
    let typed: T = decode(text.as_bytes()).unwrap_or_else(|error| panic!("{event}: {error}"));
    assert_eq!(serde_json::to_value(&typed).expect("JSON"), *event);
    let unknown: Vec<_> = find_unmodeled(&typed)
        .into_iter()
        .filter(|unmodeled| unmodeled.pointer.is_empty())
        .collect();
    let is_unknown = unknown
        .iter()
        .any(|unmodeled| unmodeled.kind == UnmodeledKind::UnknownVariant);
    assert!(!is_unknown, "{event} is unknown");
    typed
}

#[test]
fn every_event_of_the_document_round_trips() {
    let tree = tree();
    let schemas = tree
        .get("components")
        .and_then(|all| all.get("schemas"))
        .expect("schemas");
    for all in [false, true] {
        let samples = Samples { schemas, all };
        let server = round_trip_branches::<RealtimeServerEvent>(&samples, "RealtimeServerEvent");
        let client = round_trip_branches::<RealtimeClientEvent>(&samples, "RealtimeClientEvent");
        round_trip_branches::<RealtimeTranslationServerEvent>(
            &samples,
            "RealtimeTranslationServerEvent",
        );
        round_trip_branches::<RealtimeTranslationClientEvent>(
            &samples,
            "RealtimeTranslationClientEvent",
        );
        round_trip_branches::<ResponsesServerEvent>(&samples, "ResponsesServerEvent");
        round_trip_branches::<ResponsesClientEvent>(&samples, "ResponsesClientEvent");
        assert!(
            server.len() >= 46 && client.len() >= 11,
            "{} and {}",
            server.len(),
            client.len()
        );
    }
}

#[test]
fn the_events_of_the_reference_round_trip() {
    for event in [
        json!({"type": "session.update", "session": {"type": "realtime"}}),
        json!({"type": "input_audio_buffer.append", "audio": "AAAA"}),
        json!({"type": "input_audio_buffer.commit"}),
        json!({"type": "conversation.item.create", "item": {"type": "message", "role": "user",
            "content": [{"type": "input_text", "text": "hi"}]}}),
        json!({"type": "response.create", "response": {}}),
        json!({"type": "response.cancel"}),
    ] {
        round_trip::<RealtimeClientEvent>(&event);
    }
    for event in [
        json!({"type": "session.created", "session": {"type": "realtime"}}),
        json!({"type": "input_audio_buffer.speech_started"}),
        json!({"type": "response.audio.delta", "delta": "AAAA"}),
        json!({"type": "response.audio_transcript.delta", "delta": "hi"}),
        json!({"type": "response.function_call_arguments.done", "name": "f", "arguments": "{}", "call_id": "c"}),
        json!({"type": "response.done"}),
        json!({"type": "error", "error": {"type": "t", "message": "m"}}),
    ] {
        round_trip::<RealtimeServerEvent>(&event);
    }
}

#[test]
fn earlier_event_names_decode_as_the_same_variant() {
    for (earlier, now) in [
        ("response.audio.delta", "response.output_audio.delta"),
        ("response.audio.done", "response.output_audio.done"),
        (
            "response.audio_transcript.delta",
            "response.output_audio_transcript.delta",
        ),
        (
            "response.audio_transcript.done",
            "response.output_audio_transcript.done",
        ),
        ("response.text.delta", "response.output_text.delta"),
        ("response.text.done", "response.output_text.done"),
    ] {
        let event = |name: &str| {
            json!({"type": name, "event_id": "e", "response_id": "r", "item_id": "i", "output_index": 0,
                "content_index": 0, "delta": "d", "text": "t", "transcript": "t"})
        };
        let one = round_trip::<RealtimeServerEvent>(&event(earlier));
        let other = round_trip::<RealtimeServerEvent>(&event(now));
        assert_eq!(
            std::mem::discriminant(&one),
            std::mem::discriminant(&other),
            "{earlier}"
        );
        let unmodeled = find_unmodeled(&one)
            .into_iter()
            .filter(|unmodeled| unmodeled.kind != UnmodeledKind::Undeclared);
        assert_eq!(unmodeled.count(), 0, "{earlier}");
    }
}
