//! Null and absent: both can be sent, and both come back as they were.

use openai_typed::types::{
    CreateChatCompletionRequest, CreateResponse, RealtimeClientEvent,
    RealtimeSessionCreateRequestGaAudioInput, UpdateConversationBody,
};
use serde_json::{Value, json};

use crate::check::{findings, kept};

fn sent(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).expect("JSON")
}

#[test]
fn both_can_be_sent() {
    let input = RealtimeSessionCreateRequestGaAudioInput::new();
    assert_eq!(sent(&input), json!({}));
    let input = input.with_turn_detection_null();
    assert_eq!(sent(&input), json!({"turn_detection": null}));

    let request = CreateResponse::new().with_model("gpt-5.4");
    assert_eq!(sent(&request), json!({"model": "gpt-5.4"}));
    let request = request.with_metadata_null().with_instructions_null();
    assert_eq!(
        sent(&request),
        json!({"model": "gpt-5.4", "metadata": null, "instructions": null})
    );
    // The last word counts.
    let request = request.with_instructions("Be brief.");
    assert_eq!(
        sent(&request),
        json!({"model": "gpt-5.4", "metadata": null, "instructions": "Be brief."})
    );
    assert_eq!(
        sent(&UpdateConversationBody::new()),
        json!({"metadata": null})
    );
}

#[test]
fn what_is_set_to_null_reads_as_none() {
    let null = CreateResponse::new().with_temperature_null();
    let absent = CreateResponse::new();
    assert_eq!((null.temperature, absent.temperature), (None, None));
    assert_ne!(null, absent, "they are sent differently");
}

#[test]
fn both_come_back_as_they_were() {
    for json in [
        json!({"model": "gpt-5.4"}),
        json!({"model": "gpt-5.4", "metadata": null, "temperature": null, "tools": null, "input": null}),
        json!({"model": null, "stream": null}),
    ] {
        let _: CreateResponse = kept(&json);
    }
    let json = json!({"messages": [{"role": "assistant", "content": null, "tool_calls": null}], "model": "m", "stop": null});
    let _: CreateChatCompletionRequest = kept(&json);
    let update = json!({
        "type": "session.update",
        "session": {"type": "realtime", "audio": {"input": {"turn_detection": null}, "output": null}, "tracing": null},
    });
    let event: RealtimeClientEvent = kept(&update);
    assert_eq!(findings(&event), [""; 0]);
}
