//! Tools: sent with a request, called by the model, and their output sent back.

use openai_typed::types::{
    AutoCodeInterpreterToolParam, CodeInterpreterTool, CreateResponse, EasyInputMessage,
    FileSearchTool, FunctionCallOutputItemParam, FunctionTool, ImageGenTool, InputItem, Item,
    McpTool, OutputItem, Tool, ToolChoiceFunction, ToolChoiceOptions, WebSearchTool,
};
use serde_json::{Value, json};

use crate::responses::response;
use crate::support::{MockResponse, Server};

fn weather() -> FunctionTool {
    FunctionTool::new("get_weather")
        .with_parameters(json!({"type": "object"}))
        .with_strict(true)
}

fn weather_json() -> Value {
    json!({
        "type": "function",
        "name": "get_weather",
        "parameters": { "type": "object" },
        "strict": true,
    })
}

#[tokio::test]
async fn every_tool_is_sent_with_its_type() {
    let server =
        Server::with_responses([MockResponse::json(response("resp_1", "completed"))]).await;
    let tools: Vec<Tool> = vec![
        weather().into(),
        WebSearchTool::new().into(),
        FileSearchTool::new(vec!["vs_1".to_owned()])
            .with_max_num_results(3)
            .into(),
        CodeInterpreterTool::new(AutoCodeInterpreterToolParam::new()).into(),
        McpTool::new("docs")
            .with_server_url("https://mcp.example.com")
            .into(),
        ImageGenTool::new().into(),
    ];
    let body = CreateResponse::new()
        .with_input("What is the weather?")
        .with_tools(tools)
        .with_tool_choice(ToolChoiceFunction::new("get_weather"));
    server
        .client()
        .responses()
        .create(body)
        .await
        .expect("a response");
    let sent = server.single_request().json();
    assert_eq!(
        sent["tools"],
        json!([
            weather_json(),
            { "type": "web_search" },
            { "type": "file_search", "vector_store_ids": ["vs_1"], "max_num_results": 3 },
            { "type": "code_interpreter", "container": { "type": "auto" } },
            { "type": "mcp", "server_label": "docs", "server_url": "https://mcp.example.com" },
            { "type": "image_generation" },
        ])
    );
    let choice = json!({ "type": "function", "name": "get_weather" });
    assert_eq!(sent["tool_choice"], choice);
}

#[tokio::test]
async fn a_tool_output_is_sent_in_the_next_request() {
    let call = json!({
        "type": "function_call",
        "id": "fc_1",
        "call_id": "call_1",
        "name": "get_weather",
        "arguments": "{}",
        "status": "completed",
    });
    let mut first = response("resp_1", "completed");
    first["tools"] = json!([weather_json()]);
    first["output"] = json!([call]);
    let last = MockResponse::json(response("resp_2", "completed"));
    let server = Server::with_responses([MockResponse::json(first), last]).await;
    let responses = server.client().responses();
    let question = EasyInputMessage::new("user", "What is the weather?");
    let mut input: Vec<InputItem> = vec![question.into()];
    let body = || CreateResponse::new().with_tools([weather()]);

    let first = responses.create(body().with_input(input.clone())).await;
    let first = first.expect("a response");
    assert!(matches!(&first.tools[..], [Tool::Function(_)]));
    let [OutputItem::FunctionCall(call)] = first.output.as_slice() else {
        panic!("{first:?}");
    };
    let output = FunctionCallOutputItemParam::new("Rain.").with_call_id(&call.call_id);
    input.push(Item::from(call.clone()).into());
    input.push(Item::from(output).into());
    let body = body()
        .with_input(input)
        .with_tool_choice(ToolChoiceOptions::None);
    responses.create(body).await.expect("a response");

    let sent = server.requests()[1].json();
    assert_eq!(
        sent["input"],
        json!([
            { "role": "user", "content": "What is the weather?" },
            {
                "type": "function_call",
                "id": "fc_1",
                "call_id": "call_1",
                "name": "get_weather",
                "arguments": "{}",
                "status": "completed",
            },
            { "type": "function_call_output", "call_id": "call_1", "output": "Rain." },
        ])
    );
    assert_eq!(sent["tool_choice"], json!("none"));
}
