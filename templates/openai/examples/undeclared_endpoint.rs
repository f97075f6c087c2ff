//! Calls an endpoint that the document does not describe, with the credentials, retries and errors of the client.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example undeclared_endpoint -- --offline`.

use crate_name::testing::MockResponse;
use crate_name::{Client, Error};
use serde_json::{Value, json};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let client = client()?;
    let call = client.post("/sparkles").json(&json!({"color": "gold"}));
    let sparkle: Value = call.await?;
    println!("{}", sparkle["id"]);
    Ok(())
}

/// Creates a client, or with `--offline` one that returns recorded responses.
fn client() -> Result<Client, Error> {
    if !std::env::args().any(|argument| argument == "--offline") {
        return Client::from_env();
    }
    let (client, mock) = Client::mocked([]);
    mock.on("/sparkles", MockResponse::json(&json!({"id": "sparkle_1"})));
    Ok(client)
}
