//! Fine-tuning: a query parameter that is an object.

use serde_json::json;

use crate::support::{MockResponse, Server};

#[tokio::test]
async fn an_object_is_sent_as_query_parameters_with_brackets() {
    let page = json!({ "object": "list", "data": [], "has_more": false });
    let server = Server::with_responses([MockResponse::json(page)]).await;
    let metadata = [("purpose", "a=b"), ("team", "atlas")];
    let metadata = metadata.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let list = server.client().fine_tuning().jobs().list().with_limit(3);
    let page = list.with_metadata(metadata).await.expect("a page");
    assert!(page.data.is_empty());
    let request = server.single_request();
    assert_eq!(request.path(), "/v1/fine_tuning/jobs");
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(
        request.query(),
        [
            pair("limit", "3"),
            pair("metadata[purpose]", "a=b"),
            pair("metadata[team]", "atlas"),
        ]
    );
}
