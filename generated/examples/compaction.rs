//! A long conversation whose history is shortened when it exceeds a budget of tokens.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example compaction -- --offline`.

use openai_typed::conversation::{Compaction, Conversation};
use openai_typed::testing::MockResponse;
use openai_typed::types::{CreateResponse, InputItem};
use openai_typed::{Client, Error};
use serde_json::{Value, json};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = client()?;
    let mut conversation = Conversation::new(CreateResponse::new().with_model("gpt-5"));

    // The service shortens the history to items that only the service can read.
    let by_service = Compaction::above(1_000);
    for question in ["Name a river.", "How long is it?"] {
        let response = conversation
            .send_within(&client, question, &by_service)
            .await?;
        println!("{}", response.message_text());
    }

    // A model summarizes it.
    let summarizer = client.clone();
    let by_summary = Compaction::above(1_000).by(move |mut conversation| {
        let client = summarizer.clone();
        async move {
            let summary = conversation
                .send(&client, "Summarize our conversation.")
                .await?;
            println!("summary: {}", summary.message_text());
            Ok(vec![InputItem::user(summary.message_text())])
        }
    });
    let response = conversation
        .send_within(&client, "Where does it end?", &by_summary)
        .await?;
    println!("{}", response.message_text());
    Ok(())
}

/// Creates a client, or with `--offline` one that returns recorded responses.
fn client() -> Result<Client, Error> {
    if !std::env::args().any(|argument| argument == "--offline") {
        return Client::from_env();
    }
    let usage = |tokens: u64| json!({ "input_tokens": tokens, "output_tokens": 50, "total_tokens": tokens + 50 });
    let response = |text: &str, tokens: u64| {
        let text = json!({ "type": "output_text", "text": text, "annotations": [] });
        let message = json!({
            "type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": [text],
        });
        MockResponse::json(&json!({
            "id": "resp_1", "object": "response", "status": "completed", "model": "gpt-5", "output": [message],
            "usage": usage(tokens),
        }))
    };
    let short: Value =
        json!({ "type": "compaction", "id": "cmp_1", "encrypted_content": "c2hvcnQ=" });
    let compacted = MockResponse::json(&json!({
        "id": "resp_2", "object": "response.compaction", "created_at": 1, "output": [short], "usage": usage(2_000),
    }));
    let responses = [
        response("The Loire.", 2_000),
        compacted,
        response("1,006 km.", 1_500),
        response("We talked about the Loire.", 1_600),
        response("In the Atlantic Ocean.", 100),
    ];
    Ok(Client::mocked(responses).0)
}
