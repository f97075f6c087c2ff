//! Models: a list without pages, and a single model.

use futures_util::TryStreamExt;
use serde_json::{Value, json};

use crate::support::{MockResponse, Server};

fn model(id: &str) -> Value {
    json!({ "id": id, "object": "model", "created": 1_700_000_000, "owned_by": "system" })
}

#[tokio::test]
async fn a_list_without_a_cursor_is_a_single_page() {
    let list = json!({ "object": "list", "data": [model("a"), model("b")] });
    let server =
        Server::with_responses([MockResponse::json(list.clone()), MockResponse::json(list)]).await;
    let models = server.client().models();
    assert_eq!(models.list().await.expect("a page").data.len(), 2);

    let items: Vec<_> = models.list().items().try_collect().await.expect("all");
    let ids: Vec<_> = items.iter().map(|model| model.id.as_str()).collect();
    assert_eq!(ids, ["a", "b"]);
    assert_eq!(
        server.methods_and_targets(),
        ["GET /v1/models", "GET /v1/models"]
    );
}

#[tokio::test]
async fn a_model_name_with_colons_is_escaped() {
    let name = "ft:gpt-4o-mini:acme::7p4lURel";
    let server = Server::with_responses([MockResponse::json(model(name))]).await;
    let model = server.client().models().retrieve(name).await;
    assert_eq!(model.expect("a model").id, name);
    assert_eq!(
        server.single_request().path().replace("%3A", ":"),
        format!("/v1/models/{name}")
    );
}

#[tokio::test]
async fn a_response_gives_access_to_its_headers() {
    let mock_response = MockResponse::json(model("a"))
        .with_header("x-request-id", "req_1")
        .with_header("openai-processing-ms", "42")
        .with_header("x-ratelimit-remaining-requests", "59");
    let server = Server::with_responses([mock_response]).await;
    let call = server.client().models().retrieve("a");
    let response = call.send_with_response().await.expect("a response");
    assert_eq!(response.value.id, "a");
    assert_eq!(response.status(), 200);
    assert_eq!(response.request_id(), Some("req_1"));
    assert_eq!(
        response.processing_time().map(|time| time.as_millis()),
        Some(42)
    );
    assert_eq!(
        response
            .rate_limits()
            .requests()
            .and_then(|limit| limit.remaining),
        Some(59)
    );
}
