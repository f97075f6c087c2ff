//! Constructors of tools, tool choices, messages, content parts and items, checked by their JSON.

use openai_typed::types::{
    ChatCompletionRequestMessage, ChatCompletionRequestUserMessageContentPart, ComparisonFilter,
    ComparisonFilterType, CreateChatCompletionRequest, CreateResponse, CreateSkillBody,
    CreateSkillBodyFiles, CreateVectorStoreFileBatchRequest, CreateVectorStoreFileRequest,
    InputContent, InputFileContent, InputItem, RealtimeClientEvent, RealtimeFunctionTool,
    SubmitToolOutputsRunRequestToolOutputsItem, TextResponseFormatConfiguration, Tool,
    ToolChoiceParam, WebSearchApproximateLocation,
};
use serde::Serialize;
use serde_json::{Value, json};

fn json_of(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("JSON")
}

#[test]
fn tools_have_constructors_and_setters() {
    let search = Tool::web_search()
        .with_search_context_size("high")
        .with_user_location(WebSearchApproximateLocation::new().with_country("US"));
    let request = CreateResponse::new()
        .with_tool(search)
        .with_tool(Tool::code_interpreter())
        .with_tool(Tool::function("get_weather", json!({"type": "object"})).with_strict(true))
        .with_tool(Tool::file_search(["vs_1"]).with_max_num_results(20))
        .with_tool(
            Tool::image_generation()
                .with_size("1024x1024")
                .with_quality("high")
                .with_n(2)
                .with_background("opaque"),
        )
        .with_tool(Tool::mcp("docs").with_server_url("https://mcp.example.com"));
    assert_eq!(
        json_of(&request)["tools"],
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
fn a_schema_that_is_not_an_object_is_sent_unchanged() {
    let tool = json_of(&Tool::function("f", json!(true)));
    assert_eq!(tool["parameters"], json!(true));
}

#[test]
fn tool_choices_have_constructors() {
    let choices = [
        ToolChoiceParam::function("f"),
        ToolChoiceParam::file_search(),
        "auto".into(),
    ];
    assert_eq!(
        json_of(&choices),
        json!([{"type": "function", "name": "f"}, {"type": "file_search"}, "auto"])
    );
}

#[test]
fn messages_have_a_constructor_per_role() {
    let request = CreateChatCompletionRequest::new(
        "gpt-5",
        vec![
            ChatCompletionRequestMessage::developer("Be brief."),
            "Hello".into(),
            ChatCompletionRequestMessage::assistant("Hi"),
            ChatCompletionRequestMessage::tool("42", "call_1"),
        ],
    );
    assert_eq!(
        json_of(&request)["messages"],
        json!([
            {"role": "developer", "content": "Be brief."},
            {"role": "user", "content": "Hello"},
            {"role": "assistant", "content": "Hi"},
            {"role": "tool", "content": "42", "tool_call_id": "call_1"},
        ])
    );
}

#[test]
fn content_parts_have_a_constructor_per_type() {
    let chat = [
        "What is this?".into(),
        ChatCompletionRequestUserMessageContentPart::image_url("https://example.com/a.png"),
    ];
    assert_eq!(
        json_of(&chat),
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
        json_of(&input),
        json!([
            {"type": "input_text", "text": "What?"},
            {"type": "input_image", "detail": "auto", "image_url": "https://example.com/a.png"},
        ])
    );
}

#[test]
fn input_items_have_a_constructor_per_role_or_type() {
    let items = [
        InputItem::user("Hello"),
        InputItem::function_call_output("call_1", "42"),
        "Bye".into(),
    ];
    assert_eq!(
        json_of(&items),
        json!([
            {"role": "user", "content": "Hello"},
            {"type": "function_call_output", "call_id": "call_1", "output": "42"},
            {"role": "user", "content": "Bye"},
        ])
    );
}

#[test]
fn formats_and_events_have_constructors() {
    let format = TextResponseFormatConfiguration::json_schema("answer", json!({"type": "object"}));
    assert_eq!(
        json_of(&format),
        json!({"type": "json_schema", "name": "answer", "schema": {"type": "object"}})
    );
    let event = RealtimeClientEvent::input_audio_buffer_append("AAAA");
    assert_eq!(
        json_of(&event),
        json!({"type": "input_audio_buffer.append", "audio": "AAAA"})
    );
}

#[test]
fn constructors_take_what_a_request_needs() {
    let batch = CreateVectorStoreFileBatchRequest::from_file_ids(["file-1"]);
    assert_eq!(json_of(&batch), json!({"file_ids": ["file-1"]}));
    let batch = CreateVectorStoreFileBatchRequest::from_files([CreateVectorStoreFileRequest::new(
        "file-1",
    )]);
    assert_eq!(json_of(&batch), json!({"files": [{"file_id": "file-1"}]}));
    let filter = ComparisonFilter::new(
        "pages",
        ComparisonFilterType::Gt,
        openai_typed::types::ComparisonFilterValue::Number(5.0),
    );
    assert_eq!(
        json_of(&filter),
        json!({"type": "gt", "key": "pages", "value": 5.0})
    );
    let skill = CreateSkillBody::new(vec![openai_typed::Upload::from_bytes("SKILL.md", "text")]);
    assert!(matches!(skill.files, CreateSkillBodyFiles::BytesList(_)));
    let tool = RealtimeFunctionTool::new("clock");
    assert_eq!(json_of(&tool), json!({"type": "function", "name": "clock"}));
    let output = SubmitToolOutputsRunRequestToolOutputsItem::new("call_1").with_output("7");
    assert_eq!(
        json_of(&output),
        json!({"tool_call_id": "call_1", "output": "7"})
    );
    let file = InputFileContent::from_file_id("file-1");
    assert_eq!(
        json_of(&file),
        json!({"type": "input_file", "file_id": "file-1"})
    );
}
