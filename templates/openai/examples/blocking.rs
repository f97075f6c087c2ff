//! Calls the API without an async runtime.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example blocking --features blocking -- --offline`.

use crate_name::blocking::{Iterate, Wait};
use crate_name::testing::MockResponse;
use crate_name::types::CreateResponse;
use crate_name::{Client, Error};
use serde_json::json;

fn main() -> Result<(), Error> {
    let client = client()?;
    let request = CreateResponse::new()
        .with_model("gpt-5")
        .with_input("Say hello.");
    println!(
        "{}",
        client.responses().create(request).wait()?.message_text()
    );
    for model in client.models().list().items().iterate() {
        println!("{}", model?.id);
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
            "id": "resp_1", "object": "response", "status": "completed", "model": "gpt-5",
            "output": [{
                "type": "message", "id": "msg_1", "role": "assistant", "status": "completed",
                "content": [{"type": "output_text", "text": "Hello!", "annotations": []}],
            }],
        })),
    );
    mock.on("listModels", MockResponse::json(&json!({"object": "list", "data": [{"id": "gpt-5", "object": "model", "created": 0, "owned_by": "openai"}]})));
    Ok(client)
}
