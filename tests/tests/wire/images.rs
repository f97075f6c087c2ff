//! Images: an operation with two kinds of body.

use futures_util::TryStreamExt;
use openai_typed::Upload;
use openai_typed::types::{
    CreateImageEditRequest, CreateImageEditRequestImage, CreateImageEditRequestSize,
    EditImageBodyJsonParam, ImageEditStreamEvent, ImageRefParam,
};
use serde_json::json;

use crate::support::{Answer, Part, Server};

fn answer() -> Answer {
    Answer::json(json!({ "created": 1_760_000_000, "data": [{ "b64_json": "AAEC" }] }))
}

fn picture(name: &str) -> Upload {
    Upload::from_bytes(name, "PNG")
}

#[tokio::test]
async fn an_edit_by_form_carries_the_files() {
    let server = Server::answering([answer()]).await;
    let image = CreateImageEditRequestImage::Bytes(picture("cat.png"));
    let form = CreateImageEditRequest::new(image, "Add a hat.")
        .with_mask(picture("mask.png"))
        .with_n(2)
        .with_size(CreateImageEditRequestSize::from("1024x1024"));

    let images = server.client().images().edit(form).await.expect("images");

    let image = &images.data.as_deref().unwrap_or_default()[0];
    assert_eq!(image.b64_json.as_deref(), Some("AAEC"));
    let request = server.only();
    assert_eq!(request.line(), "POST /v1/images/edits");
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
async fn several_images_are_a_list_of_files() {
    let server = Server::answering([answer()]).await;
    let images = vec![picture("one.png"), picture("two.webp")];
    let form = CreateImageEditRequest::new(images, "Put them together.");
    server.client().images().edit(form).await.expect("images");
    assert_eq!(
        server.only().form(),
        [
            Part::file("image[]", "one.png", "image/png", b"PNG"),
            Part::file("image[]", "two.webp", "image/webp", b"PNG"),
            Part::text("prompt", "Put them together."),
        ]
    );
}

#[tokio::test]
async fn an_edit_by_json_refers_to_the_images() {
    let server = Server::answering([answer()]).await;
    let image = ImageRefParam::new().with_file_id("file-1");
    let body = EditImageBodyJsonParam::new(vec![image], "Add a hat.");
    let images = server.client().images().edit_json(body).await;
    assert_eq!(images.expect("images").created, 1_760_000_000);
    let request = server.only();
    assert_eq!(request.line(), "POST /v1/images/edits");
    assert_eq!(
        request.json(),
        json!({ "images": [{ "file_id": "file-1" }], "prompt": "Add a hat." })
    );
}

#[tokio::test]
async fn both_bodies_stream() {
    let event = json!({ "type": "image_edit.completed", "b64_json": "AAEC", "created_at": 1 });
    let text = format!("event: image_edit.completed\ndata: {event}\n\n");
    let events = || Answer::events([text.as_str()]);
    let server = Server::answering([events(), events()]).await;
    let images = server.client().images();
    let form = CreateImageEditRequest::new(vec![picture("cat.png")], "Add a hat.");
    let body = EditImageBodyJsonParam::new(vec![ImageRefParam::new()], "Add a hat.");
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
