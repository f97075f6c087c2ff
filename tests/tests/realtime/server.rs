//! A server on the loopback interface that simulates the Realtime API.

use std::future::Future;
use std::sync::{Arc, Mutex};

use futures_util::{SinkExt, StreamExt};
use openai_typed::media::{decode_base64, encode_base64};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::{WebSocketStream, accept_hdr_async};

pub type Socket = WebSocketStream<TcpStream>;

/// A running server.
#[derive(Clone)]
pub struct Server {
    pub base_url: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts a server that passes each connection with its number to `serve`.
    pub async fn start<F, Fut>(serve: F) -> Self
    where
        F: Fn(usize, Socket) -> Fut + Send + 'static,
        Fut: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let recorded = requests.clone();
        tokio::spawn(async move {
            for number in 0.. {
                let Ok((stream, _)) = listener.accept().await else {
                    return;
                };
                let recorded = recorded.clone();
                #[allow(clippy::result_large_err)] // required by the trait
                let record = move |request: &Request,
                                   mut response: Response|
                      -> Result<Response, ErrorResponse> {
                    let key = request.headers().get("authorization");
                    let key = key.and_then(|key| key.to_str().ok()).unwrap_or("none");
                    let mut line = format!("{} {key}", request.uri());
                    let api_key = request.headers().get("api-key");
                    if let Some(api_key) = api_key.and_then(|key| key.to_str().ok()) {
                        line.push_str(&format!(" api-key: {api_key}"));
                    }
                    let name = "sec-websocket-protocol";
                    if let Some(offered) = request
                        .headers()
                        .get(name)
                        .and_then(|all| all.to_str().ok())
                    {
                        line.push_str(&format!(" [{offered}]"));
                        let first = offered.split(',').next().unwrap_or_default();
                        if let Ok(first) = first.parse() {
                            response.headers_mut().insert(name, first);
                        }
                    }
                    recorded.lock().expect("no panic").push(line);
                    Ok(response)
                };
                if let Ok(socket) = accept_hdr_async(stream, record).await {
                    tokio::spawn(serve(number, socket));
                }
            }
        });
        Self {
            base_url: format!("http://127.0.0.1:{port}/v1"),
            requests,
        }
    }

    /// Returns the requests so far: path, query, credential and subprotocols.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("no panic").clone()
    }

    pub fn client(&self) -> openai_typed::Client {
        let builder = openai_typed::Client::builder();
        let built = builder.api_key("key").base_url(&self.base_url).build();
        built.expect("a client")
    }
}

pub async fn send(socket: &mut Socket, event: Value) {
    // The client may have disconnected.
    let _ = socket.send(Message::text(event.to_string())).await;
}

/// Returns the next event from the client, or `None` when the client has closed the connection.
pub async fn receive(socket: &mut Socket) -> Option<Value> {
    loop {
        match socket.next().await?.ok()? {
            Message::Text(text) => return serde_json::from_str(&text).ok(),
            Message::Close(_) => return None,
            _ => {}
        }
    }
}

pub async fn close(socket: &mut Socket, code: u16, reason: &str) {
    let frame = CloseFrame {
        code: code.into(),
        reason: reason.into(),
    };
    let _ = socket.send(Message::Close(Some(frame))).await;
    while let Some(Ok(_)) = socket.next().await {}
}

/// Serves a session until the client closes the connection.
///
/// The kind of response depends on the settings of the session and on the last message. The response to audio is the
/// same audio, half of it in events with the earlier name.
pub async fn serve_session(mut socket: Socket) {
    send(
        &mut socket,
        json!({"type": "session.created", "event_id": "e0", "session": {"type": "realtime"}}),
    )
    .await;
    let (mut state, mut audio) = (Value::Null, Vec::new());
    let (mut message, mut has_output) = (String::new(), false);
    while let Some(event) = receive(&mut socket).await {
        match event["type"].as_str().unwrap_or_default() {
            "session.update" => {
                state = event["session"].clone();
                send(
                    &mut socket,
                    json!({"type": "session.updated", "event_id": "e1", "session": state}),
                )
                .await;
            }
            "input_audio_buffer.append" => {
                if audio.is_empty() {
                    send(
                        &mut socket,
                        json!({"type": "input_audio_buffer.speech_started", "event_id": "e2",
                        "audio_start_ms": 0, "item_id": "item_1"}),
                    )
                    .await;
                }
                let chunk = decode_base64(event["audio"].as_str().unwrap_or_default());
                audio.extend_from_slice(&chunk.expect("base64"));
            }
            "input_audio_buffer.commit" => {
                let end = audio.len() / 48;
                send(
                    &mut socket,
                    json!({"type": "input_audio_buffer.speech_stopped", "event_id": "e3",
                    "audio_end_ms": end, "item_id": "item_1"}),
                )
                .await;
                send(
                    &mut socket,
                    json!({"type": "input_audio_buffer.committed", "event_id": "e4",
                    "previous_item_id": null, "item_id": "item_1"}),
                )
                .await;
                send(
                    &mut socket,
                    json!({"type": "conversation.item.input_audio_transcription.completed",
                    "event_id": "e5", "item_id": "item_1", "content_index": 0,
                    "transcript": format!("{} bytes of speech", audio.len()),
                    "usage": {"type": "duration", "seconds": 1}}),
                )
                .await;
            }
            "conversation.item.create" => {
                let item = event["item"].clone();
                has_output |= item["type"] == "function_call_output";
                if let Some(text) = item["content"][0]["text"].as_str() {
                    message = text.to_owned();
                }
                send(
                    &mut socket,
                    json!({"type": "conversation.item.added", "event_id": "e6",
                    "previous_item_id": null, "item": item}),
                )
                .await;
            }
            "response.create" => respond(&mut socket, &state, &message, &audio, has_output).await,
            "response.cancel" => send(&mut socket, done("cancelled")).await,
            "conversation.item.truncate" => {
                send(
                    &mut socket,
                    json!({"type": "conversation.item.truncated", "event_id": "e7",
                    "item_id": event["item_id"], "content_index": event["content_index"],
                    "audio_end_ms": event["audio_end_ms"]}),
                )
                .await;
            }
            other => {
                send(
                    &mut socket,
                    json!({"type": "error", "event_id": "e8", "error": {
                    "type": "invalid_request_error", "code": "unknown_event", "param": null,
                    "message": format!("unknown event {other}"), "event_id": event["event_id"]}}),
                )
                .await;
            }
        }
    }
}

async fn respond(
    socket: &mut Socket,
    state: &Value,
    message: &str,
    audio: &[u8],
    has_output: bool,
) {
    let location = json!({"event_id": "e9", "response_id": "resp_1", "item_id": "item_2", "output_index": 0, "content_index": 0});
    let event = |kind: &str, name: &str, value: &str| {
        let mut event = location.clone();
        event["type"] = kind.into();
        event[name] = value.into();
        event
    };
    send(
        socket,
        json!({"type": "response.created", "event_id": "e10",
        "response": {"id": "resp_1", "object": "realtime.response", "status": "in_progress"}}),
    )
    .await;
    if state["tools"][0]["type"] == "function" && !has_output {
        let name = state["tools"][0]["name"].as_str().unwrap_or_default();
        let mut call = event(
            "response.function_call_arguments.done",
            "arguments",
            r#"{"city":"Paris"}"#,
        );
        call["call_id"] = "call_1".into();
        call["name"] = name.into();
        send(socket, call).await;
    } else if state["output_modalities"][0] == "text" {
        send(
            socket,
            event("response.output_text.delta", "delta", "You said: "),
        )
        .await;
        send(socket, event("response.text.delta", "delta", message)).await;
        send(
            socket,
            event(
                "response.output_text.done",
                "text",
                &format!("You said: {message}"),
            ),
        )
        .await;
    } else {
        let middle = (audio.len() / 2) & !1;
        let names = ["response.output_audio.delta", "response.audio.delta"];
        for (name, half) in names.into_iter().zip([&audio[..middle], &audio[middle..]]) {
            send(socket, event(name, "delta", &encode_base64(half))).await;
        }
        if message == "talk until I stop you" {
            return;
        }
        send(
            socket,
            event(
                "response.output_audio_transcript.done",
                "transcript",
                "the same audio",
            ),
        )
        .await;
    }
    send(socket, done("completed")).await;
}

fn done(status: &str) -> Value {
    json!({"type": "response.done", "event_id": "e11",
        "response": {"id": "resp_1", "object": "realtime.response", "status": status}})
}
