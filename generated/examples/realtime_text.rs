//! A conversation in text, without audio, over the Realtime API.
//!
//! Usage: `cargo run --example realtime_text --features realtime -- "How are you?" "Why?"`. The key is read from
//! `OPENAI_API_KEY`; with `--offline`, none is needed.

use std::io::Write;

use futures_util::{SinkExt, StreamExt};
use openai_typed::types::{
    RealtimeClientEventSessionUpdate, RealtimeServerEvent, RealtimeSessionCreateRequestGa,
    RealtimeSessionCreateRequestGaOutputModalitiesItem,
};
use openai_typed::websocket::Target;
use openai_typed::{BoxError, Client};
use serde_json::json;
use tokio::io::DuplexStream;
use tokio_tungstenite::tungstenite::Message;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (options, mut messages): (Vec<String>, Vec<String>) = std::env::args()
        .skip(1)
        .partition(|argument| argument.starts_with("--"));
    let offline = options.iter().any(|option| option == "--offline");
    if messages.is_empty() {
        messages.push("Say hello in one sentence.".to_owned());
    }
    let client = match offline {
        true => {
            Client::new("key").with_options(|options| options.base_url("http://localhost/v1"))?
        }
        false => Client::from_env()?,
    };
    let mut connect = client.realtime().connect().with_model("gpt-realtime");
    if offline {
        connect = connect.connector(serve);
    }
    let mut connection = connect.await?;
    let session = RealtimeSessionCreateRequestGa::new().with_output_modalities(vec![
        RealtimeSessionCreateRequestGaOutputModalitiesItem::Text,
    ]);
    connection
        .send(RealtimeClientEventSessionUpdate::new(session))
        .await?;

    for message in messages {
        println!("> {message}");
        connection.create_user_message(message).await?;
        connection.create_response().await?;
        while let Some(event) = connection.next().await {
            match event? {
                RealtimeServerEvent::ResponseOutputTextDelta(event) => {
                    print!("{}", event.delta);
                    std::io::stdout().flush()?;
                }
                RealtimeServerEvent::ResponseDone(_) => break,
                RealtimeServerEvent::Error(event) => return Err(event.error.message.into()),
                _ => {}
            }
        }
        println!();
    }
    connection.close(1000, "").await?;
    Ok(())
}

/// Accepts a connection in this process. Sends recorded events after each client event of type `response.create`.
async fn serve(_: Target) -> Result<DuplexStream, BoxError> {
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    tokio::spawn(async move {
        let mut socket = tokio_tungstenite::accept_async(theirs).await?;
        while let Some(Ok(received)) = socket.next().await {
            if received.to_text()?.contains("response.create") {
                for event in [
                    json!({"type": "response.output_text.delta", "delta": "Hello!"}),
                    json!({"type": "response.done", "response": {"id": "resp_1", "output": []}}),
                ] {
                    socket.send(Message::text(event.to_string())).await?;
                }
            }
        }
        Ok::<_, BoxError>(())
    });
    Ok(ours)
}
