//! `null` and a missing property are distinct when sending and when receiving.

use openai_typed::types::{
    CreateChatCompletionRequest, CreateResponse, RealtimeClientEvent,
    RealtimeSessionCreateRequestGaAudioInput, UpdateConversationBody,
};
use serde_json::{Value, json};

use crate::check::{round_trip, unmodeled};

fn json_of(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).expect("JSON")
}

#[test]
fn null_and_missing_can_both_be_set() {
    let input = RealtimeSessionCreateRequestGaAudioInput::new();
    assert_eq!(json_of(&input), json!({}));
    let input = input.with_turn_detection_null();
    assert_eq!(json_of(&input), json!({"turn_detection": null}));

    let request = CreateResponse::new().with_model("gpt-5.4");
    assert_eq!(json_of(&request), json!({"model": "gpt-5.4"}));
    let request = request.with_metadata_null().with_instructions_null();
    assert_eq!(
        json_of(&request),
        json!({"model": "gpt-5.4", "metadata": null, "instructions": null})
    );
    // The last setter wins.
    let request = request.with_instructions("Be brief.");
    assert_eq!(
        json_of(&request),
        json!({"model": "gpt-5.4", "metadata": null, "instructions": "Be brief."})
    );
    assert_eq!(
        json_of(&UpdateConversationBody::new()),
        json!({"metadata": null})
    );
}

#[test]
fn null_and_missing_both_read_as_none() {
    let null = CreateResponse::new().with_temperature_null();
    let absent = CreateResponse::new();
    assert_eq!((null.temperature, absent.temperature), (None, None));
    assert_ne!(null, absent, "they are encoded differently");
}

#[test]
fn null_and_missing_are_preserved() {
    for json in [
        json!({"model": "gpt-5.4"}),
        json!({"model": "gpt-5.4", "metadata": null, "temperature": null, "tools": null, "input": null}),
        json!({"model": null, "stream": null}),
    ] {
        let _: CreateResponse = round_trip(&json);
    }
    let json = json!({"messages": [{"role": "assistant", "content": null, "tool_calls": null}], "model": "m", "stop": null});
    let _: CreateChatCompletionRequest = round_trip(&json);
    let update = json!({
        "type": "session.update",
        "session": {"type": "realtime", "audio": {"input": {"turn_detection": null}, "output": null}, "tracing": null},
    });
    let event: RealtimeClientEvent = round_trip(&update);
    assert_eq!(unmodeled(&event), [""; 0]);
}
