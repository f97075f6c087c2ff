//! Text: complete whatever surrounds it, and an error if the stream was cut.

use openai_typed::ErrorKind;
use openai_typed::stream::ChatChange;

use super::{accumulating, collected, events, file, json, plain};

#[tokio::test]
async fn text_is_complete_whatever_surrounds_it() {
    for (path, text) in [
        ("03-finish-reason-empty-string/stream.sse", "Hello"),
        ("04-no-finish-reason-but-done/stream.sse", "Hello you"),
        ("10-surrogate-halves/stream.sse", "Hi \u{1F600} there"),
        ("13-azure-chunks/stream.sse", "Hi"),
        ("30-bytes-of-a-stream/stream.sse", "修复 \u{1F600} é ok"),
        (
            "30-bytes-of-a-stream/stream-meta.sse",
            "修复 \u{1F600} é ok",
        ),
        (
            "30-bytes-of-a-stream/stream-invalid.sse",
            "bad \u{FFFD} byte after",
        ),
        ("32-keepalive-as-data/stream.sse", "Hi you"),
    ] {
        let Some(bytes) = file(path) else { return };
        for size in [1, 7, usize::MAX] {
            let response = events(bytes.clone()).in_pieces(size);
            let completion = accumulating(response).await.finish().await.expect(path);
            assert_eq!(completion.content(), Some(text), "{path}: {size}");
        }
    }
}

#[tokio::test]
async fn text_of_a_plain_response_is_complete() {
    for (path, text) in [
        ("03-finish-reason-empty-string/body.json", "Hello"),
        ("10-surrogate-halves/body.json", "cut in an emoji \u{FFFD}"),
        ("32-keepalive-as-data/body.json", "Hi"),
    ] {
        let Some(bytes) = file(path) else { return };
        let completion = plain(json(bytes)).await.expect(path);
        assert_eq!(completion.content(), Some(text), "{path}");
    }
}

#[tokio::test]
async fn a_choice_with_empty_reasons_is_finished_once_and_last() {
    let Some(bytes) = file("03-finish-reason-empty-string/stream.sse") else {
        return;
    };
    let mut stream = accumulating(events(bytes)).await;
    let mut changes = Vec::new();
    while let Some(change) = stream.next().await {
        changes.push(change.expect("no error"));
    }
    let finished = ChatChange::Finished { choice: 0 };
    assert_eq!(changes.last(), Some(&finished), "{changes:?}");
    let count = changes.iter().filter(|change| **change == finished);
    assert_eq!(count.count(), 1, "{changes:?}");
    let reason = &stream.snapshot().choices[0].finish_reason;
    assert_eq!(reason.as_str(), "stop");
}

#[tokio::test]
async fn a_stream_without_its_end_is_an_error_with_what_was_received() {
    for (path, text) in [
        ("03-finish-reason-empty-string/stream-cut.sse", "Hello, wor"),
        ("04-no-finish-reason-but-done/stream.sse", "Hello you"),
    ] {
        let Some(bytes) = file(path) else { return };
        let complete = String::from_utf8(bytes).expect("UTF-8");
        let cut = complete.replace("data: [DONE]", "");
        let interrupted = collected(cut.into_bytes()).await.expect_err(path);
        assert_eq!(interrupted.kind(), ErrorKind::Stream, "{path}");
        assert_eq!(interrupted.partial().content(), Some(text), "{path}");
    }
}
