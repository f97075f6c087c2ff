//! Images: an operation with two kinds of body.

use futures_util::TryStreamExt;
use openai_typed::types::{
    CreateImageEditRequest, CreateImageEditRequestImage, CreateImageEditRequestSize,
    CreateImageRequest, EditImageBodyJsonParam, ImageEditStreamEvent, ImageRefParam,
    ImagesResponse,
};
use openai_typed::{Client, ErrorKind, Upload};
use serde_json::json;

use crate::support::{MockResponse, Part, Server};

fn mock_response() -> MockResponse {
    MockResponse::json(json!({ "created": 1_760_000_000, "data": [{ "b64_json": "AAEC" }] }))
}

fn picture(name: &str) -> Upload {
    Upload::from_bytes(name, "PNG")
}

#[tokio::test]
async fn an_edit_can_be_sent_as_a_form_with_files() {
    let server = Server::with_responses([mock_response()]).await;
    let image = CreateImageEditRequestImage::Bytes(picture("cat.png"));
    let form = CreateImageEditRequest::new(image, "Add a hat.")
        .with_mask(picture("mask.png"))
        .with_n(2)
        .with_size(CreateImageEditRequestSize::from("1024x1024"));

    let images = server.client().images().edit(form).await.expect("images");

    let image = &images.data.as_deref().unwrap_or_default()[0];
    assert_eq!(image.b64_json.as_deref(), Some("AAEC"));
    let request = server.single_request();
    assert_eq!(request.method_and_target(), "POST /v1/images/edits");
    assert_eq!(
        request.form(),
        [
            Part::file("image", "cat.png", "image/png", b"PNG"),
            Part::text("prompt", "Add a hat."),
            Part::file("mask", "mask.png", "image/png", b"PNG"),
            Part::text("n", "2"),
            Part::text("size", "1024x1024"),
        ]
    );
}

#[tokio::test]
async fn a_path_is_accepted_where_a_file_is_expected() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("cat.png");
    std::fs::write(&path, b"PNG").expect("a file");
    let server = Server::with_responses([mock_response()]).await;
    let form = CreateImageEditRequest::new(&path, "Add a hat.").with_mask(path.as_path());
    server.client().images().edit(form).await.expect("images");
    assert_eq!(
        server.single_request().form(),
        [
            Part::file("image", "cat.png", "image/png", b"PNG"),
            Part::text("prompt", "Add a hat."),
            Part::file("mask", "cat.png", "image/png", b"PNG"),
        ]
    );
}

#[tokio::test]
async fn several_images_are_sent_as_several_files() {
    let server = Server::with_responses([mock_response()]).await;
    let images = vec![picture("one.png"), picture("two.webp")];
    let form = CreateImageEditRequest::new(images, "Put them together.");
    server.client().images().edit(form).await.expect("images");
    assert_eq!(
        server.single_request().form(),
        [
            Part::file("image[]", "one.png", "image/png", b"PNG"),
            Part::file("image[]", "two.webp", "image/webp", b"PNG"),
            Part::text("prompt", "Put them together."),
        ]
    );
}

#[tokio::test]
async fn an_edit_can_be_sent_as_json_with_references() {
    let server = Server::with_responses([mock_response()]).await;
    let image = ImageRefParam::from_file_id("file-1");
    let body = EditImageBodyJsonParam::new(vec![image], "Add a hat.");
    let images = server.client().images().edit_json(body).await;
    assert_eq!(images.expect("images").created, 1_760_000_000);
    let request = server.single_request();
    assert_eq!(request.method_and_target(), "POST /v1/images/edits");
    assert_eq!(
        request.json(),
        json!({ "images": [{ "file_id": "file-1" }], "prompt": "Add a hat." })
    );
}

#[tokio::test]
async fn both_kinds_of_body_can_be_streamed() {
    let event = json!({ "type": "image_edit.completed", "b64_json": "AAEC", "created_at": 1 });
    let text = format!("event: image_edit.completed\ndata: {event}\n\n");
    let events = || MockResponse::events([text.as_str()]);
    let server = Server::with_responses([events(), events()]).await;
    let images = server.client().images();
    let form = CreateImageEditRequest::new(vec![picture("cat.png")], "Add a hat.");
    let body =
        EditImageBodyJsonParam::new(vec![ImageRefParam::from_file_id("file-1")], "Add a hat.");
    for call in [images.edit(form), images.edit_json(body)] {
        let stream = call.stream().await.expect("a stream");
        let events: Vec<_> = stream.try_collect().await.expect("every event");
        let [ImageEditStreamEvent::ImageEditCompleted(completed)] = events.as_slice() else {
            panic!("{events:?}");
        };
        assert_eq!(completed.b64_json, "AAEC");
    }
    let requests = server.requests();
    assert_eq!(
        requests[0].form().last(),
        Some(&Part::text("stream", "true"))
    );
    assert_eq!(requests[1].json()["stream"], json!(true));
}

/// The first bytes of a PNG and of a JPEG file, in base64.
const PNG: &str = "iVBORw0KGgo=";
const JPEG: &str = "/9j/4AAQSkZJRg==";

fn decode(body: serde_json::Value) -> ImagesResponse {
    serde_json::from_value(body).expect("a response")
}

#[tokio::test]
async fn the_images_of_a_response_are_decoded_and_saved() {
    let data = json!([{ "b64_json": PNG }, { "b64_json": JPEG }, { "b64_json": "AAEC" }]);
    let response = decode(json!({ "created": 1, "data": data, "output_format": "webp" }));
    let images = response.images().expect("images");
    let media_types: Vec<_> = images.iter().map(|image| image.media_type()).collect();
    // The bytes take precedence over the format that the response reports.
    assert_eq!(media_types, ["image/png", "image/jpeg", "image/webp"]);
    assert_eq!(images[2].bytes()[..], [0, 1, 2]);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("image.png");
    assert_eq!(images[0].save_to(&path).await.expect("saved"), 8);
    assert_eq!(std::fs::read(&path).expect("a file"), b"\x89PNG\r\n\x1a\n");
    let missing = images[0].save_to(folder.path().join("no/image.png")).await;
    assert_eq!(missing.expect_err("an error").kind(), ErrorKind::Io);
}

#[test]
fn an_image_that_is_a_url_or_invalid_is_an_error() {
    let url = "https://images.invalid/1.png";
    let error = decode(json!({ "created": 1, "data": [{ "url": url }] })).images();
    let error = error.expect_err("an error");
    assert!(error.message().contains(url), "{error}");
    let invalid = decode(json!({ "created": 1, "data": [{ "b64_json": "?" }] })).images();
    assert_eq!(invalid.expect_err("an error").kind(), ErrorKind::Decode);
    let none = decode(json!({ "created": 1 })).images().expect("no images");
    assert_eq!(none, []);
}

#[tokio::test]
async fn partial_images_of_a_stream_are_decoded() {
    let event = |event_type: &str, image: &str| {
        json!({
            "type": event_type, "b64_json": image, "created_at": 1, "size": "1024x1024", "quality": "low",
            "background": "opaque", "output_format": "png", "partial_image_index": 0, "usage": {},
        })
    };
    let events = [
        event("image_generation.partial_image", JPEG),
        json!({ "type": "image_generation.new", "x": 1 }),
        event("image_generation.completed", PNG),
    ];
    let (client, _) = Client::mocked([openai_typed::testing::MockResponse::events(events)]);
    let call = client
        .images()
        .generate(CreateImageRequest::new("An otter"));
    let events: Vec<_> = call
        .stream()
        .await
        .expect("a stream")
        .try_collect()
        .await
        .expect("events");
    let images: Vec<_> = events
        .iter()
        .map(|event| event.image().expect("an image"))
        .collect();
    let media_types: Vec<_> = images
        .iter()
        .map(|image| image.as_ref().map(|image| image.media_type()))
        .collect();
    assert_eq!(media_types, [Some("image/jpeg"), None, Some("image/png")]);
}

#[tokio::test]
async fn an_edit_on_azure_is_sent_to_the_deployment_of_its_model() {
    let server = Server::with_responses([mock_response()]).await;
    let mut endpoint = server.client().base_url().expect("a URL").clone();
    endpoint.set_path("");
    let builder = Client::azure()
        .endpoint(endpoint.as_str())
        .api_version("2025-04-01-preview");
    let client = builder.api_key("azure-key").build().expect("a client");
    let images = vec![picture("eins.PNG"), picture("zw\u{f6}lf \"2\".webp")];
    let form = CreateImageEditRequest::new(images, "Join.").with_model("my-images");
    client.images().edit(form).await.expect("images");
    let request = server.single_request();
    assert_eq!(request.path(), "/openai/deployments/my-images/images/edits");
    let form = request.form();
    assert_eq!(
        form[0],
        Part::file("image[]", "eins.PNG", "image/png", b"PNG")
    );
    let second = Part::file("image[]", "zw\u{f6}lf %222%22.webp", "image/webp", b"PNG");
    assert_eq!(form[1], second);
}

#[tokio::test]
async fn streamed_images_are_accumulated() {
    let event = |end: &str, data: &str| {
        let event_type = format!("image_generation.{end}");
        let event = json!({
            "type": event_type, "b64_json": data, "created_at": 1, "size": "1024x1024",
            "quality": "low", "background": "auto", "output_format": "png",
            "partial_image_index": 0,
            "usage": { "input_tokens": 1, "output_tokens": 2, "total_tokens": 3,
                "input_tokens_details": { "text_tokens": 1, "image_tokens": 0 } },
        });
        format!("data: {event}\n\n")
    };
    let all = [event("partial_image", "AAEC"), event("completed", "AQID")];
    let response = |events: &[String]| {
        let response = MockResponse::events(events.iter().map(String::as_str));
        response.with_header("x-request-id", "req_3")
    };
    let server = Server::with_responses([response(&all), response(&all[..1])]).await;
    let request = || CreateImageRequest::new("An otter").with_partial_images(1);
    let call = || server.client().images().generate(request()).stream();
    let stream = call().await.expect("a stream");
    let images = stream.collect_images().await.expect("images");
    let decoded = images.images().expect("base64");
    assert_eq!(decoded[0].bytes().as_ref(), [1, 2, 3]);
    assert_eq!(decoded[0].media_type(), "image/png");
    assert_eq!(images.usage().expect("usage").total_tokens, 3);
    assert_eq!(images.request_id(), Some("req_3"));
    let stream = call().await.expect("a stream");
    let truncated = stream.collect_images().await.expect_err("an early end");
    let partial = truncated.partial().partial[0].image().expect("base64");
    assert_eq!(partial.bytes().as_ref(), [0, 1, 2]);
}
