//! A function that the model calls over the Realtime API.
//!
//! The key is taken from `OPENAI_API_KEY`; `OPENAI_BASE_URL` may name another server:
//! `cargo run --example realtime_function --features realtime`

use crate_name::Client;
use crate_name::types::{
    RealtimeClientEventSessionUpdate, RealtimeFunctionTool, RealtimeFunctionToolType,
    RealtimeServerEvent, RealtimeSessionCreateRequestGa,
    RealtimeSessionCreateRequestGaOutputModalitiesItem,
};
use serde_json::{Value, json};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_env()?;
    let mut connection = client.realtime().connect().model("gpt-realtime").await?;
    let parameters = json!({
        "type": "object",
        "properties": {"city": {"type": "string"}},
        "required": ["city"],
    });
    let tool = RealtimeFunctionTool::new()
        .with_type(RealtimeFunctionToolType::Function)
        .with_name("temperature")
        .with_description("The temperature in a city, in degrees Celsius.")
        .with_parameters(serde_json::from_value(parameters)?);
    let session = RealtimeSessionCreateRequestGa::new()
        .with_output_modalities(vec![
            RealtimeSessionCreateRequestGaOutputModalitiesItem::Text,
        ])
        .with_tools(vec![tool.into()]);
    connection
        .send(RealtimeClientEventSessionUpdate::new(session))
        .await?;
    connection.add_user_text("How warm is it in Paris?").await?;
    connection.create_response().await?;

    let mut call = None;
    while let Some(event) = connection.next().await {
        match event? {
            RealtimeServerEvent::ResponseFunctionCallArgumentsDone(event) => call = Some(event),
            RealtimeServerEvent::ResponseOutputTextDelta(event) => print!("{}", event.delta),
            RealtimeServerEvent::ResponseDone(_) => match call.take() {
                Some(asked) => {
                    let arguments: Value = serde_json::from_str(&asked.arguments)?;
                    println!("{}({arguments})", asked.name);
                    connection
                        .answer_function_call(asked.call_id, r#"{"degrees":21}"#)
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
