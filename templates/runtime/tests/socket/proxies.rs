//! Connections through the proxies of the environment. Each runs in a separate process with that environment.

use futures_util::{SinkExt, StreamExt};
use oasmith_runtime::ClientBuilder;
use oasmith_runtime::websocket::Connect;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::Message;

use crate::support::{SERVICE, TestChannel};

/// Opens a channel through the proxy that the environment sets.
#[tokio::test]
#[ignore = "started by other tests, in a separate environment"]
async fn a_channel_through_the_proxy_of_the_environment() {
    let url = std::env::var("TESTING_TARGET").unwrap();
    let client = ClientBuilder::new(&SERVICE).api_key("secret").base_url(url);
    let connect = Connect::<TestChannel>::new(&client.build().unwrap());
    let mut connection = connect.await.unwrap();
    assert_eq!(connection.next().await.unwrap().unwrap(), json!({ "n": 1 }));
}

/// Runs the test above in a process with these variables, and returns whether it passed and what it printed.
async fn run(target: String, variables: &[(&str, String)]) -> (bool, String) {
    let mut command = std::process::Command::new(std::env::current_exe().unwrap());
    for name in ["ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    command
        .args(["--exact", "--include-ignored"])
        .arg("proxies::a_channel_through_the_proxy_of_the_environment")
        .env("TESTING_TARGET", target)
        .envs(variables.iter().map(|(name, value)| (*name, value)));
    let output = tokio::task::spawn_blocking(move || command.output()).await;
    let output = output.unwrap().unwrap();
    let shown = [output.stdout, output.stderr].concat();
    let shown = String::from_utf8_lossy(&shown).into_owned();
    (output.status.success() && shown.contains("1 passed"), shown)
}

/// Starts a server that sends one event to each connection, and returns its port.
async fn server() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let mut socket = tokio_tungstenite::accept_async(stream).await.unwrap();
            socket.send(Message::text(r#"{"n":1}"#)).await.unwrap();
            while socket.next().await.is_some_and(|message| message.is_ok()) {}
        }
    });
    port
}

async fn proxy() -> (TcpListener, u16) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    (listener, port)
}

#[tokio::test]
async fn an_http_proxy_of_the_environment_is_used_with_its_credential() {
    let server = server().await;
    let (listener, port) = proxy().await;
    let proxied = tokio::spawn(async move {
        let (mut client, _) = listener.accept().await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(client.read_u8().await.unwrap());
        }
        let mut target = TcpStream::connect(("127.0.0.1", server)).await.unwrap();
        client.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
        let _ = copy_bidirectional(&mut client, &mut target).await;
        String::from_utf8(head).unwrap().to_lowercase()
    });
    let proxy = format!("http://user:pass@127.0.0.1:{port}");
    let (passed, shown) = run("http://api.test:81/v1".to_owned(), &[("HTTP_PROXY", proxy)]).await;
    assert!(passed, "{shown}");
    let head = proxied.await.unwrap();
    assert!(head.starts_with("connect api.test:81 "), "{head}");
    assert!(
        head.contains("proxy-authorization: basic dxnlcjpwyxnz"),
        "{head}"
    );
}

#[tokio::test]
async fn a_socks_proxy_of_the_environment_is_used_for_channels() {
    let server = server().await;
    let (listener, port) = proxy().await;
    let proxied = tokio::spawn(async move {
        let (mut client, _) = listener.accept().await.unwrap();
        let mut greeting = [0; 2];
        client.read_exact(&mut greeting).await.unwrap();
        client
            .read_exact(&mut vec![0; greeting[1].into()])
            .await
            .unwrap();
        client.write_all(&[5, 0]).await.unwrap();
        let mut head = [0; 5];
        client.read_exact(&mut head).await.unwrap();
        assert_eq!(head[3], 3, "a host name");
        let mut host = vec![0; head[4].into()];
        client.read_exact(&mut host).await.unwrap();
        let port = client.read_u16().await.unwrap();
        client
            .write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0])
            .await
            .unwrap();
        let mut target = TcpStream::connect(("127.0.0.1", server)).await.unwrap();
        let _ = copy_bidirectional(&mut client, &mut target).await;
        (String::from_utf8(host).unwrap(), port)
    });
    let proxy = format!("socks5h://127.0.0.1:{port}");
    let (passed, shown) = run("http://api.test:82/v1".to_owned(), &[("ALL_PROXY", proxy)]).await;
    assert!(passed, "{shown}");
    assert_eq!(proxied.await.unwrap(), ("api.test".to_owned(), 82));
}

#[tokio::test]
async fn hosts_in_no_proxy_are_connected_directly() {
    let target = format!("http://127.0.0.1:{}/v1", server().await);
    let variables = [
        ("ALL_PROXY", "http://127.0.0.1:1".to_owned()),
        ("NO_PROXY", "127.0.0.1".to_owned()),
    ];
    let (passed, shown) = run(target, &variables).await;
    assert!(passed, "{shown}");
}

#[tokio::test]
async fn a_proxy_that_channels_cannot_use_is_named() {
    for (proxy, expected) in [
        ("https://user:hidden@127.0.0.1:1", "has the scheme `https`"),
        ("socks://user:hidden@127.0.0.1:1", "has the scheme `socks`"),
    ] {
        let target = format!("http://127.0.0.1:{}/v1", server().await);
        let (passed, shown) = run(target, &[("ALL_PROXY", proxy.to_owned())]).await;
        assert!(!passed && shown.contains(expected), "{shown}");
        assert!(!shown.contains("hidden"), "{shown}");
    }
}
