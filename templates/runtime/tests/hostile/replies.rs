//! Responses that violate HTTP, or come from something other than the service.

use crate::server::{Hostile, complete};
use crate::{all_kinds, assert_clear, call, client};

/// Responses by name. The connection is closed after each.
fn replies() -> Vec<(&'static str, Vec<u8>)> {
    let head = "HTTP/1.1 200 OK\r\n";
    let chunked = format!("{head}transfer-encoding: chunked\r\n\r\n");
    let many: String = (0..20_000).map(|it| format!("x-{it}: y\r\n")).collect();
    let large = format!("x: {}\r\n", "y".repeat(4 << 20));
    let html = "<html><body>502 Bad Gateway</body></html>";
    let early = "HTTP/1.1 103 Early Hints\r\nlink: </>\r\n\r\n";
    let mut all = vec![
        ("nothing", String::new()),
        ("no HTTP", "SSH-2.0-OpenSSH_9.6\r\n".into()),
        ("TLS", "\u{16}\u{3}\u{1}\u{0}\u{5}hello".into()),
        ("an old version", "HTTP/0.9 200 OK\r\n\r\n{}".into()),
        ("an invalid status", "HTTP/1.1 999999 OK\r\n\r\n{}".into()),
        (
            "a body that is too long",
            format!("{head}content-length: 2\r\n\r\n{{}}trailing garbage"),
        ),
        (
            "a body that is too short",
            format!("{head}content-length: 200\r\n\r\n{{}}"),
        ),
        (
            "a negative length",
            format!("{head}content-length: -1\r\n\r\n{{}}"),
        ),
        (
            "a length beyond 64 bits",
            format!("{head}content-length: 99999999999999999999\r\n\r\n{{}}"),
        ),
        (
            "two lengths",
            format!("{head}content-length: 2\r\ncontent-length: 3\r\n\r\n{{}}"),
        ),
        (
            "an invalid chunk size",
            format!("{chunked}zz\r\n{{}}\r\n0\r\n\r\n"),
        ),
        (
            "a chunk size beyond 64 bits",
            format!("{chunked}fffffffffffffffff\r\n{{}}\r\n"),
        ),
        (
            "a chunk without its end",
            format!("{chunked}2\r\n{{}}0\r\n\r\n"),
        ),
        ("no last chunk", format!("{chunked}2\r\n{{}}\r\n")),
        (
            "a chunk extension",
            format!("{chunked}2;{}\r\n{{}}\r\n0\r\n\r\n", "x".repeat(1 << 20)),
        ),
        ("endless trailers", format!("{chunked}0\r\n{many}")),
        (
            "an early hint",
            format!("{early}{head}content-length: 2\r\n\r\n{{}}"),
        ),
        (
            "a thousand early hints",
            format!("{}{head}content-length: 2\r\n\r\n{{}}", early.repeat(1000)),
        ),
        (
            "an upgrade",
            "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n".into(),
        ),
        ("20,000 headers", format!("{head}{many}\r\n{{}}")),
        ("a header of 4 MiB", format!("{head}{large}\r\n{{}}")),
        (
            "headers without an end",
            format!("{head}{}", "x: y\r\n".repeat(90)),
        ),
        ("a null in a header", format!("{head}x: a\0b\r\n\r\n{{}}")),
        (
            "a proxy that asks for a password",
            "HTTP/1.1 407 Proxy\r\nproxy-authenticate: Basic\r\ncontent-length: 0\r\n\r\n"
                .to_owned(),
        ),
        (
            "a page of a proxy",
            format!(
                "HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: {}\r\n\r\n{html}",
                html.len()
            ),
        ),
        (
            "a page with status 200",
            format!(
                "{head}content-type: text/html\r\ncontent-length: {}\r\n\r\n{html}",
                html.len()
            ),
        ),
        (
            "a page as JSON",
            format!(
                "{head}content-type: application/json\r\ncontent-length: {}\r\n\r\n{html}",
                html.len()
            ),
        ),
        ("no content", "HTTP/1.1 204 No Content\r\n\r\n".into()),
        ("not modified", "HTTP/1.1 304 Not Modified\r\n\r\n".into()),
        (
            "a body that is not gzip",
            format!("{head}content-encoding: gzip\r\ncontent-length: 2\r\n\r\n{{}}"),
        ),
        (
            "an unknown encoding",
            format!("{head}content-encoding: x-evil\r\ncontent-length: 2\r\n\r\n{{}}"),
        ),
        (
            "a redirect without a location",
            "HTTP/1.1 302 Found\r\ncontent-length: 0\r\n\r\n".into(),
        ),
    ];
    for (name, location) in [
        ("a redirect to itself", "/v1/things/x"),
        ("a redirect to a file", "file:///etc/passwd"),
        ("a redirect to another scheme", "gopher://127.0.0.1:1/"),
        ("a redirect to nowhere", "http://127.0.0.1:1/v1"),
        ("a redirect to an invalid URL", "http://[::"),
        ("a redirect with a user", "http://user:pass@127.0.0.1:1/"),
    ] {
        let redirect =
            format!("HTTP/1.1 307 Temporary\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n");
        all.push((name, redirect));
    }
    let mut all: Vec<_> = all
        .into_iter()
        .map(|(name, text)| (name, text.into_bytes()))
        .collect();
    all.push((
        "invalid UTF-8",
        [complete("application/json", "{\"id\":\"a\"}"), vec![0xff]].concat(),
    ));
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn responses_that_violate_http_are_a_response_or_one_error() {
    let mut running = Vec::new();
    for (name, bytes) in replies() {
        running.push(tokio::spawn(async move {
            let server = Hostile::writing(bytes, true).await;
            all_kinds(name, &server).await;
        }));
    }
    for run in running {
        run.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_never_ends_with_another_protocol() {
    let locations = [
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "javascript:alert(1)",
        "data:,x",
    ];
    for location in locations {
        let bytes =
            format!("HTTP/1.1 302 Found\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n");
        let server = Hostile::writing(bytes, true).await;
        for result in all_kinds(location, &server).await {
            assert_eq!(result.unwrap_err().status().unwrap(), 302, "{location}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_without_tls_is_one_error() {
    let server = Hostile::start(|mut stream| async move {
        use tokio::io::AsyncWriteExt;
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        crate::server::until_closed(stream).await;
    })
    .await;
    for kind in crate::KINDS {
        let url = format!("https://127.0.0.1:{}/v1", server.port());
        let error = call(client(&url), kind).await.unwrap_err();
        assert_clear("no TLS", &error);
        assert_eq!(
            error.kind(),
            oasmith_runtime::ErrorKind::Connection,
            "{error}"
        );
    }
    server.assert_idle("no TLS").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_never_ends_is_limited_or_read_in_pieces() {
    use tokio::io::AsyncWriteExt;
    let server = Hostile::start(|mut stream| async move {
        crate::server::read_request(&mut stream).await;
        let head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n[";
        let _ = stream.write_all(head).await;
        while stream.write_all(&[b' '; 1 << 16]).await.is_ok() {}
    })
    .await;
    let json = client(&server.url())
        .with_options(|it| it.max_response_size(1 << 20))
        .unwrap();
    let error = call(json, crate::Kind::Json).await.unwrap_err();
    assert_eq!(error.kind(), oasmith_runtime::ErrorKind::Limit);
    assert!(
        call(client(&server.url()), crate::Kind::Download)
            .await
            .is_ok()
    );
    server.assert_idle("an endless body").await;
}
