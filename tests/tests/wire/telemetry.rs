//! Spans that OpenTelemetry exports: names and attributes of its conventions for generative AI, and no content.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use openai_typed::testing::MockResponse;
use openai_typed::types::{
    ChatCompletionRequestMessage, CreateChatCompletionRequest, CreateEmbeddingRequest,
    CreateResponse,
};
use openai_typed::{Client, ClientBuilder};
use opentelemetry::trace::{SpanKind, Status, TraceContextExt, TracerProvider};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanData};
use serde_json::{Value, json};
use tracing::Instrument;
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::layer::SubscriberExt;

/// Collects the spans of all tests.
///
/// A subscriber per thread would miss spans: `tracing` remembers a span as disabled when a thread without a subscriber
/// reaches it first.
static EXPORTER: LazyLock<InMemorySpanExporter> = LazyLock::new(|| {
    let exporter = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder()
        .with_simple_exporter(exporter.clone())
        .build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("tests"));
    tracing::subscriber::set_global_default(tracing_subscriber::registry().with(layer))
        .expect("no other subscriber");
    exporter
});

/// Returns the spans of calls that are exported while a future runs.
async fn exported<F: Future>(work: F) -> Vec<SpanData> {
    let mut spans = all_exported(work).await;
    spans.retain(|span| {
        let mut attributes = span.attributes.iter();
        attributes.any(|attribute| attribute.key.as_str() == "operation")
    });
    spans
}

/// Returns the spans that are exported while a future runs: the descendants of a new span, except connection spans.
pub(crate) async fn all_exported<F: Future>(work: F) -> Vec<SpanData> {
    let exporter = &*EXPORTER;
    let parent = tracing::info_span!("test");
    let trace = parent.context().span().span_context().trace_id();
    work.instrument(parent).await;
    let mut spans = exporter.get_finished_spans().expect("spans");
    spans.retain(|span| {
        let name = |name: &str| {
            let mut attributes = span.attributes.iter();
            attributes.any(|attribute| attribute.key.as_str() == name)
        };
        span.span_context.trace_id() == trace
            && (name("operation") || name("gen_ai.operation.name"))
    });
    spans
}

pub(crate) fn attributes(span: &SpanData) -> BTreeMap<String, String> {
    let pairs = span.attributes.iter();
    pairs
        .map(|pair| (pair.key.to_string(), pair.value.to_string()))
        .collect()
}

#[track_caller]
pub(crate) fn assert_attributes(span: &SpanData, expected: &[(&str, &str)]) {
    let attributes = attributes(span);
    for (name, value) in expected {
        assert_eq!(
            attributes.get(*name).map(String::as_str),
            Some(*value),
            "{name} in {attributes:#?}"
        );
    }
}

fn chat() -> CreateChatCompletionRequest {
    let messages = vec![ChatCompletionRequestMessage::user("private question")];
    CreateChatCompletionRequest::new("gpt-5", messages)
        .with_temperature(0.5)
        .with_max_completion_tokens(100)
}

fn chat_usage() -> Value {
    json!({
        "prompt_tokens": 11, "completion_tokens": 22, "total_tokens": 33,
        "prompt_tokens_details": { "cached_tokens": 4 },
        "completion_tokens_details": { "reasoning_tokens": 5 },
    })
}

#[tokio::test]
async fn a_chat_completion_is_a_client_span_with_the_attributes_of_the_conventions() {
    let choice = json!({
        "index": 0, "finish_reason": "stop", "message": { "role": "assistant", "content": "private answer" },
    });
    let completion = json!({ "id": "chatcmpl_1", "model": "gpt-5-2025", "choices": [choice], "usage": chat_usage() });
    let (client, _) =
        Client::mocked([MockResponse::json(&completion).header("x-request-id", "req_1")]);
    let spans = exported(async {
        client
            .chat()
            .completions()
            .create(chat())
            .await
            .expect("a completion")
    })
    .await;
    let [span] = &spans[..] else {
        panic!("expected one span, found {}", spans.len())
    };
    assert_eq!(
        (span.name.as_ref(), &span.span_kind),
        ("chat gpt-5", &SpanKind::Client)
    );
    assert_eq!(span.status, Status::Unset);
    assert_attributes(
        span,
        &[
            ("gen_ai.operation.name", "chat"),
            ("gen_ai.provider.name", "openai"),
            ("gen_ai.request.model", "gpt-5"),
            ("gen_ai.request.temperature", "0.5"),
            ("gen_ai.request.max_tokens", "100"),
            ("gen_ai.response.id", "chatcmpl_1"),
            ("gen_ai.response.model", "gpt-5-2025"),
            ("gen_ai.response.finish_reasons", "[\"stop\"]"),
            ("gen_ai.usage.input_tokens", "11"),
            ("gen_ai.usage.output_tokens", "22"),
            ("gen_ai.usage.cache_read.input_tokens", "4"),
            ("gen_ai.usage.reasoning.output_tokens", "5"),
            ("server.address", "api.openai.com"),
            ("server.port", "443"),
            ("http.response.status_code", "200"),
            ("request_id", "req_1"),
        ],
    );
    assert!(!format!("{spans:?}").contains("private"), "{spans:#?}");
}

#[tokio::test]
async fn the_span_of_a_stream_ends_with_what_its_events_report() {
    let chunk = |delta: Value, finish: Value, usage: Value| {
        let choices = match delta.is_null() {
            true => json!([]),
            false => json!([{ "index": 0, "delta": delta, "finish_reason": finish }]),
        };
        json!({ "id": "chatcmpl_1", "model": "gpt-5-2025", "choices": choices, "usage": usage })
    };
    let events = [
        chunk(
            json!({ "content": "private answer" }),
            Value::Null,
            Value::Null,
        ),
        chunk(json!({}), json!("length"), Value::Null),
        chunk(Value::Null, Value::Null, chat_usage()),
    ];
    let completed = json!({
        "id": "resp_1", "model": "gpt-5-2025", "status": "completed", "output": [],
        "usage": { "input_tokens": 1, "output_tokens": 2, "total_tokens": 3, "input_tokens_details": { "cached_tokens": 1 } },
    });
    let completed =
        json!({ "type": "response.completed", "sequence_number": 1, "response": completed });
    let (client, _) = Client::mocked([
        MockResponse::events(events),
        MockResponse::events([completed]),
    ]);
    let spans = exported(async {
        let mut stream = client
            .chat()
            .completions()
            .create(chat())
            .stream()
            .await
            .expect("a stream");
        while let Some(event) = stream.next().await {
            event.expect("an event");
        }
        drop(stream);
        let request = CreateResponse::new()
            .with_model("gpt-5")
            .with_max_output_tokens(9);
        let stream = client
            .responses()
            .create(request)
            .stream()
            .await
            .expect("a stream");
        stream.accumulate().finish().await.expect("a response");
    })
    .await;
    assert_eq!(spans.len(), 2);
    assert_attributes(
        &spans[0],
        &[
            ("gen_ai.response.finish_reasons", "[\"length\"]"),
            ("gen_ai.response.id", "chatcmpl_1"),
            ("gen_ai.usage.output_tokens", "22"),
        ],
    );
    assert_attributes(
        &spans[1],
        &[
            ("gen_ai.operation.name", "chat"),
            ("gen_ai.request.max_tokens", "9"),
            ("gen_ai.response.id", "resp_1"),
            ("gen_ai.response.finish_reasons", "[\"completed\"]"),
            ("gen_ai.usage.input_tokens", "1"),
            ("gen_ai.usage.cache_read.input_tokens", "1"),
        ],
    );
    assert!(!format!("{spans:?}").contains("private"), "{spans:#?}");
}

#[tokio::test]
async fn a_failed_call_has_an_error_status_and_type_without_the_message() {
    let (client, _) = Client::mocked([
        MockResponse::error(429, "rate_limit_exceeded", "private message"),
        MockResponse::new(500, "private page"),
        MockResponse::json(&json!([])),
    ]);
    let spans = exported(async {
        for _ in 0..3 {
            let request = CreateEmbeddingRequest::new("text-embedding-3-small", "private input");
            client
                .embeddings()
                .create(request)
                .await
                .expect_err("an error");
        }
    })
    .await;
    let types: Vec<_> = spans
        .iter()
        .map(|span| attributes(span).remove("error.type"))
        .collect();
    let expected = ["rate_limit_exceeded", "500", "Decode"].map(|name| Some(name.to_owned()));
    assert_eq!(types, expected);
    for span in &spans {
        assert_eq!(span.name, "embeddings text-embedding-3-small");
        assert!(
            matches!(span.status, Status::Error { .. }),
            "{:?}",
            span.status
        );
    }
    assert!(!format!("{spans:?}").contains("private"), "{spans:#?}");
}

#[tokio::test]
async fn other_operations_are_spans_without_attributes_of_generative_ai() {
    let batch = json!({ "id": "batch_1", "model": "gpt-5", "status": "completed", "usage": { "input_tokens": 1 } });
    let (client, _) = Client::mocked([MockResponse::json(&batch)]);
    let spans =
        exported(async { client.batches().retrieve("batch_1").await.expect("a batch") }).await;
    assert_eq!((spans.len(), spans[0].name.as_ref()), (1, "retrieveBatch"));
    let names: Vec<String> = attributes(&spans[0]).into_keys().collect();
    assert!(
        names.iter().all(|name| !name.starts_with("gen_ai.")),
        "{names:?}"
    );
}

#[tokio::test]
async fn the_provider_follows_from_the_host() {
    let provider = async |builder: ClientBuilder| {
        let mock = openai_typed::testing::MockTransport::new([MockResponse::json(&json!({}))]);
        let client = builder
            .api_key("key")
            .transport(mock)
            .build()
            .expect("a client");
        let spans = exported(async {
            client
                .chat()
                .completions()
                .create(chat())
                .await
                .expect("a completion")
        })
        .await;
        attributes(&spans[0]).remove("gen_ai.provider.name")
    };
    let azure = Client::azure_v1().endpoint("https://mine.invalid");
    assert_eq!(provider(azure).await.as_deref(), Some("azure.ai.openai"));
    let bedrock = Client::bedrock_runtime().region("us-west-2");
    assert_eq!(provider(bedrock).await.as_deref(), Some("aws.bedrock"));
}
