//! Images, audio and files as input, and images in a response.

use openai_typed::media::{Media, decode_base64, encode_base64};
use openai_typed::types::{
    ChatCompletionRequestUserMessageContentPart as ChatPart, InputContent, Response,
    ResponseStreamEvent,
};
use openai_typed::{ErrorKind, Upload};
use serde_json::{Value, json};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const PNG_URL: &str = "data:image/png;base64,iVBORw0KGgo=";

fn encoded(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).expect("JSON")
}

/// Writes a file to a folder that is removed when the test ends.
fn file(name: &str, content: &[u8]) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, content).expect("a file");
    (folder, path)
}

#[test]
fn base64_is_encoded_and_decoded_without_other_features() {
    assert_eq!(encode_base64([0, 255, 7]), "AP8H");
    assert_eq!(decode_base64("AP8HCQ").expect("bytes")[..], [0, 255, 7, 9]);
}

#[tokio::test]
async fn an_image_is_sent_from_a_path_bytes_or_a_url() {
    let (_folder, path) = file("no extension", PNG);
    let image = |url: &str| json!({ "type": "input_image", "detail": "auto", "image_url": url });
    let content = InputContent::image_path(&path).await.expect("an image");
    assert_eq!(encoded(&content), image(PNG_URL));
    assert_eq!(encoded(&InputContent::image_bytes(PNG)), image(PNG_URL));
    let url = "https://example.invalid/a.png";
    assert_eq!(encoded(&InputContent::image_url(url)), image(url));
    let part = |url: &str| json!({ "type": "image_url", "image_url": { "url": url } });
    let content = ChatPart::image_path(&path).await.expect("an image");
    assert_eq!(encoded(&content), part(PNG_URL));
    assert_eq!(encoded(&ChatPart::image_bytes(PNG)), part(PNG_URL));
    let missing = InputContent::image_path("/no/such/image.png").await;
    let error = missing.expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::Io);
    assert!(
        error.message().starts_with("/no/such/image.png: "),
        "{error}"
    );
}

#[tokio::test]
async fn a_file_is_sent_with_its_name_and_media_type() {
    let (_folder, path) = file("Report \u{e9}.PDF", b"%PDF-1.7");
    let data = "data:application/pdf;base64,JVBERi0xLjc=";
    let name = "Report \u{e9}.PDF";
    let expected = json!({ "type": "input_file", "filename": name, "file_data": data });
    assert_eq!(
        encoded(&InputContent::file_path(&path).await.expect("a file")),
        expected
    );
    assert_eq!(
        encoded(&InputContent::file_bytes(name, "%PDF-1.7")),
        expected
    );
    let file = json!({ "type": "file", "file": { "filename": name, "file_data": data } });
    assert_eq!(
        encoded(&ChatPart::file_path(&path).await.expect("a file")),
        file
    );
    assert_eq!(encoded(&ChatPart::file_bytes(name, "%PDF-1.7")), file);
}

#[tokio::test]
async fn audio_is_sent_with_its_format() {
    let (_folder, path) = file("memo.MP3", b"sound");
    let audio = |data: &str, format: &str| json!({ "type": "input_audio", "input_audio": { "data": data, "format": format } });
    let part = ChatPart::audio_path(&path).await.expect("audio");
    assert_eq!(encoded(&part), audio("c291bmQ=", "mp3"));
    let wave = b"RIFF\0\0\0\0WAVE".as_slice();
    let part = ChatPart::audio_bytes(wave).expect("audio");
    assert_eq!(encoded(&part), audio("UklGRgAAAABXQVZF", "wav"));
    let error = ChatPart::audio_bytes([1, 2, 3].as_slice()).expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(
        error.message().contains("application/octet-stream"),
        "{error}"
    );
}

#[test]
fn the_images_of_a_response_and_its_stream_are_decoded() {
    let call = |result: Value| json!({ "type": "image_generation_call", "id": "ig_1", "status": "completed", "result": result });
    let output = [
        call(json!("iVBORw0KGgo=")),
        call(Value::Null),
        json!({ "type": "new" }),
    ];
    let response: Response =
        serde_json::from_value(json!({ "output": output })).expect("a response");
    let images = response.images().expect("images");
    assert_eq!(images.len(), 1);
    assert_eq!(
        (images[0].media_type(), &images[0].bytes()[..]),
        ("image/png", PNG)
    );
    let event =
        |event: Value| -> ResponseStreamEvent { serde_json::from_value(event).expect("an event") };
    let partial = event(json!({
        "type": "response.image_generation_call.partial_image", "output_index": 0, "item_id": "ig_1",
        "sequence_number": 1, "partial_image_index": 0, "partial_image_b64": "AAEC", "output_format": "jpeg",
    }));
    let image = partial
        .partial_image()
        .expect("an image")
        .expect("an image");
    assert_eq!(
        (image.media_type(), &image.bytes()[..]),
        ("image/jpeg", [0, 1, 2].as_slice())
    );
    let other = event(json!({ "type": "response.queued", "sequence_number": 1 }));
    assert_eq!(other.partial_image().expect("no error"), None);
}

#[test]
fn media_converts_into_an_upload_and_a_data_url() {
    let media = Media::from_data_url(PNG_URL).expect("an image");
    assert_eq!(
        (media.media_type(), media.to_data_url().as_str()),
        ("image/png", PNG_URL)
    );
    let upload = Upload::from(media.with_name("a.bin").with_media_type("image/png"));
    assert_eq!(
        (upload.name(), upload.media_type()),
        (Some("a.bin"), "image/png")
    );
    assert_eq!(upload.bytes().map(|bytes| &bytes[..]), Some(PNG));
}
