//! Runs the tools that a chat model calls, and prints each call.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example chat_tools --features schemars -- --offline`.

use crate_name::testing::MockResponse;
use crate_name::tools::{ToolStep, Toolbox};
use crate_name::types::CreateChatCompletionRequest;
use crate_name::{Client, Error};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize, JsonSchema)]
struct Location {
    city: String,
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let client = client()?;
    let weather =
        async |location: Location| Ok::<_, Error>(format!("21 degrees in {}", location.city));
    let tools =
        Toolbox::new().function("get_weather", "Returns the weather of a city.", weather)?;
    let request = CreateChatCompletionRequest::new("gpt-5", ["How warm is it in Paris?"]);
    let call = client.chat().completions().create(request);
    let run = call.run_tools(&tools).on_step(|step| {
        if let ToolStep::Output(output) = step {
            println!(
                "{}({}) = {}",
                output.call.name,
                output.call.arguments,
                output.content()
            );
        }
    });
    println!("{}", run.await?.response.content().unwrap_or_default());
    Ok(())
}

/// Creates a client, or with `--offline` one that returns recorded responses.
fn client() -> Result<Client, Error> {
    if !std::env::args().any(|argument| argument == "--offline") {
        return Client::from_env();
    }
    let (client, mock) = Client::mocked([]);
    let completion = |message, finish_reason| {
        MockResponse::json(&json!({
            "id": "chatcmpl_1", "object": "chat.completion", "created": 0, "model": "gpt-5",
            "choices": [{"index": 0, "finish_reason": finish_reason, "message": message}],
        }))
    };
    let function = json!({"name": "get_weather", "arguments": r#"{"city": "Paris"}"#});
    let calls = json!([{"id": "call_1", "type": "function", "function": function}]);
    let calling = json!({"role": "assistant", "content": null, "tool_calls": calls});
    let done = json!({"role": "assistant", "content": "It is 21 degrees."});
    mock.on("createChatCompletion", completion(calling, "tool_calls"));
    mock.on("createChatCompletion", completion(done, "stop"));
    Ok(client)
}
