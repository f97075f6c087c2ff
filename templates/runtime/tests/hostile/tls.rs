//! TLS: certificates that must be rejected, and connections that end or stall in the handshake or before the end of a body.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use oasmith_runtime::{Client, ClientBuilder, Error, ErrorKind};
use rcgen::{CertificateParams, CertifiedKey, KeyPair, date_time_ymd};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use crate::server::{Hostile, read_request, until_closed};
use crate::support::{GetThing, KEY, SERVICE};
use crate::{HANGS, TIMEOUT, assert_clear};

const HOST: &str = "service.testing.invalid";
const RESPONSE: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n{\"id\":\"thing\"}";

/// Creates a certificate for a name.
fn certificate(name: &str, last_year: i32) -> CertifiedKey<KeyPair> {
    let signing_key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new([name.to_owned()]).unwrap();
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(last_year, 1, 1);
    let cert = params.self_signed(&signing_key).unwrap();
    CertifiedKey { cert, signing_key }
}

/// A server with TLS. It counts its connections.
struct Server {
    certificate: CertifiedKey<KeyPair>,
    address: SocketAddr,
    connections: Arc<AtomicUsize>,
    /// The number of bytes written to the last connection.
    written: Arc<AtomicUsize>,
}

impl Server {
    /// Starts a server that responds over TLS, but writes at most a given number of bytes to the connection. It then
    /// closes the connection, or stalls.
    async fn start(
        certificate: CertifiedKey<KeyPair>,
        limit: usize,
        stalls: bool,
        response: Vec<u8>,
    ) -> Self {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let key = certificate.signing_key.serialize_der().try_into().unwrap();
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.cert.der().clone()], key)
            .unwrap();
        let tls = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (connections, written) = (Arc::<AtomicUsize>::default(), Arc::<AtomicUsize>::default());
        let (count, total) = (connections.clone(), written.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::SeqCst);
                total.store(0, Ordering::SeqCst);
                let limited = Limited {
                    stream,
                    limit,
                    stalls,
                    written: total.clone(),
                };
                let (tls, response) = (tls.clone(), response.clone());
                tokio::spawn(async move {
                    let Ok(mut stream) = tls.accept(limited).await else {
                        return;
                    };
                    let mut request = [0; 4096];
                    let _ = stream.read(&mut request).await;
                    let _ = stream.write_all(&response).await;
                    let _ = stream.flush().await;
                    // Closes the connection without `close_notify`.
                    drop(stream);
                });
            }
        });
        Self {
            certificate,
            address,
            connections,
            written,
        }
    }

    /// Calls the server. The client trusts the certificate of the server, or only those of the platform.
    async fn call(&self, is_trusted: bool) -> Result<(), Error> {
        let root = reqwest::Certificate::from_der(self.certificate.cert.der()).unwrap();
        let address = self.address;
        let builder = ClientBuilder::new(&SERVICE)
            .api_key(KEY)
            .base_url(format!("https://{HOST}/v1"));
        let builder = builder.timeout(TIMEOUT).max_retries(2);
        let builder = builder.http(move |http| {
            let http = http
                .no_proxy()
                .resolve(HOST, address)
                .pool_max_idle_per_host(0);
            match is_trusted {
                true => http.tls_certs_only([root.clone()]),
                false => http,
            }
        });
        let client: Client = builder.build().unwrap();
        let calling = client.call::<GetThing>().path("id", "x");
        let ended = tokio::time::timeout(HANGS, calling.into_future()).await;
        ended.expect("a call hangs").map(drop)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invalid_certificate_is_an_error_that_is_not_retried() {
    let cases = [
        ("an unknown authority", certificate(HOST, 2090), false),
        (
            "another host",
            certificate("other.testing.invalid", 2090),
            true,
        ),
        ("an expired certificate", certificate(HOST, 2021), true),
    ];
    for (name, certificate, is_trusted) in cases {
        let server = Server::start(certificate, usize::MAX, false, RESPONSE.to_vec()).await;
        let error = server.call(is_trusted).await.unwrap_err();
        assert_clear(name, &error);
        assert_eq!(error.kind(), ErrorKind::Connection, "{name}: {error}");
        assert!(!error.is_retryable(), "{name}: {error}");
        assert_eq!(
            server.connections.load(Ordering::SeqCst),
            1,
            "{name}: {error}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tls_may_end_or_stall_at_any_byte() {
    // The length is known, so that a missing `close_notify` does not matter.
    let whole = [
        &RESPONSE[..RESPONSE.len() - 18],
        b"\r\ncontent-length: 14\r\n\r\n{\"id\":\"thing\"}",
    ]
    .concat();
    let complete = Server::start(certificate(HOST, 2090), usize::MAX, false, whole.clone()).await;
    complete.call(true).await.unwrap();
    let length = complete.written.load(Ordering::SeqCst);
    assert!(length > 500, "{length} bytes");
    let mut running = Vec::new();
    for limit in (0..length - 100).step_by(47) {
        for stalls in [false, true] {
            let whole = whole.clone();
            running.push(tokio::spawn(async move {
                let server = Server::start(certificate(HOST, 2090), limit, stalls, whole).await;
                let name = format!("{limit} of {length} bytes, stalls: {stalls}");
                let error = server.call(true).await.expect_err(&name);
                assert_clear(&name, &error);
                let expected = if stalls {
                    ErrorKind::Timeout
                } else {
                    ErrorKind::Connection
                };
                assert_eq!(error.kind(), expected, "{name}: {error}");
            }));
        }
    }
    for run in running {
        run.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_without_a_length_is_complete_only_with_its_notice() {
    let server = Server::start(
        certificate(HOST, 2090),
        usize::MAX,
        false,
        RESPONSE.to_vec(),
    )
    .await;
    let error = server
        .call(true)
        .await
        .expect_err("an attacker may have cut the connection");
    assert_clear("no notice", &error);
    assert_eq!(error.kind(), ErrorKind::Connection, "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_to_a_server_without_tls_carries_no_key() {
    let heads = Arc::new(std::sync::Mutex::new(Vec::new()));
    let log = heads.clone();
    let plain = Hostile::start(move |mut stream: TcpStream| {
        let log = log.clone();
        async move {
            let mut head = [0; 4096];
            let read = stream.read(&mut head).await.unwrap_or_default();
            log.lock()
                .unwrap()
                .push(String::from_utf8_lossy(&head[..read]).into_owned());
            let _ = stream
                .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 14\r\n\r\n{\"id\":\"thing\"}")
                .await;
            until_closed(stream).await;
        }
    })
    .await;
    let redirect = format!(
        "HTTP/1.1 307 Temporary\r\nlocation: {}/things/x\r\ncontent-length: 0\r\n\r\n",
        plain.url()
    );
    let server = Server::start(
        certificate(HOST, 2090),
        usize::MAX,
        false,
        redirect.into_bytes(),
    )
    .await;
    let result = server.call(true).await;
    if let Err(error) = &result {
        assert_clear("a downgrade", error);
    }
    for head in heads.lock().unwrap().iter() {
        assert!(!head.contains(KEY), "{head}");
    }
    // Whether or not the redirect is followed, there is one request to the server with the key.
    assert_eq!(server.connections.load(Ordering::SeqCst), 1);
    plain.assert_idle("a downgrade").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handshake_that_never_starts_is_a_timeout() {
    let silent = Hostile::start(|mut stream| async move {
        read_request(&mut stream).await;
        tokio::time::sleep(Duration::from_secs(1)).await;
    })
    .await;
    let url = format!("https://127.0.0.1:{}/v1", silent.port());
    let client = crate::client(&url);
    let error = client.call::<GetThing>().path("id", "x").await.unwrap_err();
    assert_clear("no handshake", &error);
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
}

/// A connection that ends or stalls after a number of bytes.
struct Limited {
    stream: TcpStream,
    limit: usize,
    stalls: bool,
    written: Arc<AtomicUsize>,
}

impl AsyncWrite for Limited {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let left = self.limit - self.written.load(Ordering::SeqCst);
        if left == 0 && self.stalls {
            return Poll::Pending;
        }
        if left == 0 {
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        }
        let part = &bytes[..bytes.len().min(left)];
        let written = ready!(Pin::new(&mut self.stream).poll_write(cx, part))?;
        self.written.fetch_add(written, Ordering::SeqCst);
        Poll::Ready(Ok(written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

impl AsyncRead for Limited {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}
