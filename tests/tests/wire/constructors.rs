//! Constructors that read well: tools, choices, messages, parts and items, as the JSON that is sent.

use openai_typed::types::{
    ChatCompletionRequestMessage, ChatCompletionRequestUserMessageContentPart,
    CreateChatCompletionRequest, CreateResponse, InputContent, InputItem, RealtimeClientEvent,
    TextResponseFormatConfiguration, Tool, ToolChoiceParam, WebSearchApproximateLocation,
};
use serde::Serialize;
use serde_json::{Value, json};

fn sent(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("JSON")
}

#[test]
fn a_tool_is_made_by_its_name_and_adjusted() {
    let search = Tool::web_search()
        .search_context_size("high")
        .user_location(WebSearchApproximateLocation::new().with_country("US"));
    let request = CreateResponse::new()
        .with_tool(search)
        .with_tool(Tool::code_interpreter())
        .with_tool(Tool::function("get_weather", json!({"type": "object"})).strict(true))
        .with_tool(Tool::file_search(vec!["vs_1".to_owned()]).max_num_results(20))
        .with_tool(
            Tool::image_generation()
                .size("1024x1024")
                .quality("high")
                .n(2)
                .background("opaque"),
        )
        .with_tool(Tool::mcp("docs").server_url("https://mcp.example.com"));
    assert_eq!(
        sent(&request)["tools"],
        json!([
            {
                "type": "web_search",
                "search_context_size": "high",
                "user_location": {"country": "US"},
            },
            {"type": "code_interpreter", "container": {"type": "auto"}},
            {"type": "function", "name": "get_weather", "parameters": {"type": "object"}, "strict": true},
            {"type": "file_search", "vector_store_ids": ["vs_1"], "max_num_results": 20},
            {"type": "image_generation", "size": "1024x1024", "quality": "high", "n": 2, "background": "opaque"},
            {"type": "mcp", "server_label": "docs", "server_url": "https://mcp.example.com"},
        ])
    );
}

#[test]
fn a_schema_that_is_no_object_is_sent_as_it_is() {
    let tool = sent(&Tool::function("f", json!(true)));
    assert_eq!(tool["parameters"], json!(true));
}

#[test]
fn a_tool_is_chosen_by_its_name() {
    let choices = [
        ToolChoiceParam::function("f"),
        ToolChoiceParam::file_search(),
        "auto".into(),
    ];
    assert_eq!(
        sent(&choices),
        json!([{"type": "function", "name": "f"}, {"type": "file_search"}, "auto"])
    );
}

#[test]
fn messages_are_made_by_their_role() {
    let request = CreateChatCompletionRequest::new(
        vec![
            ChatCompletionRequestMessage::developer("Be brief."),
            "Hello".into(),
            ChatCompletionRequestMessage::assistant("Hi"),
            ChatCompletionRequestMessage::tool("42", "call_1"),
        ],
        "gpt-5",
    );
    assert_eq!(
        sent(&request)["messages"],
        json!([
            {"role": "developer", "content": "Be brief."},
            {"role": "user", "content": "Hello"},
            {"role": "assistant", "content": "Hi"},
            {"role": "tool", "content": "42", "tool_call_id": "call_1"},
        ])
    );
}

#[test]
fn parts_are_made_by_their_type() {
    let chat = [
        "What is this?".into(),
        ChatCompletionRequestUserMessageContentPart::image_url("https://example.com/a.png"),
    ];
    assert_eq!(
        sent(&chat),
        json!([
            {"type": "text", "text": "What is this?"},
            {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}},
        ])
    );
    let input = [
        "What?".into(),
        InputContent::input_image("https://example.com/a.png"),
    ];
    assert_eq!(
        sent(&input),
        json!([
            {"type": "input_text", "text": "What?"},
            {"type": "input_image", "detail": "auto", "image_url": "https://example.com/a.png"},
        ])
    );
}

#[test]
fn items_are_made_by_role_or_type() {
    let items = [
        InputItem::user("Hello"),
        InputItem::function_call_output("call_1", "42"),
        "Bye".into(),
    ];
    assert_eq!(
        sent(&items),
        json!([
            {"role": "user", "content": "Hello"},
            {"type": "function_call_output", "call_id": "call_1", "output": "42"},
            {"role": "user", "content": "Bye"},
        ])
    );
}

#[test]
fn formats_and_events_have_constructors_too() {
    let format = TextResponseFormatConfiguration::json_schema("answer", json!({"type": "object"}));
    assert_eq!(
        sent(&format),
        json!({"type": "json_schema", "name": "answer", "schema": {"type": "object"}})
    );
    let event = RealtimeClientEvent::input_audio_buffer_append("AAAA");
    assert_eq!(
        sent(&event),
        json!({"type": "input_audio_buffer.append", "audio": "AAAA"})
    );
}
