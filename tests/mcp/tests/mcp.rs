//! Tools of MCP servers that run in separate processes.

use std::process::Stdio;

use openai_typed::Client;
use openai_typed::testing::MockResponse;
use openai_typed::tools::Toolbox;
use openai_typed::types::CreateResponse;
use rmcp::ServiceExt;
use rmcp::service::{Peer, RoleClient};
use rmcp::transport::{StreamableHttpClientTransport, TokioChildProcess};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;

#[allow(dead_code)] // its function `main`
#[path = "../examples/mcp_tools.rs"]
mod example;

const SERVER: &str = env!("CARGO_BIN_EXE_mcp-server");

/// Runs a model that calls these tools, and returns the definitions and the outputs that it received.
async fn run(tools: &Toolbox, calls: &[(&str, Value)]) -> (Value, Vec<Value>) {
    let items: Vec<Value> = calls
        .iter()
        .enumerate()
        .map(|(index, (name, arguments))| {
            json!({ "type": "function_call", "id": format!("fc_{index}"), "call_id": format!("call_{index}"),
                "name": name, "arguments": arguments.to_string(), "status": "completed" })
        })
        .collect();
    let response = |output: Value| {
        MockResponse::json(&json!({ "id": "resp_1", "status": "completed", "output": output }))
    };
    let (client, mock) = Client::mocked([response(json!(items)), response(json!([]))]);
    let request = CreateResponse::new().with_model("gpt-5").with_input("?");
    let run = client.responses().create(request).run_tools(tools);
    run.await.expect("a response");
    let requests = mock.requests();
    let outputs = requests[1].json()["input"]
        .as_array()
        .expect("outputs")
        .clone();
    let outputs = outputs.into_iter().map(|item| item["output"].clone());
    (requests[0].json()["tools"].clone(), outputs.collect())
}

async fn check(server: &Peer<RoleClient>) {
    let tools = Toolbox::new().mcp(server).await.expect("a list of tools");
    let calls = [
        ("add", json!({ "a": 1, "b": 2 })),
        ("divide", json!({ "a": 1, "b": 0 })),
        ("add", json!({ "a": "x", "b": 0 })),
        ("chart", json!({})),
    ];
    let (definitions, outputs) = run(&tools, &calls).await;
    let definitions = definitions.as_array().expect("tools").clone();
    let add = definitions
        .iter()
        .find(|tool| tool["name"] == "add")
        .expect("a tool");
    assert_eq!(
        (definitions.len(), &add["description"]),
        (3, &json!("Adds two numbers."))
    );
    assert_eq!(
        add["parameters"]["properties"]["a"]["description"],
        "The first number."
    );
    assert_eq!(outputs[0], "3");
    assert_eq!(outputs[1], "error: division by zero");
    let invalid = outputs[2].as_str().expect("a string");
    assert!(invalid.starts_with("error: "), "{invalid}");
    assert_eq!(
        outputs[3][1]["image_url"],
        "data:image/png;base64,iVBORw0KGgo="
    );
}

#[tokio::test]
async fn tools_of_an_mcp_server_are_called_over_standard_input_and_output() {
    let process = TokioChildProcess::new(Command::new(SERVER)).expect("a process");
    let service = ().serve(process).await.expect("a connection");
    check(service.peer()).await;
    // A call fails if the server has exited.
    let tools = Toolbox::new()
        .mcp(service.peer())
        .await
        .expect("a list of tools");
    service.cancel().await.expect("an end");
    let (_, outputs) = run(&tools, &[("add", json!({ "a": 1, "b": 2 }))]).await;
    let failed = outputs[0].as_str().expect("a string");
    assert!(failed.starts_with("error: "), "{failed}");
}

#[tokio::test]
async fn the_example_of_an_mcp_server_runs_offline() {
    let mut lines = example::run(&example::offline()).await.expect("a run");
    lines[..3].sort_unstable();
    assert_eq!(
        lines,
        ["add", "chart", "divide", "", "add: 42", "It is 42."]
    );
}

#[tokio::test]
async fn tools_of_an_mcp_server_are_called_over_http() {
    let mut command = Command::new(SERVER);
    let command = command
        .arg("http")
        .stdout(Stdio::piped())
        .kill_on_drop(true);
    let mut server = command.spawn().expect("a process");
    let stdout = server.stdout.take().expect("a pipe");
    let mut lines = BufReader::new(stdout).lines();
    let address = lines
        .next_line()
        .await
        .expect("a line")
        .expect("an address");
    drop(rustls::crypto::ring::default_provider().install_default());
    let transport = StreamableHttpClientTransport::from_uri(format!("http://{address}/mcp"));
    let service = ().serve(transport).await.expect("a connection");
    check(service.peer()).await;
    service.cancel().await.expect("an end");
    server.kill().await.expect("an end");
}
