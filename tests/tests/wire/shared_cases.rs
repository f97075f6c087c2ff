//! Replays the bug reports in `../shared/cases/wire` as responses; skipped if the folder does not exist.
//!
//! The tests in the other files cover the same kinds of faults with their own bytes. [`ELSEWHERE`] names the tests of
//! cases that do not consist of a body.

use std::collections::BTreeSet;
use std::path::PathBuf;

use oasmith_tests::repository;
use oasmith_tests::skip::skipped;
use openai_typed::stream::Interrupted;
use openai_typed::types::{
    ChatCompletionRequestUserMessage, CreateChatCompletionRequest, CreateChatCompletionResponse,
    CreateEmbeddingRequest, CreateResponse, ResponseStatus,
};
use openai_typed::{Error, ErrorKind};
use serde_json::{Value, json};

use crate::support::{MockResponse, Server};

/// The cases that are tested in other files: case, file, function.
const ELSEWHERE: &[(&str, &str, &str)] = &[
    (
        "16-page-that-repeats",
        "tests/tests/wire/gateways.rs",
        "a_proxy_that_ignores_the_cursor_is_an_error_with_the_items_so_far",
    ),
    (
        "16-page-that-repeats",
        "templates/runtime/tests/http/pages.rs",
        "more_items_without_a_cursor_are_an_error_after_the_page",
    ),
    (
        "17-transcription-forms",
        "tests/tests/wire/audio.rs",
        "a_detailed_transcript_with_a_mistyped_duration_keeps_its_form",
    ),
    (
        "17-transcription-forms",
        "tests/tests/wire/audio.rs",
        "a_plain_text_transcript_is_a_string_whatever_its_contents",
    ),
    (
        "19-file-names",
        "templates/runtime/tests/http/forms.rs",
        "file_names_keep_every_character_and_cannot_add_headers",
    ),
    (
        "19-file-names",
        "templates/runtime/tests/http/forms.rs",
        "a_file_without_a_name_or_content_is_still_a_file",
    ),
    (
        "20-image-edit-parts",
        "tests/tests/wire/images.rs",
        "several_images_are_sent_as_several_files",
    ),
    (
        "20-image-edit-parts",
        "tests/tests/wire/images.rs",
        "an_edit_on_azure_is_sent_to_the_deployment_of_its_model",
    ),
    (
        "21-azure-endpoints",
        "tests/tests/wire/gateways.rs",
        "each_form_of_an_azure_endpoint_is_accepted",
    ),
    (
        "26-schemas-of-types",
        "tests/tests/helpers/strict_schemas.rs",
        "enums_with_fields_become_any_of",
    ),
    (
        "27-realtime-endings",
        "templates/runtime/tests/socket/closing.rs",
        "any_other_close_is_one_error",
    ),
    (
        "27-realtime-endings",
        "templates/runtime/tests/socket/closing.rs",
        "a_missing_close_reply_ends_the_connection",
    ),
    (
        "27-realtime-endings",
        "templates/runtime/tests/socket/frames.rs",
        "a_message_that_is_not_json_is_an_error_and_the_connection_stays_open",
    ),
    (
        "29-stalled",
        "templates/runtime/tests/http/streams.rs",
        "the_timeout_of_a_stream_applies_to_each_chunk",
    ),
    (
        "29-stalled",
        "templates/runtime/tests/http/streams.rs",
        "a_stream_ends_at_its_marker_although_the_connection_stays_open",
    ),
    (
        "33-retry-advice",
        "templates/runtime/tests/http/retries.rs",
        "retry_after_sets_the_delay",
    ),
    (
        "33-retry-advice",
        "templates/runtime/tests/http/disagreements.rs",
        "a_delay_that_is_too_long_is_named",
    ),
    (
        "38-proxy-of-the-environment",
        "templates/runtime/tests/http/transports.rs",
        "a_socks_proxy_of_the_environment_is_used",
    ),
];

/// The cases that are replayed in this file.
const PLAYED: &[&str] = &[
    "01-two-calls-one-index",
    "02-one-index-twice-in-a-chunk",
    "03-finish-reason-empty-string",
    "04-no-finish-reason-but-done",
    "05-error-inside-200",
    "06-arguments-as-object",
    "09-no-stream-to-a-stream",
    "10-surrogate-halves",
    "11-reasoning-details",
    "13-azure-chunks",
    "14-groq-extras",
    "18-embeddings-odd",
    "25-null-item",
    "30-bytes-of-a-stream",
    "32-keepalive-as-data",
];

fn folder() -> PathBuf {
    repository::path("../shared/cases/wire")
}

/// Returns a file of a case, or reports that the test is skipped.
fn file(path: &str) -> Option<Vec<u8>> {
    let bytes = std::fs::read(folder().join(path)).ok();
    if bytes.is_none() {
        skipped(format!("../shared/cases/wire/{path} does not exist"));
    }
    bytes
}

fn question() -> CreateChatCompletionRequest {
    CreateChatCompletionRequest::new("m", [ChatCompletionRequestUserMessage::new("Hi")])
}

type Collected = Result<CreateChatCompletionResponse, Interrupted<CreateChatCompletionResponse>>;

async fn stream(bytes: Vec<u8>) -> Collected {
    let server = Server::with_responses([MockResponse::new(200, "text/event-stream", bytes)]).await;
    let call = server.client().chat().completions().create(question());
    let stream = call.stream().await.expect("a stream");
    stream.collect_completion().await
}

async fn plain(response: MockResponse) -> Result<CreateChatCompletionResponse, Error> {
    let server = Server::with_responses([response]).await;
    let client = server.client_with(|builder| builder.api_key("k").max_retries(0));
    client.chat().completions().create(question()).await
}

fn json(bytes: Vec<u8>) -> MockResponse {
    MockResponse::new(200, "application/json", bytes)
}

/// Returns ID, name and arguments of each call.
fn calls(completion: &CreateChatCompletionResponse) -> Vec<[String; 3]> {
    let message = serde_json::to_value(&completion.choices[0].message).expect("JSON");
    let calls = message["tool_calls"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let string = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let parts = calls.iter().map(|call| {
        let function = &call["function"];
        [&call["id"], &function["name"], &function["arguments"]].map(string)
    });
    parts.collect()
}

#[test]
fn each_case_has_a_test() {
    let cases: BTreeSet<String> = repository::entries(&folder()).into_iter().collect();
    if cases.is_empty() {
        return skipped("../shared/cases/wire does not exist");
    }
    for (_, path, function) in ELSEWHERE {
        let text = repository::text(&repository::path(path)).unwrap_or_default();
        assert!(
            text.contains(&format!("fn {function}")),
            "{path}: {function}"
        );
    }
    let elsewhere = ELSEWHERE.iter().map(|(case, _, _)| *case);
    let tested = elsewhere.chain(PLAYED.iter().copied());
    let tested: BTreeSet<String> = tested.map(str::to_owned).collect();
    assert_eq!(cases, tested);
}

#[tokio::test]
async fn calls_are_separated_and_joined() {
    let one = |arguments: &str| [["call_a", "weather", arguments].map(str::to_owned)].to_vec();
    for (path, expected) in [
        (
            "02-one-index-twice-in-a-chunk/stream.sse",
            one(r#"{"city":"Oslo"}"#),
        ),
        (
            "03-finish-reason-empty-string/stream-tools.sse",
            one(r#"{"city":"Oslo"}"#),
        ),
        (
            "04-no-finish-reason-but-done/stream-tools.sse",
            one(r#"{"city":"Oslo"}"#),
        ),
        (
            "06-arguments-as-object/stream.sse",
            one(r#"{"city":"Oslo","days":3}"#),
        ),
    ] {
        let Some(bytes) = file(path) else { return };
        let completion = stream(bytes).await.expect(path);
        assert_eq!(calls(&completion), expected, "{path}");
    }
    for (path, names) in [
        ("01-two-calls-one-index/stream.sse", ["weather", "clock"]),
        (
            "01-two-calls-one-index/stream-same-name.sse",
            ["weather", "weather"],
        ),
    ] {
        let Some(bytes) = file(path) else { return };
        let calls = calls(&stream(bytes).await.expect(path));
        assert_eq!(calls.len(), 2, "{path}: {calls:?}");
        for (call, name) in calls.iter().zip(names) {
            assert_eq!(call[1], name, "{path}");
            assert!(serde_json::from_str::<Value>(&call[2]).is_ok(), "{call:?}");
        }
        assert_ne!(calls[0][0], calls[1][0]);
    }
    let Some(bytes) = file("06-arguments-as-object/body.json") else {
        return;
    };
    let completion = plain(json(bytes)).await.expect("a completion");
    let sent = serde_json::to_value(&completion.choices[0].message).expect("JSON");
    let arguments = &sent["tool_calls"][0]["function"]["arguments"];
    assert_eq!(*arguments, json!({"city": "Oslo", "days": 3}));
}

#[tokio::test]
async fn text_is_complete_whatever_surrounds_it() {
    for (path, text) in [
        ("04-no-finish-reason-but-done/stream.sse", ""),
        ("03-finish-reason-empty-string/stream.sse", ""),
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
        let completion = stream(bytes).await.expect(path);
        let content = completion.content().expect(path);
        match text {
            "" => assert!(!content.is_empty(), "{path}"),
            text => assert_eq!(content, text, "{path}"),
        }
    }
    let Some(bytes) = file("03-finish-reason-empty-string/stream-cut.sse") else {
        return;
    };
    let cut = stream(bytes).await.expect_err("a stream that was cut off");
    assert!(cut.partial().content().is_some());
    let Some(bytes) = file("10-surrogate-halves/body.json") else {
        return;
    };
    let completion = plain(json(bytes)).await.expect("a completion");
    assert_eq!(completion.content(), Some("cut in an emoji \u{FFFD}"));
    let Some(bytes) = file("10-surrogate-halves/stream-args.sse") else {
        return;
    };
    let completion = stream(bytes).await.expect("a completion");
    assert_eq!(calls(&completion)[0][2], "{\"text\":\"ok \u{1F600}\"}");
    let Some(bytes) = file("32-keepalive-as-data/body.json") else {
        return;
    };
    assert_eq!(
        plain(json(bytes)).await.expect("a completion").content(),
        Some("Hi")
    );
}

#[tokio::test]
async fn undeclared_data_is_kept() {
    let Some(bytes) = file("11-reasoning-details/stream.sse") else {
        return;
    };
    let completion = stream(bytes).await.expect("a completion");
    let message = serde_json::to_value(&completion.choices[0].message).expect("JSON");
    let block = json!({
        "type": "reasoning.text", "text": "Let me see.", "format": "vendor-v1", "index": 0, "signature": "c2ln",
    });
    assert_eq!(message["reasoning_details"], json!([block]));
    let Some(bytes) = file("13-azure-chunks/stream.sse") else {
        return;
    };
    let completion = stream(bytes).await.expect("a completion");
    assert_eq!(
        (completion.id.as_str(), completion.model.as_str()),
        ("cc-1", "m1")
    );
    assert_eq!(completion.choices[0].finish_reason.as_str(), "stop");
    assert_eq!(
        completion.usage.as_ref().map(|usage| usage.total_tokens),
        Some(4)
    );
    assert!(completion.extra.get("prompt_filter_results").is_some());
    assert!(
        completion.choices[0]
            .extra
            .get("content_filter_results")
            .is_some()
    );
}

#[tokio::test]
async fn values_and_limits_of_another_provider_are_read() {
    let (Some(body), Some(headers)) = (
        file("14-groq-extras/body.json"),
        file("14-groq-extras/headers.txt"),
    ) else {
        return;
    };
    let mut response = json(body);
    for line in String::from_utf8(headers).expect("UTF-8").lines() {
        let (name, value) = line.split_once(": ").expect("a header");
        response = response.with_header(name, value);
    }
    let server = Server::with_responses([response]).await;
    let call = server.client().chat().completions().create(question());
    let received = call.send_with_response().await.expect("a completion");
    let limits = received.rate_limits();
    let resets = [limits.requests(), limits.tokens()].map(|limit| {
        limit
            .and_then(|limit| limit.reset)
            .map(|reset| reset.as_secs_f64())
    });
    assert_eq!(resets, [Some(179.56), Some(7.66)]);
    let completion = received.into_value();
    assert_eq!(completion.content(), Some("Hi"));
    let tier = completion.service_tier.as_ref().map(|tier| tier.as_str());
    assert_eq!(tier, Some("on_demand"));
    let usage = completion.usage.as_ref().expect("usage");
    assert_eq!(usage.extra.get("total_time"), Some(&json!(0.54)));
}

#[tokio::test]
async fn an_error_with_a_successful_status_is_an_error() {
    for (path, kind, message) in [
        (
            "05-error-inside-200/body-bare.json",
            ErrorKind::Server,
            "upstream is overloaded",
        ),
        (
            "05-error-inside-200/body-openrouter.json",
            ErrorKind::RateLimit,
            "Provider returned error",
        ),
        (
            "05-error-inside-200/body-text.json",
            ErrorKind::Server,
            "Unexpected endpoint",
        ),
    ] {
        let Some(bytes) = file(path) else { return };
        let error = plain(json(bytes)).await.expect_err(path);
        assert_eq!(error.kind(), kind, "{path}");
        assert!(error.message().contains(message), "{error}");
    }
    for (path, content_type, shown) in [
        ("page.html", "text/html", "HTML"),
        ("answer.json", "application/json", "JSON"),
        ("body.json", "text/plain", "model is loading"),
        ("body.json", "", "model is loading"),
        (
            "lines.ndjson",
            "application/x-ndjson",
            "application/x-ndjson",
        ),
    ] {
        let Some(bytes) = file(&format!("09-no-stream-to-a-stream/{path}")) else {
            return;
        };
        let server = Server::with_responses([MockResponse::new(200, content_type, bytes)]).await;
        let client = server.client_with(|builder| builder.api_key("k").max_retries(0));
        let call = client.chat().completions().create(question()).stream();
        let error = call.await.expect_err("no event stream");
        assert!(error.to_string().contains(shown), "{path}: {error}");
    }
}

#[tokio::test]
async fn vectors_have_any_form_and_damaged_ones_are_errors() {
    for (path, expected) in [
        ("floats.json", Ok(vec![vec![0.5, -1.0, 0.002]])),
        ("base64.json", Ok(vec![vec![0.5, -1.0]])),
        ("nulls.json", Err("null")),
        ("nan.json", Err("NaN")),
    ] {
        let Some(bytes) = file(&format!("18-embeddings-odd/{path}")) else {
            return;
        };
        let server = Server::with_responses([json(bytes)]).await;
        let request = CreateEmbeddingRequest::from_texts("m", ["one"]);
        let vectors = server.client().embeddings().create(request).vectors().await;
        match (vectors, expected) {
            (Ok(vectors), Ok(expected)) => assert_eq!(vectors, expected, "{path}"),
            (Err(error), Err(reason)) => assert!(error.to_string().contains(reason), "{error}"),
            (vectors, _) => panic!("{path}: {vectors:?}"),
        }
    }
}

#[tokio::test]
async fn responses_with_null_items_and_keep_alives_are_complete() {
    for path in [
        "25-null-item/stream.sse",
        "32-keepalive-as-data/stream-responses.sse",
    ] {
        let Some(bytes) = file(path) else { return };
        let server =
            Server::with_responses([MockResponse::new(200, "text/event-stream", bytes)]).await;
        let call = server
            .client()
            .responses()
            .create(CreateResponse::new().with_input("Hi"));
        let stream = call.stream().await.expect("a stream");
        let response = stream.collect_response().await.expect(path);
        assert_eq!(response.message_text(), "Hi", "{path}");
        assert_eq!(response.status, Some(ResponseStatus::Completed), "{path}");
        assert_eq!(response.output.len(), 1, "{path}");
    }
}
