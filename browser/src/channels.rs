//! Channels over the WebSocket of the browser.

use openai_typed::types::{
    RealtimeClientEventSessionUpdate, RealtimeServerEvent, RealtimeSessionCreateRequestGa,
    RealtimeSessionCreateRequestGaOutputModalitiesItem,
};
use openai_typed::{Client, ErrorKind};
use serde_json::json;

use crate::{Failure, TEXT, expect_eq, some};

/// A Realtime conversation that sends the key as a subprotocol.
pub async fn a_session_uses_the_websocket_of_the_browser(client: &Client) -> Result<(), Failure> {
    let mut connection = client.realtime().connect().with_model("m").await?;
    let session = RealtimeSessionCreateRequestGa::new().with_output_modalities(vec![
        RealtimeSessionCreateRequestGaOutputModalitiesItem::Text,
    ]);
    connection
        .send(RealtimeClientEventSessionUpdate::new(session))
        .await?;
    connection.create_user_message("Hi").await?;
    connection.create_response().await?;
    let mut text = String::new();
    loop {
        match some(connection.next().await, "further event")?? {
            RealtimeServerEvent::ResponseOutputTextDelta(event) => text.push_str(&event.delta),
            RealtimeServerEvent::ResponseDone(_) => break,
            _ => {}
        }
    }
    expect_eq(text.as_str(), TEXT)?;
    let close = some(connection.close(1000, "done").await?, "close frame")?;
    expect_eq(close.code, 1000)
}

/// A response without a key, since a browser cannot send one in a header.
pub async fn a_response_uses_the_websocket_of_the_browser(client: &Client) -> Result<(), Failure> {
    let refused = some(client.responses().connect().await.err(), "error")?;
    expect_eq(refused.kind(), ErrorKind::Request)?;
    let mut connection = client.responses().connect().security(&[]).await?;
    connection
        .send_json(json!({"type": "response.create", "model": "m"}).to_string())
        .await?;
    let mut text = String::new();
    loop {
        let event = some(connection.next().await, "further event")??;
        let event = serde_json::to_value(&event)?;
        if event["type"] == "response.output_text.delta" {
            text.push_str(event["delta"].as_str().unwrap_or_default());
        }
        if event["type"] == "response.completed" {
            break;
        }
    }
    expect_eq(text.as_str(), TEXT)
}
