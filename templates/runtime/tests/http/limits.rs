//! Limits of responses: how much of them is read and kept, and what the errors say.

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use oasmith_runtime::testing::MockResponse;

use oasmith_runtime::{BoxError, Bytes, Error, ErrorKind};
use serde_json::{Value, json};

use crate::support::server::chunked;
use crate::support::*;

const CHUNK: usize = 16 << 10;

/// Returns a body that never ends, after these bytes, and how many chunks of it were read.
fn endless(
    media_type: &str,
    first: &'static [u8],
    chunk: &'static [u8],
) -> (MockResponse, Arc<AtomicUsize>) {
    let read = Arc::new(AtomicUsize::new(0));
    let counter = read.clone();
    let rest = std::iter::repeat_with(move || {
        counter.fetch_add(1, Ordering::Relaxed);
        Ok::<_, BoxError>(Bytes::from_static(chunk))
    });
    let chunks = std::iter::once(Ok(Bytes::from_static(first))).chain(rest);
    let body = futures_util::stream::iter(chunks);
    (MockResponse::stream(media_type, body), read)
}

fn assert_limit(error: &Error, setter: &str) {
    assert_eq!(error.kind(), ErrorKind::Limit, "{error}");
    assert!(error.message().contains(&format!("`{setter}`")), "{error}");
    assert!(!error.is_retryable() && error.retries() == 0, "{error}");
}

#[tokio::test]
async fn a_response_that_does_not_end_is_an_error_that_names_the_limit() {
    let (response, read) = endless("application/json", b"[\"", &[b'a'; CHUNK]);
    let (client, mock) = mocked([response]);
    let call = client.call::<PostThing>().max_response_size(1 << 20);
    let error = call.await.unwrap_err();
    assert_limit(&error, "max_response_size");
    assert!(error.message().contains("1048576 bytes"), "{error}");
    assert_eq!(error.status().unwrap(), 200);
    assert!(error.body().unwrap().len() <= 512);
    assert_eq!(mock.requests().len(), 1);
    assert!(read.load(Ordering::Relaxed) <= (1 << 20) / CHUNK + 2);
}

#[tokio::test]
async fn the_limit_of_the_client_is_256_mebibytes_and_a_call_can_change_it() {
    let body = json!({ "text": "a".repeat(1000) }).to_string();
    let server = Server::start((0..3).map(|_| respond(200, &[], &body))).await;
    let small = builder(&server).max_response_size(500).build().unwrap();
    // A length that is announced is checked before the body is read.
    let error = small.call::<PostThing>().await.unwrap_err();
    assert_limit(&error, "max_response_size");
    assert_eq!(error.body().unwrap().len(), 0);
    let call = small.call::<PostThing>().max_response_size(body.len());
    assert_eq!(call.await.unwrap()["text"].as_str().unwrap().len(), 1000);
    assert!(client(&server).call::<PostThing>().await.is_ok());

    let announced = "HTTP/1.1 200 OK\r\ncontent-length: 268435457\r\n\r\n";
    let script = vec![server::Step::Write(announced.into())];
    let server = Server::start([script]).await;
    let error = client(&server).call::<PostThing>().await.unwrap_err();
    assert!(error.message().contains("268435456 bytes"), "{error}");
}

#[tokio::test]
async fn a_download_has_no_limit() {
    let (response, _) = endless("application/octet-stream", b"", &[0; CHUNK]);
    let (client, _) = mocked([response]);
    let call = client.call::<LoadThing>().path("id", "x");
    let mut download = call.max_response_size(10).await.unwrap();
    for _ in 0..100 {
        assert!(download.chunk().await.unwrap().is_ok());
    }
}

async fn stream_error(response: MockResponse, limit: usize) -> Error {
    let (client, _) = mocked([response]);
    let call = client.call::<Generate>().json(&json!({}));
    let mut stream = call
        .max_event_size(limit)
        .stream_as::<Value>()
        .await
        .unwrap();
    let error = loop {
        if let Err(error) = stream.next().await.unwrap() {
            break error;
        }
    };
    assert!(stream.next().await.is_none());
    error
}

#[tokio::test]
async fn an_event_that_does_not_end_is_an_error_that_names_the_limit() {
    const SSE: &str = "text/event-stream";
    let starts: [(&[u8], &[u8]); 4] = [
        (b"data: \"", &[b'a'; CHUNK]),
        (b": a comment ", &[b'a'; CHUNK]),
        (b"data: 1\n", b"data: 22222222222222222222222222222222\n"),
        (b"data: 1\nevent: ", &[b'a'; CHUNK]),
    ];
    for (first, chunk) in starts {
        let (response, read) = endless(SSE, first, chunk);
        let error = stream_error(response, 1 << 20).await;
        assert_limit(&error, "max_event_size");
        assert!(read.load(Ordering::Relaxed) <= (2 << 20) / chunk.len());
    }
    // A complete event is measured too.
    let error = stream_error(MockResponse::raw_events("data: \"123456\"\n\n"), 7).await;
    assert_limit(&error, "max_event_size");
}

#[tokio::test]
async fn a_json_line_that_does_not_end_is_an_error_that_names_the_limit() {
    for first in [&b"[\""[..], b"\x1e[\n"] {
        let (response, _) = endless("application/x-ndjson", first, b"1,\t1,1,1,1,1,1,1,1,1,1,");
        let (client, _) = mocked([response]);
        let call = client.call::<StreamLines>().max_event_size(10_000);
        let error = call.await.unwrap().next().await.unwrap().unwrap_err();
        assert_limit(&error, "max_event_size");
    }
}

#[tokio::test]
async fn ignored_lines_are_not_kept() {
    // 16 MB of comments, IDs and names, of which at most 8 kB are kept.
    let lines = b": comment\nid: 7\nretry: 3\nevent: some-name\nother\n";
    let first = Bytes::from_static(b"event: x\ndata: {\"n\":1}\n");
    let rest = (0..16_000).map(|_| Bytes::from(lines.repeat(20)));
    let last = Bytes::from_static(b"data: \ndata:   \n\n");
    let all = [first].into_iter().chain(rest).chain([last]);
    let body = futures_util::stream::iter(all.map(Ok::<_, BoxError>).collect::<Vec<_>>());
    let (client, _) = mocked([MockResponse::stream("text/event-stream", body)]);
    let call = client.call::<Generate>().json(&json!({}));
    let mut stream = call.max_event_size(16_000).stream().await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap(), Tick { n: 1 });
    assert!(stream.next().await.is_none());
}

fn zipped(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn a_body_that_grows_too_much_is_an_error_that_names_the_limit() {
    let bomb = zipped(&vec![b' '; 64 << 20]);
    assert!(bomb.len() < 70_000, "{}", bomb.len());
    let script = || respond(200, &[("content-encoding", "gzip")], &bomb);
    let server = Server::start((0..4).map(|_| script())).await;
    let client = client(&server);
    let error = client.call::<PostThing>().await.unwrap_err();
    assert_limit(&error, "max_compression_ratio");
    let stream = client.call::<Generate>().json(&json!({})).stream().await;
    let error = match stream {
        Ok(mut stream) => stream.next().await.unwrap().unwrap_err(),
        Err(error) => error,
    };
    assert_limit(&error, "max_compression_ratio");
    let call = client.call::<PostThing>().max_compression_ratio(2000);
    assert_eq!(call.await.unwrap_err().kind(), ErrorKind::Decode);
    let download = client.call::<LoadThing>().path("id", "x").await.unwrap();
    assert_eq!(download.bytes().await.unwrap().len(), 64 << 20);
}

#[tokio::test]
async fn compressed_bodies_are_read_whatever_their_pieces() {
    let body = json!({ "id": "x".repeat(100_000) }).to_string();
    let (start, end) = body.split_at(40_000);
    let members = [zipped(start.as_bytes()), zipped(end.as_bytes())].concat();
    let pieces: Vec<_> = members.chunks(7).collect();
    let gzip = &[
        ("content-encoding", "GZIP"),
        ("content-type", "application/json"),
    ];
    let complete = chunked(gzip, &pieces, true);
    let truncated = chunked(gzip, &pieces[..pieces.len() - 1], true);
    let garbage = respond(200, gzip, "not compressed");
    let empty = respond(200, gzip, "");
    let server = Server::start([complete, truncated, garbage, empty]).await;
    let client = client(&server);
    let get = || client.call::<GetThing>().path("id", "x");
    assert_eq!(get().await.unwrap().id.len(), 100_000);
    for message in ["not valid gzip", "not compressed"] {
        let error = get().await.unwrap_err();
        assert!(error.message().contains(message), "{error}");
    }
    assert!(get().await.unwrap_err().message().contains("no body"));
    let received = server.received();
    assert!(
        received
            .iter()
            .all(|it| it.header("accept-encoding") == Some("gzip"))
    );
}

#[tokio::test(start_paused = true)]
async fn a_service_cannot_ask_for_polling_without_a_pause() {
    let working = || MockResponse::json(&json!({"status": "working"}));
    let responses = (0..4).map(|_| working().header("testing-poll-after-ms", "0"));
    let done = MockResponse::json(&json!({"status": "done"}));
    let (client, _) = mocked(responses.chain([done]));
    let start = tokio::time::Instant::now();
    let call = client.call::<GetJob>().path("id", "x");
    call.wait_until_done().await.unwrap();
    assert_eq!(start.elapsed(), Duration::from_millis(1000));
}

#[tokio::test]
async fn a_certificate_error_is_not_retried() {
    use rcgen::generate_simple_self_signed;
    let own = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let key = own.signing_key.serialize_der().try_into().unwrap();
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![own.cert.der().clone()], key)
        .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let accepted = Arc::new(AtomicUsize::new(0));
    let count = accepted.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            count.fetch_add(1, Ordering::Relaxed);
            let _ = acceptor.accept(stream).await;
        }
    });
    let client = oasmith_runtime::ClientBuilder::new(&SERVICE)
        .api_key(KEY)
        .base_url(format!("https://localhost:{port}/v1"))
        .build()
        .unwrap();
    let error = client.call::<PostThing>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection, "{error}");
    assert!(!error.is_retryable() && error.retries() == 0, "{error}");
    assert_eq!(accepted.load(Ordering::Relaxed), 1);
}
