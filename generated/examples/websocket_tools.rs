//! Two concurrent tool runs over one WebSocket.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`:
//! `cargo run --example websocket_tools --features websocket -- --offline`.

use futures_util::{SinkExt, StreamExt};
use openai_typed::tools::{ToolDefinition, Toolbox};
use openai_typed::types::CreateResponse;
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
    let mut connect = client.responses().connect();
    if offline {
        connect = connect.connector(serve);
    }
    let lanes = connect.await?.lanes();
    let definition = ToolDefinition::new("weather", "", json!({ "type": "object" }));
    let tools = Toolbox::new().tool(definition, async |arguments: Value| {
        let city = arguments["city"].as_str().ok_or("no city")?;
        Ok::<_, &str>(format!("21 degrees in {city}"))
    });
    let request = |city: &str| {
        let question = format!("How is the weather in {city}?");
        CreateResponse::new()
            .with_model("gpt-5")
            .with_input(question)
    };
    let paris = lanes.run_tools(request("Paris"), &tools);
    let rome = lanes.run_tools(request("Rome"), &tools);
    let (paris, rome) = tokio::join!(paris, rome);
    for finished in [paris?, rome?] {
        println!("{}", finished.response.message_text());
    }
    lanes.close(1000, "").await?;
    Ok(())
}

/// Accepts a connection in this process. The server calls the tool, and then repeats its output.
async fn serve(_: Target) -> Result<DuplexStream, BoxError> {
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    tokio::spawn(async move {
        let mut socket = tokio_tungstenite::accept_async(theirs).await?;
        while let Some(Ok(Message::Text(text))) = socket.next().await {
            let request: Value = serde_json::from_str(&text)?;
            let item = match request["input"][0]["output"].as_str() {
                Some(output) => json!({
                    "type": "message", "id": "msg_1", "role": "assistant", "status": "completed",
                    "content": [{ "type": "output_text", "text": output, "annotations": [] }],
                }),
                None => {
                    let is_rome = request["input"].to_string().contains("Rome");
                    let city = if is_rome { "Rome" } else { "Paris" };
                    json!({
                        "type": "function_call", "call_id": "call_1", "name": "weather",
                        "arguments": json!({ "city": city }).to_string(),
                    })
                }
            };
            let completed = json!({
                "type": "response.completed", "sequence_number": 1, "stream_id": request["stream_id"],
                "response": { "id": "resp_1", "object": "response", "status": "completed", "output": [item] },
            });
            socket.send(Message::text(completed.to_string())).await?;
        }
        Ok::<_, BoxError>(())
    });
    Ok(ours)
}
