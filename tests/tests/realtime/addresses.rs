//! Other addresses and credentials than the usual ones: Azure OpenAI's, and ephemeral keys.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use openai_typed::runtime::{Credential, Reconnect};
use openai_typed::types::{RealtimeCreateClientSecretRequest, ResponsesClientEvent};
use openai_typed::{Client, ClientBuilder};

use crate::server::{Server, hear, leave, say, session};

const VERSION: &str = "2025-04-01-preview";

/// The server as an endpoint, without a path.
fn endpoint(server: &Server) -> &str {
    server.base_url.trim_end_matches("/v1")
}

fn dated(server: &Server) -> ClientBuilder {
    let builder = Client::azure().endpoint(endpoint(server));
    builder.api_version(VERSION).api_key("k")
}

fn dateless(server: &Server) -> ClientBuilder {
    Client::azure_v1().endpoint(endpoint(server)).api_key("k")
}

/// What the server was asked for when this client opened a session with the model `mine`.
async fn asked(server: &Server, client: ClientBuilder) -> Vec<String> {
    let client = client.build().expect("a client");
    let connect = client.realtime().connect().model("mine");
    let mut connection = connect.await.expect("a connection");
    assert!(connection.next().await.expect("an event").is_ok());
    server.asked()
}

#[tokio::test]
async fn a_dated_version_takes_the_model_as_the_deployment() {
    let server = Server::start(|_, socket| session(socket)).await;
    assert_eq!(
        asked(&server, dated(&server)).await,
        ["/openai/realtime?api-version=2025-04-01-preview&deployment=mine none api-key: k"]
    );
}

#[tokio::test]
async fn without_dates_the_model_stays_in_the_query() {
    let server = Server::start(|_, socket| session(socket)).await;
    assert_eq!(
        asked(&server, dateless(&server)).await,
        ["/openai/v1/realtime?model=mine none api-key: k"]
    );
}

#[tokio::test]
async fn a_token_is_fetched_for_every_connection_and_no_key_goes_beside_it() {
    let server = Server::start(|number, mut socket| async move {
        match number {
            0 => leave(&mut socket, 1012, "restart").await,
            _ => session(socket).await,
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
    let rule = Reconnect::new().delays(Duration::ZERO, Duration::ZERO);
    let client = client.expect("a client");
    let connect = client.realtime().connect().model("mine").reconnect(rule);
    let mut connection = connect.await.expect("a connection");
    assert!(connection.next().await.expect("an event").is_ok());
    let path = "/openai/realtime?api-version=2025-04-01-preview&deployment=mine";
    assert_eq!(
        server.asked(),
        [
            format!("{path} Bearer token-0"),
            format!("{path} Bearer token-1")
        ]
    );
}

#[tokio::test]
async fn a_deployment_of_the_client_or_of_the_call_beats_the_model() {
    let server = Server::start(|_, socket| session(socket)).await;
    let client = dated(&server).deployment("fixed").build();
    let client = client.expect("a client");
    let connect = || client.realtime().connect();
    let connects = [
        connect().model("mine"),
        connect().intent("transcription"),
        connect().query("deployment", "own").model("mine"),
    ];
    for connect in connects {
        let mut connection = connect.await.expect("a connection");
        assert!(connection.next().await.expect("an event").is_ok());
    }
    let start = "/openai/realtime?api-version=2025-04-01-preview";
    assert_eq!(
        server.asked(),
        [
            format!("{start}&deployment=fixed none api-key: k"),
            format!("{start}&intent=transcription&deployment=fixed none api-key: k"),
            format!("{start}&deployment=own none api-key: k"),
        ]
    );
}

#[tokio::test]
async fn responses_over_a_socket_are_asked_for_at_the_host_as_well() {
    let serve = |_, mut socket| async move {
        let event = hear(&mut socket).await.expect("an event");
        let error = serde_json::json!({"type": "error", "error": {
            "type": "invalid_request_error", "code": "c", "message": event["model"]}});
        say(&mut socket, error).await;
        leave(&mut socket, 1000, "").await;
    };
    for (path, azure) in [
        ("/openai/responses?api-version=2025-04-01-preview", true),
        ("/openai/v1/responses", false),
    ] {
        let server = Server::start(serve).await;
        let builder = match azure {
            true => dated(&server),
            false => dateless(&server),
        };
        let client = builder.build().expect("a client");
        let mut connection = client.responses().connect().await.expect("a connection");
        let event = ResponsesClientEvent::new().with_model("mine");
        connection.send(event).await.expect("sent");
        assert!(connection.next().await.is_some());
        assert_eq!(server.asked(), [format!("{path} none api-key: k")]);
    }
}

#[tokio::test]
async fn an_ephemeral_key_is_a_bearer_or_a_subprotocol() {
    let server = Server::start(|_, socket| session(socket)).await;
    let key = "ek_1";
    let builders = [
        Client::builder().base_url(&server.base_url).api_key(key),
        Client::azure_v1().endpoint(endpoint(&server)).token(key),
    ];
    for builder in builders {
        let client = builder.build().expect("a client");
        let connect = || client.realtime().connect().model("mine");
        for connect in [connect(), connect().key_as_subprotocol()] {
            let mut connection = connect.await.expect("a connection");
            assert!(connection.next().await.expect("an event").is_ok());
        }
    }
    let offered = "none [realtime, openai-insecure-api-key.ek_1]";
    assert_eq!(
        server.asked(),
        [
            "/v1/realtime?model=mine Bearer ek_1".to_owned(),
            format!("/v1/realtime?model=mine {offered}"),
            "/openai/v1/realtime?model=mine Bearer ek_1".to_owned(),
            format!("/openai/v1/realtime?model=mine {offered}"),
        ]
    );
}

#[tokio::test]
async fn an_ephemeral_key_is_asked_for_at_the_host() {
    let server = Server::start(|_, socket| session(socket)).await;
    let client = dateless(&server).build().expect("a client");
    let secrets = client.realtime().client_secrets();
    let call = secrets.create(RealtimeCreateClientSecretRequest::new());
    let request = call.build().expect("a request");
    assert_eq!(request.url().path(), "/openai/v1/realtime/client_secrets");
}

/// Whoever has a host of their own without a description of it sets path, query and header by hand.
#[tokio::test]
async fn an_address_may_be_put_together_by_hand() {
    let server = Server::start(|_, socket| session(socket)).await;
    let base_url = format!("{}/own?version=1", endpoint(&server));
    let client = Client::builder().anonymous().base_url(base_url).build();
    let client = client.expect("a client");
    let connect = client.realtime().connect().query("deployment", "mine");
    let mut connection = connect.header("api-key", "k").await.expect("a connection");
    assert!(connection.next().await.expect("an event").is_ok());
    assert_eq!(
        server.asked(),
        ["/own/realtime?version=1&deployment=mine none api-key: k"]
    );
}
