//! A model that hands tasks off to other agents. Each agent has its own model, instructions, tools and limits.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example handoff -- --offline`.

use openai_typed::testing::MockResponse;
use openai_typed::tools::{Agent, ToolDefinition, ToolStep, Toolbox};
use openai_typed::types::CreateResponse;
use openai_typed::{Client, Error};
use serde_json::{Value, json};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = client()?;
    let schema = json!({ "type": "object", "properties": { "query": { "type": "string" } } });
    let search = ToolDefinition::new("search", "Searches the library.", schema);
    let library = Toolbox::new().tool(search, async |arguments: Value| {
        println!("search: {}", arguments["query"]);
        Ok::<_, Error>("Rayleigh scattering")
    });
    let researcher = CreateResponse::new()
        .with_model("gpt-5")
        .with_instructions("Find sources. Be brief.");
    let researcher = Agent::new(client.responses().create(researcher))
        .with_tools(library)
        .configure(|run| run.max_rounds(5).max_tokens(50_000));
    let tools = Toolbox::new().agent("research", "Researches a question.", researcher);
    let request = CreateResponse::new()
        .with_model("gpt-5-mini")
        .with_input("Why is the sky blue?");
    let run = client.responses().create(request).run_tools(&tools);
    let run = run.on_step(|step| {
        if let ToolStep::Output(output) = step {
            println!("{}: {}", output.call.name, output.content());
        }
    });
    println!("{}", run.await?.response.message_text());
    Ok(())
}

/// Creates a client, or with `--offline` one that returns recorded responses.
fn client() -> Result<Client, Error> {
    if !std::env::args().any(|argument| argument == "--offline") {
        return Client::from_env();
    }
    let call = |name: &str, arguments: Value| json!({ "type": "function_call", "call_id": name, "name": name, "arguments": arguments.to_string() });
    let message = |text: &str| {
        let text = json!({ "type": "output_text", "text": text, "annotations": [] });
        json!({ "type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": [text] })
    };
    let output = [
        call("research", json!({ "task": "Why is the sky blue?" })),
        call("search", json!({ "query": "color of the sky" })),
        message("Air scatters blue light more."),
        message("Because air scatters blue light more than red light."),
    ];
    let responses = output.map(|item| {
        MockResponse::json(&json!({
            "id": "resp_1", "object": "response", "status": "completed", "model": "gpt-5", "output": [item],
        }))
    });
    Ok(Client::mocked(responses).0)
}
