//! Prints a response while it arrives.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example response_stream -- --offline`.

use std::io::Write as _;

use crate_name::testing::MockResponse;
use crate_name::types::{CreateResponse, ResponseStreamEvent};
use crate_name::{Client, Error};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = client()?;
    let request = CreateResponse::new()
        .with_model("gpt-5")
        .with_input("Say hello.");
    let mut events = client.responses().create(request).stream().await?;
    while let Some(event) = events.next().await {
        match event? {
            ResponseStreamEvent::ResponseOutputTextDelta(event) => {
                print!("{}", event.delta);
                std::io::stdout().flush()?; // shows the text before the line ends
            }
            ResponseStreamEvent::ResponseCompleted(event) => println!("\n{}", event.response.id),
            _ => {}
        }
    }
    Ok(())
}

/// Creates a client, or with `--offline` one that returns recorded responses.
fn client() -> Result<Client, Error> {
    if !std::env::args().any(|argument| argument == "--offline") {
        return Client::from_env();
    }
    let (client, mock) = Client::mocked([]);
    let delta = |text| {
        json!({
            "type": "response.output_text.delta", "item_id": "msg_1", "output_index": 0, "content_index": 0,
            "delta": text, "sequence_number": 0,
        })
    };
    let response = json!({"id": "resp_1", "object": "response", "status": "completed", "model": "gpt-5", "output": []});
    let completed =
        json!({"type": "response.completed", "response": response, "sequence_number": 2});
    let events = [delta("Hello"), delta(" there!"), completed];
    mock.on("createResponse", MockResponse::events(events));
    Ok(client)
}
