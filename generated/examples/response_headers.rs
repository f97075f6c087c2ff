//! Reads the headers of a response: its request ID and the rate limits.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example response_headers -- --offline`.

use openai_typed::testing::MockResponse;
use openai_typed::{Client, Error};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let client = client()?;
    let models = client.models().list().send_with_response().await?;
    println!(
        "{} models, request {}",
        models.value.data.len(),
        models.request_id().unwrap_or_default()
    );
    if let Some(requests) = models.rate_limits().requests() {
        println!("{:?} requests left", requests.remaining);
    }
    Ok(())
}

/// Creates a client, or with `--offline` one that returns recorded responses.
fn client() -> Result<Client, Error> {
    if !std::env::args().any(|argument| argument == "--offline") {
        return Client::from_env();
    }
    let (client, mock) = Client::mocked([]);
    let models = json!({"object": "list", "data": [{"id": "gpt-5", "object": "model", "created": 0, "owned_by": "openai"}]});
    let response = MockResponse::json(&models).header("x-request-id", "req_1");
    mock.on(
        "listModels",
        response.header("x-ratelimit-remaining-requests", "99"),
    );
    Ok(client)
}
