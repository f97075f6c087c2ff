//! Asks for an output of a Rust type. The model follows its strict JSON Schema.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example structured_output --features schemars -- --offline`.

use openai_typed::testing::MockResponse;
use openai_typed::types::CreateResponse;
use openai_typed::{Client, Error};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

#[derive(Debug, Deserialize, JsonSchema)]
struct Recipe {
    name: String,
    /// In the order of use.
    ingredients: Vec<String>,
    minutes: Option<u32>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = client()?;
    let request = CreateResponse::new()
        .with_model("gpt-5")
        .with_input("A recipe for pancakes.")
        .with_output_type::<Recipe>()?;
    let recipe: Recipe = client.responses().create(request).await?.parsed()?;
    println!(
        "{} in {} minutes",
        recipe.name,
        recipe.minutes.unwrap_or_default()
    );
    println!("{}", recipe.ingredients.join(", "));
    Ok(())
}

/// Creates a client, or with `--offline` one that returns recorded responses.
fn client() -> Result<Client, Error> {
    if !std::env::args().any(|argument| argument == "--offline") {
        return Client::from_env();
    }
    let (client, mock) = Client::mocked([]);
    let text = r#"{"name": "Pancakes", "ingredients": ["flour", "milk", "eggs"], "minutes": 20}"#;
    mock.on(
        "createResponse",
        MockResponse::json(&json!({
            "id": "resp_1", "object": "response", "status": "completed", "model": "gpt-5",
            "output": [{
                "type": "message", "id": "msg_1", "role": "assistant", "status": "completed",
                "content": [{"type": "output_text", "text": text, "annotations": []}],
            }],
        })),
    );
    Ok(client)
}
