//! A tool run that is interrupted and resumed, without calling a tool twice.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example tool_checkpoint -- --offline`.

use std::path::PathBuf;

use crate_name::testing::MockResponse;
use crate_name::tools::{Checkpoint, OnToolError, ToolDefinition, Toolbox};
use crate_name::types::CreateResponse;
use crate_name::{Client, Error};
use serde_json::{Value, json};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = client()?;
    let path = std::env::temp_dir().join(format!("checkpoint-{}.json", std::process::id()));
    let request = CreateResponse::new()
        .with_model("gpt-5")
        .with_input("Book a flight and a hotel in Rome.");
    let call = client.responses().create(request);

    // The run ends because the hotel does not respond. A checkpoint is saved before each call starts.
    let run = call.clone().run_tools(&tools(false));
    let file = path.clone();
    let run = run
        .on_tool_error(OnToolError::Abort)
        .on_checkpoint(move |checkpoint| save(file.clone(), checkpoint));
    match run.await {
        Ok(_) => println!("finished at once"),
        Err(interrupted) => println!("interrupted: {}", interrupted.error().message()),
    }

    // Another process continues. The flight is not booked again.
    let checkpoint: Checkpoint = serde_json::from_str(&std::fs::read_to_string(&path)?)?;
    let finished = call.run_tools(&tools(true)).resume(checkpoint).await?;
    println!("{}", finished.response.message_text());
    std::fs::remove_file(path)?;
    Ok(())
}

async fn save(path: PathBuf, checkpoint: Checkpoint) -> Result<(), Error> {
    let write = || std::fs::write(path, serde_json::to_string(&checkpoint)?);
    write().map_err(|error| Error::request("the checkpoint cannot be saved").with_source(error))
}

fn tools(is_hotel_open: bool) -> Toolbox {
    let definition = |name: &str| ToolDefinition::new(name, "", json!({ "type": "object" }));
    Toolbox::new()
        .tool(definition("book_flight"), async |_: Value| {
            println!("a flight is booked");
            Ok::<_, Error>("booked")
        })
        .tool(definition("book_hotel"), move |_: Value| async move {
            match is_hotel_open {
                true => Ok("booked"),
                false => Err("the hotel does not respond"),
            }
        })
        // The call can be repeated, since nothing was booked when it failed.
        .repeatable("book_hotel")
}

/// Creates a client, or with `--offline` one that returns recorded responses.
fn client() -> Result<Client, Error> {
    if !std::env::args().any(|argument| argument == "--offline") {
        return Client::from_env();
    }
    let text = json!({ "type": "output_text", "text": "The flight is booked.", "annotations": [] });
    let message = json!({
        "type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": [text],
    });
    let calls = ["book_flight", "book_hotel"].map(
        |name| json!({ "type": "function_call", "call_id": name, "name": name, "arguments": "{}" }),
    );
    let responses = [json!(calls), json!([message])].map(|output| {
        MockResponse::json(&json!({
            "id": "resp_1", "object": "response", "status": "completed", "model": "gpt-5", "output": output,
        }))
    });
    Ok(Client::mocked(responses).0)
}
