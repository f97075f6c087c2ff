//! Actions that the model takes on the machine of the program: shell commands and file changes.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example tool_actions -- --offline`.

use std::time::Duration;

use openai_typed::testing::MockResponse;
use openai_typed::tools::{Approval, CommandOutput, PatchEditor, Shell, Toolbox};
use openai_typed::types::{ApplyPatchToolCallOperation, CreateResponse, Tool};
use openai_typed::{BoxError, Client, Error};
use serde_json::json;

/// A shell that knows one command. A program would start processes in a sandbox.
struct Sandbox;

impl Shell for Sandbox {
    async fn run(&self, command: &str, _: Option<Duration>) -> Result<CommandOutput, BoxError> {
        println!("$ {command}");
        match command {
            "ls" => Ok(CommandOutput {
                stdout: "notes.txt\n".to_owned(),
                exit_code: Some(0),
                ..CommandOutput::default()
            }),
            _ => Err("the command is not allowed".into()),
        }
    }
}

/// An editor that shows what it would do.
struct DryRun;

impl PatchEditor for DryRun {
    async fn apply(&self, operation: ApplyPatchToolCallOperation) -> Result<String, BoxError> {
        match operation {
            ApplyPatchToolCallOperation::CreateFile(file) => {
                println!("create {}: {}", file.path, file.diff);
                Ok("created".to_owned())
            }
            _ => Err("only new files are allowed".into()),
        }
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = client()?;
    let tools = Toolbox::new().shell(Sandbox).apply_patch(DryRun);
    let request = CreateResponse::new()
        .with_model("gpt-5")
        .with_input("Write a file that lists the files.")
        .with_tools([Tool::from(Tool::shell()), Tool::from(Tool::apply_patch())]);
    let run = client
        .responses()
        .create(request)
        .run_tools(&tools)
        .approve(async |call| {
            println!("approved: {}", call.name);
            Approval::Allow
        });
    println!("{}", run.await?.response.message_text());
    Ok(())
}

/// Creates a client, or with `--offline` one that returns recorded responses.
fn client() -> Result<Client, Error> {
    if !std::env::args().any(|argument| argument == "--offline") {
        return Client::from_env();
    }
    let text = json!({ "type": "output_text", "text": "The file is written.", "annotations": [] });
    let output = [
        json!({
            "type": "shell_call", "id": "sh_1", "call_id": "call_1", "status": "completed", "environment": { "type": "local" },
            "action": { "commands": ["ls"], "timeout_ms": 1000, "max_output_length": null },
        }),
        json!({
            "type": "apply_patch_call", "id": "ap_1", "call_id": "call_2", "status": "completed",
            "operation": { "type": "create_file", "path": "files.txt", "diff": "+notes.txt" },
        }),
        json!({ "type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": [text] }),
    ];
    let responses = output.map(|item| {
        MockResponse::json(&json!({
            "id": "resp_1", "object": "response", "status": "completed", "model": "gpt-5", "output": [item],
        }))
    });
    Ok(Client::mocked(responses).0)
}
