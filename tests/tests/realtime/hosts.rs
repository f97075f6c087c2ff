//! Other hosts and credentials: Azure OpenAI and ephemeral keys.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use openai_typed::auth::Credential;
use openai_typed::types::{RealtimeCreateClientSecretRequest, ResponsesClientEventResponseCreate};
use openai_typed::websocket::Reconnect;
use openai_typed::{Client, ClientBuilder};

use crate::server::{Server, close, receive, send, serve_session};

const VERSION: &str = "2025-04-01-preview";

/// Returns the URL of the server without a path.
fn endpoint(server: &Server) -> &str {
    server.base_url.trim_end_matches("/v1")
}

fn azure_dated(server: &Server) -> ClientBuilder {
    let builder = Client::azure().endpoint(endpoint(server));
    builder.api_version(VERSION).api_key("k")
}

fn azure_v1(server: &Server) -> ClientBuilder {
    Client::azure_v1().endpoint(endpoint(server)).api_key("k")
}

/// Opens a session with the model `mine` and returns the requests of the server.
async fn open_session(server: &Server, client: ClientBuilder) -> Vec<String> {
    let client = client.build().expect("a client");
    let connect = client.realtime().connect().with_model("mine");
    let mut connection = connect.await.expect("a connection");
    assert!(connection.next().await.expect("an event").is_ok());
    server.requests()
}

#[tokio::test]
async fn with_a_dated_version_the_model_is_the_deployment() {
    let server = Server::start(|_, socket| serve_session(socket)).await;
    assert_eq!(
        open_session(&server, azure_dated(&server)).await,
        ["/openai/realtime?api-version=2025-04-01-preview&deployment=mine none api-key: k"]
    );
}

#[tokio::test]
async fn without_a_dated_version_the_model_stays_in_the_query() {
    let server = Server::start(|_, socket| serve_session(socket)).await;
    assert_eq!(
        open_session(&server, azure_v1(&server)).await,
        ["/openai/v1/realtime?model=mine none api-key: k"]
    );
}

#[tokio::test]
async fn a_token_is_fetched_for_every_connection_and_replaces_the_key() {
    let server = Server::start(|number, mut socket| async move {
        match number {
            0 => close(&mut socket, 1012, "restart").await,
            _ => serve_session(socket).await,
        }
    })
    .await;
    let count = AtomicUsize::new(0);
    let token = Credential::from_fn(move || {
        let number = count.fetch_add(1, Ordering::Relaxed);
        async move { Ok::<_, io::Error>(format!("token-{number}")) }
    });
    let builder = Client::azure().endpoint(endpoint(&server));
    let client = builder.api_version(VERSION).token(token).build();
    let reconnect = Reconnect::new().delays(Duration::ZERO, Duration::ZERO);
    let client = client.expect("a client");
    let connect = client
        .realtime()
        .connect()
        .with_model("mine")
        .reconnect(reconnect);
    let mut connection = connect.await.expect("a connection");
    assert!(connection.next().await.expect("an event").is_ok());
    let path = "/openai/realtime?api-version=2025-04-01-preview&deployment=mine";
    assert_eq!(
        server.requests(),
        [
            format!("{path} Bearer token-0"),
            format!("{path} Bearer token-1")
        ]
    );
}

#[tokio::test]
async fn a_deployment_of_the_client_or_of_the_call_overrides_the_model() {
    let server = Server::start(|_, socket| serve_session(socket)).await;
    let client = azure_dated(&server).deployment("fixed").build();
    let client = client.expect("a client");
    let connect = || client.realtime().connect();
    let connects = [
        connect().with_model("mine"),
        connect().with_intent("transcription"),
        connect().query("deployment", "custom").with_model("mine"),
    ];
    for connect in connects {
        let mut connection = connect.await.expect("a connection");
        assert!(connection.next().await.expect("an event").is_ok());
    }
    let start = "/openai/realtime?api-version=2025-04-01-preview";
    assert_eq!(
        server.requests(),
        [
            format!("{start}&deployment=fixed none api-key: k"),
            format!("{start}&intent=transcription&deployment=fixed none api-key: k"),
            format!("{start}&deployment=custom none api-key: k"),
        ]
    );
}

#[tokio::test]
async fn responses_over_a_websocket_use_the_host_as_well() {
    let serve = |_, mut socket| async move {
        let event = receive(&mut socket).await.expect("an event");
        let error = serde_json::json!({"type": "error", "error": {
            "type": "invalid_request_error", "code": "c", "message": event["model"]}});
        send(&mut socket, error).await;
        close(&mut socket, 1000, "").await;
    };
    for (path, azure) in [
        ("/openai/responses?api-version=2025-04-01-preview", true),
        ("/openai/v1/responses", false),
    ] {
        let server = Server::start(serve).await;
        let builder = match azure {
            true => azure_dated(&server),
            false => azure_v1(&server),
        };
        let client = builder.build().expect("a client");
        let mut connection = client.responses().connect().await.expect("a connection");
        let event = ResponsesClientEventResponseCreate::new().with_model("mine");
        connection.send(event).await.expect("sent");
        assert!(connection.next().await.is_some());
        assert_eq!(server.requests(), [format!("{path} none api-key: k")]);
    }
}

#[tokio::test]
async fn an_ephemeral_key_is_a_bearer_token_or_a_subprotocol() {
    let server = Server::start(|_, socket| serve_session(socket)).await;
    let key = "ek_1";
    let builders = [
        Client::builder().base_url(&server.base_url).api_key(key),
        Client::azure_v1().endpoint(endpoint(&server)).token(key),
    ];
    for builder in builders {
        let client = builder.build().expect("a client");
        let connect = || client.realtime().connect().with_model("mine");
        for connect in [connect(), connect().key_as_subprotocol()] {
            let mut connection = connect.await.expect("a connection");
            assert!(connection.next().await.expect("an event").is_ok());
        }
    }
    let offered = "none [realtime, openai-insecure-api-key.ek_1]";
    assert_eq!(
        server.requests(),
        [
            "/v1/realtime?model=mine Bearer ek_1".to_owned(),
            format!("/v1/realtime?model=mine {offered}"),
            "/openai/v1/realtime?model=mine Bearer ek_1".to_owned(),
            format!("/openai/v1/realtime?model=mine {offered}"),
        ]
    );
}

#[tokio::test]
async fn an_ephemeral_key_is_created_at_the_host() {
    let server = Server::start(|_, socket| serve_session(socket)).await;
    let client = azure_v1(&server).build().expect("a client");
    let secrets = client.realtime().client_secrets();
    let call = secrets.create(RealtimeCreateClientSecretRequest::new());
    let request = call.build().expect("a request");
    assert_eq!(request.url().path(), "/openai/v1/realtime/client_secrets");
}

/// If the host is not configured, its path, query and header can be set manually.
#[tokio::test]
async fn a_url_can_be_set_manually() {
    let server = Server::start(|_, socket| serve_session(socket)).await;
    let base_url = format!("{}/custom?version=1", endpoint(&server));
    let client = Client::builder()
        .without_credentials()
        .base_url(base_url)
        .build();
    let client = client.expect("a client");
    let connect = client.realtime().connect().query("deployment", "mine");
    let mut connection = connect.header("api-key", "k").await.expect("a connection");
    assert!(connection.next().await.expect("an event").is_ok());
    assert_eq!(
        server.requests(),
        ["/custom/realtime?version=1&deployment=mine none api-key: k"]
    );
}
