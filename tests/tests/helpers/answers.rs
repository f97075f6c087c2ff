//! Answers as types of the program.

use openai_typed::ErrorKind;
use openai_typed::helpers::structured_answer::AnswerError;
use openai_typed::types::{
    CreateChatCompletionRequest, CreateChatCompletionResponse, CreateResponse, Response,
    ResponseTextParam,
};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::event_text;
use crate::support::{Answer, Server};

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
struct City {
    name: String,
    people: Option<u64>,
}

fn paris() -> City {
    City {
        name: "Paris".to_owned(),
        people: Some(2_100_000),
    }
}

const PARIS: &str = r#"{"name":"Paris","people":2100000}"#;

fn completion(message: Value, finish_reason: &str) -> Value {
    json!({
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "gpt-5",
        "choices": [{ "index": 0, "message": message, "finish_reason": finish_reason, "logprobs": null }],
    })
}

fn parsed_chat(message: Value, finish_reason: &str) -> Result<City, AnswerError> {
    let completion = serde_json::from_value(completion(message, finish_reason));
    let completion: CreateChatCompletionResponse = completion.expect("a completion");
    completion.parsed()
}

fn message(phase: Option<&str>, content: Value) -> Value {
    json!({ "type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "phase": phase,
        "content": [content] })
}

fn text(text: &str) -> Value {
    json!({ "type": "output_text", "text": text, "annotations": [] })
}

fn parsed_response(response: Value) -> Result<City, AnswerError> {
    let response: Response = serde_json::from_value(response).expect("a response");
    response.parsed()
}

#[tokio::test]
async fn a_chat_completion_is_asked_for_in_a_type_and_read_as_it() {
    let answer = completion(json!({ "role": "assistant", "content": PARIS }), "stop");
    let server = Server::answering([Answer::json(answer)]).await;
    let request = CreateChatCompletionRequest::new(vec!["Which city?".into()], "gpt-5")
        .with_answer_as::<City>()
        .expect("a strict schema");
    let completion = server.client().chat().completions().create(request).await;
    let city: City = completion.expect("a completion").parsed().expect("a city");
    assert_eq!(city, paris());
    let format = &server.only().json()["response_format"];
    assert_eq!(format["type"], "json_schema");
    assert_eq!(format["json_schema"]["name"], "City");
    assert_eq!(format["json_schema"]["strict"], true);
    let schema = &format["json_schema"]["schema"];
    assert_eq!(schema["required"], json!(["name", "people"]));
    assert_eq!(schema["additionalProperties"], false);
}

#[tokio::test]
async fn a_response_is_asked_for_in_a_type_and_read_as_it() {
    let answer =
        json!({ "id": "resp_1", "status": "completed", "output": [message(None, text(PARIS))] });
    let server = Server::answering([Answer::json(answer)]).await;
    let request = CreateResponse::new()
        .with_input("Which city?")
        .with_text(ResponseTextParam::new().with_verbosity("low"))
        .with_answer_as::<City>()
        .expect("a strict schema");
    let response = server.client().responses().create(request).await;
    let city: City = response.expect("a response").parsed().expect("a city");
    assert_eq!(city, paris());
    let sent = &server.only().json()["text"];
    assert_eq!(sent["verbosity"], "low");
    assert_eq!(sent["format"]["type"], "json_schema");
    assert_eq!(sent["format"]["name"], "City");
    assert_eq!(sent["format"]["strict"], true);
    assert_eq!(
        sent["format"]["schema"]["required"],
        json!(["name", "people"])
    );
}

#[test]
fn refusal_length_and_content_filter_are_errors_of_their_own_with_what_came() {
    let refused = json!({ "content": null, "refusal": "I will not." });
    let error = parsed_chat(refused, "stop").expect_err("refused");
    assert!(matches!(&error, AnswerError::Refusal(text) if text == "I will not."));
    let cut = json!({ "content": "{\"name\":\"Par", "refusal": null });
    let error = parsed_chat(cut.clone(), "length").expect_err("cut off");
    assert!(matches!(&error, AnswerError::Length { text } if text == "{\"name\":\"Par"));
    assert_eq!(error.partial(), Some(json!({ "name": "Par" })));
    let error = parsed_chat(cut, "content_filter").expect_err("filtered");
    assert!(matches!(&error, AnswerError::ContentFilter { .. }) && error.text().contains("Par"));
    // A whole answer that is cut off afterwards is none either.
    assert!(parsed_chat(json!({ "content": PARIS }), "length").is_err());

    let refusal = json!({ "type": "refusal", "refusal": "I will not." });
    let output = json!([message(None, refusal)]);
    let error = parsed_response(json!({ "status": "completed", "output": output }));
    assert!(matches!(error, Err(AnswerError::Refusal(text)) if text == "I will not."));
    let cut = |reason: &str| {
        json!({ "status": "incomplete", "incomplete_details": { "reason": reason },
            "output": [message(None, text("{\"name\":"))] })
    };
    let error = parsed_response(cut("max_output_tokens"));
    assert!(matches!(error, Err(AnswerError::Length { text }) if text == "{\"name\":"));
    let error = parsed_response(cut("content_filter"));
    assert!(matches!(error, Err(AnswerError::ContentFilter { text }) if text == "{\"name\":"));
    let error = parsed_response(cut("unheard_of")).expect_err("incomplete");
    assert_eq!(error.to_string(), "the answer is incomplete: unheard_of");
}

#[test]
fn an_answer_that_is_not_there_or_not_of_the_type_is_an_error_with_its_text() {
    let error = parsed_chat(json!({ "content": null }), "tool_calls");
    assert!(matches!(error, Err(AnswerError::Nothing)));
    let error = parsed_chat(json!({ "content": "{\"name\":1}" }), "stop").expect_err("a number");
    assert!(matches!(error, AnswerError::Invalid { .. }));
    assert_eq!(error.text(), "{\"name\":1}");
    assert!(matches!(
        parsed_response(json!({ "status": "completed", "output": [] })),
        Err(AnswerError::Nothing)
    ));
    let failed =
        json!({ "status": "failed", "error": { "code": "server_error", "message": "sorry" } });
    let error = parsed_response(failed).expect_err("failed");
    assert_eq!(error.to_string(), "the answer is failed: sorry");
    let empty: CreateChatCompletionResponse = serde_json::from_value(json!({})).expect("empty");
    assert!(matches!(empty.parsed::<City>(), Err(AnswerError::Nothing)));
}

#[test]
fn a_commentary_is_not_the_answer() {
    let output = json!([
        message(Some("commentary"), text("Let me see.")),
        message(Some("final_answer"), text(PARIS)),
        message(Some("commentary"), text("That was it.")),
    ]);
    let city = parsed_response(json!({ "status": "completed", "output": output }));
    assert_eq!(city.expect("a city"), paris());
    let only = json!([message(Some("commentary"), text(PARIS))]);
    let nothing = parsed_response(json!({ "status": "completed", "output": only }));
    assert!(matches!(nothing, Err(AnswerError::Nothing)));
}

fn chunk(content: &str, finish_reason: Option<&str>) -> Value {
    json!({
        "id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "gpt-5",
        "choices": [{ "index": 0, "delta": { "content": content }, "finish_reason": finish_reason }],
    })
}

fn chat() -> CreateChatCompletionRequest {
    CreateChatCompletionRequest::new(vec!["Which city?".into()], "gpt-5")
}

#[tokio::test]
async fn what_a_stream_adds_up_to_is_read_as_a_type() {
    let (start, end) = PARIS.split_at(10);
    let chunks = [
        chunk(start, None),
        chunk(end, None),
        chunk("", Some("stop")),
    ];
    let output = json!([message(None, text(PARIS))]);
    let response = json!({ "id": "resp_1", "status": "completed", "output": output });
    let completed =
        json!({ "type": "response.completed", "sequence_number": 1, "response": response });
    let server = Server::answering([
        Answer::events([event_text(&chunks).as_str()]),
        Answer::events([event_text(&[completed]).as_str()]),
    ])
    .await;
    let client = server.client();
    let stream = client.chat().completions().create(chat()).stream().await;
    let city = stream
        .expect("a stream")
        .accumulate()
        .finish_parsed::<City>();
    assert_eq!(city.await.expect("a city"), paris());
    let stream = client
        .responses()
        .create(CreateResponse::new())
        .stream()
        .await;
    let city = stream
        .expect("a stream")
        .accumulate()
        .finish_parsed::<City>();
    assert_eq!(city.await.expect("a city"), paris());
}

#[tokio::test]
async fn a_stream_that_breaks_off_is_an_error_with_the_text_so_far() {
    let server = Server::answering([Answer::events([
        event_text(&[chunk("{\"na", None)]).as_str()
    ])])
    .await;
    let call = server.client().chat().completions().create(chat());
    let stream = call.stream().await.expect("a stream");
    let error = stream.accumulate().finish_parsed::<City>().await;
    let error = error.expect_err("cut short");
    assert_eq!(error.text(), "{\"na");
    assert_eq!(openai_typed::Error::from(error).kind(), ErrorKind::Stream);
}
