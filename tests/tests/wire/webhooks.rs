//! Webhooks: events decoded without a client.

use openai_typed::types::WebhookEvent;
use openai_typed::unknown::decode;
use serde_json::{Value, json};

fn event(kind: &str) -> Value {
    json!({
        "id": "evt_1",
        "object": "event",
        "created_at": 1_760_000_000,
        "type": kind,
        "data": { "id": "resp_1" },
    })
}

fn read(event: &Value) -> WebhookEvent {
    decode(event.to_string().as_bytes()).expect("an event")
}

#[test]
fn events_are_distinguished_by_their_type() {
    let json = event("response.completed");
    let event = read(&json);
    let WebhookEvent::ResponseCompleted(completed) = &event else {
        panic!("{event:?}");
    };
    assert_eq!(completed.data.id, "resp_1");
    assert_eq!(serde_json::to_value(&event).expect("JSON"), json);
}

#[test]
fn every_known_type_has_its_own_variant() {
    let known = [
        "batch.cancelled",
        "batch.completed",
        "batch.expired",
        "batch.failed",
        "eval.run.canceled",
        "eval.run.failed",
        "eval.run.succeeded",
        "fine_tuning.job.cancelled",
        "fine_tuning.job.failed",
        "fine_tuning.job.succeeded",
        "live.call.incoming",
        "realtime.call.incoming",
        "response.cancelled",
        "response.completed",
        "response.failed",
        "response.incomplete",
    ];
    let mut seen = Vec::new();
    for kind in known {
        let json = event(kind);
        let event = read(&json);
        assert!(!matches!(event, WebhookEvent::Unknown(_)), "{kind}");
        assert_eq!(serde_json::to_value(&event).expect("JSON"), json);
        let variant = std::mem::discriminant(&event);
        assert!(!seen.contains(&variant), "{kind}");
        seen.push(variant);
    }
}

#[test]
fn an_event_of_an_unknown_type_is_kept() {
    let json = event("universe.expanded");
    let event = read(&json);
    let WebhookEvent::Unknown(unknown) = &event else {
        panic!("{event:?}");
    };
    assert_eq!(unknown.json(), &json);
    assert_eq!(serde_json::to_value(&event).expect("JSON"), json);
}
