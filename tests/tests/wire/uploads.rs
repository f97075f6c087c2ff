//! Other forms of upload: one file or several, a file or a reference, and files in JSON bodies.

#![allow(deprecated)] // videos are

use openai_typed::types::{
    AddUploadPartRequest, CreateContainerFileBody, CreateSkillBody, CreateSkillBodyFiles,
    CreateVideoMultipartBody, CreateVideoMultipartBodyInputReference, ImageRefParam2, UploadPart,
};
use openai_typed::{Error, ErrorKind, Upload};
use serde_json::{Value, json};

use crate::support::{MockResponse, Part, Server};

fn mock_response() -> MockResponse {
    MockResponse::json(json!({ "id": "thing_1" }))
}

async fn add_part(server: &Server, form: AddUploadPartRequest) -> Result<UploadPart, Error> {
    let parts = server.client().uploads().parts();
    parts.create("upload_1", form).await
}

#[tokio::test]
async fn an_upload_part_is_sent_as_binary_data() {
    let server = Server::with_responses([mock_response()]).await;
    let form = AddUploadPartRequest::new(Upload::from_bytes("part-1", vec![0, 255]));
    let part = add_part(&server, form).await;
    assert_eq!(part.expect("a part").id, "thing_1");
    let request = server.single_request();
    assert_eq!(
        request.method_and_target(),
        "POST /v1/uploads/upload_1/parts"
    );
    let file = Part::file("data", "part-1", "application/octet-stream", &[0, 255]);
    assert_eq!(request.form(), [file]);
}

fn skill() -> CreateSkillBody {
    CreateSkillBody::new(vec![
        Upload::from_bytes("maps/SKILL.md", "# Maps"),
        Upload::from_bytes("maps/run.py", "print()"),
    ])
}

#[tokio::test]
async fn files_of_a_skill_keep_their_folders() {
    let server = Server::with_responses([mock_response(), mock_response()]).await;
    let skills = server.client().skills();
    skills.create(skill()).await.expect("a skill");
    let archive = CreateSkillBodyFiles::Bytes(Upload::from_bytes("maps.zip", "PK"));
    skills
        .create(CreateSkillBody::new(archive))
        .await
        .expect("a skill");
    let requests = server.requests();
    assert_eq!(
        requests[0].form(),
        [
            Part::file("files[]", "maps/SKILL.md", "text/plain", b"# Maps"),
            Part::file("files[]", "maps/run.py", "text/plain", b"print()"),
        ]
    );
    assert_eq!(
        requests[1].form(),
        [Part::file("files", "maps.zip", "application/zip", b"PK")]
    );
}

#[tokio::test]
async fn a_file_in_a_json_body_is_an_error() {
    let server = Server::with_responses([mock_response()]).await;
    let skills = server.client().skills();
    let on_disk = CreateSkillBody::new(vec![Upload::from_path("maps.zip")]);
    for body in [skill(), on_disk] {
        let error = skills.create_json(body).await.expect_err("an error");
        assert_eq!(error.kind(), ErrorKind::Request);
        assert!(
            error.message().contains("only be sent in a form"),
            "{error}"
        );
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_file_reference_can_be_sent_as_json_or_in_a_form() {
    let server = Server::with_responses([mock_response(), mock_response()]).await;
    let files = server.client().containers().files();
    let body = || CreateContainerFileBody::from_file_id("file-1");
    files.create_json("cntr_1", body()).await.expect("a file");
    files.create("cntr_1", body()).await.expect("a file");
    let requests = server.requests();
    assert_eq!(requests[0].json(), json!({ "file_id": "file-1" }));
    assert_eq!(requests[1].form(), [Part::text("file_id", "file-1")]);
}

#[tokio::test]
async fn an_input_reference_can_be_a_file_or_an_object() {
    let server = Server::with_responses([mock_response(), mock_response()]).await;
    let videos = server.client().videos();
    let body = || CreateVideoMultipartBody::new("A cat.").with_seconds("8");
    let picture = Upload::from_bytes("cat.jpg", "JPG");
    let picture = CreateVideoMultipartBodyInputReference::Bytes(picture);
    videos
        .create(body().with_input_reference(picture))
        .await
        .expect("a video");
    let object = ImageRefParam2::from_file_id("file-1");
    videos
        .create(body().with_input_reference(object))
        .await
        .expect("a video");
    let requests = server.requests();
    let (prompt, seconds) = (Part::text("prompt", "A cat."), Part::text("seconds", "8"));
    let file = Part::file("input_reference", "cat.jpg", "image/jpeg", b"JPG");
    assert_eq!(requests[0].form(), [prompt.clone(), file, seconds.clone()]);
    let field = Part::text("input_reference[file_id]", "file-1");
    assert_eq!(requests[1].form(), [prompt, field, seconds]);
}

#[tokio::test]
async fn a_missing_file_is_reported_by_name() {
    let server = Server::with_responses([mock_response()]).await;
    let form = AddUploadPartRequest::new(Upload::from_path("no/such/file"));
    let part = add_part(&server, form).await;
    let error = part.expect_err("no file");
    assert_eq!(error.kind(), ErrorKind::Io);
    assert!(error.message().contains("no/such/file"), "{error}");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_reader_is_streamed() {
    let server = Server::with_responses([mock_response()]).await;
    let upload = Upload::from_reader("part-1", &b"streamed"[..]);
    let form = AddUploadPartRequest::new(upload);
    let part = add_part(&server, form).await;
    assert_eq!(part.expect("a part").id, "thing_1");
    let request = server.single_request();
    assert_eq!(request.header("content-length"), None);
    assert_eq!(request.form()[0].content, b"streamed");
}

#[tokio::test]
async fn undeclared_fields_are_sent_in_forms_and_json() {
    let server = Server::with_responses([mock_response(), mock_response()]).await;
    let mut body = CreateContainerFileBody::from_file_id("file-1");
    body.extra.insert("color", "red");
    let files = server.client().containers().files();
    let call = files.create("cntr_1", body.clone()).body_field("size", 3);
    call.await.expect("a file");
    let call = files.create_json("cntr_1", body).body_field("size", 3);
    call.await.expect("a file");
    let requests = server.requests();
    let fields = [("file_id", "file-1"), ("color", "red"), ("size", "3")];
    assert_eq!(
        requests[0].form(),
        fields.map(|(name, content)| Part::text(name, content))
    );
    let expected: Value = json!({ "file_id": "file-1", "color": "red", "size": 3 });
    assert_eq!(requests[1].json(), expected);
}
