//! Models: a list of a single page, and one of them.

use futures_util::TryStreamExt;
use serde_json::{Value, json};

use crate::support::{Answer, Server};

fn model(id: &str) -> Value {
    json!({ "id": id, "object": "model", "created": 1_700_000_000, "owned_by": "system" })
}

#[tokio::test]
async fn the_list_is_one_page() {
    let list = json!({ "object": "list", "data": [model("a"), model("b")] });
    let server = Server::answering([Answer::json(list.clone()), Answer::json(list)]).await;
    let models = server.client().models();
    assert_eq!(models.list().await.expect("a page").data.len(), 2);

    let items: Vec<_> = models.list().items().try_collect().await.expect("all");
    let ids: Vec<_> = items.iter().map(|model| model.id.as_str()).collect();
    assert_eq!(ids, ["a", "b"]);
    let lines: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.line())
        .collect();
    assert_eq!(lines, ["GET /v1/models", "GET /v1/models"]);
}

#[tokio::test]
async fn a_fine_tuned_model_is_found_by_its_name() {
    let name = "ft:gpt-4o-mini:acme::7p4lURel";
    let server = Server::answering([Answer::json(model(name))]).await;
    let model = server.client().models().retrieve(name).await;
    assert_eq!(model.expect("a model").id, name);
    assert_eq!(
        server.only().path().replace("%3A", ":"),
        format!("/v1/models/{name}")
    );
}

#[tokio::test]
async fn an_answer_comes_with_what_its_headers_say() {
    let answer = Answer::json(model("a"))
        .with_header("x-request-id", "req_1")
        .with_header("openai-processing-ms", "42")
        .with_header("x-ratelimit-remaining-requests", "59");
    let server = Server::answering([answer]).await;
    let call = server.client().models().retrieve("a");
    let answer = call.with_response().await.expect("an answer");
    assert_eq!(answer.value.id, "a");
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.request_id(), Some("req_1"));
    assert_eq!(
        answer.processing_time().map(|time| time.as_millis()),
        Some(42)
    );
    assert_eq!(
        answer
            .rate_limits()
            .requests()
            .and_then(|limit| limit.remaining),
        Some(59)
    );
}
