//! Structured outputs of chat completions and responses.

use openai_typed::ErrorKind;
use openai_typed::structured::OutputError;
use openai_typed::types::{
    CreateChatCompletionRequest, CreateChatCompletionResponse, CreateResponse, Response,
    ResponseTextParam,
};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::event_stream;
use crate::support::{MockResponse, Server};

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
struct City {
    name: String,
    population: Option<u64>,
}

fn paris() -> City {
    City {
        name: "Paris".to_owned(),
        population: Some(2_100_000),
    }
}

const PARIS: &str = r#"{"name":"Paris","population":2100000}"#;

fn completion(message: Value, finish_reason: &str) -> Value {
    json!({
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "gpt-5",
        "choices": [{ "index": 0, "message": message, "finish_reason": finish_reason, "logprobs": null }],
    })
}

fn parsed_chat(message: Value, finish_reason: &str) -> Result<City, OutputError> {
    let completion = serde_json::from_value(completion(message, finish_reason));
    let completion: CreateChatCompletionResponse = completion.expect("a completion");
    completion.parsed()
}

fn message(phase: Option<&str>, content: Value) -> Value {
    json!({ "type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "phase": phase,
        "content": [content] })
}

fn output_text(text: &str) -> Value {
    json!({ "type": "output_text", "text": text, "annotations": [] })
}

fn parsed_response(response: Value) -> Result<City, OutputError> {
    let response: Response = serde_json::from_value(response).expect("a response");
    response.parsed()
}

#[tokio::test]
async fn a_chat_completion_is_requested_and_decoded_as_a_type() {
    let response = completion(json!({ "role": "assistant", "content": PARIS }), "stop");
    let server = Server::with_responses([MockResponse::json(response)]).await;
    let request = CreateChatCompletionRequest::new("gpt-5", ["Which city?"])
        .with_output_type::<City>()
        .expect("a strict schema");
    let completion = server.client().chat().completions().create(request).await;
    let city: City = completion.expect("a completion").parsed().expect("a city");
    assert_eq!(city, paris());
    let format = &server.single_request().json()["response_format"];
    assert_eq!(format["type"], "json_schema");
    assert_eq!(format["json_schema"]["name"], "City");
    assert_eq!(format["json_schema"]["strict"], true);
    let schema = &format["json_schema"]["schema"];
    assert_eq!(schema["required"], json!(["name", "population"]));
    assert_eq!(schema["additionalProperties"], false);
}

#[tokio::test]
async fn a_response_is_requested_and_decoded_as_a_type() {
    let response = json!({ "id": "resp_1", "status": "completed", "output": [message(None, output_text(PARIS))] });
    let server = Server::with_responses([MockResponse::json(response)]).await;
    let request = CreateResponse::new()
        .with_input("Which city?")
        .with_text(ResponseTextParam::new().with_verbosity("low"))
        .with_output_type::<City>()
        .expect("a strict schema");
    let response = server.client().responses().create(request).await;
    let city: City = response.expect("a response").parsed().expect("a city");
    assert_eq!(city, paris());
    let sent = &server.single_request().json()["text"];
    assert_eq!(sent["verbosity"], "low");
    assert_eq!(sent["format"]["type"], "json_schema");
    assert_eq!(sent["format"]["name"], "City");
    assert_eq!(sent["format"]["strict"], true);
    assert_eq!(
        sent["format"]["schema"]["required"],
        json!(["name", "population"])
    );
}

#[test]
fn refusal_length_and_content_filter_are_separate_errors_with_the_text_received() {
    let refused = json!({ "content": null, "refusal": "I will not." });
    let error = parsed_chat(refused, "stop").expect_err("refused");
    assert!(matches!(&error, OutputError::Refusal(text) if text == "I will not."));
    let truncated = json!({ "content": "{\"name\":\"Par", "refusal": null });
    let error = parsed_chat(truncated.clone(), "length").expect_err("truncated");
    assert!(matches!(&error, OutputError::Length { text } if text == "{\"name\":\"Par"));
    assert_eq!(error.partial(), Some(json!({ "name": "Par" })));
    let error = parsed_chat(truncated, "content_filter").expect_err("filtered");
    assert!(matches!(&error, OutputError::ContentFilter { .. }) && error.text().contains("Par"));
    // A complete text does not count if the output was truncated.
    assert!(parsed_chat(json!({ "content": PARIS }), "length").is_err());

    let refusal = json!({ "type": "refusal", "refusal": "I will not." });
    let output = json!([message(None, refusal)]);
    let error = parsed_response(json!({ "status": "completed", "output": output }));
    assert!(matches!(error, Err(OutputError::Refusal(text)) if text == "I will not."));
    let truncated = |reason: &str| {
        json!({ "status": "incomplete", "incomplete_details": { "reason": reason },
            "output": [message(None, output_text("{\"name\":"))] })
    };
    let error = parsed_response(truncated("max_output_tokens"));
    assert!(matches!(error, Err(OutputError::Length { text }) if text == "{\"name\":"));
    let error = parsed_response(truncated("content_filter"));
    assert!(matches!(error, Err(OutputError::ContentFilter { text }) if text == "{\"name\":"));
    let error = parsed_response(truncated("unheard_of")).expect_err("incomplete");
    assert_eq!(
        error.to_string(),
        "the response has the status `incomplete`: unheard_of"
    );
}

#[test]
fn a_missing_or_mismatched_output_is_an_error_with_its_text() {
    let error = parsed_chat(json!({ "content": null }), "tool_calls");
    assert!(matches!(error, Err(OutputError::Empty)));
    let error = parsed_chat(json!({ "content": "{\"name\":1}" }), "stop").expect_err("a number");
    assert!(matches!(error, OutputError::Invalid { .. }));
    assert_eq!(error.text(), "{\"name\":1}");
    assert!(matches!(
        parsed_response(json!({ "status": "completed", "output": [] })),
        Err(OutputError::Empty)
    ));
    let failed =
        json!({ "status": "failed", "error": { "code": "server_error", "message": "sorry" } });
    let error = parsed_response(failed).expect_err("failed");
    assert_eq!(
        error.to_string(),
        "the response has the status `failed`: sorry"
    );
    let empty: CreateChatCompletionResponse = serde_json::from_value(json!({})).expect("empty");
    assert!(matches!(empty.parsed::<City>(), Err(OutputError::Empty)));
}

#[test]
fn a_commentary_is_not_the_output() {
    let output = json!([
        message(Some("commentary"), output_text("Let me see.")),
        message(Some("final_answer"), output_text(PARIS)),
        message(Some("commentary"), output_text("That was it.")),
    ]);
    let city = parsed_response(json!({ "status": "completed", "output": output }));
    assert_eq!(city.expect("a city"), paris());
    let only = json!([message(Some("commentary"), output_text(PARIS))]);
    let result = parsed_response(json!({ "status": "completed", "output": only }));
    assert!(matches!(result, Err(OutputError::Empty)));
}

fn chunk(content: &str, finish_reason: Option<&str>) -> Value {
    json!({
        "id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "gpt-5",
        "choices": [{ "index": 0, "delta": { "content": content }, "finish_reason": finish_reason }],
    })
}

fn chat() -> CreateChatCompletionRequest {
    CreateChatCompletionRequest::new("gpt-5", ["Which city?"])
}

#[tokio::test]
async fn the_output_of_a_stream_is_decoded_as_a_type() {
    let (start, end) = PARIS.split_at(10);
    let chunks = [
        chunk(start, None),
        chunk(end, None),
        chunk("", Some("stop")),
    ];
    let output = json!([message(None, output_text(PARIS))]);
    let response = json!({ "id": "resp_1", "status": "completed", "output": output });
    let completed =
        json!({ "type": "response.completed", "sequence_number": 1, "response": response });
    let server = Server::with_responses([
        MockResponse::events([event_stream(&chunks).as_str()]),
        MockResponse::events([event_stream(&[completed]).as_str()]),
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
async fn a_stream_yields_typed_partial_values() {
    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default)]
    struct Partial {
        name: String,
        population: Option<u64>,
    }
    let pieces = [
        "{\"na",
        "me\":\"Pa",
        "ris\",",
        "\"population\":21",
        "00000}",
    ];
    let mut chunks: Vec<_> = pieces.iter().map(|piece| chunk(piece, None)).collect();
    chunks.push(chunk("", Some("stop")));
    let events = MockResponse::events([event_stream(&chunks).as_str()]);
    let server = Server::with_responses([events]).await;
    let call = server.client().chat().completions().create(chat());
    let mut stream = call.stream().await.expect("a stream").accumulate();
    let mut partials = Vec::new();
    while let Some(partial) = stream.next_partial::<Partial>().await {
        let partial = partial.expect("a partial value");
        partials.push((partial.name, partial.population));
    }
    let of = |name: &str, population| (name.to_owned(), population);
    let paris = of("Paris", None);
    assert_eq!(
        partials,
        [
            of("", None),
            of("Pa", None),
            paris.clone(),
            paris,
            of("Paris", Some(2_100_000))
        ]
    );
    let city = stream.finish_parsed::<City>().await;
    assert_eq!(city.expect("a city").population, Some(2_100_000));
}

#[tokio::test]
async fn a_stream_that_ends_early_is_an_error_with_the_text_so_far() {
    let server = Server::with_responses([MockResponse::events([event_stream(&[chunk(
        "{\"na", None,
    )])
    .as_str()])])
    .await;
    let call = server.client().chat().completions().create(chat());
    let stream = call.stream().await.expect("a stream");
    let error = stream.accumulate().finish_parsed::<City>().await;
    let error = error.expect_err("ended early");
    assert_eq!(error.text(), "{\"na");
    assert_eq!(openai_typed::Error::from(error).kind(), ErrorKind::Stream);
}
