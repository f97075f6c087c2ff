//! Proxies of the environment: used, bypassed for the hosts in `NO_PROXY`, or reported.

use std::process::{Command, Output};

use oasmith_runtime::ClientBuilder;

use crate::support::server::json as json_response;
use crate::support::*;

/// The variables that name proxies.
const VARIABLES: &[&str] = &["ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"];

/// The address of a server that does not exist.
const UNREACHABLE: &str = "http://127.0.0.1:1";

/// Sends a request as the environment of the process says. The other tests start it in processes of its own.
#[tokio::test]
#[ignore = "started by another test, with an environment of its own"]
async fn a_request_through_the_proxy_of_the_environment() {
    let url = std::env::var("TESTING_TARGET").unwrap();
    let client = ClientBuilder::new(&SERVICE)
        .api_key(KEY)
        .base_url(url)
        .max_retries(0);
    let thing = client
        .build()
        .unwrap()
        .call::<GetThing>()
        .path("id", "x")
        .await
        .unwrap();
    assert_eq!(thing.id, "reached");
}

/// Sends a request to `target` in a process with these variables.
async fn request(target: &str, variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(std::env::current_exe().unwrap());
    for name in VARIABLES {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    command
        .args(["--exact", "--include-ignored"])
        .arg("proxies::a_request_through_the_proxy_of_the_environment")
        .envs(variables.iter().copied())
        .env("TESTING_TARGET", target);
    let output = tokio::task::spawn_blocking(move || command.output()).await;
    output.unwrap().unwrap()
}

#[track_caller]
fn assert_success(output: &Output) {
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && shown.contains("1 passed"),
        "{shown}"
    );
}

/// Accepts one connection by the SOCKS5 protocol and forwards it. Returns the address that was asked for.
async fn socks_proxy(listener: tokio::net::TcpListener) -> (Vec<u8>, u16) {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};

    let (mut client, _) = listener.accept().await.unwrap();
    let mut greeting = [0; 2];
    client.read_exact(&mut greeting).await.unwrap();
    assert_eq!(greeting[0], 5, "the version");
    client
        .read_exact(&mut vec![0; greeting[1].into()])
        .await
        .unwrap();
    client.write_all(&[5, 0]).await.unwrap();
    let mut head = [0; 4];
    client.read_exact(&mut head).await.unwrap();
    let length = match head[3] {
        1 => 4,
        _ => client.read_u8().await.unwrap().into(),
    };
    let mut address = vec![0; length];
    client.read_exact(&mut address).await.unwrap();
    let port = client.read_u16().await.unwrap();
    client
        .write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0])
        .await
        .unwrap();
    let mut server = tokio::net::TcpStream::connect(("127.0.0.1", port))
        .await
        .unwrap();
    let _ = copy_bidirectional(&mut client, &mut server).await;
    (address, port)
}

#[tokio::test]
async fn a_socks_proxy_of_the_environment_is_used() {
    for variable in ["ALL_PROXY", "HTTP_PROXY"] {
        let server = Server::start([json_response(200, r#"{"id":"reached"}"#)]).await;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let proxied = tokio::spawn(socks_proxy(listener));
        let proxy = format!("socks5h://127.0.0.1:{port}");
        assert_success(&request(&server.other_url(), &[(variable, &proxy)]).await);
        let (address, _) = proxied.await.unwrap();
        assert_eq!(address, b"localhost", "{variable}");
    }
}

#[tokio::test]
async fn an_http_proxy_of_the_environment_is_used_except_for_the_hosts_in_no_proxy() {
    for variable in ["ALL_PROXY", "HTTP_PROXY", "http_proxy"] {
        let proxy = Server::start([json_response(200, r#"{"id":"reached"}"#)]).await;
        assert_success(&request(UNREACHABLE, &[(variable, &proxy.url())]).await);
        let target = proxy.only().target;
        assert_eq!(target, format!("{UNREACHABLE}/things/x"), "{variable}");
    }
    for variable in ["NO_PROXY", "no_proxy"] {
        let server = Server::start([json_response(200, r#"{"id":"reached"}"#)]).await;
        let variables = [
            ("HTTP_PROXY", UNREACHABLE),
            (variable, "a.example,localhost"),
        ];
        assert_success(&request(&server.other_url(), &variables).await);
        assert_eq!(server.only().target, "/v1/things/x", "{variable}");
    }
}

#[tokio::test]
async fn a_proxy_of_the_environment_that_cannot_be_used_is_named() {
    let proxy = ("ALL_PROXY", "socks://user:hidden@127.0.0.1:1");
    let output = request(UNREACHABLE, &[proxy]).await;
    let shown = [output.stdout, output.stderr].concat();
    let shown = String::from_utf8_lossy(&shown);
    assert!(!output.status.success());
    assert!(
        shown.contains("`ALL_PROXY` has the scheme `socks`"),
        "{shown}"
    );
    assert!(!shown.contains("hidden"), "{shown}");
}
