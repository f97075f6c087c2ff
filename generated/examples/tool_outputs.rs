//! Tools that take text instead of JSON, and outputs with images.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example tool_outputs -- --offline`.

use openai_typed::media::Media;
use openai_typed::testing::MockResponse;
use openai_typed::tools::{ToolContent, ToolDefinition, ToolPart, ToolStep, Toolbox};
use openai_typed::types::CreateResponse;
use openai_typed::{Client, Error};
use serde_json::{Value, json};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = client()?;
    let grammar = r#"start: "SELECT " /.+/"#;
    let query = ToolDefinition::grammar("query", "Queries the sales.", "lark", grammar);
    let schema = json!({
        "type": "object",
        "properties": { "year": { "type": "integer" } },
        "required": ["year"],
        "additionalProperties": false,
    });
    // The model finds this tool with tool search, and the service enforces its schema.
    let chart = ToolDefinition::new("chart", "Draws the sales of a year.", schema);
    let tools = Toolbox::new()
        .text_tool(query, async |query: String| {
            println!("query: {query}");
            Ok::<_, Error>(json!([{ "year": 2025, "sales": 7 }]))
        })
        .tool(chart.into_strict().into_deferred(), async |_: Value| {
            let image = Media::from_bytes(b"\x89PNG\r\n\x1a\n".to_vec());
            let parts = vec![ToolPart::text("Sales by month"), ToolPart::image(&image)];
            Ok::<_, Error>(ToolContent::from(parts))
        });
    let request = CreateResponse::new()
        .with_model("gpt-5")
        .with_input("How were the sales of 2025?");
    let run = client.responses().create(request).run_tools(&tools);
    let run = run.on_step(|step| {
        if let ToolStep::Output(output) = step {
            println!("{}: {}", output.call.name, output.content());
        }
    });
    println!("{}", run.await?.response.message_text());
    Ok(())
}

/// Creates a client, or with `--offline` one that returns recorded responses.
fn client() -> Result<Client, Error> {
    if !std::env::args().any(|argument| argument == "--offline") {
        return Client::from_env();
    }
    let text = json!({ "type": "output_text", "text": "Seven were sold.", "annotations": [] });
    let output = [
        json!({ "type": "custom_tool_call", "call_id": "call_1", "name": "query", "input": "SELECT * FROM sales" }),
        json!({ "type": "function_call", "call_id": "call_2", "name": "chart", "arguments": r#"{"year":2025}"# }),
        json!({ "type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": [text] }),
    ];
    let responses = output.map(|item| {
        MockResponse::json(&json!({
            "id": "resp_1", "object": "response", "status": "completed", "model": "gpt-5", "output": [item],
        }))
    });
    Ok(Client::mocked(responses).0)
}
