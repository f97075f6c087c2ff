//! No silent wrong variant: the tag decides, and where there is none, what is explained best.

use openai_typed::types::{
    ChatCompletionRequestMessage, CreateResponse, InputItem, Item, RealtimeServerEvent,
    ResponseStreamEvent, Tool,
};
use serde_json::{Value, json};

use crate::check::{findings, kept};
use crate::payloads::{message, text_delta};

/// The case by its name, which stands first in what is printed of a union's content.
fn case(value: &impl std::fmt::Debug) -> String {
    let printed = format!("{value:?}");
    printed
        .split([' ', '(', '{'])
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn wherever_the_tag_stands() {
    let Value::Object(members) = text_delta() else {
        panic!("an object")
    };
    let names: Vec<&String> = members.keys().collect();
    for turn in 0..names.len() {
        let turned = names.iter().cycle().skip(turn).take(names.len());
        let members: Vec<String> = turned
            .map(|name| format!("{}:{}", Value::from(name.as_str()), members[*name]))
            .collect();
        let text = format!("{{{}}}", members.join(","));
        let event: ResponseStreamEvent = serde_json::from_str(&text).expect("an event");
        assert!(
            matches!(event, ResponseStreamEvent::ResponseOutputTextDelta(_)),
            "{text}"
        );
        assert_eq!(findings(&event), [""; 0]);
    }
}

#[test]
fn events_that_have_the_same_fields() {
    let fields = |tag: &str| {
        json!({"type": tag, "event_id": "e", "response_id": "r", "item_id": "i", "output_index": 0,
            "content_index": 0, "delta": "x"})
    };
    let event: RealtimeServerEvent = kept(&fields("response.output_audio.delta"));
    assert!(matches!(
        event,
        RealtimeServerEvent::ResponseOutputAudioDelta(_)
    ));
    let event: RealtimeServerEvent = kept(&fields("response.output_text.delta"));
    assert!(matches!(
        event,
        RealtimeServerEvent::ResponseOutputTextDelta(_)
    ));
    let event: RealtimeServerEvent = kept(&fields("response.output_audio_transcript.delta"));
    assert!(matches!(
        event,
        RealtimeServerEvent::ResponseOutputAudioTranscriptDelta(_)
    ));
    let event: RealtimeServerEvent = kept(&fields("response.output_smell.delta"));
    assert!(matches!(event, RealtimeServerEvent::Unknown(_)));
}

#[test]
fn messages_of_which_only_some_have_a_tag() {
    let easy = json!({"role": "user", "content": "hi"});
    let item: InputItem = kept(&easy);
    assert!(matches!(item, InputItem::EasyInputMessage(_)), "{item:?}");
    // Sent back as input, a message of an answer is the item that has `id`, `status` and parts of output.
    let output: InputItem = kept(&message("msg_1"));
    assert!(matches!(output, InputItem::Item(_)), "{output:?}");
    assert_eq!(findings(&output), [""; 0]);
    let call = json!({"type": "function_call", "call_id": "c", "name": "n", "arguments": "{}"});
    let item: InputItem = kept(&call);
    assert!(
        matches!(&item, InputItem::Item(item) if case(item) == "FunctionToolCall"),
        "{item:?}"
    );
    let reference: InputItem = kept(&json!({"type": "item_reference", "id": "msg_1"}));
    assert!(!matches!(reference, InputItem::Unknown(_)), "{reference:?}");
    let new: Item = kept(&json!({"type": "new_call", "call_id": "c"}));
    assert!(matches!(new, Item::Unknown(_)));
}

#[test]
fn by_role_and_by_json_type() {
    for (role, name) in [
        ("developer", "ChatCompletionRequestDeveloperMessage"),
        ("system", "ChatCompletionRequestSystemMessage"),
        ("user", "ChatCompletionRequestUserMessage"),
        ("assistant", "ChatCompletionRequestAssistantMessage"),
    ] {
        let message: ChatCompletionRequestMessage = kept(&json!({"content": "hi", "role": role}));
        assert_eq!(case(&message), name);
    }
    let message: ChatCompletionRequestMessage = kept(&json!({"content": "hi", "role": "oracle"}));
    assert!(matches!(message, ChatCompletionRequestMessage::Unknown(_)));
    for input in [json!("hi"), json!([{"role": "user", "content": "hi"}])] {
        let request: CreateResponse = kept(&json!({"model": "gpt-5.4", "input": input}));
        assert_eq!(findings(&request), [""; 0]);
    }
}

#[test]
fn tools_by_every_name_they_have() {
    for (tag, name) in [
        ("web_search", "WebSearchTool"),
        ("web_search_2025_08_26", "WebSearchTool"),
        ("web_search_preview", "WebSearchPreviewTool"),
        ("web_search_preview_2025_03_11", "WebSearchPreviewTool"),
        ("code_interpreter", "CodeInterpreterTool"),
        ("local_shell", "LocalShellToolParam"),
    ] {
        let tool: Tool =
            kept(&json!({"search_context_size": "low", "container": "c", "type": tag}));
        assert_eq!(case(&tool), name, "{tag}");
    }
}

#[test]
fn the_same_one_every_time() {
    // Nothing in it says which of the messages it is.
    let json = json!({"type": "message", "role": "user", "content": "hi"});
    let first: InputItem = kept(&json);
    for _ in 0..20 {
        assert_eq!(kept::<InputItem>(&json), first);
    }
}
