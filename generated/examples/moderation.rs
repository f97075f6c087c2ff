//! Checks whether a message is harmful.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example moderation --features moderations -- --offline`.

use openai_typed::testing::MockResponse;
use openai_typed::types::CreateModerationRequest;
use openai_typed::{Client, Error};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let client = client()?;
    let request =
        CreateModerationRequest::new("I will hurt you.").with_model("omni-moderation-latest");
    let moderation = client.moderations().create(request).await?;
    for result in &moderation.results {
        println!(
            "flagged: {}, violence: {}",
            result.flagged, result.category_scores.violence
        );
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
        "createModeration",
        MockResponse::json(&json!({
            "id": "modr_1", "model": "omni-moderation-latest",
            "results": [{"flagged": true, "category_scores": {"violence": 0.9}}],
        })),
    );
    Ok(client)
}
