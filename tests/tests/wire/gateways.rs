//! Gateways and local servers: errors with status 200, mislabeled streams, repeated pages, pasted endpoints.

use openai_typed::types::{
    ChatCompletionRequestMessage, ChatCompletionRequestUserMessage, CreateChatCompletionRequest,
    CreateEmbeddingRequest, CreateResponse,
};
use openai_typed::{Client, Error, ErrorKind};
use serde_json::{Value, json};

use crate::support::{MockResponse, Server};

fn question() -> CreateChatCompletionRequest {
    let message = ChatCompletionRequestUserMessage::new("Hello?");
    CreateChatCompletionRequest::new("model-a", [ChatCompletionRequestMessage::from(message)])
}

async fn chat(body: MockResponse) -> Result<Option<String>, Error> {
    let server = Server::with_responses([body]).await;
    let client = server.client_with(|builder| builder.api_key("sk-test").max_retries(0));
    let completion = client.chat().completions().create(question()).await?;
    Ok(completion.choices[0].message.content.clone())
}

/// Returns the text of the chunks of a stream and its last error, and the names of skipped events.
async fn chat_stream(body: MockResponse) -> (String, Option<Error>, Vec<String>) {
    let server = Server::with_responses([body]).await;
    let client = server.client_with(|builder| builder.api_key("sk-test").max_retries(0));
    let mut stream = match client
        .chat()
        .completions()
        .create(question())
        .stream()
        .await
    {
        Ok(stream) => stream,
        Err(error) => return (String::new(), Some(error), Vec::new()),
    };
    let (mut text, mut failure) = (String::new(), None);
    while let Some(chunk) = stream.next().await {
        match chunk {
            Ok(chunk) => {
                assert!(chunk.extra.is_empty(), "{chunk:?}");
                let deltas = chunk.choices.iter().map(|choice| &choice.delta.content);
                text.extend(deltas.flatten().map(String::as_str));
            }
            Err(error) => failure = Some(error),
        }
    }
    let skipped = stream.notices().iter().map(|notice| notice.name.clone());
    (text, failure, skipped.collect())
}

fn chunk(content: &str) -> Value {
    json!({
        "id": "c", "object": "chat.completion.chunk", "created": 1, "model": "model-a",
        "choices": [{"index": 0, "delta": {"content": content}, "finish_reason": null}],
    })
}

#[tokio::test]
async fn an_error_without_required_properties_is_not_a_completion() {
    let cases = [
        (
            json!({"error": {"message": "m", "code": 429}}),
            ErrorKind::RateLimit,
            true,
        ),
        (
            json!({
                "id": null, "choices": null, "created": null, "model": null, "object": null,
                "error": {"message": "m", "code": 502, "metadata": {"provider_name": "p"}},
                "user_id": "u",
            }),
            ErrorKind::Server,
            true,
        ),
        (json!({"error": "m"}), ErrorKind::Server, false),
        (
            json!({"error": {"message": "m", "type": "rate_limit_exceeded"}}),
            ErrorKind::RateLimit,
            true,
        ),
        (
            json!({"error": {"message": "m", "code": "insufficient_quota"}}),
            ErrorKind::Quota,
            false,
        ),
        (json!({"detail": "m"}), ErrorKind::Server, false),
        (
            json!({"message": "m", "statusCode": 1}),
            ErrorKind::Server,
            false,
        ),
        (
            json!({"detail": [{"loc": ["body"], "msg": "m"}]}),
            ErrorKind::Server,
            false,
        ),
    ];
    for (body, kind, retryable) in cases {
        let error = chat(MockResponse::json(body.clone()))
            .await
            .expect_err("an error");
        assert_eq!((error.kind(), error.message()), (kind, "m"), "{body}");
        assert_eq!(error.is_retryable(), retryable, "{body}");
    }
}

#[tokio::test]
async fn a_completion_with_an_error_is_a_completion() {
    let body = json!({
        "id": "c", "object": "chat.completion", "created": 1, "model": "model-a",
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"content": "Hi"}}],
        "error": {"message": "a warning"}, "message": "x",
    });
    let content = chat(MockResponse::json(body)).await.expect("a completion");
    assert_eq!(content.as_deref(), Some("Hi"));
}

#[tokio::test]
async fn an_error_in_a_list_a_union_or_a_deletion_is_an_error() {
    let body = || MockResponse::json(json!({"error": {"message": "m", "code": 404}}));
    let server = Server::with_responses([body(), body(), body(), body(), body()]).await;
    let client = server.client();
    let embedding = CreateEmbeddingRequest::new("model-a", "x");
    let errors = [
        client.models().list().await.expect_err("models"),
        client
            .files()
            .list()
            .items()
            .collect()
            .await
            .expect_err("files")
            .into(),
        client.files().delete("f").await.expect_err("a deletion"),
        client
            .embeddings()
            .create(embedding)
            .await
            .expect_err("embeddings"),
        client
            .responses()
            .create(CreateResponse::new())
            .await
            .expect_err("a response"),
    ];
    for error in errors {
        assert_eq!(
            (error.kind(), error.message()),
            (ErrorKind::NotFound, "m"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn the_first_event_of_a_stream_may_be_an_error() {
    for data in [
        json!({"detail": "m"}),
        json!({"message": "m", "code": "c"}),
        json!({"error": "m"}),
        json!({"error": {"message": "m"}}),
    ] {
        let body = format!("data: {data}\n\ndata: {}\n\n", chunk("lost"));
        let (text, error, _) = chat_stream(MockResponse::events([body.as_str()])).await;
        let error = error.expect("an error");
        assert_eq!((text.as_str(), error.message()), ("", "m"), "{data}");
        assert_eq!(error.kind(), ErrorKind::Stream, "{data}");
    }
}

#[tokio::test]
async fn an_error_among_chunks_keeps_its_message_and_code() {
    for (error, code) in [
        (
            json!({"message": "too many", "code": "slow_down"}),
            Some("slow_down"),
        ),
        (json!({"object": "error", "message": "too many"}), None),
        (json!({"error": {"message": "too many"}}), None),
    ] {
        let events = [chunk("Hi"), error, chunk("!")].map(|event| format!("data: {event}\n\n"));
        let body = MockResponse::events(events.iter().map(String::as_str));
        let (text, failure, _) = chat_stream(body).await;
        assert_eq!(text, "Hi");
        let failure = failure.expect("an error");
        assert!(failure.message().contains("too many"), "{failure}");
        assert_eq!(failure.code(), code);
    }
}

#[tokio::test]
async fn a_completion_without_choices_and_with_an_error_is_an_error() {
    for choices in [json!(null), json!([])] {
        let body = json!({
            "id": "c", "object": "chat.completion", "created": 1, "model": "model-a",
            "choices": choices, "error": {"message": "no provider", "code": 429},
        });
        let error = chat(MockResponse::json(body)).await.expect_err("an error");
        assert_eq!(error.kind(), ErrorKind::RateLimit);
        assert!(error.message().contains("no provider"), "{error}");
    }
}

#[tokio::test]
async fn foreign_events_among_chunks_are_skipped_and_reported() {
    let body = format!(
        "data: : keepalive\n\nevent: ping\ndata: {{\"time\":1}}\n\ndata: {}\n\n\
         event: x.metrics\ndata: {{\"message\":\"warm\"}}\n\ndata: ping\n\n\
         event: message\ndata: {}\n\nevent: chunk\ndata: {}\n\ndata: [DONE]\n\n",
        chunk("a"),
        chunk("b"),
        chunk("c")
    );
    let (text, error, skipped) = chat_stream(MockResponse::events([body.as_str()])).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(text, "abc");
    assert_eq!(skipped, ["x.metrics"]);
}

#[tokio::test]
async fn an_event_stream_labeled_as_json_is_read() {
    let body = format!("data: {}\n\ndata: [DONE]\n\n", chunk("Hi"));
    let labeled = MockResponse::new(200, "application/json", body);
    let (text, error, _) = chat_stream(labeled).await;
    assert!(error.is_none() && text == "Hi", "{error:?}");
}

#[tokio::test]
async fn an_unknown_event_of_a_response_is_returned() {
    let body = "event: response.sparkled\ndata: {\"type\":\"response.sparkled\",\"n\":1}\n\n\
                event: ping\ndata: {\"n\":1}\n\ndata: {\"n\":2}\n\n";
    let server = Server::with_responses([MockResponse::events([body])]).await;
    let request = CreateResponse::new().with_input("x");
    let stream = server.client().responses().create(request).stream().await;
    let mut stream = stream.expect("a stream");
    for expected in [
        json!({"type": "response.sparkled", "n": 1}),
        json!({"n": 2}),
    ] {
        let event = stream.next().await.expect("an event").expect("no error");
        assert_eq!(serde_json::to_value(event).expect("JSON"), expected);
    }
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_proxy_that_ignores_the_cursor_is_an_error_with_the_items_so_far() {
    let page = || {
        let file = |id: &str| {
            json!({
                "id": id, "object": "file", "bytes": 1, "created_at": 1, "filename": id,
                "purpose": "batch", "status": "processed",
            })
        };
        MockResponse::json(json!({
            "object": "list", "has_more": true, "first_id": "f1", "last_id": "f2",
            "data": [file("f1"), file("f2")],
        }))
    };
    let server = Server::with_responses([page(), page(), page()]).await;
    let error = server
        .client()
        .files()
        .list()
        .items()
        .collect()
        .await
        .expect_err("an error");
    let ids: Vec<_> = error
        .partial()
        .iter()
        .map(|file| file.id.as_str())
        .collect();
    assert_eq!(ids, ["f1", "f2"]);
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn each_form_of_an_azure_endpoint_is_accepted() {
    let resource = "https://mine.openai.azure.com";
    for path in [
        "",
        "/",
        "/openai",
        "/openai/",
        "/openai/v1",
        "/openai/v1/",
        "/openai/v1/responses",
        "/openai/v1/models",
        "/openai/v1/realtime",
        "/openai/models?api-version=2025-01-01-preview",
        "/openai/files/file-1?api-version=2025-01-01-preview",
        "/openai/realtime?api-version=2025-01-01-preview&deployment=dep-1",
        "/openai/responses?api-version=2025-01-01-preview",
        "/models",
        "/models/chat/completions?api-version=2024-05-01-preview",
        "/openai/deployments/dep-1",
        "/openai/deployments/dep-1/chat/completions?api-version=2025-01-01-preview",
    ] {
        let endpoint = format!("{resource}{path}");
        let mut body = question();
        body.model = "dep-1".into();
        let url = |client: Client| {
            let call = client.chat().completions().create(body.clone());
            call.build().expect("a request").url().to_string()
        };
        let dated = Client::azure()
            .endpoint(&endpoint)
            .api_version("2025-04-01-preview");
        let expected = "/openai/deployments/dep-1/chat/completions?api-version=2025-04-01-preview";
        let client = dated.api_key("k").build().expect("a client");
        assert_eq!(url(client), format!("{resource}{expected}"), "{path}");
        let client = Client::azure_v1().endpoint(&endpoint).api_key("k").build();
        let expected = format!("{resource}/openai/v1/chat/completions");
        assert_eq!(url(client.expect("a client")), expected, "{path}");
    }
    let gateway = Client::azure_v1()
        .endpoint("https://gate.example/team")
        .api_key("k")
        .build();
    let base_url = gateway
        .expect("a client")
        .base_url()
        .expect("a URL")
        .to_string();
    assert_eq!(base_url, "https://gate.example/team/openai/v1");
    let error = Client::azure_v1()
        .endpoint("mine.openai.azure.com")
        .api_key("k")
        .build();
    let message = error.expect_err("an error").message().to_owned();
    assert!(
        message.contains("`https://mine.openai.azure.com`"),
        "{message}"
    );
}

#[test]
fn the_path_of_an_operation_is_removed_from_a_pasted_base_url() {
    for path in [
        "/chat/completions",
        "/responses",
        "/embeddings/",
        "/images/generations",
        "",
    ] {
        let base_url = format!("https://models.example/v1{path}");
        let client = Client::builder().base_url(base_url).api_key("k").build();
        let client = client.expect("a client");
        let url = client.base_url().expect("a URL").as_str();
        assert_eq!(
            url.trim_end_matches('/'),
            "https://models.example/v1",
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_retry_header_of_azure_is_honored() {
    let busy = json!({"error": {"message": "slow down", "code": "429"}});
    let busy = MockResponse::error(429, busy).with_header("x-ms-retry-after-ms", "600000");
    let server = Server::with_responses([busy]).await;
    let error = server.client().models().list().await.expect_err("an error");
    assert_eq!(error.retry_after().map(|delay| delay.as_secs()), Some(600));
    assert!(error.to_string().contains("600 s"), "{error}");
    assert_eq!(server.requests().len(), 1);
}
