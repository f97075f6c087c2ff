//! Servers and networks that misbehave. Each call ends within its deadline with a response or one clear error, shows no
//! key, and leaves no connection or task.
#![allow(clippy::unwrap_used, missing_docs)]

mod cancellation;
mod dropped;
mod phases;
mod proxies;
mod replies;
mod secrets;
mod server;
#[allow(dead_code, unused_imports)] // used in full by other tests
#[path = "../http/support/mod.rs"]
mod support;
mod tls;
mod writers;

use std::time::Duration;

use oasmith_runtime::{Client, ClientBuilder, Error};
use serde_json::json;

use self::server::Hostile;
use self::support::{Generate, GetThing, KEY, LoadThing, SERVICE};

/// The timeout of a call. A call that takes many times longer hangs.
const TIMEOUT: Duration = Duration::from_millis(300);
const HANGS: Duration = Duration::from_secs(10);

/// How a response is read.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    Json,
    Stream,
    Download,
}

pub const KINDS: [Kind; 3] = [Kind::Json, Kind::Stream, Kind::Download];

pub fn client(url: &str) -> Client {
    let builder = ClientBuilder::new(&SERVICE).api_key(KEY).base_url(url);
    let builder = builder.timeout(TIMEOUT).max_retries(0);
    // Connections are not reused: what one server sends must not meet the request to another.
    let builder = builder.http(|http| http.no_proxy().pool_max_idle_per_host(0));
    builder.build().expect("a client")
}

/// Sends a call and reads all of its response.
pub async fn call(client: Client, kind: Kind) -> Result<(), Error> {
    let calling = async {
        match kind {
            Kind::Json => client.call::<GetThing>().path("id", "x").await.map(drop),
            Kind::Stream => {
                let call = client.call::<Generate>().json(&json!({}));
                let mut stream = call.stream().await?;
                let mut first = Ok(());
                for _ in 0..1000 {
                    match stream.next().await {
                        None => return first,
                        Some(Ok(_)) => {}
                        Some(Err(error)) => first = first.and(Err(error)),
                    }
                }
                first
            }
            Kind::Download => {
                let download = client.call::<LoadThing>().path("id", "x").await?;
                // Not all of a body that never ends.
                let mut download = download;
                let mut read = 0;
                while let Some(chunk) = download.chunk().await {
                    read += chunk?.len();
                    if read > 8 << 20 {
                        break;
                    }
                }
                Ok(())
            }
        }
    };
    let ended = tokio::time::timeout(HANGS, calling).await;
    ended.unwrap_or_else(|_| panic!("a call hangs: {kind:?}"))
}

/// Checks that an error is clear and shows no key.
pub fn assert_clear(name: &str, error: &Error) {
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains(KEY), "{name}: {shown}");
    assert!(!error.message().is_empty(), "{name}: {shown}");
    assert!(shown.len() < 16 << 10, "{name}: {} bytes", shown.len());
}

/// Runs calls of all kinds against a server at once, and returns their results in order.
pub async fn all_kinds(name: &str, server: &Hostile) -> Vec<Result<(), Error>> {
    let calls = KINDS.map(|kind| tokio::spawn(call(client(&server.url()), kind)));
    let mut results = Vec::new();
    for running in calls {
        let result = running
            .await
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        if let Err(error) = &result {
            assert_clear(name, error);
        }
        results.push(result);
    }
    server.assert_idle(name).await;
    results
}
