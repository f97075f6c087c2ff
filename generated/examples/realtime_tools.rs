//! A Realtime session whose function calls are executed by a toolbox.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`:
//! `cargo run --example realtime_tools --features realtime -- --offline`.

use futures_util::{SinkExt, StreamExt};
use openai_typed::tools::{ToolDefinition, Toolbox};
use openai_typed::types::{
    RealtimeClientEventSessionUpdate, RealtimeFunctionTool, RealtimeServerEvent,
    RealtimeSessionCreateRequestGa, RealtimeSessionCreateRequestGaOutputModalitiesItem,
};
use openai_typed::websocket::Target;
use openai_typed::{BoxError, Client};
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
    let definition = ToolDefinition::new("weather", "", json!({ "type": "object" }));
    let tools = Toolbox::new().tool(definition, async |arguments: Value| {
        let city = arguments["city"].as_str().ok_or("no city")?;
        Ok::<_, &str>(format!("21 degrees in {city}"))
    });
    let mut connect = client.realtime().connect().with_model("gpt-realtime");
    if offline {
        connect = connect.connector(serve);
    }
    let mut connection = connect.await?;
    let session = RealtimeSessionCreateRequestGa::new()
        .with_output_modalities([RealtimeSessionCreateRequestGaOutputModalitiesItem::Text])
        .with_tools(tools.definitions().cloned().map(RealtimeFunctionTool::from));
    connection
        .send(RealtimeClientEventSessionUpdate::new(session))
        .await?;
    connection
        .create_user_message("How is the weather in Paris?")
        .await?;
    connection.create_response().await?;
    let mut session = connection.with_tools(tools);
    while let Some(event) = session.next().await {
        match event? {
            RealtimeServerEvent::ResponseOutputTextDelta(event) => print!("{}", event.delta),
            RealtimeServerEvent::ResponseOutputTextDone(_) => break,
            RealtimeServerEvent::Error(event) => return Err(event.error.message.into()),
            _ => {}
        }
    }
    println!();
    session.connection().close(1000, "").await?;
    Ok(())
}

/// Accepts a connection in this process. The first response calls a function, and the second repeats its output.
async fn serve(_: Target) -> Result<DuplexStream, BoxError> {
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    tokio::spawn(async move {
        let mut socket = tokio_tungstenite::accept_async(theirs).await?;
        let mut output = None;
        while let Some(Ok(Message::Text(text))) = socket.next().await {
            let event: Value = serde_json::from_str(&text)?;
            let events = match event["type"].as_str() {
                Some("conversation.item.create") => {
                    output = event["item"]["output"].as_str().map(str::to_owned);
                    continue;
                }
                Some("response.create") => match output.take() {
                    Some(output) => [
                        json!({ "type": "response.output_text.delta", "delta": output }),
                        json!({ "type": "response.output_text.done", "text": output }),
                    ],
                    None => [
                        json!({
                            "type": "response.function_call_arguments.done", "response_id": "resp_1", "call_id": "call_1",
                            "name": "weather", "arguments": r#"{"city":"Paris"}"#,
                        }),
                        json!({ "type": "response.done", "response": { "id": "resp_1", "status": "completed", "output": [] } }),
                    ],
                },
                _ => continue,
            };
            for event in events {
                socket.send(Message::text(event.to_string())).await?;
            }
        }
        Ok::<_, BoxError>(())
    });
    Ok(ours)
}
