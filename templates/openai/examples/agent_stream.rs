//! A streamed agent: prints the text while it arrives, and calls functions as soon as their arguments are complete.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example agent_stream --features schemars -- --offline`.

use std::io::Write as _;

use crate_name::stream::{ResponseChange, ResponsePart};
use crate_name::testing::MockResponse;
use crate_name::tools::{ToolStep, Toolbox};
use crate_name::types::CreateResponse;
use crate_name::{Client, Error};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize, JsonSchema)]
struct Location {
    city: String,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = client()?;
    let weather =
        async |location: Location| Ok::<_, Error>(format!("21 degrees in {}", location.city));
    let tools =
        Toolbox::new().function("get_weather", "Returns the weather of a city.", weather)?;
    let request = CreateResponse::new()
        .with_model("gpt-5")
        .with_input("Is it warm in Paris?");
    let run = client.responses().create(request).run_tools(&tools);
    let mut steps = run.max_concurrent_calls(4).stream()?;
    while let Some(step) = steps.next().await {
        match step? {
            ToolStep::Event(ResponseChange::Delta {
                part: ResponsePart::Text(_),
                delta,
                ..
            }) => {
                print!("{delta}");
                std::io::stdout().flush()?; // shows the text before the line ends
            }
            ToolStep::Output(output) => println!("{}: {}", output.call.name, output.content()),
            _ => {}
        }
    }
    println!();
    Ok(())
}

/// Creates a client, or with `--offline` one that returns recorded responses.
fn client() -> Result<Client, Error> {
    if !std::env::args().any(|argument| argument == "--offline") {
        return Client::from_env();
    }
    let (client, mock) = Client::mocked([]);
    let call = json!({
        "type": "function_call", "id": "fc_1", "call_id": "call_1", "status": "completed",
        "name": "get_weather", "arguments": r#"{"city": "Paris"}"#,
    });
    let text = json!({"type": "output_text", "text": "It is warm.", "annotations": []});
    let message = json!({
        "type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": [text],
    });
    let delta = json!({
        "type": "response.output_text.delta", "sequence_number": 1, "output_index": 0, "content_index": 0,
        "item_id": "msg_1", "delta": "It is warm.", "logprobs": [],
    });
    let done = |item: &Value| json!({"type": "response.output_item.done", "sequence_number": 2, "output_index": 0, "item": item});
    let end = |item: &Value| {
        json!({
            "type": "response.completed", "sequence_number": 3,
            "response": {"id": "resp_1", "object": "response", "status": "completed", "output": [item]},
        })
    };
    mock.on(
        "createResponse",
        MockResponse::events([done(&call), end(&call)]),
    );
    mock.on(
        "createResponse",
        MockResponse::events([delta, done(&message), end(&message)]),
    );
    Ok(client)
}
