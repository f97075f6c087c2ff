//! A bounded tool run: calls that need approval, a timeout and an error policy for a tool, and limits of the run.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example tool_approval -- --offline`.

use std::time::Duration;

use openai_typed::testing::MockResponse;
use openai_typed::tools::{Approval, OnToolError, ToolDefinition, ToolStep, Toolbox};
use openai_typed::types::CreateResponse;
use openai_typed::{Client, Error};
use serde_json::{Value, json};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = client()?;
    let definition = |name: &str| ToolDefinition::new(name, "", json!({ "type": "object" }));
    let tools = Toolbox::new()
        .tool(definition("list_files"), async |_: Value| {
            Ok::<_, Error>("a.txt, b.txt")
        })
        .tool(definition("delete_file"), async |_: Value| {
            Ok::<_, Error>("deleted")
        })
        .tool(definition("search"), async |_: Value| {
            tokio::time::sleep(Duration::from_secs(60)).await;
            Ok::<_, Error>("nothing")
        })
        // The timeout of a slow search is reported to the model. An error of another tool ends the run.
        .timeout("search", Duration::from_millis(10))
        .on_error("search", OnToolError::Report);
    let request = CreateResponse::new()
        .with_model("gpt-5")
        .with_input("Delete the older file.");
    let run = client
        .responses()
        .create(request)
        .run_tools(&tools)
        .on_tool_error(OnToolError::Abort)
        .approve(async |call| match call.name.as_str() {
            "delete_file" => Approval::deny("ask the owner first"),
            _ => Approval::Allow,
        })
        .on_step(|step| {
            if let ToolStep::Output(output) = step {
                println!("{}: {}", output.call.name, output.content());
            }
        })
        .max_rounds(5)
        .max_tokens(20_000);
    match run.await {
        Ok(finished) => println!("{}", finished.response.message_text()),
        Err(interrupted) => println!("ended: {}", interrupted.error()),
    }
    Ok(())
}

/// Creates a client, or with `--offline` one that returns recorded responses.
fn client() -> Result<Client, Error> {
    if !std::env::args().any(|argument| argument == "--offline") {
        return Client::from_env();
    }
    let calls = ["list_files", "search", "delete_file"].map(|name| {
        let item = json!({ "type": "function_call", "call_id": name, "name": name, "arguments": "{}" });
        MockResponse::json(&json!({
            "id": "resp_1", "object": "response", "status": "completed", "model": "gpt-5", "output": [item],
            "usage": { "input_tokens": 900, "output_tokens": 100, "total_tokens": 1000 },
        }))
    });
    Ok(Client::mocked(calls).0)
}
