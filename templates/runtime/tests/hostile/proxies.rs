//! Proxies that do not connect to the server: a request through one fails once, and no key is sent to the proxy.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use oasmith_runtime::{Client, ClientBuilder, ErrorKind};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::server::{Hostile, until_closed};
use crate::support::{KEY, SERVICE};
use crate::{HANGS, Kind, TIMEOUT, assert_clear, call};

/// Creates a client that reaches a server with TLS through a proxy.
fn client(proxy: &str) -> Client {
    let proxy = reqwest::Proxy::all(proxy).expect("a URL");
    let builder = ClientBuilder::new(&SERVICE).api_key(KEY);
    let builder = builder.base_url("https://service.testing.invalid/v1");
    let builder = builder.timeout(TIMEOUT).max_retries(0);
    let builder = builder.http(move |http| http.proxy(proxy.clone()));
    builder.build().expect("a client")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_does_not_connect_is_one_error() {
    let html = "<html><body>Access denied</body></html>";
    let length = html.len();
    let replies = [
        (
            "a page with status 200",
            format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{html}"),
        ),
        (
            "a page with status 403",
            format!("HTTP/1.1 403 Forbidden\r\ncontent-length: {length}\r\n\r\n{html}"),
        ),
        (
            "a page with status 502",
            format!("HTTP/1.1 502 Bad Gateway\r\n\r\n{html}"),
        ),
        (
            "a demand for a password",
            "HTTP/1.1 407 Proxy\r\nproxy-authenticate: Basic\r\n\r\n".to_owned(),
        ),
        (
            "a redirect",
            "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/login\r\n\r\n".to_owned(),
        ),
        ("a page without HTTP", html.to_owned()),
        ("nothing", String::new()),
    ];
    for (name, reply) in replies {
        let received = Arc::new(Mutex::new(Vec::new()));
        let log = received.clone();
        let proxy = Hostile::start(move |mut stream| {
            let (reply, log) = (reply.clone(), log.clone());
            async move {
                let mut bytes = [0; 4096];
                if let Ok(read) = stream.read(&mut bytes).await {
                    log.lock().unwrap().extend_from_slice(&bytes[..read]);
                }
                let _ = stream.write_all(reply.as_bytes()).await;
                let _ = stream.shutdown().await;
                let mut rest = Vec::new();
                let _ = stream.read_to_end(&mut rest).await;
                log.lock().unwrap().extend_from_slice(&rest);
            }
        })
        .await;
        let error = call(client(&proxy.url()), Kind::Json).await.unwrap_err();
        assert_clear(name, &error);
        assert_eq!(error.kind(), ErrorKind::Connection, "{name}: {error}");
        proxy.assert_idle(name).await;
        let received = String::from_utf8_lossy(&received.lock().unwrap()).into_owned();
        assert!(
            received.starts_with("CONNECT service.testing.invalid:443 "),
            "{name}: {received}"
        );
        assert!(!received.contains(KEY), "{name}: {received}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_does_not_respond_is_a_timeout() {
    let silent = Hostile::start(until_closed).await;
    let calling = call(client(&silent.url()), Kind::Json);
    let error = tokio::time::timeout(HANGS, calling)
        .await
        .unwrap()
        .unwrap_err();
    assert_clear("a silent proxy", &error);
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    silent.assert_idle("a silent proxy").await;
    // No proxy listens on this port.
    let calling = call(client("http://127.0.0.1:1"), Kind::Json);
    let error = tokio::time::timeout(Duration::from_secs(10), calling)
        .await
        .unwrap()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection, "{error}");
}
