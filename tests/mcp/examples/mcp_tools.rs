//! Tools of an MCP server in a tool run.
//!
//! With `OPENAI_API_KEY`, a model calls them: `cargo run -p oasmith-mcp-tests --example mcp_tools`. With `--offline`,
//! recorded responses replace it. The server runs in this program; `TokioChildProcess` of `rmcp` starts a process.

#![allow(clippy::print_stdout)]

use oasmith_mcp_tests::Tools;
use openai_typed::Client;
use openai_typed::testing::MockResponse;
use openai_typed::tools::{ToolStep, Toolbox};
use openai_typed::types::CreateResponse;
use rmcp::ServiceExt;
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let is_offline = std::env::args().any(|argument| argument == "--offline");
    let client = match is_offline {
        true => offline(),
        false => Client::from_env()?,
    };
    for line in run(&client).await? {
        println!("{line}");
    }
    Ok(())
}

/// Returns the tools of the server, their calls and the response.
pub async fn run(client: &Client) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    tokio::spawn(async move {
        if let Ok(server) = Tools::new().serve(theirs).await {
            drop(server.waiting().await);
        }
    });
    let server = ().serve(ours).await?;

    let tools = Toolbox::new().mcp(server.peer()).await?;
    let mut lines: Vec<String> = tools.definitions().map(|tool| tool.name.clone()).collect();
    let request = CreateResponse::new()
        .with_model("gpt-5")
        .with_input("What is 17 plus 25?");
    let mut steps = client
        .responses()
        .create(request)
        .run_tools(&tools)
        .steps()?;
    while let Some(step) = steps.next().await {
        match step? {
            ToolStep::Output(output) => {
                lines.push(format!("{}: {}", output.call.name, output.content()))
            }
            ToolStep::Response(response) => lines.push(response.message_text()),
            _ => {}
        }
    }
    server.cancel().await?;
    Ok(lines)
}

/// Returns a client that returns recorded responses.
pub fn offline() -> Client {
    let text = json!({ "type": "output_text", "text": "It is 42.", "annotations": [] });
    let output = [
        json!({ "type": "function_call", "call_id": "call_1", "name": "add", "arguments": r#"{"a":17,"b":25}"# }),
        json!({ "type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": [text] }),
    ];
    let responses = output.map(|item| {
        MockResponse::json(&json!({
            "id": "resp_1", "object": "response", "status": "completed", "model": "gpt-5", "output": [item],
        }))
    });
    Client::mocked(responses).0
}
