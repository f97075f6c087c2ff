//! The mocked client, with which users test their code.

use openai_typed::Client;
use openai_typed::testing::MockResponse;
use openai_typed::types::CreateResponse;
use serde_json::json;

#[tokio::test]
async fn a_client_can_be_mocked() {
    let mock_response = MockResponse::json(&json!({ "object": "list", "data": [{ "id": "m1" }] }));
    let (client, mock) = Client::mocked([mock_response]);
    let models = client.models().list().await.expect("models");
    assert_eq!(models.data[0].id, "m1");
    assert_eq!(
        mock.last_request().expect("a request").operation,
        "listModels"
    );
    mock.on(
        "createResponse",
        MockResponse::error(429, "rate_limit_exceeded", "wait"),
    );
    let call = client.responses().create(CreateResponse::new());
    let error = call.await.expect_err("an error");
    assert_eq!(error.code(), Some("rate_limit_exceeded"));
    assert_eq!(mock.remaining(), 0);
}
