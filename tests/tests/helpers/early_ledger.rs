//! Streamed tool runs that are interrupted in the middle of a response, and resumed.

use std::sync::{Arc, Mutex};

use openai_typed::testing::MockResponse;
use openai_typed::tools::{Checkpoint, ToolStep, Toolbox};
use openai_typed::{Client, Error};
use serde_json::Value;

use crate::streamed_runs::{Location, call, definition, ended, manual, request, text};

type Log = Arc<Mutex<Vec<String>>>;

/// A tool that records the cities for which it was called. It never finishes for `Oslo`, unless the run is resumed.
fn weather(log: &Log, is_resumed: bool) -> Toolbox {
    let log = log.clone();
    Toolbox::new().tool(definition(), move |location: Location| {
        let log = log.clone();
        async move {
            log.lock().expect("a log").push(location.city.clone());
            if location.city == "Oslo" && !is_resumed {
                std::future::pending::<()>().await;
            }
            Ok::<_, Error>(format!("warm in {}", location.city))
        }
    })
}

fn events(cities: &[&str]) -> Vec<Value> {
    let calls = cities.iter().enumerate();
    let calls: Vec<[Value; 3]> = calls.map(|(index, city)| call(index, city)).collect();
    let items: Vec<Value> = calls
        .iter()
        .map(|[.., done]| done["item"].clone())
        .collect();
    let end = ended("completed", Value::from(items));
    calls.into_iter().flatten().chain([end]).collect()
}

/// Returns the same events with other identifiers, as in a response that is requested again.
fn again(cities: &[&str]) -> MockResponse {
    let renamed = events(cities).into_iter().map(|event| {
        let event = event.to_string();
        // Replaces only values: the property is called `call_id`.
        let event = event
            .replace("\"call_0", "\"again_0")
            .replace("\"call_1", "\"again_1");
        serde_json::from_str::<Value>(&event).expect("JSON")
    });
    MockResponse::events(renamed)
}

/// Saves and restores a checkpoint, as a program would.
fn saved(checkpoint: &Checkpoint) -> Checkpoint {
    let json = serde_json::to_string(checkpoint).expect("JSON");
    serde_json::from_str(&json).expect("a checkpoint")
}

/// Resumes a run that receives these responses. Returns the outputs in the last request, with the IDs of their calls.
async fn resume(
    checkpoint: Checkpoint,
    tools: &Toolbox,
    responses: impl IntoIterator<Item = MockResponse>,
) -> Vec<[String; 2]> {
    let (client, mock) = Client::mocked(responses);
    let run = client.responses().create(request()).run_tools(tools);
    let mut steps = run.resume(checkpoint).stream().expect("a run");
    while let Some(step) = steps.next().await {
        step.expect("no error");
    }
    let requests = mock.requests();
    let sent = requests.last().expect("a request").json();
    let items = sent["input"].as_array().into_iter().flatten();
    let outputs = items.filter(|item| item["type"] == "function_call_output");
    let pair = |item: &Value| {
        ["call_id", "output"].map(|name| item[name].as_str().unwrap_or_default().to_owned())
    };
    outputs.map(pair).collect()
}

#[tokio::test]
async fn a_streamed_run_that_is_killed_at_any_step_calls_no_tool_twice() {
    let cities = ["Rome", "Lima"];
    let mut kills_while_arriving = 0;
    for steps_before in 0.. {
        let log = Log::default();
        let responses = [MockResponse::events(events(&cities)), text()];
        let (client, _mock) = Client::mocked(responses);
        let run = client
            .responses()
            .create(request())
            .run_tools(&weather(&log, false));
        let mut steps = run.stream().expect("a run");
        let (mut responses, mut is_finished) = (0, false);
        for _ in 0..steps_before {
            match steps.next().await {
                Some(step) => {
                    responses += usize::from(matches!(step, Ok(ToolStep::Response(_))));
                }
                None => is_finished = true,
            }
        }
        if is_finished {
            break;
        }
        let checkpoint = saved(&steps.checkpoint().expect("a checkpoint"));
        drop(steps);
        if checkpoint.is_finished() {
            continue;
        }
        kills_while_arriving += usize::from(responses == 0);
        let (prefix, left) = match responses {
            0 => ("again", vec![again(&cities), text()]),
            _ => ("call", vec![text()]),
        };
        let outputs = resume(checkpoint, &weather(&log, true), left).await;
        let expected = [
            [format!("{prefix}_0"), "warm in Rome".to_owned()],
            [format!("{prefix}_1"), "warm in Lima".to_owned()],
        ];
        assert_eq!(outputs, expected, "{steps_before}");
        let mut called = log.lock().expect("a log").clone();
        called.sort();
        assert_eq!(called, ["Lima", "Rome"], "{steps_before}");
    }
    assert!(kills_while_arriving > 6, "{kills_while_arriving}");
}

/// Runs until a call that never finishes has started while its response arrives, and returns a checkpoint: one that the
/// program requests, or one after the connection broke.
async fn interrupted(log: &Log, is_broken: bool) -> Checkpoint {
    let (sender, first) = manual();
    let (client, _mock) = Client::mocked([first]);
    let run = client
        .responses()
        .create(request())
        .run_tools(&weather(log, false));
    let mut steps = run.stream().expect("a run");
    for event in events(&["Oslo", "Rome"]).into_iter().take(6) {
        sender.send(event).expect("a run");
    }
    while !matches!(steps.next().await, Some(Ok(ToolStep::Output(_)))) {}
    if is_broken {
        drop(sender);
        while let Some(step) = steps.next().await {
            drop(step);
        }
    }
    saved(&steps.checkpoint().expect("a checkpoint"))
}

#[tokio::test]
async fn an_early_call_that_was_interrupted_is_reported_or_repeated() {
    for is_broken in [false, true] {
        for is_repeatable in [false, true] {
            let log = Log::default();
            let checkpoint = interrupted(&log, is_broken).await;
            assert_eq!(checkpoint.rounds(), 0);
            let mut tools = weather(&log, true);
            if is_repeatable {
                tools = tools.repeatable("weather");
            }
            let outputs = resume(checkpoint, &tools, [again(&["Rome", "Oslo"]), text()]).await;
            let oslo = match is_repeatable {
                true => "warm in Oslo",
                false => "error: the call was interrupted, and its effect is unknown",
            };
            let expected = [["again_0", "warm in Rome"], ["again_1", oslo]];
            assert_eq!(outputs, expected, "{is_broken} {is_repeatable}");
            let called = log.lock().expect("a log").len();
            assert_eq!(called, if is_repeatable { 3 } else { 2 });
        }
    }
}

#[tokio::test]
async fn a_model_that_asks_for_something_else_gets_it() {
    let log = Log::default();
    let checkpoint = interrupted(&log, false).await;
    let responses = [again(&["Lima"]), text()];
    let outputs = resume(checkpoint, &weather(&log, true), responses).await;
    assert_eq!(outputs, [["again_0", "warm in Lima"]]);
}

#[tokio::test]
async fn after_a_checkpoint_calls_start_when_the_response_is_complete() {
    let log = Log::default();
    let (client, _mock) = Client::mocked([MockResponse::events(events(&["Rome"])), text()]);
    let run = client
        .responses()
        .create(request())
        .run_tools(&weather(&log, false));
    let mut steps = run.stream().expect("a run");
    let mut is_complete = false;
    while let Some(step) = steps.next().await {
        match step.expect("no error") {
            ToolStep::Response(_) => is_complete = true,
            ToolStep::Output(_) => assert!(is_complete),
            _ => drop(steps.checkpoint().expect("a checkpoint")),
        }
    }
    assert_eq!(*log.lock().expect("a log"), ["Rome"]);
}
