//! Shows the information in an error, and configures timeouts and retries.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example errors -- --offline`.

use std::time::Duration;

use openai_typed::testing::MockResponse;
use openai_typed::{Client, Error, ErrorKind};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let client = client()?
        .with_options(|options| options.max_retries(5).timeout(Duration::from_secs(30)))?;
    match client.models().retrieve("gpt-0").max_retries(1).await {
        Ok(model) => println!("{}", model.id),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            println!("{}", error.message());
            println!("status {:?}, code {:?}", error.status(), error.code());
            println!("request {:?}", error.request_id());
        }
        Err(error) if error.is_retryable() => println!("try again in {:?}", error.retry_after()),
        Err(error) => return Err(error),
    }
    Ok(())
}

/// Creates a client, or with `--offline` one that returns recorded responses.
fn client() -> Result<Client, Error> {
    if !std::env::args().any(|argument| argument == "--offline") {
        return Client::from_env();
    }
    let (client, mock) = Client::mocked([]);
    let error = MockResponse::error(404, "model_not_found", "The model `gpt-0` does not exist.");
    mock.on("retrieveModel", error.header("x-request-id", "req_1"));
    Ok(client)
}
