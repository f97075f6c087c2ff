//! Tool runs of responses.

use openai_typed::ErrorKind;
use openai_typed::tools::ResponseHistory;
use openai_typed::tools::Toolbox;
use openai_typed::types::{CreateResponse, FunctionToolCall, ToolChoiceParam};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::support::{MockResponse, Server};

#[derive(Debug, Deserialize, JsonSchema)]
struct Location {
    city: String,
}

fn response(id: &str, output: Value) -> MockResponse {
    MockResponse::json(
        json!({ "id": id, "object": "response", "status": "completed", "output": output }),
    )
}

fn text_response(id: &str, text: &str) -> MockResponse {
    let content = json!([{ "type": "output_text", "text": text, "annotations": [] }]);
    response(
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

fn tool_call_response() -> MockResponse {
    response(
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
    let handler = |location: Location| async move {
        match location.city.as_str() {
            "Nowhere" => Err("no such city"),
            city => Ok(format!("warm in {city}")),
        }
    };
    let tools = Toolbox::new().function("weather", "The weather of a city.", handler);
    tools.expect("a strict schema")
}

#[tokio::test]
async fn a_run_of_responses_refers_to_the_previous_response() {
    let server =
        Server::with_responses([tool_call_response(), text_response("resp_2", "Warm.")]).await;
    let call = server.client().responses().create(request());
    let finished = call.run_tools(&weather()).await.expect("a response");
    assert_eq!(finished.response.message_text(), "Warm.");
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
    let next = finished.conversation.request();
    assert_eq!(next.previous_response_id.as_deref(), Some("resp_2"));
}

#[tokio::test]
async fn a_run_of_responses_can_send_all_items_again() {
    let expected = json!([
        { "role": "user", "content": "How is the weather?" },
        reasoning(),
        call("call_1", r#"{"city":"Paris"}"#),
        output("call_1", "warm in Paris"),
    ]);
    let server = Server::with_responses([
        tool_call_response(),
        text_response("resp_2", "Warm."),
        tool_call_response(),
        text_response("resp_2", "Warm."),
    ])
    .await;
    let client = server.client();
    let run = client.responses().create(request()).run_tools(&weather());
    let finished = run
        .history(ResponseHistory::AllItems)
        .await
        .expect("a response");
    let input = serde_json::to_value(&finished.conversation.request().input).expect("JSON");
    assert_eq!(input.as_array().map(Vec::len), Some(5));
    assert_eq!(input[4]["role"], "assistant");
    // A response that is not stored cannot be referred to.
    let run = client
        .responses()
        .create(request().with_store(false))
        .run_tools(&weather());
    run.await.expect("a response");
    for at in [1, 3] {
        let sent = server.requests()[at].json();
        assert!(sent.get("previous_response_id").is_none());
        assert_eq!(sent["input"], expected);
    }
}

#[tokio::test]
async fn with_a_conversation_only_new_items_are_sent() {
    let server =
        Server::with_responses([tool_call_response(), text_response("resp_2", "Warm.")]).await;
    let request = request().with_conversation("conv_1");
    let call = server.client().responses().create(request);
    call.run_tools(&weather()).await.expect("a response");
    let sent = server.requests()[1].json();
    assert_eq!(sent["conversation"], "conv_1");
    assert!(sent.get("previous_response_id").is_none());
    assert_eq!(sent["input"], json!([output("call_1", "warm in Paris")]));
}

#[tokio::test]
async fn several_outputs_and_errors_are_sent_in_one_request() {
    let calls = json!([
        call("1", r#"{"city":"Rome"}"#),
        call("2", r#"{"city":"Nowhere"}"#),
        call("3", "not JSON"),
    ]);
    let server =
        Server::with_responses([response("resp_1", calls), text_response("resp_2", "Warm.")]).await;
    let call = server.client().responses().create(request());
    call.run_tools(&weather()).await.expect("a response");
    let input = server.requests()[1].json()["input"].clone();
    assert_eq!(input[0], output("1", "warm in Rome"));
    assert_eq!(input[1], output("2", "error: no such city"));
    let content = input[2]["output"].as_str().expect("a string");
    assert!(content.starts_with("error: invalid arguments"), "{content}");
}

#[tokio::test]
async fn the_caller_of_a_function_is_sent_with_its_output() {
    let mut called = call("call_1", r#"{"city":"Paris"}"#);
    called["caller"] = json!({ "type": "program", "caller_id": "prog_1" });
    let calls = json!([called]);
    let server =
        Server::with_responses([response("resp_1", calls), text_response("resp_2", "Warm.")]).await;
    let call = server.client().responses().create(request());
    call.run_tools(&weather()).await.expect("a response");
    let caller = &server.requests()[1].json()["input"][0]["caller"];
    assert_eq!(*caller, json!({ "type": "program", "caller_id": "prog_1" }));
}

#[tokio::test]
async fn a_forced_tool_choice_of_a_response_applies_to_the_first_round() {
    let server =
        Server::with_responses([tool_call_response(), text_response("resp_2", "Warm.")]).await;
    let request = request().with_tool_choice(ToolChoiceParam::from("required"));
    let call = server.client().responses().create(request);
    call.run_tools(&weather()).await.expect("a response");
    let requests = server.requests();
    assert_eq!(requests[0].json()["tool_choice"], "required");
    assert!(requests[1].json().get("tool_choice").is_none());
}

#[tokio::test]
async fn a_response_that_is_incomplete_or_requires_another_action_ends_the_run() {
    let custom = json!({ "type": "custom_tool_call", "call_id": "2", "name": "c", "input": "x" });
    let truncated =
        json!({ "id": "resp_1", "status": "incomplete", "output": [call("1", "{\"ci")] });
    let server = Server::with_responses([
        MockResponse::json(truncated),
        response("resp_1", json!([call("1", r#"{"city":"A"}"#), custom])),
    ])
    .await;
    let client = server.client();
    for _ in 0..2 {
        let run = client.responses().create(request()).run_tools(&weather());
        assert_eq!(run.await.expect("a response").rounds, 1);
    }
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_run_of_responses_ends_after_the_maximum_rounds() {
    let server = Server::with_responses([tool_call_response(), tool_call_response()]).await;
    let call = server.client().responses().create(request());
    let interrupted = call
        .run_tools(&weather())
        .max_rounds(2)
        .await
        .expect_err("too many rounds");
    assert_eq!(interrupted.error().kind(), ErrorKind::Rounds);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_run_of_a_call_without_a_json_body_is_an_error() {
    let server = Server::with_responses([]).await;
    let call = server
        .client()
        .responses()
        .create(request())
        .bytes("text/plain", "x");
    let interrupted = call.run_tools(&weather()).await.expect_err("not JSON");
    assert_eq!(interrupted.error().kind(), ErrorKind::Request);
    assert!(interrupted.partial().is_none());
}

#[test]
fn arguments_are_decoded_as_a_type() {
    let call = FunctionToolCall::new("1", "weather", r#"{"city":"Paris"}"#);
    let location: Location = call.arguments_as().expect("a location");
    assert_eq!(location.city, "Paris");
    let call = FunctionToolCall::new("1", "weather", "{");
    assert!(call.arguments_as::<Location>().is_err());
}
