//! Replays the bug reports in `../shared/cases/wire` as responses; skipped if the folder does not exist.
//!
//! Each sentence about the right behavior has an assertion here, or in a test that [`ELSEWHERE`] names. The tests in the
//! other files cover the same kinds of faults with their own bytes.

mod audio;
mod endpoints;
mod errors;
mod files;
mod kept_data;
mod responses;
mod text;
mod tool_calls;

use std::collections::BTreeSet;
use std::path::PathBuf;

use oasmith_tests::repository;
use oasmith_tests::skip::skipped;
use openai_typed::Error;
use openai_typed::stream::{Accumulating, ChatAccumulator, Interrupted};
use openai_typed::types::{
    ChatCompletionRequestUserMessage, CreateChatCompletionRequest, CreateChatCompletionResponse,
};

use crate::support::{MockResponse, Server};

/// The cases, or sentences of cases, that are tested in other files: case, file, function.
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
        "an_edit_can_be_sent_as_a_form_with_files",
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
        "26-schemas-of-types",
        "tests/tests/helpers/strict_schemas.rs",
        "enums_with_fields_become_any_of",
    ),
    (
        "26-schemas-of-types",
        "tests/tests/helpers/strict_types/mod.rs",
        "serialized_values_are_valid_against_the_strict_schema_of_their_type",
    ),
    (
        "27-realtime-endings",
        "tests/tests/realtime/session.rs",
        "unknown_events_are_kept_and_invalid_messages_are_errors",
    ),
    (
        "27-realtime-endings",
        "tests/tests/realtime/session.rs",
        "an_error_event_refers_to_the_event_that_caused_it",
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
        "templates/runtime/tests/http/retries.rs",
        "an_invalid_retry_after_falls_back_to_backoff",
    ),
    (
        "33-retry-advice",
        "templates/runtime/tests/http/disagreements.rs",
        "a_delay_that_is_too_long_is_named",
    ),
    (
        "33-retry-advice",
        "tests/tests/wire/errors.rs",
        "an_exceeded_quota_is_not_retried",
    ),
    (
        "33-retry-advice",
        "tests/tests/wire/errors.rs",
        "a_form_is_resent_completely",
    ),
    (
        "38-proxy-of-the-environment",
        "templates/runtime/tests/http/proxies.rs",
        "a_socks_proxy_of_the_environment_is_used",
    ),
    (
        "38-proxy-of-the-environment",
        "templates/runtime/tests/http/proxies.rs",
        "a_proxy_of_the_environment_that_cannot_be_used_is_named",
    ),
    (
        "38-proxy-of-the-environment",
        "templates/runtime/tests/http/proxies.rs",
        "an_http_proxy_of_the_environment_is_used_except_for_the_hosts_in_no_proxy",
    ),
];

/// The cases that are replayed in this folder.
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
    "17-transcription-forms",
    "18-embeddings-odd",
    "19-file-names",
    "21-azure-endpoints",
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

fn json(bytes: Vec<u8>) -> MockResponse {
    MockResponse::new(200, "application/json", bytes)
}

fn events(bytes: Vec<u8>) -> MockResponse {
    MockResponse::new(200, "text/event-stream", bytes)
}

async fn plain(response: MockResponse) -> Result<CreateChatCompletionResponse, Error> {
    let server = Server::with_responses([response]).await;
    let client = server.client_with(|builder| builder.api_key("k").max_retries(0));
    client.chat().completions().create(question()).await
}

/// Streams a chat completion and accumulates it.
async fn accumulating(response: MockResponse) -> Accumulating<ChatAccumulator> {
    let server = Server::with_responses([response]).await;
    let call = server.client().chat().completions().create(question());
    call.stream().await.expect("a stream").accumulate()
}

type Collected = Result<CreateChatCompletionResponse, Interrupted<CreateChatCompletionResponse>>;

/// Collects a streamed chat completion.
async fn collected(bytes: Vec<u8>) -> Collected {
    accumulating(events(bytes)).await.finish().await
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
