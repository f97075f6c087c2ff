//! A test channel, and a server that runs one script per connection.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use futures_util::{SinkExt, StreamExt};
use oasmith_runtime::auth::CredentialLocation;
use oasmith_runtime::generated::{SchemeSpec, ServiceSpec, WireNames};
use oasmith_runtime::websocket::{Channel, ChannelSpec, Connect, Target};
use oasmith_runtime::{BoxError, Client, ClientBuilder};
use serde_json::{Value, json};
use tokio::io::DuplexStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;

pub static SERVICE: ServiceSpec = ServiceSpec {
    user_agent: "test/1",
    schemes: &[SchemeSpec {
        name: "key",
        location: CredentialLocation::Bearer,
        env: &[],
    }],
    wire: WireNames {
        request_id: "x-request-id",
        retry_after_ms: &["retry-after-ms"],
        ..WireNames::NONE
    },
    ..ServiceSpec::new("Test", "http://host.test/v1")
};

/// A channel whose events are any JSON.
#[derive(Debug)]
pub enum TestChannel {}

impl Channel for TestChannel {
    const SPEC: ChannelSpec = ChannelSpec {
        subprotocols: &["test"],
        key_subprotocol: "key.",
        lane: "lane",
        ..ChannelSpec::new("test", "/channel").security(&[&["key"]])
    };
    type Client = Value;
    type Server = Value;
}

pub type Socket = WebSocketStream<DuplexStream>;
type Script = Box<dyn FnOnce(Socket) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send>;

/// The scripts of the connections to come, and the requests received.
#[derive(Clone)]
pub struct Server {
    /// The number of bytes that may be in transit in each direction.
    capacity: usize,
    scripts: Arc<Mutex<VecDeque<Script>>>,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub fn new() -> Self {
        Self {
            capacity: 64 * 1024,
            scripts: Arc::default(),
            requests: Arc::default(),
        }
    }

    /// Sets the number of bytes that may be in transit in each direction.
    #[allow(dead_code)] // only for some tests
    pub fn with_capacity(mut self, bytes: usize) -> Self {
        self.capacity = bytes;
        self
    }

    /// Adds the script of the next connection.
    pub fn then<F, Fut>(self, script: F) -> Self
    where
        F: FnOnce(Socket) -> Fut + Send + 'static,
        Fut: Future<Output = ()> + Send + 'static,
    {
        let script: Script = Box::new(|socket| Box::pin(script(socket)));
        self.scripts.lock().unwrap().push_back(script);
        self
    }

    /// Returns the URL and the headers of each request so far.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// Starts configuring a connection to this server.
    pub fn connect(&self) -> Connect<TestChannel> {
        let server = self.clone();
        Connect::new(&client()).connector(move |_: Target| server.clone().accept())
    }

    pub async fn accept(self) -> Result<DuplexStream, BoxError> {
        let Some(script) = self.scripts.lock().unwrap().pop_front() else {
            return Err("connection refused".into());
        };
        let (client_end, server_end) = tokio::io::duplex(self.capacity);
        let requests = self.requests.clone();
        tokio::spawn(async move {
            let config = tokio_tungstenite::tungstenite::protocol::WebSocketConfig::default()
                .max_frame_size(None)
                .max_message_size(None);
            #[allow(clippy::result_large_err)] // required by the trait
            let record =
                |request: &Request, mut response: Response| -> Result<Response, ErrorResponse> {
                    let mut text = request.uri().to_string();
                    for (name, value) in request.headers() {
                        text.push_str(&format!("\n{name}: {}", value.to_str().unwrap()));
                    }
                    let mut requests = requests.lock().unwrap();
                    requests.push(text);
                    let id = format!("req_{}", requests.len());
                    response
                        .headers_mut()
                        .insert("x-request-id", id.parse().unwrap());
                    if let Some(offered) = request.headers().get("sec-websocket-protocol") {
                        let first = offered
                            .to_str()
                            .unwrap()
                            .split(',')
                            .next()
                            .unwrap()
                            .to_owned();
                        let chosen = first.parse().unwrap();
                        response
                            .headers_mut()
                            .insert("sec-websocket-protocol", chosen);
                    }
                    Ok(response)
                };
            let accepted =
                tokio_tungstenite::accept_hdr_async_with_config(server_end, record, Some(config))
                    .await;
            if let Ok(socket) = accepted {
                script(socket).await;
            }
        });
        Ok(client_end)
    }
}

pub fn client() -> Client {
    ClientBuilder::new(&SERVICE)
        .api_key("secret")
        .build()
        .unwrap()
}

/// What a script does with its connection.
#[allow(async_fn_in_trait)] // only used here
pub trait TestSocket {
    async fn send_event(&mut self, event: Value);
    async fn receive_event(&mut self) -> Option<Value>;
    async fn close_with(&mut self, code: u16, reason: &str);
}

impl TestSocket for Socket {
    async fn send_event(&mut self, event: Value) {
        self.send(Message::text(event.to_string())).await.unwrap();
    }

    /// Returns the next event of the client, or `None` when it has closed the connection or disconnected.
    async fn receive_event(&mut self) -> Option<Value> {
        loop {
            match self.next().await?.ok()? {
                Message::Text(text) => return Some(serde_json::from_str(&text).unwrap()),
                Message::Close(_) => return None,
                _ => {}
            }
        }
    }

    async fn close_with(&mut self, code: u16, reason: &str) {
        let frame = CloseFrame {
            code: code.into(),
            reason: reason.into(),
        };
        self.send(Message::Close(Some(frame))).await.unwrap();
        while let Some(Ok(_)) = self.next().await {}
    }
}

/// Sends back every event until the client closes the connection.
pub async fn echo(mut socket: Socket) {
    while let Some(event) = socket.receive_event().await {
        socket.send_event(event).await;
    }
}

/// Creates an event with a number.
pub fn event(number: u64) -> Value {
    json!({"type": "event", "number": number})
}

/// Returns the number of an event.
pub fn number(event: &Value) -> u64 {
    event["number"].as_u64().unwrap()
}
