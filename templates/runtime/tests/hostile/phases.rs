//! Resets, stalls and truncation in each phase of an exchange.

use oasmith_runtime::ErrorKind;
use tokio::io::AsyncWriteExt;

use crate::server::{Hostile, complete, read_request, until_closed};
use crate::{Kind, all_kinds, assert_clear, call, client};

const JSON: &str = r#"{"id":"thing"}"#;
const EVENTS: &str = "data: {\"n\":1}\n\ndata: {\"n\":2}\n\ndata: [DONE]\n\n";

fn response(kind: Kind) -> Vec<u8> {
    match kind {
        Kind::Json => complete("application/json", JSON),
        Kind::Stream => complete("text/event-stream", EVENTS),
        Kind::Download => complete("application/octet-stream", "0123456789"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_response_may_end_at_any_byte() {
    for kind in crate::KINDS {
        let whole = response(kind);
        for end in 0..=whole.len() {
            let server = Hostile::writing(&whole[..end], true).await;
            let result = call(client(&server.url()), kind).await;
            let name = format!("{kind:?} that ends after {end} bytes");
            match &result {
                Err(error) => assert_clear(&name, error),
                // Events may end without the last chunk, once their end was received.
                Ok(()) => assert!(end == whole.len() || matches!(kind, Kind::Stream), "{name}"),
            }
            if end == whole.len() {
                assert!(result.is_ok(), "{name}: {result:?}");
            }
            server.assert_idle(&name).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_response_may_stall_at_any_byte() {
    let mut stalled = Vec::new();
    for kind in crate::KINDS {
        let whole = response(kind);
        for end in (0..whole.len()).step_by(3) {
            let bytes = whole[..end].to_vec();
            stalled.push(tokio::spawn(async move {
                let server = Hostile::writing(bytes, false).await;
                let result = call(client(&server.url()), kind).await;
                let name = format!("{kind:?} that stalls after {end} bytes");
                if let Err(error) = &result {
                    assert_clear(&name, error);
                    assert_eq!(error.kind(), ErrorKind::Timeout, "{name}: {error}");
                } else {
                    assert!(matches!(kind, Kind::Stream), "{name}");
                }
                server.assert_idle(&name).await;
            }));
        }
    }
    for stalled in stalled {
        stalled.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_may_be_reset() {
    // Unread data makes the system send a reset.
    let before = Hostile::start(|stream| async move { drop(stream) }).await;
    for result in all_kinds("a reset before the request is read", &before).await {
        assert_eq!(result.unwrap_err().kind(), ErrorKind::Connection);
    }
    let during = Hostile::start(|mut stream| async move {
        let start = b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{\"id\":";
        let _ = stream.write_all(start).await;
    })
    .await;
    for result in all_kinds("a reset within the body", &during).await {
        let kind = result.unwrap_err().kind();
        assert!(
            matches!(kind, ErrorKind::Connection | ErrorKind::Stream),
            "{kind:?}"
        );
    }
    let silent = Hostile::start(until_closed).await;
    for result in all_kinds("no response", &silent).await {
        assert_eq!(result.unwrap_err().kind(), ErrorKind::Timeout);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_arrives_byte_by_byte_has_the_deadline_of_its_kind() {
    let server = Hostile::start(|mut stream| async move {
        read_request(&mut stream).await;
        let head =
            b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n{";
        let _ = stream.write_all(head).await;
        while stream.write_all(b" ").await.is_ok() {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    })
    .await;
    // A response that is read into memory has one deadline. JSON in place of a stream is read to find its error.
    let result = call(client(&server.url()), Kind::Json).await;
    assert_eq!(result.unwrap_err().kind(), ErrorKind::Timeout);
    let result = call(client(&server.url()), Kind::Stream).await;
    assert_eq!(result.unwrap_err().kind(), ErrorKind::Timeout);
    server.assert_idle("a slow body").await;
}
