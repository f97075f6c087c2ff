//! Streamed responses with null items and keep-alives.

use openai_typed::types::{CreateResponse, ResponseStatus};
use serde_json::json;

use super::{events, file};
use crate::support::Server;

#[tokio::test]
async fn null_items_and_keep_alives_are_skipped() {
    for path in [
        "25-null-item/stream.sse",
        "32-keepalive-as-data/stream-responses.sse",
    ] {
        let Some(bytes) = file(path) else { return };
        let server = Server::with_responses([events(bytes)]).await;
        let request = CreateResponse::new().with_input("Hi");
        let call = server.client().responses().create(request);
        let stream = call.stream().await.expect("a stream");
        let response = stream.collect_response().await.expect(path);
        assert_eq!(response.message_text(), "Hi", "{path}");
        assert_eq!(response.status, Some(ResponseStatus::Completed), "{path}");
        let output = serde_json::to_value(&response.output).expect("JSON");
        let ids: Vec<_> = output.as_array().into_iter().flatten().collect();
        assert_eq!(ids.len(), 1, "{path}: {output}");
        assert_eq!(ids[0]["id"], json!("msg_1"), "{path}");
    }
}
