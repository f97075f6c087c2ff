//! Edits an image according to a prompt. Files are sent as a multipart form.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example image_edit -- --offline`.

use openai_typed::testing::MockResponse;
use openai_typed::types::{CreateImageEditRequest, CreateImageEditRequestImage};
use openai_typed::{Client, Error, Upload};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let client = client()?;
    let photo = Upload::from_bytes("otter.png", vec![0x89, b'P', b'N', b'G']); // or `Upload::from_path`
    let image = CreateImageEditRequestImage::Bytes(photo);
    let request = CreateImageEditRequest::new(image, "Add a hat.").with_model("gpt-image-1");
    let images = client.images().edit(request).await?.images()?;
    println!("{} image, {}", images.len(), images[0].media_type());
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
        "createImageEdit",
        MockResponse::json(&json!({"created": 0, "data": [{"b64_json": png}]})),
    );
    Ok(client)
}
