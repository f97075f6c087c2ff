//! Responses over a WebSocket.

use serde_json::{Map, Value, json};

use super::Session;
use crate::mock::content::{response, response_events};

/// A connection for responses, which has no state.
pub struct Responses;

impl Session for Responses {
    fn start(&mut self) -> Vec<Value> {
        Vec::new()
    }

    fn receive(&mut self, event: &Value) -> Vec<Value> {
        let lane = &event["stream_id"];
        let mut events = match (event["type"].as_str(), event.as_object()) {
            (Some("response.create"), Some(request)) => {
                let request: Map<String, Value> = request.clone();
                response_events(&response("resp_mock", &request))
            }
            (kind, _) => vec![invalid(kind.unwrap_or_default())],
        };
        if lane.is_string() {
            events
                .iter_mut()
                .for_each(|event| event["stream_id"] = lane.clone());
        }
        events
    }
}

fn invalid(kind: &str) -> Value {
    json!({
        "type": "error",
        "status": 400,
        "error": {
            "type": "invalid_request_error", "code": "invalid_event", "param": null,
            "message": format!("unexpected event `{kind}`"),
        },
    })
}
