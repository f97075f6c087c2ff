//! A conversation in writing over the Realtime API.
//!
//! The key is taken from `OPENAI_API_KEY`; `OPENAI_BASE_URL` may name another server:
//! `cargo run --example realtime_text --features realtime -- "How are you?" "Why?"`

use std::io::Write;

use crate_name::Client;
use crate_name::types::{
    RealtimeClientEventSessionUpdate, RealtimeServerEvent, RealtimeSessionCreateRequestGa,
    RealtimeSessionCreateRequestGaOutputModalitiesItem,
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut questions: Vec<String> = std::env::args().skip(1).collect();
    if questions.is_empty() {
        questions.push("Say hello in one sentence.".to_owned());
    }
    let client = Client::from_env()?;
    let mut connection = client.realtime().connect().model("gpt-realtime").await?;
    let session = RealtimeSessionCreateRequestGa::new().with_output_modalities(vec![
        RealtimeSessionCreateRequestGaOutputModalitiesItem::Text,
    ]);
    connection
        .send(RealtimeClientEventSessionUpdate::new(session))
        .await?;

    for question in questions {
        println!("> {question}");
        connection.add_user_text(question).await?;
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
