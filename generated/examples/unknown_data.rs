//! Reads and sends data that is unknown to this version, without losing any of it.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example unknown_data -- --offline`.

use openai_typed::testing::MockResponse;
use openai_typed::types::{CreateResponse, OutputItem};
use openai_typed::unknown::find_unmodeled;
use openai_typed::{Client, Error};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = client()?;
    let request = CreateResponse::new()
        .with_model("gpt-5")
        .with_input("Say hello.");
    // Parameters that the document does not declare.
    let response = client
        .responses()
        .create(request)
        .body_field("sparkle", true)
        .query("sparkle", "1")
        .header("x-sparkle", "1")
        .await?;
    println!("glitter: {:?}", response.extra.get("glitter"));
    for item in &response.output {
        if let OutputItem::Unknown(item) = item {
            println!("unknown item: {}", serde_json::to_string(&item)?);
        }
    }
    for unmodeled in find_unmodeled(&response) {
        println!("{}: {:?}", unmodeled.pointer, unmodeled.kind);
    }
    Ok(())
}

/// Creates a client, or with `--offline` one that returns recorded responses.
fn client() -> Result<Client, Error> {
    if !std::env::args().any(|argument| argument == "--offline") {
        return Client::from_env();
    }
    let (client, mock) = Client::mocked([]);
    mock.on(
        "createResponse",
        MockResponse::json(&json!({
            "id": "resp_1", "object": "response", "status": "completed", "glitter": 7,
            "output": [{"type": "sparkle_call", "id": "sp_1"}],
        })),
    );
    Ok(client)
}
