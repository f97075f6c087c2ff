//! Keys in everything that is printed: `Debug`, errors, panics, and the logs of this crate and of its dependencies.

use std::fmt::{self, Write as _};
use std::future::IntoFuture as _;
use std::sync::{Mutex, OnceLock};

use oasmith_runtime::request::Form;
use oasmith_runtime::{Client, ClientBuilder};
use serde_json::json;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};

use crate::server::{Hostile, complete};
use crate::support::{Generate, GetThing, PostThing, SERVICE};

const HEADER: &str = "key-in-a-header-4711";
const QUERY: &str = "key-in-a-query-4712";
const FORM: &str = "key-in-a-form-4713";
const SECRETS: [&str; 3] = [HEADER, QUERY, FORM];

/// Everything that was logged.
static LOGGED: Mutex<String> = Mutex::new(String::new());

fn add(text: fmt::Arguments<'_>) {
    let mut logged = LOGGED
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    logged.write_fmt(text).unwrap();
    logged.push('\n');
}

/// Keeps all spans and events of `tracing`, at every level.
struct Keep;

impl Visit for Keep {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        add(format_args!("{field}: {value:?}"));
    }
}

impl tracing::Subscriber for Keep {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        add(format_args!("{}", span.metadata().name()));
        span.record(&mut Keep);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut Keep);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        add(format_args!("{}", event.metadata().target()));
        event.record(&mut Keep);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// Keeps all records of `log`, at every level.
impl log::Log for Keep {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        add(format_args!("{}: {}", record.target(), record.args()));
    }

    fn flush(&self) {}
}

fn keep_logs() {
    static ONCE: OnceLock<()> = OnceLock::new();
    ONCE.get_or_init(|| {
        log::set_logger(&Keep).expect("no other logger");
        log::set_max_level(log::LevelFilter::Trace);
        tracing::subscriber::set_global_default(Keep).expect("no other subscriber");
    });
}

#[track_caller]
fn assert_secret(what: &str, shown: &str) {
    for secret in SECRETS {
        let found = shown
            .find(secret)
            .map(|at| &shown[at.saturating_sub(200)..at]);
        assert!(found.is_none(), "{what} shows a key after {found:?}");
    }
}

fn clients(url: &str) -> Vec<(Client, &'static [&'static str])> {
    let builder = || ClientBuilder::new(&SERVICE).base_url(url).max_retries(1);
    let header = builder()
        .api_key(HEADER)
        .header("x-key", HEADER)
        .query("key", QUERY);
    let query = builder().credential("QueryAuth", QUERY);
    vec![
        (header.build().unwrap(), &["KeyAuth"]),
        (query.build().unwrap(), &["QueryAuth"]),
    ]
}

#[tokio::test]
async fn nothing_that_is_printed_or_logged_has_a_key() {
    keep_logs();
    for bytes in [
        complete("application/json", r#"{"id":"thing"}"#),
        complete("text/event-stream", "data: {\"n\":1}\n\ndata: [DONE]\n\n"),
        b"HTTP/1.1 500 Error\r\ncontent-length: 0\r\n\r\n".to_vec(),
        b"HTTP/1.1 307 Moved\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n"
            .to_vec(),
        b"no HTTP\r\n\r\n".to_vec(),
    ] {
        let server = Hostile::writing(bytes, true).await;
        for (client, schemes) in clients(&server.url()) {
            assert_secret("a client", &format!("{client:?}"));
            let call = client.call::<GetThing>().path("id", "x").security(schemes);
            assert_secret("a call", &format!("{call:?}"));
            if let Err(error) = call.await {
                assert_secret(
                    "an error",
                    &format!("{error} {error:?} {:?}", std::error::Error::source(&error)),
                );
            }
            let call = client
                .call::<GetThing>()
                .path("id", "x")
                .query("key", QUERY)
                .header("x-other", HEADER);
            if let Err(error) = call.await {
                assert_secret("an error", &format!("{error} {error:?}"));
            }
            let form = Form::new().text("client_secret", FORM);
            assert_secret("a form", &format!("{form:?}"));
            if let Err(error) = client.call::<PostThing>().form(form).await {
                assert_secret("an error", &format!("{error} {error:?}"));
            }
            let pairs = json!({ "client_secret": FORM });
            if let Err(error) = client.call::<PostThing>().url_encoded(&pairs).await {
                assert_secret("an error", &format!("{error} {error:?}"));
            }
            if let Ok(mut stream) = client.call::<Generate>().json(&json!({})).stream().await {
                assert_secret("a stream", &format!("{stream:?}"));
                while let Some(event) = stream.next().await {
                    if let Err(error) = event {
                        assert_secret("an error", &format!("{error} {error:?}"));
                    }
                }
            }
            // A panic of a task shows what its message has.
            let call = client.call::<GetThing>().path("id", "x").into_future();
            let panic = tokio::spawn(async move { panic!("{call:?}") })
                .await
                .unwrap_err();
            let message = panic.into_panic().downcast::<String>().unwrap();
            assert_secret("a panic", &message);
        }
    }
    let logged = LOGGED.lock().unwrap().clone();
    assert!(
        logged.contains("hyper") || logged.contains("reqwest"),
        "logs are kept"
    );
    assert_secret("a log", &logged);
}

#[cfg(feature = "websocket")]
#[tokio::test]
async fn the_handshake_of_a_channel_logs_no_key() {
    use oasmith_runtime::websocket::{Channel, ChannelSpec, Connect};

    #[derive(Debug)]
    enum Events {}

    impl Channel for Events {
        const SPEC: ChannelSpec = ChannelSpec {
            subprotocols: &["test"],
            key_subprotocol: "key.",
            ..ChannelSpec::new("test", "/channel").security(&[&["KeyAuth"]])
        };
        type Client = serde_json::Value;
        type Server = serde_json::Value;
    }

    keep_logs();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                use tokio_tungstenite::tungstenite::handshake::server::{Request, Response};
                #[allow(clippy::result_large_err)] // required by the trait
                let choose = |request: &Request, mut response: Response| {
                    if request.headers().contains_key("sec-websocket-protocol") {
                        let chosen = "test".parse().unwrap();
                        response
                            .headers_mut()
                            .insert("sec-websocket-protocol", chosen);
                    }
                    Ok(response)
                };
                let _ = tokio_tungstenite::accept_hdr_async(stream, choose).await;
            });
        }
    });
    let builder = ClientBuilder::new(&SERVICE).api_key(HEADER);
    let client = builder
        .base_url(format!("http://127.0.0.1:{port}/v1"))
        .build()
        .unwrap();
    let connect = Connect::<Events>::new(&client).query("key", QUERY);
    assert_secret("a connection", &format!("{connect:?}"));
    connect.await.unwrap();
    let connect = Connect::<Events>::new(&client).key_as_subprotocol();
    connect.await.unwrap();
    let logged = LOGGED.lock().unwrap().clone();
    // The server of this test logs what it receives. Its log target is not that of the client.
    let own = logged
        .lines()
        .filter(|line| !line.contains("handshake::server"));
    assert_secret("a log", &own.collect::<Vec<_>>().join("\n"));
}
