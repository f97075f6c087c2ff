//! Runs of tools that fail, and are resumed from what they had reached.

use std::time::Duration;

use oasmith_runtime::tools::{Checkpoint, OnToolError, ToolDefinition, ToolError, Toolbox};
use oasmith_runtime::{Error, ErrorKind};
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::tool_runs::{Log, OUTPUTS, run, saved, tools};

/// Returns the checkpoint of a run that failed, after it was saved as text and read.
fn read(checkpoint: Result<Checkpoint, Error>) -> Checkpoint {
    let text = saved(&checkpoint.unwrap());
    let checkpoint: Checkpoint = serde_json::from_str(&text).unwrap();
    assert!(!checkpoint.is_finished(), "{text}");
    checkpoint
}

#[tokio::test(start_paused = true)]
async fn a_run_that_reached_its_limit_of_requests_continues_with_a_higher_one() {
    for limit in 1..3 {
        let log = Log::default();
        let mut steps = run(tools(&log)).max_rounds(limit).steps().unwrap();
        let error = loop {
            if let Err(error) = steps.next().await.unwrap() {
                break error;
            }
        };
        assert_eq!(error.kind(), ErrorKind::Rounds);
        assert!(steps.next().await.is_none());
        let checkpoint = read(steps.checkpoint());
        assert_eq!(checkpoint.rounds(), limit);
        let again = run(tools(&log))
            .max_rounds(limit)
            .resume(checkpoint.clone());
        assert_eq!(again.await.unwrap_err().kind(), ErrorKind::Rounds);
        let finished = run(tools(&log)).resume(checkpoint).await.unwrap();
        assert_eq!(
            (finished.rounds, &finished.conversation.outputs[..]),
            (3, &OUTPUTS.map(str::to_owned)[..])
        );
        let log = log.lock().unwrap();
        assert_eq!(
            log.iter().filter(|line| line.starts_with("start")).count(),
            4,
            "{log:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_run_that_a_tool_ended_continues_after_its_calls() {
    let log = Log::default();
    let broken = |_: Value| async {
        sleep(Duration::from_secs(3)).await;
        Err::<Value, _>("no network")
    };
    let definition = ToolDefinition::new("b", "", json!({ "type": "object" }));
    let broken: Toolbox = tools(&log)
        .tool(definition, broken)
        .on_error("b", OnToolError::Abort);
    let mut steps = run(broken).steps().unwrap();
    let error = loop {
        if let Err(error) = steps.next().await.unwrap() {
            break error;
        }
    };
    assert_eq!(error.kind(), ErrorKind::Tool);
    let checkpoint = read(steps.checkpoint());
    let finished = run(tools(&log)).resume(checkpoint).await.unwrap();
    let interrupted = format!("1: error: {}", ToolError::Interrupted);
    let outputs = [
        interrupted.as_str(),
        "2: error: no network",
        OUTPUTS[2],
        OUTPUTS[3],
    ];
    assert_eq!(finished.conversation.outputs, outputs);
    let log = log.lock().unwrap();
    let starts = log.iter().filter(|line| line.starts_with("start"));
    assert_eq!(
        starts.collect::<Vec<_>>(),
        ["start 1", "start 3", "start 4"]
    );
}

#[tokio::test(start_paused = true)]
async fn calls_that_never_started_are_executed_when_the_run_is_resumed() {
    let log = Log::default();
    let full = |_| std::future::ready(Err(Error::request("the disk is full")));
    let mut steps = run(tools(&log)).on_checkpoint(full).steps().unwrap();
    steps.next().await.unwrap().unwrap();
    steps.next().await.unwrap().unwrap_err();
    let checkpoint = read(steps.checkpoint());
    let finished = run(tools(&log)).resume(checkpoint).await.unwrap();
    assert_eq!(finished.conversation.outputs, OUTPUTS);
}
