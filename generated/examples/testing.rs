//! Tests code that calls the API: mock responses, and checks of the requests. It needs no network.
//!
//! Run it: `cargo run --example testing`.

use openai_typed::testing::MockResponse;
use openai_typed::types::CreateResponse;
use openai_typed::{Client, Error, ErrorKind};
use serde_json::json;

/// The code under test.
async fn is_polite(client: &Client, text: &str) -> Result<bool, Error> {
    let request = CreateResponse::new()
        .with_model("gpt-5")
        .with_instructions("Is the text polite? Answer yes or no.")
        .with_input(text);
    Ok(client.responses().create(request).await?.message_text() == "yes")
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let (client, mock) = Client::mocked([MockResponse::json(&json!({
        "id": "resp_1", "object": "response", "status": "completed",
        "output": [{
            "type": "message", "id": "msg_1", "role": "assistant", "status": "completed",
            "content": [{"type": "output_text", "text": "yes", "annotations": []}],
        }],
    }))]);
    assert!(is_polite(&client, "Please.").await?);
    assert_eq!(mock.requests()[0].json()["input"], "Please.");

    mock.on(
        "createResponse",
        MockResponse::error(400, "invalid_prompt", "No."),
    );
    let error = is_polite(&client, "").await.expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::BadRequest);
    println!("{} requests", mock.requests().len());
    Ok(())
}
