//! Calls over `fetch`.

use openai_typed::types::{
    ChatCompletionRequestMessage, CreateChatCompletionRequest, CreateFileRequest,
    CreateFileRequestPurpose,
};
use openai_typed::{Client, ErrorKind, Upload};

use crate::{Failure, TEXT, expect_eq, some};

fn request() -> CreateChatCompletionRequest {
    CreateChatCompletionRequest::new("m", vec![ChatCompletionRequestMessage::user("Hi")])
}

/// A call returns its response.
pub async fn a_call_has_its_response(client: &Client) -> Result<(), Failure> {
    let completion = client.chat().completions().create(request()).await?;
    expect_eq(completion.content(), Some(TEXT))
}

/// An error response becomes an error of the kind that its status determines.
pub async fn an_error_has_its_kind(client: &Client) -> Result<(), Failure> {
    let call = client.models().list().header("x-mock-status", "429");
    let error = some(call.header("x-mock-code", "slow").await.err(), "error")?;
    expect_eq(error.kind(), ErrorKind::RateLimit)?;
    expect_eq(error.code(), Some("slow"))
}

/// A stream is received event by event, and accumulated.
pub async fn a_stream_is_read_event_by_event(client: &Client) -> Result<(), Failure> {
    let call = client.chat().completions().create(request());
    let call = call.header("x-mock-event-delay", "5");
    let mut events = call.clone().stream().await?;
    let mut count = 0;
    while let Some(event) = events.next().await {
        event?;
        count += 1;
    }
    expect_eq(count, 11)?;
    let completion = call.stream().await?.collect_completion().await;
    let completion = completion.map_err(|interrupted| interrupted.to_string())?;
    expect_eq(completion.content(), Some(TEXT))
}

/// An interrupted stream keeps what it received before.
pub async fn a_broken_stream_keeps_what_came_before(client: &Client) -> Result<(), Failure> {
    let call = client.chat().completions().create(request());
    let events = call.header("x-mock-truncate", "3").stream().await?;
    let interrupted = some(events.collect_completion().await.err(), "error")?;
    expect_eq(interrupted.partial().content(), Some("Hello! This "))
}

/// The items of all pages are read.
pub async fn items_of_all_pages_are_read(client: &Client) -> Result<(), Failure> {
    let mut items = client.files().list().items();
    let mut count = 0;
    while let Some(item) = items.next().await {
        item?;
        count += 1;
    }
    expect_eq(count, 3)
}

/// A form with a file is sent.
pub async fn a_file_is_uploaded(client: &Client) -> Result<(), Failure> {
    let file = Upload::from_bytes("a.jsonl", "{}\n");
    let request = CreateFileRequest::new(file, CreateFileRequestPurpose::Batch);
    let created = client.files().create(request).await?;
    expect_eq(created.id.as_str(), "sample")
}
