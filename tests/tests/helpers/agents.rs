//! Agents as tools, limits of runs, and tools that are declared by a macro.

use openai_typed::testing::MockResponse;
use openai_typed::tools::{Agent, ToolCall, Toolbox};
use openai_typed::types::CreateResponse;
use openai_typed::{Client, ErrorKind, catalog};
use openai_typed_macros::tool;
use serde_json::{Value, json};

fn response(output: Value) -> MockResponse {
    MockResponse::json(&json!({
        "id": "resp_1", "object": "response", "status": "completed", "model": "gpt-5", "output": [output],
        "usage": { "input_tokens": 1_000_000, "output_tokens": 0, "total_tokens": 1_000_000,
            "input_tokens_details": { "cached_tokens": 0 }, "output_tokens_details": { "reasoning_tokens": 0 } },
    }))
}

fn text(text: &str) -> MockResponse {
    let content = json!([{ "type": "output_text", "text": text, "annotations": [] }]);
    response(
        json!({ "type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": content }),
    )
}

fn call(name: &str, arguments: Value) -> MockResponse {
    response(
        json!({ "type": "function_call", "id": "fc_1", "call_id": "call_1", "name": name,
        "arguments": arguments.to_string(), "status": "completed" }),
    )
}

fn look_up_call() -> MockResponse {
    call("look_up", json!({ "word": "sea" }))
}

fn translate_call() -> MockResponse {
    call("translate", json!({ "task": "sea" }))
}

fn request(instructions: &str) -> CreateResponse {
    CreateResponse::new()
        .with_model("gpt-5")
        .with_instructions(instructions)
}

#[tokio::test]
async fn a_model_hands_a_task_to_another_agent() {
    let (client, mock) = Client::mocked([
        translate_call(),
        look_up_call(),
        text("la mer"),
        text("It is `la mer`."),
    ]);
    let agent = Agent::new(client.responses().create(request("Translate.")));
    let agent = agent.with_tools(Toolbox::new().with::<look_up>());
    let tools = Toolbox::new().agent("translate", "Translates.", agent);
    let request = request("Answer.").with_input("What is `sea` in French?");
    let run = client.responses().create(request).run_tools(&tools);
    let finished = run.await.expect("a response");
    assert_eq!(finished.response.message_text(), "It is `la mer`.");
    assert_eq!(finished.rounds, 2);
    let requests: Vec<Value> = mock.requests().iter().map(|sent| sent.json()).collect();
    assert_eq!(requests[0]["tools"][0]["name"], "translate");
    assert_eq!(requests[1]["input"], "sea");
    assert_eq!(requests[1]["instructions"], "Translate.");
    assert_eq!(requests[1]["tools"][0]["name"], "look_up");
    assert_eq!(requests[2]["input"][0]["output"], "sea: mer");
    assert_eq!(requests[3]["input"][0]["output"], "la mer");
}

#[tokio::test]
async fn an_agent_that_fails_is_reported_to_the_model() {
    let (client, mock) = Client::mocked([translate_call(), look_up_call(), text("I cannot.")]);
    let agent = Agent::new(client.responses().create(request("Translate.")))
        .with_tools(Toolbox::new().with::<look_up>())
        .configure(|run| run.max_rounds(1));
    let tools = Toolbox::new().agent("translate", "Translates.", agent);
    let run = client
        .responses()
        .create(request("Answer.").with_input("?"));
    run.run_tools(&tools).await.expect("a response");
    let output = mock.requests()[2].json()["input"][0]["output"].clone();
    let output = output.as_str().expect("a string");
    assert!(
        output.starts_with("error: ") && output.contains("1 rounds"),
        "{output}"
    );
}

#[tokio::test]
async fn a_run_ends_at_its_token_and_cost_limits() {
    let run = |responses: [MockResponse; 3]| {
        let (client, mock) = Client::mocked(responses);
        let call = client
            .responses()
            .create(request("Answer.").with_input("?"));
        (call.run_tools(&Toolbox::new().with::<look_up>()), mock)
    };
    let three = || [look_up_call(), look_up_call(), text("mer")];
    let (limited, mock) = run(three());
    let interrupted = limited
        .max_tokens(1_500_000)
        .await
        .expect_err("too many tokens");
    assert_eq!(interrupted.error().kind(), ErrorKind::Limit);
    assert_eq!(mock.requests().len(), 2);
    let model = catalog::model("gpt-5").expect("a model");
    // Each response uses a million input tokens.
    let each = model.price().expect("a price").input;
    let (limited, mock) = run(three());
    let interrupted = limited.max_cost(each).await.expect_err("too expensive");
    assert_eq!(interrupted.error().kind(), ErrorKind::Limit);
    assert!(
        interrupted.to_string().contains(&(each + each).to_string()),
        "{interrupted}"
    );
    assert_eq!(mock.requests().len(), 2);
    let (limited, _) = run(three());
    let limit = each + each + each;
    let limited = limited.max_cost(limit).max_tokens(3_000_000);
    limited.await.expect("a response");
    let unknown = json!({ "id": "resp_1", "status": "completed", "model": "other", "output": [] });
    let (limited, _) = run([MockResponse::json(&unknown), text(""), text("")]);
    let interrupted = limited.max_cost(limit).await.expect_err("an unknown cost");
    assert_eq!(interrupted.error().kind(), ErrorKind::Limit);
    // Limits apply to streams of steps as well.
    let (limited, mock) = run(three());
    let mut steps = limited.max_tokens(1).steps().expect("a request");
    let mut last = None;
    while let Some(step) = steps.next().await {
        last = step.err();
    }
    assert_eq!(last.map(|error| error.kind()), Some(ErrorKind::Limit));
    assert_eq!(mock.requests().len(), 1);
}

/// Looks up a word.
#[tool]
fn look_up(
    /// The word.
    word: String,
) -> String {
    format!("{word}: mer")
}

/// Divides.
///
/// Rounds down.
#[tool(name = "divide")]
async fn quotient(
    dividend: u32,
    /// Not zero.
    divisor: Option<u32>,
) -> Result<u32, &'static str> {
    let quotient = dividend.checked_div(divisor.unwrap_or(1));
    quotient.ok_or("division by zero")
}

#[tool(description = "Labels.")]
fn label(labels: std::collections::BTreeMap<String, String>) -> usize {
    labels.len()
}

#[tokio::test]
async fn functions_are_tools_with_their_documentation_as_descriptions() {
    let tools = Toolbox::new()
        .with::<look_up>()
        .with::<quotient>()
        .with::<label>();
    let definitions: Vec<_> = tools.definitions().collect();
    let divide = definitions[1];
    assert_eq!(divide.name, "divide");
    let description = divide.description.as_deref();
    assert_eq!(description, Some("Divides.\n\nRounds down."));
    let properties = &divide.parameters["properties"];
    assert_eq!(properties["divisor"]["description"], "Not zero.");
    let required = json!(["dividend", "divisor"]);
    assert_eq!(divide.parameters["required"], required);
    let strict: Vec<bool> = definitions.iter().map(|tool| tool.strict).collect();
    assert_eq!(strict, [true, true, false]);
    assert_eq!(definitions[2].description.as_deref(), Some("Labels."));
    let execute = async |name: &str, arguments: Value| {
        let call = ToolCall::new("1", name, arguments.to_string());
        tools.execute(call).await.content()
    };
    for (divisor, expected) in [
        (json!(2), "4"),
        (Value::Null, "9"),
        (json!(0), "error: division by zero"),
    ] {
        let arguments = json!({ "dividend": 9, "divisor": divisor });
        assert_eq!(execute("divide", arguments).await, expected);
    }
    assert_eq!(
        execute("label", json!({ "labels": { "a": "b" } })).await,
        "1"
    );
    let invalid = execute("look_up", json!({})).await;
    assert!(invalid.starts_with("error: invalid arguments"), "{invalid}");
    // The functions are unchanged.
    assert_eq!(look_up("sea".to_owned()), "sea: mer");
    assert_eq!(quotient(8, Some(2)).await, Ok(4));
}
