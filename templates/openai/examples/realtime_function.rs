//! Handles a function call of the model in the Realtime API.
//!
//! Usage: `cargo run --example realtime_function --features realtime`. The key is read from
//! `OPENAI_API_KEY`; with `--offline`, none is needed.

use futures_util::{SinkExt, StreamExt};
use crate_name::types::{
    RealtimeClientEventSessionUpdate, RealtimeFunctionTool, RealtimeServerEvent,
    RealtimeSessionCreateRequestGa, RealtimeSessionCreateRequestGaOutputModalitiesItem,
};
use crate_name::websocket::Target;
use crate_name::{BoxError, Client};
use serde_json::{Value, json};
use tokio::io::DuplexStream;
use tokio_tungstenite::tungstenite::Message;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let offline = std::env::args().any(|argument| argument == "--offline");
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
    let parameters = json!({
        "type": "object",
        "properties": {"city": {"type": "string"}},
        "required": ["city"],
    });
    let tool = RealtimeFunctionTool::new("temperature")
        .with_description("The temperature in a city, in degrees Celsius.")
        .with_parameters(parameters);
    let session = RealtimeSessionCreateRequestGa::new()
        .with_output_modalities([RealtimeSessionCreateRequestGaOutputModalitiesItem::Text])
        .with_tools([tool]);
    connection
        .send(RealtimeClientEventSessionUpdate::new(session))
        .await?;
    connection
        .create_user_message("How warm is it in Paris?")
        .await?;
    connection.create_response().await?;

    let mut call = None;
    while let Some(event) = connection.next().await {
        match event? {
            RealtimeServerEvent::ResponseFunctionCallArgumentsDone(event) => call = Some(event),
            RealtimeServerEvent::ResponseOutputTextDelta(event) => print!("{}", event.delta),
            RealtimeServerEvent::ResponseDone(_) => match call.take() {
                Some(call) => {
                    let arguments: Value = serde_json::from_str(&call.arguments)?;
                    println!("{}({arguments})", call.name);
                    connection
                        .submit_function_output(call.call_id, r#"{"degrees":21}"#)
                        .await?;
                }
                None => break,
            },
            RealtimeServerEvent::Error(event) => return Err(event.error.message.into()),
            _ => {}
        }
    }
    println!();
    connection.close(1000, "").await?;
    Ok(())
}

/// Accepts a connection in this process. Sends recorded events after each client event of type `response.create`.
async fn serve(_: Target) -> Result<DuplexStream, BoxError> {
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    tokio::spawn(async move {
        let mut socket = tokio_tungstenite::accept_async(theirs).await?;
        let mut called = false;
        while let Some(Ok(received)) = socket.next().await {
            if received.to_text()?.contains("response.create") {
                let first = match std::mem::replace(&mut called, true) {
                    false => json!({
                        "type": "response.function_call_arguments.done", "call_id": "call_1",
                        "name": "temperature", "arguments": r#"{"city":"Paris"}"#,
                    }),
                    true => json!({"type": "response.output_text.delta", "delta": "21 degrees."}),
                };
                let done =
                    json!({"type": "response.done", "response": {"id": "resp_1", "output": []}});
                for event in [first, done] {
                    socket.send(Message::text(event.to_string())).await?;
                }
            }
        }
        Ok::<_, BoxError>(())
    });
    Ok(ours)
}
