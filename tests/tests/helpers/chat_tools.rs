//! Runs of chat completions that call tools.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use openai_typed::ErrorKind;
use openai_typed::runtime::tools::{OnFailure, Step, ToolDefinition, ToolFailure, Toolbox};
use openai_typed::types::{
    ChatCompletionTool, ChatCompletionToolChoiceOption, CreateChatCompletionRequest,
};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::{Barrier, mpsc};

use crate::support::{Answer, Server};

#[derive(Deserialize, JsonSchema)]
struct Place {
    city: String,
}

#[derive(Deserialize, JsonSchema)]
struct Nothing {}

fn answer(message: Value, finish_reason: &str) -> Answer {
    Answer::json(json!({
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "gpt-5",
        "choices": [{ "index": 0, "message": message, "finish_reason": finish_reason, "logprobs": null }],
    }))
}

fn said(text: &str) -> Answer {
    answer(
        json!({ "role": "assistant", "content": text, "refusal": null }),
        "stop",
    )
}

fn call(id: &str, name: &str, arguments: &str) -> Value {
    json!({ "id": id, "type": "function", "function": { "name": name, "arguments": arguments } })
}

fn calling(calls: Value) -> Answer {
    let message =
        json!({ "role": "assistant", "content": null, "refusal": null, "tool_calls": calls });
    answer(message, "tool_calls")
}

fn weather_call() -> Answer {
    calling(json!([call("call_1", "weather", r#"{"city":"Paris"}"#)]))
}

fn request() -> CreateChatCompletionRequest {
    CreateChatCompletionRequest::new(vec!["How is the weather?".into()], "gpt-5")
}

fn weather() -> Toolbox {
    let handler =
        |place: Place| async move { Ok::<_, String>(json!({ "city": place.city, "degrees": 21 })) };
    let tools = Toolbox::new().with("weather", "The weather of a city.", handler);
    tools.expect("a strict schema")
}

#[tokio::test]
async fn a_run_of_chat_completions_answers_calls_until_there_are_none() {
    let server = Server::answering([weather_call(), said("21 degrees.")]).await;
    let client = server.client();
    let asked = client
        .chat()
        .completions()
        .create(request())
        .header("x-mine", "1");
    let finished = asked.run_tools(&weather()).await.expect("an answer");
    assert_eq!(finished.answer.content(), Some("21 degrees."));
    assert_eq!(finished.rounds, 2);
    let requests = server.requests();
    let [first, second] = requests.as_slice() else {
        panic!("{} requests", requests.len());
    };
    assert_eq!(
        (first.header("x-mine"), second.header("x-mine")),
        (Some("1"), Some("1"))
    );
    let first = first.json();
    let tool = &first["tools"][0];
    assert_eq!(tool["type"], "function");
    assert_eq!(tool["function"]["name"], "weather");
    assert_eq!(tool["function"]["description"], "The weather of a city.");
    assert_eq!(tool["function"]["strict"], true);
    assert_eq!(tool["function"]["parameters"]["required"], json!(["city"]));
    let second = second.json();
    assert_eq!(second["tools"], first["tools"]);
    assert_eq!(second["messages"][0], first["messages"][0]);
    assert_eq!(
        second["messages"][1],
        json!({ "role": "assistant", "content": null,
            "tool_calls": [call("call_1", "weather", r#"{"city":"Paris"}"#)] })
    );
    let output = &second["messages"][2];
    assert_eq!(
        (&output["role"], &output["tool_call_id"]),
        (&json!("tool"), &json!("call_1"))
    );
    assert_eq!(output["content"], r#"{"city":"Paris","degrees":21}"#);
    // What a next question goes on from.
    let messages = serde_json::to_value(&finished.dialogue.request().messages).expect("JSON");
    assert_eq!(messages[3]["content"], "21 degrees.");
}

#[tokio::test]
async fn calls_of_one_answer_run_side_by_side_and_are_answered_in_their_order() {
    let calls = json!([
        call("a", "meet", r#"{"city":"A"}"#),
        call("b", "meet", r#"{"city":"B"}"#)
    ]);
    let server = Server::answering([calling(calls), said("Done.")]).await;
    // Neither goes on before both are there.
    let barrier = Arc::new(Barrier::new(2));
    let handler = move |place: Place| {
        let barrier = barrier.clone();
        async move {
            barrier.wait().await;
            if place.city == "A" {
                tokio::task::yield_now().await;
            }
            Ok::<_, String>(place.city)
        }
    };
    let tools = Toolbox::new()
        .with("meet", "Meets.", handler)
        .expect("a strict schema");
    let client = server.client();
    let run = client
        .chat()
        .completions()
        .create(request())
        .run_tools(&tools);
    run.await.expect("an answer");
    let messages = server.requests()[1].json()["messages"].clone();
    assert_eq!(
        (&messages[2]["tool_call_id"], &messages[2]["content"]),
        (&json!("a"), &json!("A"))
    );
    assert_eq!(
        (&messages[3]["tool_call_id"], &messages[3]["content"]),
        (&json!("b"), &json!("B"))
    );
}

fn failing() -> Toolbox {
    let handler = |_: Place| async { Err::<String, _>("no such city") };
    weather()
        .with("fails", "Fails.", handler)
        .expect("a strict schema")
}

fn failing_calls() -> Answer {
    calling(json!([
        call("1", "unheard_of", "{}"),
        call("2", "weather", r#"{"town":1}"#),
        call("3", "fails", r#"{"city":"X"}"#),
    ]))
}

#[tokio::test]
async fn the_model_is_told_of_unknown_tools_bad_arguments_and_failures() {
    let server = Server::answering([failing_calls(), said("Sorry.")]).await;
    let client = server.client();
    let run = client
        .chat()
        .completions()
        .create(request())
        .run_tools(&failing());
    assert_eq!(
        run.await.expect("an answer").answer.content(),
        Some("Sorry.")
    );
    let messages = server.requests()[1].json()["messages"].clone();
    assert_eq!(
        messages[2]["content"],
        "error: there is no tool `unheard_of`"
    );
    let told = messages[3]["content"].as_str().expect("a text");
    assert!(
        told.starts_with("error: invalid arguments: missing field `city`"),
        "{told}"
    );
    assert_eq!(messages[4]["content"], "error: no such city");
}

#[tokio::test]
async fn a_failure_ends_the_run_if_it_shall() {
    let server = Server::answering([failing_calls()]).await;
    let client = server.client();
    let run = client
        .chat()
        .completions()
        .create(request())
        .run_tools(&failing());
    let interrupted = run.on_failure(OnFailure::End).await.expect_err("a failure");
    assert_eq!(interrupted.error().kind(), ErrorKind::Tool);
    let source = std::error::Error::source(interrupted.error()).expect("why");
    let failure = source.downcast_ref::<ToolFailure>().expect("a failure");
    assert!(matches!(failure, ToolFailure::Unknown(name) if name == "unheard_of"));
    let dialogue = interrupted.partial().as_ref().expect("what was said");
    assert_eq!(dialogue.request().messages.len(), 2);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_run_has_ten_rounds_unless_told_otherwise() {
    let ran = Arc::new(AtomicUsize::new(0));
    let counted = ran.clone();
    let handler = move |_: Place| {
        counted.fetch_add(1, Ordering::Relaxed);
        async { Ok::<_, String>("again") }
    };
    let tools = Toolbox::new()
        .with("weather", "", handler)
        .expect("a strict schema");
    let server = Server::answering((0..20).map(|_| weather_call())).await;
    let client = server.client();
    let run = || {
        client
            .chat()
            .completions()
            .create(request())
            .run_tools(&tools)
    };
    let interrupted = run().await.expect_err("too many");
    assert_eq!(interrupted.error().kind(), ErrorKind::Rounds);
    assert_eq!(server.requests().len(), 10);
    // The calls of the last answer are for nobody.
    assert_eq!(ran.load(Ordering::Relaxed), 9);
    let interrupted = run().max_rounds(2).await.expect_err("too many");
    assert_eq!(interrupted.error().kind(), ErrorKind::Rounds);
    assert_eq!(server.requests().len(), 12);
}

#[tokio::test]
async fn each_step_is_seen_by_a_callback_or_in_a_stream() {
    let server = Server::answering([
        weather_call(),
        said("Warm."),
        weather_call(),
        Answer::error(400, json!({ "error": { "message": "no" } })),
    ])
    .await;
    let client = server.client();
    let run = || {
        client
            .chat()
            .completions()
            .create(request())
            .run_tools(&weather())
    };
    let seen = Arc::new(Mutex::new(Vec::new()));
    let shared = seen.clone();
    let run_with_callback = run().on_step(move |step| {
        let told = match step {
            Step::Answer(answer) => answer.content().unwrap_or("-").to_owned(),
            Step::Output(output) => output.text(),
            _ => String::new(),
        };
        shared.lock().expect("a lock").push(told);
    });
    run_with_callback.await.expect("an answer");
    let expected = ["-", r#"{"city":"Paris","degrees":21}"#, "Warm."];
    assert_eq!(*seen.lock().expect("a lock"), expected);

    let mut steps = run().steps().expect("a request");
    let mut kinds = Vec::new();
    while let Some(step) = steps.next().await {
        kinds.push(match step {
            Ok(Step::Answer(_)) => "answer",
            Ok(Step::Output(output)) if output.call.id == "call_1" => "output",
            Ok(_) => "other",
            Err(error) if error.kind() == ErrorKind::BadRequest => "error",
            Err(_) => "other error",
        });
    }
    assert_eq!(kinds, ["answer", "output", "error"]);
    assert_eq!(steps.dialogue().request().messages.len(), 3);
}

#[tokio::test]
async fn dropping_a_run_ends_its_handlers() {
    let server = Server::answering([weather_call()]).await;
    let (begun, mut has_begun) = mpsc::channel::<()>(1);
    let (held, mut ended) = mpsc::channel::<()>(1);
    let handler = move |_: Place| {
        let (begun, held) = (begun.clone(), held.clone());
        async move {
            let _held = held;
            begun.send(()).await.map_err(|error| error.to_string())?;
            std::future::pending::<Result<String, String>>().await
        }
    };
    let tools = Toolbox::new()
        .with("weather", "", handler)
        .expect("a strict schema");
    let client = server.client();
    let run = client
        .chat()
        .completions()
        .create(request())
        .run_tools(&tools);
    drop(tools);
    tokio::select! {
        _ = run => panic!("it waits for ever"),
        began = has_begun.recv() => assert_eq!(began, Some(())),
    }
    // All that held the other end is gone.
    assert_eq!(ended.recv().await, None);
}

#[tokio::test]
async fn a_choice_that_forces_a_call_is_for_the_first_round() {
    let server = Server::answering([weather_call(), said("Warm.")]).await;
    let client = server.client();
    let request = request().with_tool_choice(ChatCompletionToolChoiceOption::Required);
    let run = client
        .chat()
        .completions()
        .create(request)
        .run_tools(&weather());
    run.await.expect("an answer");
    let requests = server.requests();
    assert_eq!(requests[0].json()["tool_choice"], "required");
    assert!(requests[1].json().get("tool_choice").is_none());
}

#[tokio::test]
async fn an_answer_that_is_cut_off_or_calls_what_is_no_function_is_the_last() {
    let cut = json!({ "content": null, "tool_calls": [call("1", "weather", "{\"ci")] });
    let custom = json!({ "id": "2", "type": "custom", "custom": { "name": "c", "input": "x" } });
    let server = Server::answering([
        answer(cut, "length"),
        calling(json!([call("1", "weather", r#"{"city":"A"}"#), custom])),
    ])
    .await;
    let client = server.client();
    for _ in 0..2 {
        let run = client
            .chat()
            .completions()
            .create(request())
            .run_tools(&weather());
        assert_eq!(run.await.expect("an answer").rounds, 1);
    }
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn tools_of_the_request_stay_and_one_of_the_same_name_is_not_doubled() {
    let server = Server::answering([said("Warm.")]).await;
    let client = server.client();
    let mine = ToolDefinition::new("weather", "Mine.", json!({ "type": "object" }));
    let request = request().with_tool(ChatCompletionTool::from(&mine));
    let other = |_: Nothing| async { Ok::<_, String>("x") };
    let tools = weather().with("other", "", other).expect("a strict schema");
    let run = client
        .chat()
        .completions()
        .create(request)
        .run_tools(&tools);
    run.await.expect("an answer");
    let tools = server.only().json()["tools"].clone();
    assert_eq!(tools.as_array().map(Vec::len), Some(2));
    assert_eq!(tools[0]["function"]["description"], "Mine.");
    assert_eq!(tools[0]["function"]["strict"], false);
    assert!(tools[1]["function"].get("description").is_none());
}

#[tokio::test]
async fn a_tool_without_arguments_may_be_called_with_nothing() {
    let server = Server::answering([calling(json!([call("1", "now", "")])), said("Noon.")]).await;
    let client = server.client();
    let now = |_: Nothing| async { Ok::<_, String>("12:00") };
    let tools = Toolbox::new()
        .with("now", "The time.", now)
        .expect("a strict schema");
    let run = client
        .chat()
        .completions()
        .create(request())
        .run_tools(&tools);
    run.await.expect("an answer");
    assert_eq!(
        server.requests()[1].json()["messages"][2]["content"],
        "12:00"
    );
}

#[tokio::test]
async fn fields_added_to_the_call_are_in_every_round() {
    let server = Server::answering([weather_call(), said("Warm.")]).await;
    let client = server.client();
    let call = client
        .chat()
        .completions()
        .create(request())
        .body_field("mine", 1);
    call.run_tools(&weather()).await.expect("an answer");
    let requests = server.requests();
    assert!(requests.iter().all(|request| request.json()["mine"] == 1));
    assert_eq!(
        requests[1].json()["messages"].as_array().map(Vec::len),
        Some(3)
    );
}
