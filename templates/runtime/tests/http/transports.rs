//! Connections as they are in the world, and what can be put in their place.

use std::sync::Arc;

use oasmith_runtime::runtime::testing::{Answer, Mock};
use oasmith_runtime::runtime::{
    Body, ClientBuilder, Error, ErrorKind, Exchange, Prepare, Request, Transport,
};
use serde_json::json;
use tokio::sync::Notify;

use crate::support::server::{Step, chunked, json as json_reply, open_ended};
use crate::support::*;

#[tokio::test]
async fn connections_are_kept_and_shared_by_clones_and_derived_clients() {
    let server = Server::start((0..3).map(|_| json_reply(200, "{}"))).await;
    let first = client(&server);
    let derived = first
        .with_options(|options| options.max_retries(5))
        .unwrap();
    first.call::<PostThing>().await.unwrap();
    first.clone().call::<PostThing>().await.unwrap();
    derived.call::<PostThing>().await.unwrap();
    assert!(
        server
            .arrived()
            .iter()
            .all(|arrived| arrived.connection == 1)
    );
}

#[tokio::test]
async fn bodies_in_chunks_and_until_the_end_of_the_connection_are_read() {
    let server = Server::start([
        chunked(&[], &[b"{\"id\"", b":", b"\"a\"}"], true),
        open_ended(200, &[], r#"{"id":"b"}"#),
    ])
    .await;
    let client = client(&server);
    for id in ["a", "b"] {
        assert_eq!(
            client.call::<GetThing>().path("id", "x").await.unwrap().id,
            id
        );
    }
}

#[tokio::test]
async fn gzip_is_asked_for_and_undone() {
    // `{"id":"zipped"}`
    let zipped = [
        31, 139, 8, 0, 0, 0, 0, 0, 2, 255, 171, 86, 202, 76, 81, 178, 82, 170, 202, 44, 40, 72, 77,
        81, 170, 5, 0, 207, 140, 11, 151, 15, 0, 0, 0,
    ];
    let server = Server::start([reply(200, &[("content-encoding", "gzip")], zipped)]).await;
    assert_eq!(
        client(&server)
            .call::<GetThing>()
            .path("id", "x")
            .await
            .unwrap()
            .id,
        "zipped"
    );
    assert_eq!(server.only().header("accept-encoding"), Some("gzip"));
}

/// Answers HTTP/2 requests with the version they came in.
async fn speak_http_2(stream: impl tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin) {
    let mut connection = h2::server::handshake(stream).await.unwrap();
    while let Some(Ok((request, mut respond))) = connection.accept().await {
        let version = format!("{:?}", request.version());
        let mut send = respond
            .send_response(http::Response::new(()), false)
            .unwrap();
        let body = json!({"id": version}).to_string();
        send.send_data(body.into(), true).unwrap();
    }
}

#[tokio::test]
async fn http_2_is_spoken() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move { speak_http_2(listener.accept().await.unwrap().0).await });
    let client = ClientBuilder::new(&SERVICE)
        .api_key(KEY)
        .base_url(format!("http://127.0.0.1:{port}"))
        .http(|http| http.http2_prior_knowledge())
        .build()
        .unwrap();
    let thing = client.call::<GetThing>().path("id", "x").await.unwrap();
    assert_eq!(thing.id, "HTTP/2.0");
}

#[tokio::test]
async fn tls_with_a_root_of_ones_own_agrees_on_http_2_and_a_strange_root_is_refused() {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let certificate = made.cert.der().clone();
    let root = reqwest::Certificate::from_der(&certificate).unwrap();
    let key = made.signing_key.serialize_der().try_into().unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    config.alpn_protocols = vec![b"h2".to_vec()];
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            if let Ok(stream) = acceptor.accept(stream).await {
                tokio::spawn(speak_http_2(stream));
            }
        }
    });
    let strange = ClientBuilder::new(&SERVICE)
        .api_key(KEY)
        .base_url(format!("https://localhost:{port}"))
        .max_retries(0);
    let strange = strange.build().unwrap();
    let error = strange
        .call::<GetThing>()
        .path("id", "x")
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert!(error.message().contains("certificate"), "{error}");
    let own = strange
        .with_options(|options| options.http(move |http| http.tls_certs_merge([root.clone()])))
        .unwrap();
    let thing = own.call::<GetThing>().path("id", "x").await.unwrap();
    assert_eq!(thing.id, "HTTP/2.0");
}

#[tokio::test]
async fn dropping_a_call_closes_its_connection() {
    let (began, closed) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let server = Server::start([vec![Step::UntilClosed(closed.clone())]]).await;
    let client = client(&server);
    let starting = began.clone();
    let task = tokio::spawn(async move {
        starting.notify_one();
        client.call::<PostThing>().await
    });
    began.notified().await;
    while server.arrived().is_empty() {
        tokio::task::yield_now().await;
    }
    task.abort();
    closed.notified().await;
}

#[tokio::test]
async fn a_client_of_ones_own_is_used() {
    let server = Server::start([json_reply(200, "{}")]).await;
    let own = reqwest::Client::builder()
        .no_proxy()
        .tls_backend_preconfigured(tls())
        .build()
        .unwrap();
    let client = builder(&server).http_client(own).build().unwrap();
    client.call::<PostThing>().await.unwrap();
    assert_eq!(server.arrived().len(), 1);
}

fn tls() -> rustls::ClientConfig {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth()
}

#[tokio::test]
async fn a_proxy_can_be_set() {
    let proxy = Server::start([json_reply(200, r#"{"id":"proxied"}"#)]).await;
    let url = proxy.url();
    let client = ClientBuilder::new(&SERVICE)
        .api_key(KEY)
        .base_url("http://no.such.host.invalid/v1")
        .http(move |http| match reqwest::Proxy::all(&url) {
            Ok(proxy) => http.proxy(proxy),
            Err(_) => http,
        })
        .build()
        .unwrap();
    assert_eq!(
        client.call::<GetThing>().path("id", "x").await.unwrap().id,
        "proxied"
    );
    assert_eq!(
        proxy.only().target,
        "http://no.such.host.invalid/v1/things/x"
    );
}

/// Middleware: adds a header and counts.
struct Stamped<T>(T);

impl<T: Transport> Transport for Stamped<T> {
    fn send(&self, mut request: http::Request<Body>) -> Exchange {
        request
            .headers_mut()
            .insert("x-stamp", http::HeaderValue::from_static("1"));
        self.0.send(request)
    }
}

#[tokio::test]
async fn a_transport_can_be_wrapped() {
    let mock = Mock::new([Answer::json(&json!({}))]);
    let client = ClientBuilder::new(&SERVICE)
        .api_key(KEY)
        .transport(mock.clone())
        .wrap(Stamped)
        .build()
        .unwrap();
    client.call::<PostThing>().await.unwrap();
    assert_eq!(mock.last().unwrap().header("x-stamp"), Some("1"));
}

/// Puts the model of the body into the path.
struct ByModel;

impl Prepare for ByModel {
    fn prepare(&self, request: &mut Request) -> Result<(), Error> {
        let model = request
            .body_text("model")
            .ok_or_else(|| Error::request("no model"))?;
        let path = format!("/deployments/{model}{}", request.path());
        request.url_mut().set_path(&path);
        Ok(())
    }
}

#[tokio::test]
async fn a_request_can_be_changed_before_it_is_sent() {
    let mock = Mock::new([Answer::json(&json!({})), Answer::json(&json!({}))]);
    let client = ClientBuilder::new(&SERVICE)
        .api_key(KEY)
        .transport(mock.clone())
        .prepare(ByModel)
        .build()
        .unwrap();
    client
        .call::<PostThing>()
        .json(&json!({"model": "m"}))
        .await
        .unwrap();
    assert_eq!(mock.last().unwrap().uri.path(), "/deployments/m/things");
    let form = oasmith_runtime::runtime::Form::new().text("model", "f");
    client.call::<PostThing>().form(form).await.unwrap();
    assert_eq!(mock.last().unwrap().uri.path(), "/deployments/f/things");
    let error = client.call::<PostThing>().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.operation()),
        (ErrorKind::Request, "postThing")
    );
}

#[tokio::test]
async fn a_mock_without_answers_says_so() {
    let (client, _) = mocked([]);
    let error = client.call::<PostThing>().await.unwrap_err();
    assert!(error.message().contains("no answer left"), "{error}");
}

#[tokio::test]
async fn clients_for_https_can_be_built_without_any_set_up() {
    let client = ClientBuilder::new(&SERVICE)
        .api_key(KEY)
        .connect_timeout(std::time::Duration::from_secs(1));
    assert!(client.build().is_ok());
}
