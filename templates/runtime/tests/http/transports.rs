//! Connections, and other transports.

use std::sync::Arc;

use oasmith_runtime::request::{Request, RequestInterceptor};
use oasmith_runtime::testing::{MockResponse, MockTransport};
use oasmith_runtime::transport::{Body, Exchange, Transport};
use oasmith_runtime::{ClientBuilder, Error, ErrorKind};
use serde_json::json;
use tokio::sync::Notify;

use crate::support::server::{Step, chunked, json as json_response, open_ended};
use crate::support::*;

#[tokio::test]
async fn clones_and_derived_clients_share_connections() {
    let server = Server::start((0..3).map(|_| json_response(200, "{}"))).await;
    let first = client(&server);
    let derived = first
        .with_options(|options| options.max_retries(5))
        .unwrap();
    first.call::<PostThing>().await.unwrap();
    first.clone().call::<PostThing>().await.unwrap();
    derived.call::<PostThing>().await.unwrap();
    assert!(
        server
            .received()
            .iter()
            .all(|received| received.connection == 1)
    );
}

#[tokio::test]
async fn chunked_and_unframed_bodies_are_read() {
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
async fn gzip_responses_are_decompressed() {
    // `{"id":"zipped"}`
    let zipped = [
        31, 139, 8, 0, 0, 0, 0, 0, 2, 255, 171, 86, 202, 76, 81, 178, 82, 170, 202, 44, 40, 72, 77,
        81, 170, 5, 0, 207, 140, 11, 151, 15, 0, 0, 0,
    ];
    let server = Server::start([respond(200, &[("content-encoding", "gzip")], zipped)]).await;
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

#[tokio::test]
async fn a_compressed_event_stream_is_read_as_it_arrives() {
    let zipped: &[u8] = &[
        31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 74, 73, 44, 73, 180, 82, 168, 86, 202, 83, 178, 50, 172,
        229, 226, 2, 0, 0, 0, 255, 255, 75, 65, 112, 141, 106, 121, 185, 120, 161, 2, 209, 46, 254,
        126, 174, 177, 92, 92, 0, 65, 58, 66, 116, 46, 0, 0, 0,
    ];
    let (first, rest) = zipped.split_at(31);
    let gate = Arc::new(Notify::new());
    let headers = [
        ("content-type", "text/event-stream"),
        ("content-encoding", "x-gzip"),
    ];
    let mut script = chunked(&headers, &[first], false);
    script.push(Step::Wait(gate.clone()));
    script.extend(chunked(&[], &[&rest[..5], &rest[5..]], true).split_off(1));
    let server = Server::start([script]).await;
    let call = client(&server).call::<Generate>();
    let mut stream = call.stream().await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().n, 1);
    gate.notify_one();
    assert_eq!(stream.next().await.unwrap().unwrap().n, 2);
    assert!(stream.next().await.is_none() && stream.is_done());
}

#[tokio::test]
async fn a_body_that_was_decompressed_on_the_way_is_read() {
    let headers = [("content-encoding", "gzip")];
    let server = Server::start([
        respond(200, &headers, r#"{"id":"a"}"#),
        chunked(&headers, &[b"{\"id\"", b":\"b\"}"], true),
    ])
    .await;
    let client = client(&server);
    for id in ["a", "b"] {
        let thing = client.call::<GetThing>().path("id", "x").await.unwrap();
        assert_eq!(thing.id, id);
    }
}

/// Responds to HTTP/2 requests with their version.
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
async fn http_2_is_supported() {
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
async fn tls_with_a_custom_root_negotiates_http_2_and_rejects_unknown_roots() {
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
    let untrusting = ClientBuilder::new(&SERVICE)
        .api_key(KEY)
        .base_url(format!("https://localhost:{port}"))
        .max_retries(0);
    let untrusting = untrusting.build().unwrap();
    let error = untrusting
        .call::<GetThing>()
        .path("id", "x")
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert!(error.message().contains("certificate"), "{error}");
    let trusting = untrusting
        .with_options(|options| options.http(move |http| http.tls_certs_merge([root.clone()])))
        .unwrap();
    let thing = trusting.call::<GetThing>().path("id", "x").await.unwrap();
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
    while server.received().is_empty() {
        tokio::task::yield_now().await;
    }
    task.abort();
    closed.notified().await;
}

#[tokio::test]
async fn an_existing_http_client_can_be_used() {
    let server = Server::start([json_response(200, "{}")]).await;
    let own = reqwest::Client::builder()
        .no_proxy()
        .tls_backend_preconfigured(tls())
        .build()
        .unwrap();
    let client = builder(&server).http_client(own).build().unwrap();
    client.call::<PostThing>().await.unwrap();
    assert_eq!(server.received().len(), 1);
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
    let proxy = Server::start([json_response(200, r#"{"id":"proxied"}"#)]).await;
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

/// A transport that adds a header.
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
    let mock = MockTransport::new([MockResponse::json(&json!({}))]);
    let client = ClientBuilder::new(&SERVICE)
        .api_key(KEY)
        .transport(mock.clone())
        .wrap(Stamped)
        .build()
        .unwrap();
    client.call::<PostThing>().await.unwrap();
    assert_eq!(mock.last_request().unwrap().header("x-stamp"), Some("1"));
}

/// Adds the model in the body to the path.
struct ByModel;

impl RequestInterceptor for ByModel {
    fn intercept(&self, request: &mut Request) -> Result<(), Error> {
        let model = request
            .body_string("model")
            .ok_or_else(|| Error::request("no model"))?;
        let path = format!("/deployments/{model}{}", request.path());
        request.url_mut().set_path(&path);
        Ok(())
    }
}

#[tokio::test]
async fn a_request_can_be_changed_before_it_is_sent() {
    let mock = MockTransport::new([
        MockResponse::json(&json!({})),
        MockResponse::json(&json!({})),
    ]);
    let client = ClientBuilder::new(&SERVICE)
        .api_key(KEY)
        .transport(mock.clone())
        .interceptor(ByModel)
        .build()
        .unwrap();
    client
        .call::<PostThing>()
        .json(&json!({"model": "m"}))
        .await
        .unwrap();
    assert_eq!(
        mock.last_request().unwrap().uri.path(),
        "/deployments/m/things"
    );
    let form = oasmith_runtime::request::Form::new().text("model", "f");
    client.call::<PostThing>().form(form).await.unwrap();
    assert_eq!(
        mock.last_request().unwrap().uri.path(),
        "/deployments/f/things"
    );
    let error = client.call::<PostThing>().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.operation()),
        (ErrorKind::Request, "postThing")
    );
}

#[tokio::test]
async fn a_mock_without_responses_is_an_error() {
    let (client, _) = mocked([]);
    let error = client.call::<PostThing>().await.unwrap_err();
    assert!(error.message().contains("no mock response left"), "{error}");
}

#[tokio::test]
async fn https_clients_need_no_tls_setup() {
    let client = ClientBuilder::new(&SERVICE)
        .api_key(KEY)
        .connect_timeout(std::time::Duration::from_secs(1));
    assert!(client.build().is_ok());
}
