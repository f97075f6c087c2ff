//! Finds the text that is closest to a question.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example embeddings -- --offline`.

use openai_typed::testing::MockResponse;
use openai_typed::types::CreateEmbeddingRequest;
use openai_typed::{Client, Error};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let client = client()?;
    let texts = ["Otters swim.", "Trains are fast.", "Who is fast?"];
    let request = CreateEmbeddingRequest::from_texts("text-embedding-3-small", texts);
    let vectors = client.embeddings().embed(request).await?;
    let similarity =
        |vector: &[f32]| -> f32 { vector.iter().zip(&vectors[2]).map(|(a, b)| a * b).sum() };
    let closest =
        (0..2).max_by(|a, b| similarity(&vectors[*a]).total_cmp(&similarity(&vectors[*b])));
    println!("{}", texts[closest.unwrap_or_default()]);
    Ok(())
}

/// Creates a client, or with `--offline` one that returns recorded responses.
fn client() -> Result<Client, Error> {
    if !std::env::args().any(|argument| argument == "--offline") {
        return Client::from_env();
    }
    let (client, mock) = Client::mocked([]);
    mock.on("createEmbedding", MockResponse::json(&json!({
        "object": "list", "model": "text-embedding-3-small", "usage": {"prompt_tokens": 9, "total_tokens": 9},
        "data": [
            {"object": "embedding", "index": 0, "embedding": [1.0, 0.0]},
            {"object": "embedding", "index": 1, "embedding": [0.0, 1.0]},
            {"object": "embedding", "index": 2, "embedding": [0.6, 0.8]},
        ],
    })));
    Ok(client)
}
