//! Logs each request of a client, with its attempts.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example middleware -- --offline`.

use openai_typed::testing::{MockResponse, MockTransport};
use openai_typed::transport::CallInfo;
use openai_typed::{Client, Error};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let mut builder = Client::builder();
    if std::env::args().any(|argument| argument == "--offline") {
        builder = builder.transport(recorded()).api_key("key");
    } else {
        builder = builder.load_env()?;
    }
    let builder = builder.middleware(|request, next| async move {
        let call = request.extensions().get::<CallInfo>();
        let retries = call.map_or(0, |call| call.retries);
        let line = format!(
            "{} {} (retries: {retries})",
            request.method(),
            request.uri().path()
        );
        let result = next.run(request).await;
        let status = result
            .as_ref()
            .map(|response| response.status().as_u16())
            .unwrap_or_default();
        println!("{line}: {status}");
        result
    });
    let client = builder.build()?;
    println!("{}", client.models().list().await?.data.len());
    Ok(())
}

fn recorded() -> MockTransport {
    let mock = MockTransport::new([]);
    let busy = MockResponse::error(503, "overloaded", "busy").header("retry-after-ms", "1");
    mock.on("listModels", busy);
    mock.on(
        "listModels",
        MockResponse::json(&json!({"object": "list", "data": []})),
    );
    mock
}
