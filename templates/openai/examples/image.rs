//! Generates an image, and saves it to a file.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example image -- --offline`.

use crate_name::testing::MockResponse;
use crate_name::types::CreateImageRequest;
use crate_name::{Client, Error};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let client = client()?;
    let request = CreateImageRequest::new("An otter on a train")
        .with_model("gpt-image-1")
        .with_quality("low");
    let images = client.images().generate(request).await?.images()?;
    for image in &images {
        println!("{}, {} bytes", image.media_type(), image.bytes().len());
        image
            .save_to(std::env::temp_dir().join("otter.png"))
            .await?;
    }
    Ok(())
}

/// Creates a client, or with `--offline` one that returns recorded responses.
fn client() -> Result<Client, Error> {
    if !std::env::args().any(|argument| argument == "--offline") {
        return Client::from_env();
    }
    let (client, mock) = Client::mocked([]);
    let png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    mock.on(
        "createImage",
        MockResponse::json(&json!({"created": 0, "data": [{"b64_json": png}]})),
    );
    Ok(client)
}
