//! A tool run of many rounds, compared with the same loop written by hand over the same client.
//!
//! Responses come from an in-process transport and the tool does almost nothing, so that the loop itself is measured.

mod by_hand;
mod responses;

use oasmith_bench::{Target, best_times, row, shown, work};
use openai_typed::tools::{ToolDefinition, Toolbox};
use openai_typed::types::{CreateChatCompletionRequest, CreateResponse};
use openai_typed::{BoxFuture, Client, Error};
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

/// The number of responses that call tools.
const ROUNDS: usize = 100;
/// The number of tool calls in each of them.
const CALLS: usize = 10;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let (responses, completions) = (responses::responses(), responses::completions());
    print(
        &runtime,
        "responses",
        || Box::pin(run_responses(responses.client())),
        || Box::pin(by_hand::responses(responses.client())),
    );
    print(
        &runtime,
        "chat completions",
        || Box::pin(run_completions(completions.client())),
        || Box::pin(by_hand::completions(completions.client())),
    );
    Ok(())
}

/// A run. Its output is the number of requests, which is checked.
type Run = BoxFuture<'static, Result<usize, Error>>;

/// Measures a run and the loop written by hand alternately, and prints the ratio of their times.
fn print(runtime: &Runtime, api: &str, run: impl Fn() -> Run, by_hand: impl Fn() -> Run) {
    let finish = |run: Run| {
        let requests = runtime.block_on(run).expect("a run");
        assert_eq!(requests, ROUNDS + 1, "each response is read");
    };
    let (run, by_hand) = best_times(work(|| finish(run())), work(|| finish(by_hand())));
    row(
        "tools",
        &format!(
            "a run of {ROUNDS} rounds with {CALLS} calls each, {api}: relative to a loop by hand"
        ),
        run.as_secs_f64() / by_hand.as_secs_f64(),
        Target::AtMost(1.1),
        &format!("{} vs {}", shown(run), shown(by_hand)),
    );
}

async fn run_responses(client: Result<Client, Error>) -> Result<usize, Error> {
    let client = client?;
    let request = CreateResponse::new().with_model("m").with_input("x");
    let run = client.responses().create(request).run_tools(&tools());
    let finished = run.max_rounds(u32::MAX).await?;
    Ok(finished.rounds as usize)
}

async fn run_completions(client: Result<Client, Error>) -> Result<usize, Error> {
    let client = client?;
    let request = CreateChatCompletionRequest::new("m", ["x"]);
    let run = client
        .chat()
        .completions()
        .create(request)
        .run_tools(&tools());
    let finished = run.max_rounds(u32::MAX).await?;
    Ok(finished.rounds as usize)
}

fn tools() -> Toolbox {
    Toolbox::new().tool(definition(), async |arguments: Value| {
        Ok::<_, Error>(tool(&arguments))
    })
}

fn definition() -> ToolDefinition {
    let schema = json!({"type": "object", "properties": {"number": {"type": "integer"}}});
    ToolDefinition::new("double", "Doubles a number.", schema)
}

/// What the tool does.
fn tool(arguments: &Value) -> String {
    (arguments["number"].as_u64().unwrap_or_default() * 2).to_string()
}
