//! Other addresses and credentials than the usual ones: Azure OpenAI's.

use openai_typed::Client;

use crate::server::{Server, session};

/// A client of a service at the server's address, below this path, that sends no credential by itself.
fn client(server: &Server, path: &str) -> Client {
    let root = server.base_url.trim_end_matches("/v1");
    let builder = Client::builder().anonymous();
    let built = builder.base_url(format!("{root}{path}")).build();
    built.expect("a client")
}

#[tokio::test]
async fn a_dated_version_is_a_query_and_the_model_a_deployment() {
    let server = Server::start(|_, socket| session(socket)).await;
    let client = client(&server, "/openai?api-version=2025-04-01-preview");
    let connect = client.realtime().connect().query("deployment", "mine");
    let mut connection = connect.header("api-key", "k").await.expect("a connection");
    assert!(connection.next().await.expect("an event").is_ok());
    assert_eq!(
        server.asked(),
        ["/openai/realtime?api-version=2025-04-01-preview&deployment=mine none api-key: k"]
    );
}

#[tokio::test]
async fn version_1_has_the_model_in_the_query() {
    let server = Server::start(|_, socket| session(socket)).await;
    let client = client(&server, "/openai/v1");
    let connect = client.realtime().connect().model("mine");
    let connect = connect.header("authorization", "Bearer token");
    let mut connection = connect.await.expect("a connection");
    assert!(connection.next().await.expect("an event").is_ok());
    assert_eq!(
        server.asked(),
        ["/openai/v1/realtime?model=mine Bearer token"]
    );
}
