//! How connections are asked for, and what refuses them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use oasmith_runtime::runtime::{
    BoxError, BoxFuture, ClientBuilder, Connect, Credential, Error, ErrorKind, HeaderMap, Prepare,
    Request, Signer, Target, Unsigned,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::net::TcpListener;
use tokio_tungstenite::tungstenite::Message;

use crate::support::{Peer, SERVICE, Server, Talk, client, event, number};

#[tokio::test(start_paused = true)]
async fn address_credential_and_headers_are_those_of_the_client() {
    let server = Server::new().then(|mut socket| async move { socket.leave(1000, "").await });
    let connect = server
        .connect()
        .query("model", "a b")
        .header("x-own", "yes");
    connect.await.unwrap();
    let request = server.requests().remove(0);
    let mut lines = request.lines();
    assert_eq!(lines.next(), Some("/v1/talk?model=a%20b"));
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

#[tokio::test(start_paused = true)]
async fn a_base_url_may_have_a_query_and_a_key_a_header_of_its_own() {
    let server = Server::new().then(|mut socket| async move { socket.leave(1000, "").await });
    let client = ClientBuilder::new(&SERVICE)
        .base_url("http://other.test:8080/service?api-version=2026-01-01")
        .anonymous()
        .build()
        .unwrap();
    let accepting = server.clone();
    let connect = Connect::<Talk>::new(&client)
        .query("deployment", "mine")
        .header("api-key", "secret")
        .connector(move |target: Target| {
            assert_eq!((target.host.as_str(), target.port), ("other.test", 8080));
            accepting.clone().accept()
        });
    connect.await.unwrap();
    let request = server.requests().remove(0);
    assert!(
        request.starts_with("/service/talk?api-version=2026-01-01&deployment=mine\n"),
        "{request}"
    );
    assert!(request.contains("api-key: secret"), "{request}");
    assert!(!request.contains("authorization"), "{request}");
}

#[tokio::test(start_paused = true)]
async fn a_key_may_go_as_a_subprotocol() {
    let server = Server::new().then(|mut socket| async move { socket.leave(1000, "").await });
    server.connect().key_as_subprotocol().await.unwrap();
    let request = server.requests().remove(0);
    assert!(
        request.contains("sec-websocket-protocol: talk, key.secret"),
        "{request}"
    );
    assert!(!request.contains("authorization"), "{request}");
}

/// Signs by what is asked for.
struct Named;

impl Signer for Named {
    fn sign<'a>(&'a self, asked: Unsigned<'a>) -> BoxFuture<'a, Result<HeaderMap, BoxError>> {
        let own = asked.headers.contains_key("x-own");
        let (method, target) = (asked.method, &asked.url.as_str()["ws://".len()..]);
        let signature = format!("{method} {target} {own} {}", asked.body.len());
        Box::pin(async move {
            let mut headers = HeaderMap::new();
            headers.insert("x-signature", signature.parse()?);
            Ok(headers)
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_handshake_can_be_signed_but_a_signature_is_no_subprotocol() {
    let server = Server::new().then(|mut socket| async move { socket.leave(1000, "").await });
    let client = ClientBuilder::new(&SERVICE).api_key(Credential::signer(Named));
    let client = client.build().unwrap();
    let connect = || {
        let accepting = server.clone();
        Connect::<Talk>::new(&client)
            .query("a", "1")
            .header("x-own", "yes")
            .connector(move |_: Target| accepting.clone().accept())
    };
    connect().await.unwrap();
    let request = server.requests().remove(0);
    let signature = "x-signature: GET host.test/v1/talk?a=1 true 0";
    assert!(request.contains(signature), "{request}");
    assert!(!request.contains("authorization"), "{request}");
    let error = connect().key_as_subprotocol().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
}

#[tokio::test(start_paused = true)]
async fn a_prepared_request_is_what_is_asked_for() {
    struct Other;
    impl Prepare for Other {
        fn prepare(&self, request: &mut Request) -> Result<(), Error> {
            assert_eq!(request.operation().id, "talk");
            request.url_mut().set_path("/elsewhere");
            Ok(())
        }
    }
    let connected = |target: Target| async move {
        assert_eq!(
            (target.host.as_str(), target.port, target.secure),
            ("other.test", 8080, false)
        );
        let (ours, mut theirs) = tokio::io::duplex(4096);
        tokio::spawn(async move {
            let asked = read_head(&mut theirs).await;
            assert!(asked.starts_with("GET /elsewhere HTTP/1.1\r\n"), "{asked}");
            let _ = theirs
                .write_all(b"HTTP/1.1 404 Not Found\r\nx: y\r\n\r\n{}")
                .await;
        });
        Ok::<_, BoxError>(ours)
    };
    let client = ClientBuilder::new(&SERVICE)
        .api_key("secret")
        .base_url("http://other.test:8080")
        .prepare(Other)
        .build()
        .unwrap();
    let error = Connect::<Talk>::new(&client)
        .connector(connected)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
}

/// Answers each connection with this text.
fn answering(answers: &'static [&'static str]) -> Connect<Talk> {
    let count = Arc::new(AtomicUsize::new(0));
    Connect::new(&client()).connector(move |_: Target| {
        let answer = answers[count.fetch_add(1, Ordering::Relaxed)];
        async move {
            let (ours, mut theirs) = tokio::io::duplex(4096);
            tokio::spawn(async move {
                read_head(&mut theirs).await;
                let _ = theirs.write_all(answer.as_bytes()).await;
            });
            Ok::<_, BoxError>(ours)
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
async fn a_refusal_says_what_the_server_said() {
    let refused = answering(&[concat!(
        "HTTP/1.1 401 Unauthorized\r\nx-request-id: r\r\n\r\n",
        r#"{"error":{"message":"no","code":"invalid_key"}}"#
    )]);
    let error = refused.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert_eq!((error.code(), error.message()), (Some("invalid_key"), "no"));
    assert_eq!(error.operation(), "talk");
    assert!(!format!("{error:?}").contains("secret"));
}

#[tokio::test(start_paused = true)]
async fn no_redirect_is_followed() {
    let refused = answering(&["HTTP/1.1 302 Found\r\nlocation: ws://evil.test/\r\n\r\n"]);
    let error = refused.await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 302);
}

#[tokio::test(start_paused = true)]
async fn what_is_no_websocket_is_an_error() {
    for answer in [
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n",
        "no HTTP\r\n\r\n",
        "",
    ] {
        let answers: &'static [&'static str] = Box::leak(Box::new([answer]));
        assert!(answering(answers).await.is_err(), "{answer}");
    }
}

#[tokio::test(start_paused = true)]
async fn connecting_takes_no_longer_than_it_may() {
    let client = client();
    let connect = Connect::<Talk>::new(&client).connector(|_: Target| async {
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
async fn mistakes_are_reported_when_connecting() {
    let server = Server::new();
    let error = server
        .connect()
        .header("bad header", "x")
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    let none = ClientBuilder::new(&SERVICE).build().unwrap();
    let error = Connect::<Talk>::new(&none).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn tls_is_spoken_with_secure_addresses() {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let certificate = made.cert.der().clone();
    let key = rustls::pki_types::PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
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
    let error = Connect::<Talk>::new(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    let mut connection = Connect::<Talk>::new(&client).tls(trusting).await.unwrap();
    assert_eq!(number(&connection.next().await.unwrap().unwrap()), 1);
    connection.close(1000, "").await.unwrap();
}
