//! What users' own tests are given: a client without a network.

use openai_typed::Client;
use openai_typed::testing::Answer;
use openai_typed::types::CreateResponse;
use serde_json::json;

#[tokio::test]
async fn a_client_can_be_mocked() {
    let answer = Answer::json(&json!({ "object": "list", "data": [{ "id": "m1" }] }));
    let (client, mock) = Client::mocked([answer]);
    let models = client.models().list().await.expect("models");
    assert_eq!(models.data[0].id, "m1");
    assert_eq!(mock.last().expect("a request").operation, "listModels");
    mock.on(
        "createResponse",
        Answer::error(429, "rate_limit_exceeded", "wait"),
    );
    let call = client.responses().create(CreateResponse::new());
    let error = call.await.expect_err("a failure");
    assert_eq!(error.code(), Some("rate_limit_exceeded"));
    assert_eq!(mock.left(), 0);
}
