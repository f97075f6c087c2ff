//! Lets the model search the web, and prints the pages that it cites.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example web_search -- --offline`.

use openai_typed::testing::MockResponse;
use openai_typed::types::{Annotation, CreateResponse, OutputMessageContent, Tool};
use openai_typed::{Client, Error};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let client = client()?;
    let request = CreateResponse::new()
        .with_model("gpt-5")
        .with_input("Which is the newest stable version of Rust?")
        .with_tool(Tool::web_search().with_search_context_size("low"));
    let response = client.responses().create(request).await?;
    println!("{}", response.message_text());
    for content in response.messages().flat_map(|message| &message.content) {
        let OutputMessageContent::OutputText(text) = content else {
            continue;
        };
        for annotation in &text.annotations {
            if let Annotation::UrlCitation(citation) = annotation {
                println!("{}: {}", citation.title, citation.url);
            }
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
    mock.on("createResponse", MockResponse::json(&json!({
        "id": "resp_1", "object": "response", "status": "completed", "model": "gpt-5",
        "output": [
            {"type": "web_search_call", "id": "ws_1", "status": "completed", "action": {"type": "search", "query": "rust"}},
            {
                "type": "message", "id": "msg_1", "role": "assistant", "status": "completed",
                "content": [{
                    "type": "output_text", "text": "Rust 1.99.",
                    "annotations": [{
                        "type": "url_citation", "title": "Releases", "url": "https://example.com/rust",
                        "start_index": 0, "end_index": 9,
                    }],
                }],
            },
        ],
    })));
    Ok(client)
}
