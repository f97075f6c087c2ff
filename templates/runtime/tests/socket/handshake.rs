//! Handshake requests and rejected handshakes.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use oasmith_runtime::auth::{Credential, Signer, UnsignedRequest};
use oasmith_runtime::request::{Request, RequestInterceptor};
use oasmith_runtime::websocket::{Channel, ChannelSpec, Connect, Target};
use oasmith_runtime::{BoxError, BoxFuture, ClientBuilder, Error, ErrorKind, HeaderMap};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::net::TcpListener;
use tokio_tungstenite::tungstenite::Message;

use crate::support::{SERVICE, Server, TestChannel, TestSocket, client, event, number};

#[tokio::test(start_paused = true)]
async fn url_credential_and_headers_are_those_of_the_client() {
    let server = Server::new().then(|mut socket| async move { socket.close_with(1000, "").await });
    let connect = server
        .connect()
        .query("model", "a b")
        .header("x-own", "yes");
    connect.await.unwrap();
    let request = server.requests().remove(0);
    let mut lines = request.lines();
    assert_eq!(lines.next(), Some("/v1/channel?model=a%20b"));
    let headers: Vec<&str> = lines.collect();
    for expected in [
        "host: host.test",
        "authorization: Bearer secret",
        "user-agent: test/1",
        "x-own: yes",
    ] {
        assert!(headers.contains(&expected), "{expected}: {headers:?}");
    }
    assert!(!request.contains("sec-websocket-protocol"));
    assert!(!request.contains("content-type"));
}

/// A channel with a parameter in its path.
#[derive(Debug)]
enum LegChannel {}

impl Channel for LegChannel {
    const SPEC: ChannelSpec = ChannelSpec::new("leg", "/calls/{call_id}/attach");
    type Client = Value;
    type Server = Value;
}

#[tokio::test(start_paused = true)]
async fn parameters_of_the_path_are_encoded_and_must_not_change_it() {
    let server = Server::new().then(|mut socket| async move { socket.close_with(1000, "").await });
    let connect = |call_id: &str| {
        let accepting = server.clone();
        Connect::<LegChannel>::new(&client())
            .path("call_id", call_id)
            .connector(move |_: Target| accepting.clone().accept())
    };
    connect("a b").await.unwrap();
    assert!(server.requests()[0].starts_with("/v1/calls/a%20b/attach\n"));
    for invalid in ["", ".."] {
        let error = connect(invalid).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{invalid:?}");
    }
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_base_url_can_have_a_query_and_a_key_can_have_its_own_header() {
    let server = Server::new().then(|mut socket| async move { socket.close_with(1000, "").await });
    let client = ClientBuilder::new(&SERVICE)
        .base_url("http://other.test:8080/service?api-version=2026-01-01")
        .without_credentials()
        .build()
        .unwrap();
    let accepting = server.clone();
    let connect = Connect::<TestChannel>::new(&client)
        .query("deployment", "mine")
        .header("api-key", "secret")
        .connector(move |target: Target| {
            assert_eq!((target.host.as_str(), target.port), ("other.test", 8080));
            accepting.clone().accept()
        });
    connect.await.unwrap();
    let request = server.requests().remove(0);
    assert!(
        request.starts_with("/service/channel?api-version=2026-01-01&deployment=mine\n"),
        "{request}"
    );
    assert!(request.contains("api-key: secret"), "{request}");
    assert!(!request.contains("authorization"), "{request}");
}

#[tokio::test(start_paused = true)]
async fn a_key_can_be_passed_as_a_subprotocol() {
    let server = Server::new().then(|mut socket| async move { socket.close_with(1000, "").await });
    server.connect().key_as_subprotocol().await.unwrap();
    let request = server.requests().remove(0);
    assert!(
        request.contains("sec-websocket-protocol: test, key.secret"),
        "{request}"
    );
    assert!(!request.contains("authorization"), "{request}");
}

/// Signs with a description of the request.
struct DescribingSigner;

impl Signer for DescribingSigner {
    fn sign<'a>(
        &'a self,
        request: UnsignedRequest<'a>,
    ) -> BoxFuture<'a, Result<HeaderMap, BoxError>> {
        let has_header = request.headers.contains_key("x-own");
        let (method, target) = (request.method, &request.url.as_str()["ws://".len()..]);
        let signature = format!("{method} {target} {has_header} {}", request.body.len());
        Box::pin(async move {
            let mut headers = HeaderMap::new();
            headers.insert("x-signature", signature.parse()?);
            Ok(headers)
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_handshake_can_be_signed_but_a_signature_cannot_be_a_subprotocol() {
    let server = Server::new().then(|mut socket| async move { socket.close_with(1000, "").await });
    let client = ClientBuilder::new(&SERVICE).api_key(Credential::signer(DescribingSigner));
    let client = client.build().unwrap();
    let connect = || {
        let accepting = server.clone();
        Connect::<TestChannel>::new(&client)
            .query("a", "1")
            .header("x-own", "yes")
            .connector(move |_: Target| accepting.clone().accept())
    };
    connect().await.unwrap();
    let request = server.requests().remove(0);
    let signature = "x-signature: GET host.test/v1/channel?a=1 true 0";
    assert!(request.contains(signature), "{request}");
    assert!(!request.contains("authorization"), "{request}");
    let error = connect().key_as_subprotocol().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
}

#[tokio::test(start_paused = true)]
async fn interceptors_can_change_the_handshake_request() {
    struct Redirecting;
    impl RequestInterceptor for Redirecting {
        fn intercept(&self, request: &mut Request) -> Result<(), Error> {
            assert_eq!(request.operation().id, "test");
            request.url_mut().set_path("/elsewhere");
            Ok(())
        }
    }
    let connect = |target: Target| async move {
        assert_eq!(
            (target.host.as_str(), target.port, target.secure),
            ("other.test", 8080, false)
        );
        let (client_end, mut server_end) = tokio::io::duplex(4096);
        tokio::spawn(async move {
            let head = read_head(&mut server_end).await;
            assert!(head.starts_with("GET /elsewhere HTTP/1.1\r\n"), "{head}");
            let _ = server_end
                .write_all(b"HTTP/1.1 404 Not Found\r\nx: y\r\n\r\n{}")
                .await;
        });
        Ok::<_, BoxError>(client_end)
    };
    let client = ClientBuilder::new(&SERVICE)
        .api_key("secret")
        .base_url("http://other.test:8080")
        .interceptor(Redirecting)
        .build()
        .unwrap();
    let error = Connect::<TestChannel>::new(&client)
        .connector(connect)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
}

/// A server that responds to the connections with these strings, in order.
fn responding(responses: &'static [&'static str]) -> Connect<TestChannel> {
    let count = Arc::new(AtomicUsize::new(0));
    Connect::new(&client()).connector(move |_: Target| {
        let response = responses[count.fetch_add(1, Ordering::Relaxed)];
        async move {
            let (client_end, mut server_end) = tokio::io::duplex(4096);
            tokio::spawn(async move {
                read_head(&mut server_end).await;
                let _ = server_end.write_all(response.as_bytes()).await;
            });
            Ok::<_, BoxError>(client_end)
        }
    })
}

async fn read_head(stream: &mut DuplexStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    String::from_utf8(head).unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_rejected_handshake_is_an_error_with_the_response() {
    let connect = responding(&[concat!(
        "HTTP/1.1 401 Unauthorized\r\nx-request-id: r\r\n\r\n",
        r#"{"error":{"message":"no","code":"invalid_key"}}"#
    )]);
    let error = connect.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert_eq!((error.code(), error.message()), (Some("invalid_key"), "no"));
    assert_eq!(error.operation(), "test");
    assert!(!format!("{error:?}").contains("secret"));
}

#[tokio::test(start_paused = true)]
async fn redirects_are_not_followed() {
    let connect = responding(&["HTTP/1.1 302 Found\r\nlocation: ws://evil.test/\r\n\r\n"]);
    let error = connect.await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 302);
}

#[tokio::test(start_paused = true)]
async fn a_response_that_does_not_open_a_websocket_is_an_error() {
    for response in [
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n",
        "not HTTP\r\n\r\n",
        "",
    ] {
        let responses: &'static [&'static str] = Box::leak(Box::new([response]));
        assert!(responding(responses).await.is_err(), "{response}");
    }
}

#[tokio::test(start_paused = true)]
async fn connecting_has_a_time_limit() {
    let client = client();
    let connect = Connect::<TestChannel>::new(&client).connector(|_: Target| async {
        std::future::pending::<()>().await;
        Err::<DuplexStream, BoxError>("never".into())
    });
    let error = connect
        .handshake_timeout(Duration::from_secs(3))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

#[tokio::test(start_paused = true)]
async fn invalid_settings_are_reported_when_connecting() {
    let server = Server::new();
    let error = server
        .connect()
        .header("bad header", "x")
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    let without_key = ClientBuilder::new(&SERVICE).build().unwrap();
    let error = Connect::<TestChannel>::new(&without_key).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn tls_is_used_for_secure_urls() {
    let generated = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let certificate = generated.cert.der().clone();
    let key = rustls::pki_types::PrivatePkcs8KeyDer::from(generated.signing_key.serialize_der());
    let provider = || Arc::new(rustls::crypto::ring::default_provider());
    let server = rustls::ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.clone()], key.into())
        .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(server));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let Ok(stream) = acceptor.accept(stream).await else {
                continue;
            };
            let mut socket = tokio_tungstenite::accept_async(stream).await.unwrap();
            socket
                .send(Message::text(event(1).to_string()))
                .await
                .unwrap();
            while socket.next().await.is_some() {}
        }
    });
    let mut roots = rustls::RootCertStore::empty();
    roots.add(certificate).unwrap();
    let trusting = rustls::ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let client = ClientBuilder::new(&SERVICE)
        .credential("key", Credential::new("secret"))
        .base_url(format!("https://localhost:{port}"))
        .build()
        .unwrap();
    let error = Connect::<TestChannel>::new(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    let mut connection = Connect::<TestChannel>::new(&client)
        .tls(trusting)
        .await
        .unwrap();
    assert_eq!(number(&connection.next().await.unwrap().unwrap()), 1);
    connection.close(1000, "").await.unwrap();
}
