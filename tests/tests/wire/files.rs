//! Files: uploads as forms, lists, binary content, deletion.

use openai_typed::types::{
    CreateFileRequest, CreateFileRequestPurpose, CreateSpeechRequest, CreateSpeechRequestModel,
    FileExpirationAfter, ListFilesOrder, OpenAiFilePurpose, VoiceIdsShared,
};
use openai_typed::{ErrorKind, Upload};
use serde_json::{Value, json};

use crate::support::{MockResponse, Part, Server};

fn file(id: &str) -> Value {
    json!({
        "id": id,
        "object": "file",
        "bytes": 11,
        "created_at": 1_760_000_000,
        "filename": "lines.jsonl",
        "purpose": "batch",
        "status": "processed",
    })
}

#[tokio::test]
async fn bytes_are_uploaded_as_a_form() {
    let server = Server::with_responses([MockResponse::json(file("file-1"))]).await;
    let upload = Upload::from_bytes("lines.jsonl", "{\"a\":1}\r\n--x\r\n");
    let form = CreateFileRequest::new(upload, CreateFileRequestPurpose::Batch)
        .with_expires_after(FileExpirationAfter::new(3600));

    let file = server.client().files().create(form).await.expect("a file");

    assert_eq!(file.id, "file-1");
    assert_eq!(file.purpose, OpenAiFilePurpose::Batch);
    let request = server.single_request();
    assert_eq!(request.method_and_target(), "POST /v1/files");
    let length = request.body.len().to_string();
    assert_eq!(request.header("content-length"), Some(length.as_str()));
    assert_eq!(
        request.form(),
        [
            Part::file(
                "file",
                "lines.jsonl",
                "application/jsonl",
                b"{\"a\":1}\r\n--x\r\n"
            ),
            Part::text("purpose", "batch"),
            Part::text("expires_after[anchor]", "created_at"),
            Part::text("expires_after[seconds]", "3600"),
        ]
    );
}

#[tokio::test]
async fn a_file_on_disk_is_uploaded_under_its_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("naïve \"plan\".pdf");
    std::fs::write(&path, b"%PDF \x00\xff").expect("a file");
    let server = Server::with_responses([MockResponse::json(file("file-2"))]).await;
    let form = CreateFileRequest::new(&path, "a_new_purpose");
    let file = server.client().files().create(form).await.expect("a file");
    assert_eq!(file.id, "file-2");
    assert_eq!(
        server.single_request().form(),
        [
            Part::file(
                "file",
                "naïve %22plan%22.pdf",
                "application/pdf",
                b"%PDF \x00\xff"
            ),
            Part::text("purpose", "a_new_purpose"),
        ]
    );
}

#[tokio::test]
async fn name_and_media_type_of_an_upload_can_be_set() {
    let server = Server::with_responses([MockResponse::json(file("file-3"))]).await;
    let upload = Upload::from_bytes("a.bin", vec![0, 159, 146, 150])
        .with_name("picture.png")
        .with_media_type("image/x-own");
    let form = CreateFileRequest::new(upload, CreateFileRequestPurpose::Vision);
    server.client().files().create(form).await.expect("a file");
    assert_eq!(
        server.single_request().form()[0],
        Part::file("file", "picture.png", "image/x-own", &[0, 159, 146, 150])
    );
}

#[tokio::test]
async fn list_options_are_sent_as_a_query() {
    let page = json!({
        "object": "list",
        "data": [file("file-4")],
        "first_id": "file-4",
        "last_id": "file-4",
        "has_more": false,
    });
    let server = Server::with_responses([MockResponse::json(page)]).await;
    let list = server.client().files().list();
    let list = list.with_limit(2).with_order(ListFilesOrder::Desc);
    let page = list.with_purpose("fine-tune").await.expect("a page");
    assert_eq!(page.data[0].filename, "lines.jsonl");
    assert_eq!(
        server.single_request().method_and_target(),
        "GET /v1/files?limit=2&order=desc&purpose=fine-tune"
    );
}

#[tokio::test]
async fn file_content_can_be_read_into_memory_or_saved() {
    let content: Vec<u8> = (0..100_000_u32).map(|n| n.to_le_bytes()[0]).collect();
    let binary = || MockResponse::new(200, "application/octet-stream", content.clone());
    let server = Server::with_responses([binary(), binary()]).await;
    let files = server.client().files();

    let download = files.content("file-5").await.expect("a download");
    assert_eq!(download.content_type(), Some("application/octet-stream"));
    assert_eq!(download.bytes().await.expect("bytes"), content);

    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("content");
    let download = files.content("file-5").await.expect("a download");
    let written = download.save_to(&path).await.expect("a file");
    assert_eq!(written, 100_000);
    assert_eq!(std::fs::read(&path).expect("a file"), content);

    for request in server.requests() {
        assert_eq!(request.method_and_target(), "GET /v1/files/file-5/content");
        assert_eq!(
            request.header("accept"),
            Some("application/octet-stream, text/*")
        );
    }
}

#[tokio::test]
async fn a_file_is_deleted() {
    let body = json!({ "id": "file-6", "object": "file", "deleted": true });
    let server = Server::with_responses([MockResponse::json(body)]).await;
    let deleted = server.client().files().delete("file-6").await;
    assert!(deleted.expect("a deletion").deleted);
    assert_eq!(
        server.single_request().method_and_target(),
        "DELETE /v1/files/file-6"
    );
}

#[tokio::test]
async fn a_web_page_in_place_of_a_download_is_an_error_unless_the_file_may_be_html() {
    let page = "<!DOCTYPE html>\n<html><body>502 Bad Gateway</body></html>";
    let long = format!("{page}{}", " ".repeat(100_000));
    for body in [page, long.as_str()] {
        for size in [1 << 10, 1 << 20] {
            let response = || {
                let response = MockResponse::new(200, "text/html; charset=utf-8", body);
                response.in_pieces(size)
            };
            let server = Server::with_responses([response(), response(), response()]).await;
            let client = server.client();
            let download = client.skills().content("s").await.expect("a response");
            let error = download.bytes().await.expect_err("an error");
            assert_eq!(error.kind(), ErrorKind::Decode);
            for part in ["is HTML", "text/html", "502 Bad Gateway"] {
                assert!(error.message().contains(part), "{error}");
            }
            let voice = VoiceIdsShared::Alloy;
            let speech = CreateSpeechRequest::new(CreateSpeechRequestModel::Tts1, "x", voice);
            let mut speech = client
                .audio()
                .speech()
                .create(speech)
                .await
                .expect("a response");
            speech
                .chunk()
                .await
                .expect("a result")
                .expect_err("an error");
            assert!(speech.chunk().await.is_none(), "the error is the end");
            let file = client.files().content("f").await.expect("a response");
            assert_eq!(file.text().await.expect("a file"), body);
        }
    }
    let audio = MockResponse::new(200, "text/html", "ID3 audio");
    let server = Server::with_responses([audio]).await;
    let download = server
        .client()
        .skills()
        .content("s")
        .await
        .expect("a response");
    assert_eq!(
        download.text().await.expect("bytes that are not HTML"),
        "ID3 audio"
    );
}

#[tokio::test]
async fn any_form_of_an_error_in_place_of_a_download_is_an_error() {
    for body in [
        json!({ "error": { "message": "m" } }),
        json!({ "detail": "m" }),
        json!({ "message": "m", "code": "c" }),
        json!({ "fault": { "faultstring": "m" } }),
        json!({ "errors": [{ "message": "m" }] }),
    ] {
        let server = Server::with_responses([MockResponse::json(body.clone())]).await;
        let download = server
            .client()
            .skills()
            .content("s")
            .await
            .expect("a response");
        let error = download
            .bytes()
            .await
            .err()
            .unwrap_or_else(|| panic!("an error: {body}"));
        assert_eq!(
            (error.kind(), error.message()),
            (ErrorKind::Server, "m"),
            "{body}"
        );
    }
    let file = json!({ "message": "m", "detail": "d", "code": "c" });
    let server = Server::with_responses([MockResponse::json(file.clone())]).await;
    let download = server
        .client()
        .files()
        .content("f")
        .await
        .expect("a response");
    assert_eq!(download.text().await.expect("a file"), file.to_string());
}

#[tokio::test]
async fn an_empty_response_to_a_deletion_means_that_the_resource_is_deleted() {
    for response in [
        MockResponse::empty(204),
        MockResponse::empty(200),
        MockResponse::new(202, "application/json", " \r\n"),
        MockResponse::new(200, "application/json", "null"),
        MockResponse::new(200, "application/json", "{}"),
    ] {
        let server = Server::with_responses([response.with_header("x-request-id", "req_1")]).await;
        let deleted = server
            .client()
            .files()
            .delete("file-1/ü")
            .await
            .expect("a deletion");
        assert!(deleted.deleted);
        assert_eq!(deleted.id, "file-1/ü");
        assert_eq!(deleted.request_id(), Some("req_1"));
        assert!(deleted.extra.is_missing("object"), "it was not received");
    }
    let server = Server::with_responses([MockResponse::empty(204)]).await;
    let client = server.client();
    let error = client.models().list().await.expect_err("an error");
    assert!(
        error.message().starts_with("the request succeeded"),
        "{error}"
    );
    assert!(error.message().contains("status 204"), "{error}");
}
