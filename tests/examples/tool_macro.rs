//! A function as a tool, described by its documentation.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run -p oasmith-tests --example tool_macro -- --offline`.

#![allow(clippy::print_stdout)]

use openai_typed::testing::MockResponse;
use openai_typed::tools::{ToolStep, Toolbox};
use openai_typed::types::CreateResponse;
use openai_typed::{Client, Error};
use openai_typed_macros::tool;
use serde_json::json;

/// Returns the weather of a city on a day.
#[tool]
async fn get_weather(
    /// The name of the city.
    city: String,
    /// The number of days from today.
    days: Option<u8>,
) -> Result<String, std::io::Error> {
    Ok(format!(
        "21 degrees in {city} in {} days",
        days.unwrap_or_default()
    ))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = client()?;
    let tools = Toolbox::new().with::<get_weather>();
    for tool in tools.definitions() {
        println!(
            "{}: {}",
            tool.name,
            tool.description.as_deref().unwrap_or_default()
        );
        println!("{}", tool.parameters["properties"]["city"]["description"]);
    }
    let request = CreateResponse::new()
        .with_model("gpt-5")
        .with_input("What will the weather be like in Paris tomorrow?");
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
    let text = json!({ "type": "output_text", "text": "It will be warm.", "annotations": [] });
    let arguments = r#"{"city":"Paris","days":1}"#;
    let output = [
        json!({ "type": "function_call", "call_id": "call_1", "name": "get_weather", "arguments": arguments }),
        json!({ "type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": [text] }),
    ];
    let responses = output.map(|item| {
        MockResponse::json(&json!({
            "id": "resp_1", "object": "response", "status": "completed", "model": "gpt-5", "output": [item],
        }))
    });
    Ok(Client::mocked(responses).0)
}
