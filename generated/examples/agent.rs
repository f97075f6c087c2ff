//! An agent: the model calls functions until it can respond with a value of a Rust type.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example agent --features schemars -- --offline`.

use openai_typed::testing::MockResponse;
use openai_typed::tools::Toolbox;
use openai_typed::types::CreateResponse;
use openai_typed::{Client, Error};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize, JsonSchema)]
struct Location {
    city: String,
}

#[derive(Deserialize, JsonSchema)]
struct Advice {
    reason: String,
    clothes: Vec<String>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = client()?;
    let weather =
        async |location: Location| Ok::<_, Error>(format!("21 degrees in {}", location.city));
    let tools =
        Toolbox::new().function("get_weather", "Returns the weather of a city.", weather)?;
    let request = CreateResponse::new()
        .with_model("gpt-5")
        .with_input("What should I wear in Paris today?")
        .with_output_type::<Advice>()?;
    let run = client
        .responses()
        .create(request)
        .run_tools(&tools)
        .max_rounds(5)
        .await?;
    let advice: Advice = run.response.parsed()?;
    println!("{} {}", advice.reason, advice.clothes.join(", "));
    Ok(())
}

/// Creates a client, or with `--offline` one that returns recorded responses.
fn client() -> Result<Client, Error> {
    if !std::env::args().any(|argument| argument == "--offline") {
        return Client::from_env();
    }
    let (client, mock) = Client::mocked([]);
    let response = |output| {
        MockResponse::json(&json!({
            "id": "resp_1", "object": "response", "status": "completed", "model": "gpt-5", "output": [output],
        }))
    };
    let call = json!({
        "type": "function_call", "id": "fc_1", "call_id": "call_1", "status": "completed",
        "name": "get_weather", "arguments": r#"{"city": "Paris"}"#,
    });
    let text = r#"{"reason": "It is warm.", "clothes": ["a T-shirt", "sunglasses"]}"#;
    let message = json!({
        "type": "message", "id": "msg_1", "role": "assistant", "status": "completed",
        "content": [{"type": "output_text", "text": text, "annotations": []}],
    });
    mock.on("createResponse", response(call));
    mock.on("createResponse", response(message));
    Ok(client)
}
