//! Tool runs whose responses are streamed.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use openai_typed::stream::{ChatChange, ResponseChange};
use openai_typed::testing::{MockResponse, MockTransport};
use openai_typed::tools::{OnToolError, ToolStep, Toolbox};
use openai_typed::types::{CreateChatCompletionRequest, CreateResponse};
use openai_typed::{Client, Error, ErrorKind};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use crate::event_stream;

#[derive(Deserialize)]
pub(crate) struct Location {
    pub(crate) city: String,
}

pub(crate) fn definition() -> openai_typed::tools::ToolDefinition {
    openai_typed::tools::ToolDefinition::new("weather", "", json!({ "type": "object" }))
}

fn weather() -> Toolbox {
    Toolbox::new().tool(definition(), async |location: Location| {
        Ok::<_, Error>(format!("warm in {}", location.city))
    })
}

fn client(responses: impl IntoIterator<Item = MockResponse>) -> (Client, MockTransport) {
    Client::mocked(responses)
}

pub(crate) fn request() -> CreateResponse {
    CreateResponse::new()
        .with_model("gpt-5")
        .with_input("How is the weather?")
}

pub(crate) fn call(output: usize, city: &str) -> [Value; 3] {
    let id = format!("call_{output}");
    let arguments = json!({ "city": city }).to_string();
    let item = |status: &str, arguments: &str| {
        json!({ "type": "function_call", "id": format!("fc_{output}"), "call_id": id, "name": "weather",
            "arguments": arguments, "status": status })
    };
    [
        json!({ "type": "response.output_item.added", "sequence_number": 1, "output_index": output,
            "item": item("in_progress", "") }),
        json!({ "type": "response.function_call_arguments.done", "sequence_number": 2,
            "output_index": output, "item_id": format!("fc_{output}"), "name": "weather", "arguments": arguments }),
        json!({ "type": "response.output_item.done", "sequence_number": 3, "output_index": output,
            "item": item("completed", &arguments) }),
    ]
}

pub(crate) fn ended(status: &str, output: Value) -> Value {
    json!({ "type": format!("response.{status}"), "sequence_number": 9, "response": {
        "id": "resp_1", "object": "response", "status": status, "output": output } })
}

pub(crate) fn text() -> MockResponse {
    let item = json!({ "type": "message", "id": "msg_1", "role": "assistant", "status": "completed",
        "content": [{ "type": "output_text", "text": "Warm.", "annotations": [] }] });
    let added = json!({ "type": "response.output_item.added", "sequence_number": 1, "output_index": 0,
        "item": { "type": "message", "id": "msg_1", "role": "assistant", "status": "in_progress", "content": [] } });
    let delta = json!({ "type": "response.output_text.delta", "sequence_number": 2, "output_index": 0,
        "content_index": 0, "item_id": "msg_1", "delta": "Warm.", "logprobs": [] });
    MockResponse::events([added, delta, ended("completed", json!([item]))])
}

/// A response whose events are sent by the test.
pub(crate) fn manual() -> (UnboundedSender<Value>, MockResponse) {
    let (sender, mut receiver) = unbounded_channel::<Value>();
    let chunks = futures_util::stream::poll_fn(move |cx| {
        let event = receiver.poll_recv(cx);
        event.map(|event| event.map(|event| Ok(event_stream(&[event]).into())))
    });
    (sender, MockResponse::stream("text/event-stream", chunks))
}

#[tokio::test]
async fn events_and_outputs_of_a_response_are_returned_while_it_arrives() {
    let (events, first) = manual();
    let (client, mock) = client([first, text()]);
    let run = client.responses().create(request()).run_tools(&weather());
    let mut steps = run.stream().expect("a request");
    for event in call(0, "Rome") {
        events.send(event).expect("a run");
    }
    // The call is executed before the response is complete.
    loop {
        match steps.next().await.expect("a step").expect("no error") {
            ToolStep::Event(_) => {}
            ToolStep::Output(output) => break assert_eq!(output.content(), "warm in Rome"),
            step => panic!("not an event or output: {step:?}"),
        }
    }
    let partial = steps.partial_response().expect("a part of a response");
    assert_eq!(partial.output.len(), 1);
    let end = ended("completed", json!([call(0, "Rome")[2]["item"]]));
    events.send(end).expect("a run");
    let (mut text, mut responses) = (String::new(), 0);
    while let Some(step) = steps.next().await {
        match step.expect("no error") {
            ToolStep::Event(ResponseChange::Delta { delta, .. }) => text.push_str(&delta),
            ToolStep::Event(_) => {}
            ToolStep::Response(_) => responses += 1,
            step => panic!("the call was executed again: {step:?}"),
        }
    }
    assert_eq!((text.as_str(), responses), ("Warm.", 2));
    let requests = mock.requests();
    let sent = requests[1].json();
    let output =
        json!({ "type": "function_call_output", "call_id": "call_0", "output": "warm in Rome" });
    assert_eq!(
        (&sent["input"], &sent["stream"]),
        (&json!([output]), &json!(true))
    );
}

#[tokio::test]
async fn chat_completions_are_streamed_and_their_calls_start_early() {
    let chunk = |delta: Value, finish_reason: Value| {
        json!({ "id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m",
            "choices": [{ "index": 0, "delta": delta, "finish_reason": finish_reason }] })
    };
    let tool_call = |index: usize, city: &str| {
        let function =
            json!({ "name": "weather", "arguments": json!({ "city": city }).to_string() });
        let call = json!({ "index": index, "id": format!("call_{index}"), "type": "function", "function": function });
        chunk(json!({ "tool_calls": [call] }), Value::Null)
    };
    let (events, first) = manual();
    let last = MockResponse::events([
        chunk(json!({ "content": "Warm." }), Value::Null),
        chunk(json!({}), json!("stop")),
    ]);
    let (client, mock) = client([first, last]);
    let request = CreateChatCompletionRequest::new("gpt-4o", ["How is the weather?"]);
    let run = client.chat().completions().create(request);
    let mut steps = run.run_tools(&weather()).stream().expect("a request");
    events.send(tool_call(0, "Rome")).expect("a run");
    events.send(tool_call(1, "Oslo")).expect("a run");
    loop {
        match steps.next().await.expect("a step").expect("no error") {
            ToolStep::Output(output) => break assert_eq!(output.call.id, "call_0"),
            ToolStep::Event(_) => {}
            step => panic!("not an event or output: {step:?}"),
        }
    }
    events
        .send(chunk(json!({}), json!("tool_calls")))
        .expect("a run");
    drop(events);
    let mut text = String::new();
    while let Some(step) = steps.next().await {
        if let ToolStep::Event(ChatChange::Content { delta, .. }) = step.expect("no error") {
            text.push_str(&delta);
        }
    }
    assert_eq!(text, "Warm.");
    let messages = mock.requests()[1].json()["messages"].clone();
    let outputs = [&messages[2]["content"], &messages[3]["content"]];
    assert_eq!(outputs, [&json!("warm in Rome"), &json!("warm in Oslo")]);
}

#[tokio::test]
async fn early_calls_run_up_to_a_cap_and_outputs_keep_the_order_of_the_calls() {
    let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (now, peak) = (running.clone(), most.clone());
    let tools = Toolbox::new().tool(definition(), move |location: Location| {
        let (now, peak) = (now.clone(), peak.clone());
        async move {
            peak.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            // The first call takes the longest.
            for _ in 0..100 / location.city.len() {
                tokio::task::yield_now().await;
            }
            now.fetch_sub(1, Ordering::SeqCst);
            Ok::<_, Error>(location.city)
        }
    });
    let cities = ["a", "bb", "ccccc", "dddddddddd"];
    let calls: Vec<[Value; 3]> = (0..4).map(|output| call(output, cities[output])).collect();
    let items: Vec<&Value> = calls.iter().map(|events| &events[2]["item"]).collect();
    let end = ended("completed", json!(items));
    let events = calls.iter().flatten().chain([&end]).cloned();
    let (client, mock) = client([MockResponse::events(events), text()]);
    let run = client.responses().create(request()).run_tools(&tools);
    let mut steps = run.max_concurrent_calls(2).stream().expect("a request");
    while let Some(step) = steps.next().await {
        step.expect("no error");
    }
    assert_eq!(most.load(Ordering::SeqCst), 2);
    let sent = mock.requests()[1].json()["input"].clone();
    let sent = sent.as_array().expect("a list").iter();
    let outputs: Vec<&str> = sent.filter_map(|item| item["output"].as_str()).collect();
    assert_eq!(outputs, cities);
}

#[tokio::test]
async fn an_error_in_the_middle_of_a_response_cancels_its_calls_and_keeps_what_arrived() {
    let (guard, live) = counted();
    let tools = Toolbox::new().tool(definition(), move |_: Location| {
        let guard = guard();
        async move {
            std::future::pending::<()>().await;
            drop(guard);
            Ok::<_, Error>("")
        }
    });
    let (events, first) = manual();
    let (client, _mock) = client([first]);
    let run = client.responses().create(request()).run_tools(&tools);
    let mut steps = run.stream().expect("a request");
    for event in call(0, "Rome") {
        events.send(event).expect("a run");
    }
    for _ in 0..2 {
        steps.next().await.expect("a step").expect("an event");
    }
    assert!(
        futures_util::poll!(std::pin::pin!(async {
            while let Some(Ok(_)) = steps.next().await {}
        }))
        .is_pending()
    );
    assert_eq!(live.load(Ordering::SeqCst), 1);
    drop(events);
    let error = steps
        .next()
        .await
        .expect("a step")
        .expect_err("an early end");
    assert_eq!(error.kind(), ErrorKind::Stream);
    assert_eq!(live.load(Ordering::SeqCst), 0);
    assert_eq!(
        steps
            .partial_response()
            .map(|response| response.output.len()),
        Some(1)
    );
    assert!(steps.next().await.is_none());
}

#[tokio::test]
async fn calls_of_an_incomplete_response_and_of_the_last_round_are_not_used() {
    let items = json!([call(0, "Rome")[2]["item"]]);
    let incomplete = call(0, "Rome")
        .into_iter()
        .chain([ended("incomplete", items.clone())]);
    let complete = call(0, "Rome")
        .into_iter()
        .chain([ended("completed", items)]);
    let responses = [
        MockResponse::events(incomplete),
        MockResponse::events(complete),
    ];
    let (client, mock) = client(responses);
    let run = || client.responses().create(request()).run_tools(&weather());
    let mut steps = run().stream().expect("a request");
    while let Some(step) = steps.next().await {
        step.expect("no error");
    }
    let mut steps = run().max_rounds(1).stream().expect("a request");
    let mut last = None;
    while let Some(step) = steps.next().await {
        assert!(
            !matches!(step, Ok(ToolStep::Output(_))),
            "no output is used"
        );
        last = step.err();
    }
    assert_eq!(last.map(|error| error.kind()), Some(ErrorKind::Rounds));
    assert_eq!(mock.requests().len(), 2);
}

#[tokio::test]
async fn a_failed_early_call_can_abort_the_run() {
    let tools = Toolbox::new().tool(definition(), async |_: Location| Err::<(), _>("closed"));
    let (events, first) = manual();
    let (client, mock) = client([first]);
    let run = client.responses().create(request()).run_tools(&tools);
    let run = run.on_tool_error(OnToolError::Abort);
    let mut steps = run.stream().expect("a request");
    for event in call(0, "Rome") {
        events.send(event).expect("a run");
    }
    let mut error = None;
    while let Some(step) = steps.next().await {
        error = step.err();
    }
    assert_eq!(error.map(|error| error.kind()), Some(ErrorKind::Tool));
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test]
async fn a_run_that_saves_checkpoints_starts_calls_when_the_response_is_complete() {
    let items = json!([call(0, "Rome")[2]["item"]]);
    let first = call(0, "Rome")
        .into_iter()
        .chain([ended("completed", items)]);
    let (client, _mock) = client([MockResponse::events(first), text()]);
    let run = client.responses().create(request()).run_tools(&weather());
    let run = run.on_checkpoint(async |_| Ok(()));
    let mut steps = run.stream().expect("a request");
    let mut responses = 0;
    while let Some(step) = steps.next().await {
        match step.expect("no error") {
            ToolStep::Response(_) => responses += 1,
            ToolStep::Output(_) => assert_eq!(responses, 1),
            _ => {}
        }
    }
    assert_eq!(responses, 2);
}

/// Returns a function that creates guards, and the number of guards that exist.
fn counted() -> (impl Fn() -> Guard + Send + Sync + 'static, Arc<AtomicUsize>) {
    let live = Arc::new(AtomicUsize::new(0));
    let shared = live.clone();
    let guard = move || {
        shared.fetch_add(1, Ordering::SeqCst);
        Guard(shared.clone())
    };
    (guard, live)
}

struct Guard(Arc<AtomicUsize>);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Polls a future up to `polls` times and drops it. Returns whether it had finished.
async fn drop_at<T>(polls: usize, future: impl Future<Output = T>) -> bool {
    let mut future = Box::pin(future);
    for _ in 0..polls {
        if futures_util::poll!(&mut future).is_ready() {
            return true;
        }
        tokio::task::yield_now().await;
    }
    false
}

#[tokio::test]
async fn a_run_that_is_dropped_at_any_poll_leaves_nothing_running() {
    let cities = ["Rome", "Oslo", "Bern"];
    let calls: Vec<[Value; 3]> = (0..3).map(|output| call(output, cities[output])).collect();
    let items: Vec<&Value> = calls.iter().map(|events| &events[2]["item"]).collect();
    let end = ended("completed", json!(items));
    let mut seen = Vec::new();
    for polls in 0.. {
        let (guard, live) = counted();
        let finished = Arc::new(AtomicUsize::new(0));
        let done = finished.clone();
        let tools = Toolbox::new().tool(definition(), move |_: Location| {
            let (guard, done) = (guard(), done.clone());
            async move {
                for _ in 0..3 {
                    tokio::task::yield_now().await;
                }
                done.fetch_add(1, Ordering::SeqCst);
                drop(guard);
                Ok::<_, Error>("warm")
            }
        });
        let approved = Arc::new(AtomicUsize::new(0));
        let asked = approved.clone();
        let events = calls.iter().flatten().chain([&end]).cloned();
        let (client, mock) = client([MockResponse::events(events).chunked(400), text()]);
        let run = client.responses().create(request()).run_tools(&tools);
        let run = run.max_concurrent_calls(2).approve(move |_| {
            asked.fetch_add(1, Ordering::SeqCst);
            async {
                tokio::task::yield_now().await;
                openai_typed::tools::Approval::Allow
            }
        });
        let mut steps = run.stream().expect("a request");
        let has_finished = drop_at(polls, async move {
            while let Some(step) = steps.next().await {
                step.expect("no error");
            }
        })
        .await;
        assert_eq!(live.load(Ordering::SeqCst), 0, "dropped at poll {polls}");
        let counts = [&approved, &finished].map(|count| count.load(Ordering::SeqCst));
        let state = (counts, mock.requests().len());
        for _ in 0..10 {
            tokio::task::yield_now().await;
        }
        let later = [&approved, &finished].map(|count| count.load(Ordering::SeqCst));
        assert_eq!(
            (later, mock.requests().len()),
            state,
            "dropped at poll {polls}"
        );
        seen.push(state);
        if has_finished {
            break;
        }
    }
    // The run was dropped before, during and after the calls.
    assert_eq!(seen.first(), Some(&([0, 0], 0)));
    assert!(seen.iter().any(|(counts, _)| counts[0] > counts[1]));
    assert_eq!(seen.last(), Some(&([3, 3], 2)));
}
