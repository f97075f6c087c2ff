//! The correct variant is chosen: by the tag, or without one, by the best match.

use openai_typed::types::{
    ChatCompletionRequestMessage, CreateResponse, InputItem, Item, RealtimeServerEvent,
    ResponseStreamEvent, Tool,
};
use serde_json::{Value, json};

use crate::check::{round_trip, unmodeled};
use crate::payloads::{message, text_delta};

/// Returns the name of the type in a variant, which comes first in its `Debug` output.
fn type_name(value: &impl std::fmt::Debug) -> String {
    let printed = format!("{value:?}");
    printed
        .split([' ', '(', '{'])
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn the_tag_may_be_at_any_position() {
    let Value::Object(properties) = text_delta() else {
        panic!("expected an object")
    };
    let names: Vec<&String> = properties.keys().collect();
    for shift in 0..names.len() {
        let rotated = names.iter().cycle().skip(shift).take(names.len());
        let pairs: Vec<String> = rotated
            .map(|name| format!("{}:{}", Value::from(name.as_str()), properties[*name]))
            .collect();
        let text = format!("{{{}}}", pairs.join(","));
        let event: ResponseStreamEvent = serde_json::from_str(&text).expect("an event");
        assert!(
            matches!(event, ResponseStreamEvent::ResponseOutputTextDelta(_)),
            "{text}"
        );
        assert_eq!(unmodeled(&event), [""; 0]);
    }
}

#[test]
fn events_with_the_same_properties_are_distinguished_by_tag() {
    let fields = |tag: &str| {
        json!({"type": tag, "event_id": "e", "response_id": "r", "item_id": "i", "output_index": 0,
            "content_index": 0, "delta": "x"})
    };
    let event: RealtimeServerEvent = round_trip(&fields("response.output_audio.delta"));
    assert!(matches!(
        event,
        RealtimeServerEvent::ResponseOutputAudioDelta(_)
    ));
    let event: RealtimeServerEvent = round_trip(&fields("response.output_text.delta"));
    assert!(matches!(
        event,
        RealtimeServerEvent::ResponseOutputTextDelta(_)
    ));
    let event: RealtimeServerEvent = round_trip(&fields("response.output_audio_transcript.delta"));
    assert!(matches!(
        event,
        RealtimeServerEvent::ResponseOutputAudioTranscriptDelta(_)
    ));
    let event: RealtimeServerEvent = round_trip(&fields("response.output_smell.delta"));
    assert!(matches!(event, RealtimeServerEvent::Unknown(_)));
}

#[test]
fn input_items_without_a_tag_are_distinguished_by_their_properties() {
    let easy = json!({"role": "user", "content": "hi"});
    let item: InputItem = round_trip(&easy);
    assert!(matches!(item, InputItem::EasyInputMessage(_)), "{item:?}");
    // An output message sent back as input is the item with `id`, `status` and output content.
    let output: InputItem = round_trip(&message("msg_1"));
    assert!(matches!(output, InputItem::Item(_)), "{output:?}");
    assert_eq!(unmodeled(&output), [""; 0]);
    let call = json!({"type": "function_call", "call_id": "c", "name": "n", "arguments": "{}"});
    let item: InputItem = round_trip(&call);
    assert!(
        matches!(&item, InputItem::Item(item) if type_name(item) == "FunctionToolCall"),
        "{item:?}"
    );
    let reference: InputItem = round_trip(&json!({"type": "item_reference", "id": "msg_1"}));
    assert!(!matches!(reference, InputItem::Unknown(_)), "{reference:?}");
    let new: Item = round_trip(&json!({"type": "new_call", "call_id": "c"}));
    assert!(matches!(new, Item::Unknown(_)));
}

#[test]
fn variants_are_chosen_by_role_or_json_type() {
    for (role, name) in [
        ("developer", "ChatCompletionRequestDeveloperMessage"),
        ("system", "ChatCompletionRequestSystemMessage"),
        ("user", "ChatCompletionRequestUserMessage"),
        ("assistant", "ChatCompletionRequestAssistantMessage"),
    ] {
        let message: ChatCompletionRequestMessage =
            round_trip(&json!({"content": "hi", "role": role}));
        assert_eq!(type_name(&message), name);
    }
    let message: ChatCompletionRequestMessage =
        round_trip(&json!({"content": "hi", "role": "oracle"}));
    assert!(matches!(message, ChatCompletionRequestMessage::Unknown(_)));
    for input in [json!("hi"), json!([{"role": "user", "content": "hi"}])] {
        let request: CreateResponse = round_trip(&json!({"model": "gpt-5.4", "input": input}));
        assert_eq!(unmodeled(&request), [""; 0]);
    }
}

#[test]
fn tools_are_recognized_by_all_their_tags() {
    for (tag, name) in [
        ("web_search", "WebSearchTool"),
        ("web_search_2025_08_26", "WebSearchTool"),
        ("web_search_preview", "WebSearchPreviewTool"),
        ("web_search_preview_2025_03_11", "WebSearchPreviewTool"),
        ("code_interpreter", "CodeInterpreterTool"),
        ("local_shell", "LocalShellToolParam"),
    ] {
        let tool: Tool =
            round_trip(&json!({"search_context_size": "low", "container": "c", "type": tag}));
        assert_eq!(type_name(&tool), name, "{tag}");
    }
}

#[test]
fn ambiguous_json_always_gives_the_same_variant() {
    // Several message types match.
    let json = json!({"type": "message", "role": "user", "content": "hi"});
    let first: InputItem = round_trip(&json);
    for _ in 0..20 {
        assert_eq!(round_trip::<InputItem>(&json), first);
    }
}
