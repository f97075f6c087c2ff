//! Sends many requests as a batch, which costs half and takes up to a day.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example batch --features batches -- --offline`.

use openai_typed::testing::MockResponse;
use openai_typed::types::CreateResponse;
use openai_typed::{Client, Error};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let client = client()?;
    let requests = ["Paris", "Rome"].map(|city| {
        let input = format!("Describe {city} in one word.");
        (
            city,
            CreateResponse::new().with_model("gpt-5").with_input(input),
        )
    });
    let job = client.batches().submit(requests).await?;
    println!("submitted: {:?}", job.batch_ids());
    for (city, result) in job.wait().await? {
        match result {
            Ok(response) => println!("{city}: {}", response.message_text()),
            Err(error) => println!("{city}: {error}"),
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
    let message = json!({
        "type": "message", "id": "msg_1", "role": "assistant", "status": "completed",
        "content": [{"type": "output_text", "text": "Bright.", "annotations": []}],
    });
    let response =
        json!({"id": "resp_1", "object": "response", "status": "completed", "output": [message]});
    let error = json!({"code": "rate_limit_exceeded", "message": "Slow down."});
    let lines = [
        json!({"custom_id": "Paris", "response": {"status_code": 200, "request_id": "r_1", "body": response}, "error": null}),
        json!({"custom_id": "Rome", "response": {"status_code": 429, "request_id": "r_2", "body": {"error": error}}, "error": null}),
    ];
    let lines = lines.map(|line| line.to_string()).join("\n");
    mock.on(
        "createFile",
        MockResponse::json(&json!({"id": "file_1", "object": "file"})),
    );
    mock.on(
        "createBatch",
        MockResponse::json(&json!({"id": "batch_1", "object": "batch", "status": "validating"})),
    );
    mock.on("retrieveBatch", MockResponse::json(&json!({"id": "batch_1", "object": "batch", "status": "completed", "output_file_id": "file_2"})));
    mock.on(
        "downloadFile",
        MockResponse::bytes("application/jsonl", lines),
    );
    Ok(client)
}
