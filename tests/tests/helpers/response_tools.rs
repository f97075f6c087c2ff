//! Runs of responses that call functions.

use openai_typed::ErrorKind;
use openai_typed::helpers::response_tools::ResponseHistory;
use openai_typed::runtime::tools::Toolbox;
use openai_typed::types::{CreateResponse, FunctionToolCall, ToolChoiceParam};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::support::{Answer, Server};

#[derive(Debug, Deserialize, JsonSchema)]
struct Place {
    city: String,
}

fn answer(id: &str, output: Value) -> Answer {
    Answer::json(json!({ "id": id, "object": "response", "status": "completed", "output": output }))
}

fn said(id: &str, text: &str) -> Answer {
    let content = json!([{ "type": "output_text", "text": text, "annotations": [] }]);
    answer(
        id,
        json!([{ "type": "message", "id": "msg_1", "role": "assistant", "status": "completed",
            "content": content }]),
    )
}

fn reasoning() -> Value {
    json!({ "type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "secret" })
}

fn call(id: &str, arguments: &str) -> Value {
    json!({ "type": "function_call", "id": "fc_1", "call_id": id, "name": "weather",
        "arguments": arguments, "status": "completed" })
}

fn calling() -> Answer {
    answer(
        "resp_1",
        json!([reasoning(), call("call_1", r#"{"city":"Paris"}"#)]),
    )
}

fn output(id: &str, text: &str) -> Value {
    json!({ "type": "function_call_output", "call_id": id, "output": text })
}

fn request() -> CreateResponse {
    CreateResponse::new()
        .with_model("gpt-5")
        .with_instructions("Be brief.")
        .with_input("How is the weather?")
}

fn weather() -> Toolbox {
    let handler = |place: Place| async move {
        match place.city.as_str() {
            "Nowhere" => Err("no such city"),
            city => Ok(format!("warm in {city}")),
        }
    };
    let tools = Toolbox::new().with("weather", "The weather of a city.", handler);
    tools.expect("a strict schema")
}

#[tokio::test]
async fn a_run_of_responses_is_linked_by_the_id_of_the_last() {
    let server = Server::answering([calling(), said("resp_2", "Warm.")]).await;
    let call = server.client().responses().create(request());
    let finished = call.run_tools(&weather()).await.expect("an answer");
    assert_eq!(finished.answer.output_text(), "Warm.");
    let requests = server.requests();
    let (first, second) = (requests[0].json(), requests[1].json());
    let tool = &first["tools"][0];
    assert_eq!(
        (&tool["type"], &tool["name"]),
        (&json!("function"), &json!("weather"))
    );
    assert_eq!(tool["strict"], true);
    assert_eq!(tool["parameters"]["additionalProperties"], false);
    assert_eq!(second["previous_response_id"], "resp_1");
    assert_eq!(second["input"], json!([output("call_1", "warm in Paris")]));
    assert_eq!(
        (&second["tools"], &second["instructions"]),
        (&first["tools"], &json!("Be brief."))
    );
    let next = finished.dialogue.request();
    assert_eq!(next.previous_response_id.as_deref(), Some("resp_2"));
}

#[tokio::test]
async fn a_run_of_responses_sends_all_items_again_if_it_shall() {
    let expected = json!([
        { "role": "user", "content": "How is the weather?" },
        reasoning(),
        call("call_1", r#"{"city":"Paris"}"#),
        output("call_1", "warm in Paris"),
    ]);
    let server = Server::answering([
        calling(),
        said("resp_2", "Warm."),
        calling(),
        said("resp_2", "Warm."),
    ])
    .await;
    let client = server.client();
    let run = client.responses().create(request()).run_tools(&weather());
    let finished = run
        .history(ResponseHistory::Items)
        .await
        .expect("an answer");
    let input = serde_json::to_value(&finished.dialogue.request().input).expect("JSON");
    assert_eq!(input.as_array().map(Vec::len), Some(5));
    assert_eq!(input[4]["role"], "assistant");
    // What is not stored cannot be linked.
    let run = client
        .responses()
        .create(request().with_store(false))
        .run_tools(&weather());
    run.await.expect("an answer");
    for at in [1, 3] {
        let sent = server.requests()[at].json();
        assert!(sent.get("previous_response_id").is_none());
        assert_eq!(sent["input"], expected);
    }
}

#[tokio::test]
async fn a_conversation_keeps_what_was_said_by_itself() {
    let server = Server::answering([calling(), said("resp_2", "Warm.")]).await;
    let request = request().with_conversation("conv_1");
    let call = server.client().responses().create(request);
    call.run_tools(&weather()).await.expect("an answer");
    let sent = server.requests()[1].json();
    assert_eq!(sent["conversation"], "conv_1");
    assert!(sent.get("previous_response_id").is_none());
    assert_eq!(sent["input"], json!([output("call_1", "warm in Paris")]));
}

#[tokio::test]
async fn several_functions_of_a_response_are_answered_together_failures_too() {
    let calls = json!([
        call("1", r#"{"city":"Rome"}"#),
        call("2", r#"{"city":"Nowhere"}"#),
        call("3", "no JSON"),
    ]);
    let server = Server::answering([answer("resp_1", calls), said("resp_2", "Warm.")]).await;
    let call = server.client().responses().create(request());
    call.run_tools(&weather()).await.expect("an answer");
    let input = server.requests()[1].json()["input"].clone();
    assert_eq!(input[0], output("1", "warm in Rome"));
    assert_eq!(input[1], output("2", "error: no such city"));
    let told = input[2]["output"].as_str().expect("a text");
    assert!(told.starts_with("error: invalid arguments"), "{told}");
}

#[tokio::test]
async fn a_program_that_called_a_function_is_named_with_its_output() {
    let mut called = call("call_1", r#"{"city":"Paris"}"#);
    called["caller"] = json!({ "type": "program", "caller_id": "prog_1" });
    let calls = json!([called]);
    let server = Server::answering([answer("resp_1", calls), said("resp_2", "Warm.")]).await;
    let call = server.client().responses().create(request());
    call.run_tools(&weather()).await.expect("an answer");
    let caller = &server.requests()[1].json()["input"][0]["caller"];
    assert_eq!(*caller, json!({ "type": "program", "caller_id": "prog_1" }));
}

#[tokio::test]
async fn a_forced_call_of_a_response_is_for_the_first_round() {
    let server = Server::answering([calling(), said("resp_2", "Warm.")]).await;
    let request = request().with_tool_choice(ToolChoiceParam::from("required"));
    let call = server.client().responses().create(request);
    call.run_tools(&weather()).await.expect("an answer");
    let requests = server.requests();
    assert_eq!(requests[0].json()["tool_choice"], "required");
    assert!(requests[1].json().get("tool_choice").is_none());
}

#[tokio::test]
async fn a_response_that_is_not_completed_or_waits_for_something_else_is_the_last() {
    let custom = json!({ "type": "custom_tool_call", "call_id": "2", "name": "c", "input": "x" });
    let cut = json!({ "id": "resp_1", "status": "incomplete", "output": [call("1", "{\"ci")] });
    let server = Server::answering([
        Answer::json(cut),
        answer("resp_1", json!([call("1", r#"{"city":"A"}"#), custom])),
    ])
    .await;
    let client = server.client();
    for _ in 0..2 {
        let run = client.responses().create(request()).run_tools(&weather());
        assert_eq!(run.await.expect("an answer").rounds, 1);
    }
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_run_of_responses_ends_with_its_rounds() {
    let server = Server::answering([calling(), calling()]).await;
    let call = server.client().responses().create(request());
    let interrupted = call
        .run_tools(&weather())
        .max_rounds(2)
        .await
        .expect_err("too many");
    assert_eq!(interrupted.error().kind(), ErrorKind::Rounds);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_run_of_a_call_without_a_request_is_an_error() {
    let server = Server::answering([]).await;
    let call = server
        .client()
        .responses()
        .create(request())
        .bytes("text/plain", "x");
    let interrupted = call.run_tools(&weather()).await.expect_err("no JSON");
    assert_eq!(interrupted.error().kind(), ErrorKind::Request);
    assert!(interrupted.partial().is_none());
}

#[test]
fn arguments_are_read_as_a_type() {
    let call = FunctionToolCall::new("1", "weather", r#"{"city":"Paris"}"#);
    let place: Place = call.arguments_as().expect("a place");
    assert_eq!(place.city, "Paris");
    let call = FunctionToolCall::new("1", "weather", "{");
    assert!(call.arguments_as::<Place>().is_err());
}
