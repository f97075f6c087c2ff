//! Forms: names, media types and contents of their parts.

use std::collections::BTreeMap;

use oasmith_runtime::request::{Form, IntoForm};
use oasmith_runtime::testing::{MockResponse, MockTransport};
use oasmith_runtime::{ErrorKind, Upload};
use serde::Serialize;
use serde_json::json;

use crate::support::server::json as json_response;
use crate::support::*;

/// A received part: name, file name, media type, content.
#[derive(Debug, PartialEq)]
struct Part {
    name: String,
    file: Option<String>,
    content_type: Option<String>,
    content: String,
}

/// Splits a body by its boundary, as a server does.
fn parts(content_type: &str, body: &[u8]) -> Vec<Part> {
    let boundary = content_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    let text = String::from_utf8_lossy(body);
    let inside = text.strip_suffix(&format!("--{boundary}--\r\n")).unwrap();
    inside
        .split(&format!("--{boundary}\r\n"))
        .skip(1)
        .map(|part| {
            let (head, content) = part.split_once("\r\n\r\n").unwrap();
            let between = |start: &str, end: &str| {
                let (_, rest) = head.split_once(start)?;
                Some(
                    rest.split_once(end)
                        .map_or(rest, |(value, _)| value)
                        .to_owned(),
                )
            };
            Part {
                name: between("; name=\"", "\"").unwrap(),
                file: between("; filename=\"", "\""),
                content_type: between("Content-Type: ", "\r\n"),
                content: content.strip_suffix("\r\n").unwrap().to_owned(),
            }
        })
        .collect()
}

async fn sent(form: impl IntoForm) -> Vec<Part> {
    let (client, mock) = mocked([MockResponse::json(&json!({}))]);
    client.call::<PostThing>().form(form).await.unwrap();
    parts_of(&mock)
}

fn parts_of(mock: &MockTransport) -> Vec<Part> {
    let sent = mock.last_request().unwrap();
    parts(sent.header("content-type").unwrap(), &sent.body)
}

fn named(form: Vec<Part>) -> Vec<(String, String)> {
    form.into_iter()
        .map(|part| (part.name, part.content))
        .collect()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
        .collect()
}

#[derive(Serialize)]
struct Record {
    purpose: &'static str,
    n: u32,
    temperature: f64,
    exact: f32,
    #[serde(skip_serializing_if = "Option::is_none")]
    skipped: Option<u32>,
    flag: bool,
    #[serde(rename = "include[]")]
    include: Vec<&'static str>,
    strategy: BTreeMap<&'static str, serde_json::Value>,
    file: Upload,
    images: Vec<Upload>,
    either: Either,
}

#[derive(Serialize)]
#[serde(untagged)]
#[allow(dead_code)]
enum Either {
    One(Upload),
    Many(Vec<Upload>),
}

#[tokio::test]
async fn a_record_becomes_parts_in_field_order() {
    let record = Record {
        purpose: "p",
        n: 3,
        temperature: 0.5,
        exact: 0.1,
        skipped: None,
        flag: true,
        include: vec!["a", "b"],
        strategy: [("size", json!({"max": 8})), ("type", json!("static"))].into(),
        file: Upload::from_bytes("a.jsonl", "{}"),
        images: vec![
            Upload::from_bytes("1.png", "1"),
            Upload::from_bytes("2.png", "2"),
        ],
        either: Either::One(Upload::from_bytes("e.bin", "e")),
    };
    let parts = sent(Form::from_record(&record)).await;
    let files: Vec<_> = parts
        .iter()
        .filter_map(|part| part.file.as_deref())
        .collect();
    assert_eq!(files, ["a.jsonl", "1.png", "2.png", "e.bin"]);
    assert_eq!(parts[9].content_type.as_deref(), Some("application/jsonl"));
    assert_eq!(
        named(parts),
        pairs(&[
            ("purpose", "p"),
            ("n", "3"),
            ("temperature", "0.5"),
            ("exact", "0.1"),
            ("flag", "true"),
            ("include[]", "a"),
            ("include[]", "b"),
            ("strategy[size][max]", "8"),
            ("strategy[type]", "static"),
            ("file", "{}"),
            ("images[]", "1"),
            ("images[]", "2"),
            ("either", "e"),
        ])
    );
}

#[tokio::test]
async fn a_form_can_be_built_part_by_part() {
    let form = Form::new()
        .field("list", &["a", "b"])
        .field("deep", &json!({"a": {"b": [1, 2]}}))
        .optional_field("none", &None::<u32>)
        .optional_field("some", &Some(1.5))
        .text("text", "t\r\nu")
        .text_with_type("sdp", "application/sdp", "v=0")
        .file("image", Upload::from_bytes("i.png", "i"))
        .files("image", [Upload::from_bytes("j.png", "j")])
        .files("mask[]", [Upload::from_bytes("m.png", "m")]);
    let parts = sent(form).await;
    assert_eq!(parts[5].content_type, None);
    assert_eq!(parts[6].content_type.as_deref(), Some("application/sdp"));
    assert_eq!(
        named(parts),
        pairs(&[
            ("list[]", "a"),
            ("list[]", "b"),
            ("deep[a][b][]", "1"),
            ("deep[a][b][]", "2"),
            ("some", "1.5"),
            ("text", "t\r\nu"),
            ("sdp", "v=0"),
            ("image", "i"),
            ("image[]", "j"),
            ("mask[]", "m"),
        ])
    );
}

#[tokio::test]
async fn a_field_with_a_media_type_is_a_single_part() {
    let record = json!({"sdp": "v=0", "session": {"type": "x", "tools": []}, "z": 1});
    let types = [
        ("session", "application/json"),
        ("sdp", "application/sdp"),
        ("none", "x/y"),
    ];
    let parts = sent(Form::from_record_with(&record, &types)).await;
    let session = parts.iter().find(|part| part.name == "session").unwrap();
    assert_eq!(session.content_type.as_deref(), Some("application/json"));
    let content: serde_json::Value = serde_json::from_str(&session.content).unwrap();
    assert_eq!(content, json!({"type": "x", "tools": []}));
    let sdp = parts.iter().find(|part| part.name == "sdp").unwrap();
    assert_eq!(
        (sdp.content_type.as_deref(), sdp.content.as_str()),
        (Some("application/sdp"), "v=0")
    );
    assert_eq!(parts.len(), 3);
}

#[tokio::test]
async fn names_are_quoted_and_media_types_follow_from_the_name() {
    let form = Form::new()
        .file("a\"b", Upload::from_bytes("x\"\r\ny.WAV", "1"))
        .file("c", Upload::from_bytes("d", "2").with_media_type("audio/x"))
        .file("e", Upload::from_bytes("f.unknown", "3").with_name("g.pdf"));
    let parts = sent(form).await;
    assert_eq!(
        (parts[0].name.as_str(), parts[0].file.as_deref()),
        ("a%22b", Some("x%22%0D%0Ay.WAV"))
    );
    let types: Vec<_> = parts
        .iter()
        .map(|part| part.content_type.as_deref().unwrap())
        .collect();
    assert_eq!(types, ["audio/wav", "audio/x", "application/pdf"]);
}

#[tokio::test]
async fn file_names_keep_every_character_and_cannot_add_headers() {
    let files = [
        (
            "r\u{e9}sum\u{e9} \u{6f22}\u{5b57} \u{1f600}.txt",
            "text/plain",
        ),
        ("say \"hi\"; filename=\"x\".pdf", "application/pdf"),
        ("dir\\file.md", "text/plain"),
        ("a\r\nX-Injected: 1\r\n\r\nb.json", "application/json"),
        ("100%.csv", "text/csv"),
        ("plain", "application/octet-stream"),
        ("DATA.JSONL", "application/jsonl"),
        ("memo.M4A", "audio/mp4"),
        ("shot.HEIC", "image/heic"),
    ];
    let uploads = files.map(|(name, _)| Upload::from_bytes(name, vec![0, 1]));
    let parts = sent(Form::new().files("files", uploads)).await;
    assert_eq!(parts.len(), files.len());
    for ((name, media_type), part) in files.iter().zip(&parts) {
        let quoted = name
            .replace('"', "%22")
            .replace('\r', "%0D")
            .replace('\n', "%0A");
        assert_eq!(part.name, "files[]");
        assert_eq!(part.file.as_deref(), Some(quoted.as_str()));
        assert_eq!(part.content_type.as_deref(), Some(*media_type), "{name}");
        assert_eq!(part.content, "\u{0}\u{1}");
    }
}

#[tokio::test]
async fn a_file_without_a_name_or_content_is_still_a_file() {
    let png = b"\x89PNG\r\n\x1a\n".as_slice();
    let form = Form::new()
        .file("nameless", Upload::from_bytes("", "text"))
        .file("empty", Upload::from_bytes("empty.txt", ""))
        .file("picture", Upload::from_bytes("no extension", png));
    let parts = sent(form).await;
    let file = |part: &Part| (part.file.clone(), part.content_type.clone());
    let expected =
        |name: &str, media_type: &str| (Some(name.to_owned()), Some(media_type.to_owned()));
    assert_eq!(file(&parts[0]), expected("nameless", "text/plain"));
    assert_eq!(file(&parts[1]), expected("empty.txt", "text/plain"));
    assert_eq!(parts[1].content, "");
    assert_eq!(file(&parts[2]), expected("no extension", "image/png"));
}

#[tokio::test]
async fn a_file_is_read_when_it_is_sent_and_its_length_is_announced() {
    let path = std::env::temp_dir().join(format!("upload-{}.txt", std::process::id()));
    let server = Server::start([json_response(200, "{}")]).await;
    let call = client(&server)
        .call::<PostThing>()
        .form(Form::new().file("file", Upload::from_path(&path)));
    std::fs::write(&path, "x".repeat(200_000)).unwrap();
    call.await.unwrap();
    std::fs::remove_file(&path).unwrap();
    let received = server.only();
    assert_eq!(
        received.header("content-length").unwrap(),
        received.body.len().to_string()
    );
    assert_eq!(received.header("transfer-encoding"), None);
    let parts = parts(received.header("content-type").unwrap(), &received.body);
    assert_eq!(parts[0].content.len(), 200_000);
    assert!(parts[0].file.as_deref().unwrap().starts_with("upload-"));
    assert_eq!(parts[0].content_type.as_deref(), Some("text/plain"));
}

#[tokio::test]
async fn a_reader_is_sent_in_chunks_unless_its_length_is_known() {
    let server = Server::start([json_response(200, "{}"), json_response(200, "{}")]).await;
    let client = client(&server);
    let upload = || Upload::from_reader("r.bin", std::io::Cursor::new(vec![b'r'; 100_000]));
    for upload in [upload(), upload().with_length(100_000)] {
        client
            .call::<PostThing>()
            .form(Form::new().file("file", upload))
            .await
            .unwrap();
    }
    let received = server.received();
    assert_eq!(received[0].header("transfer-encoding"), Some("chunked"));
    assert_eq!(
        received[1].header("content-length").unwrap(),
        received[1].body.len().to_string()
    );
    for received in received {
        let parts = parts(received.header("content-type").unwrap(), &received.body);
        assert_eq!(parts[0].content.len(), 100_000);
    }
}

#[tokio::test]
async fn a_reader_can_be_sent_only_once() {
    let (client, mock) = mocked([
        MockResponse::json(&json!({})),
        MockResponse::json(&json!({})),
    ]);
    let form = Form::new().file("file", Upload::from_reader("r", &b"once"[..]));
    let call = client.call::<PostThing>().form(form);
    call.clone().await.unwrap();
    let error = call.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.message().contains("once"), "{error}");
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test]
async fn a_missing_file_is_an_io_error_with_its_path() {
    let server = Server::start([]).await;
    for path in ["/nowhere/x.txt", "/"] {
        let form = Form::new().file("file", Upload::from_path(path));
        let client = builder(&server).max_retries(2).build().unwrap();
        let error = client.call::<PostThing>().form(form).await.unwrap_err();
        assert_eq!((error.kind(), error.retries()), (ErrorKind::Io, 0));
        assert!(error.message().contains(path), "{error}");
    }
    assert!(server.received().is_empty());
}

/// A reader that fails after its first bytes.
struct FailingReader(bool);

impl tokio::io::AsyncRead for FailingReader {
    fn poll_read(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
        buffer: &mut tokio::io::ReadBuf<'_>,
    ) -> std::task::Poll<std::io::Result<()>> {
        if self.0 {
            return std::task::Poll::Ready(Err(std::io::Error::other("disk on fire")));
        }
        self.0 = true;
        buffer.put_slice(b"first");
        std::task::Poll::Ready(Ok(()))
    }
}

#[tokio::test]
async fn a_failing_reader_is_an_io_error() {
    let server = Server::start([]).await;
    let form = Form::new().file("file", Upload::from_reader("r", FailingReader(false)));
    let error = client(&server)
        .call::<PostThing>()
        .form(form)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Io);
    assert!(
        error.message().contains("disk on fire") && !error.is_retryable(),
        "{error}"
    );
}

#[tokio::test]
async fn a_form_rejects_null_and_values_that_are_not_strings() {
    let (client, mock) = mocked([]);
    let forms = [
        Form::from_record(&json!({"a": null})),
        Form::new().field("a", &f64::NAN),
        Form::from_record(&json!([1])),
    ];
    for form in forms {
        let error = client.call::<PostThing>().form(form).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{error}");
    }
    assert!(mock.requests().is_empty());
}

#[test]
fn uploads_can_be_compared_serialized_and_shown() {
    let bytes = Upload::from_bytes("a", "content");
    assert_eq!(bytes, bytes.clone());
    assert_ne!(bytes, bytes.clone().with_name("b"));
    assert_eq!(serde_json::to_value(&bytes).unwrap(), "content");
    let read: Upload = serde_json::from_str("\"content\"").unwrap();
    assert_eq!(read.bytes().unwrap(), "content");
    let reader = Upload::from_reader("r", &b""[..]);
    assert_eq!(reader, reader.clone());
    assert_ne!(reader, Upload::from_reader("r", &b""[..]));
    assert_eq!(
        format!("{:?}", Upload::from_path("/x/y.txt")),
        r#"Upload { path: "/x/y.txt", name: "y.txt" }"#
    );
    assert!(!format!("{bytes:?}").contains("content"));
}
