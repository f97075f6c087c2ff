//! Names of uploaded files.

use openai_typed::Upload;
use openai_typed::types::{CreateFileRequest, CreateFileRequestPurpose};
use serde_json::json;

use super::file;
use crate::support::{MockResponse, Server};

#[tokio::test]
async fn each_name_is_sent_in_one_quoted_parameter() {
    let Some(bytes) = file("19-file-names/names.json") else {
        return;
    };
    let names: Vec<String> = serde_json::from_slice(&bytes).expect("strings");
    for name in names {
        let server = Server::with_responses([MockResponse::json(json!({ "id": "f" }))]).await;
        let upload = Upload::from_bytes(name.clone(), "");
        let request = CreateFileRequest::new(upload, CreateFileRequestPurpose::Batch);
        let call = server.client().files().create(request);
        call.await.expect("a file");
        let parts = server.single_request().form();
        let part = parts.iter().find(|part| part.name == "file");
        let part = part.expect("a part with the file");
        let sent = part.file_name.as_deref().expect("a file name");
        let escaped = name.replace('"', "%22").replace('\n', "%0A");
        assert!(name.is_empty() || sent == escaped, "{name:?}: {sent:?}");
        assert_eq!(part.content, b"", "{name:?}");
        let media_type = part.content_type.as_deref().expect("a media type");
        let expected = match name.to_lowercase().rsplit('.').next() {
            Some("pdf") => "application/pdf",
            Some("txt" | "md") => "text/plain",
            Some("jsonl") => "application/jsonl",
            Some("m4a") => "audio/mp4",
            Some("heic") => "image/heic",
            _ => media_type,
        };
        assert_eq!(media_type, expected, "{name:?}");
    }
}
