//! Runs of tools, with a scripted conversation instead of a model.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use oasmith_runtime::tools::{
    Approval, Checkpoint, Conversation, OnToolError, ToolCall, ToolDefinition, ToolError,
    ToolOutput, ToolRun, ToolStep, Toolbox,
};
use oasmith_runtime::{BoxFuture, Error, ErrorKind};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::support::Shared;

/// The calls of each response. The last response calls nothing.
const SCRIPT: &[&[(&str, &str)]] = &[&[("a", "1"), ("b", "2"), ("a", "3")], &[("b", "4")], &[]];

/// A conversation in which a model follows a script, and the outputs that it was sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scripted {
    round: usize,
    pub(crate) outputs: Vec<String>,
}

impl Conversation for Scripted {
    type Response = usize;

    fn send(&mut self) -> BoxFuture<'static, Result<usize, Error>> {
        let round = self.round;
        Box::pin(async move { Ok(round) })
    }

    fn tool_calls(&self, response: &usize) -> Vec<ToolCall> {
        let calls = SCRIPT[*response].iter();
        let calls =
            calls.map(|(name, id)| ToolCall::new(*id, *name, json!({ "id": id }).to_string()));
        calls.collect()
    }

    fn push_response(&mut self, _: &usize) {
        self.round += 1;
    }

    fn push_outputs(&mut self, outputs: Vec<ToolOutput>) {
        let outputs = outputs
            .iter()
            .map(|output| format!("{}: {}", output.call.id, output.content()));
        self.outputs.extend(outputs);
    }

    fn save(&self) -> Result<Value, Error> {
        Ok(json!({ "round": self.round, "outputs": self.outputs }))
    }

    fn restore(&mut self, state: Value) -> Result<(), Error> {
        self.round = state["round"].as_u64().unwrap() as usize;
        self.outputs = serde_json::from_value(state["outputs"].clone()).unwrap();
        Ok(())
    }
}

/// What the handlers did, in order.
pub(crate) type Log = Shared<Vec<String>>;

/// Returns tools whose calls take longer the lower their number is, so that they finish in reverse order.
pub(crate) fn tools(log: &Log) -> Toolbox {
    let tool = |name: &str| ToolDefinition::new(name, "", json!({ "type": "object" }));
    let handler = |log: Log| {
        move |arguments: Value| {
            let (log, id) = (log.clone(), arguments["id"].as_str().unwrap().to_owned());
            async move {
                log.lock().unwrap().push(format!("start {id}"));
                sleep(Duration::from_secs(5 - id.parse::<u64>().unwrap())).await;
                log.lock().unwrap().push(format!("end {id}"));
                Ok::<_, Error>(format!("did {id}"))
            }
        }
    };
    Toolbox::new()
        .tool(tool("a"), handler(log.clone()))
        .tool(tool("b"), handler(log.clone()))
}

pub(crate) fn run(tools: Toolbox) -> ToolRun<Scripted> {
    ToolRun::new(Ok(Scripted::default()), tools)
}

pub(crate) const OUTPUTS: [&str; 4] = ["1: did 1", "2: did 2", "3: did 3", "4: did 4"];

#[tokio::test(start_paused = true)]
async fn calls_run_up_to_a_cap_and_outputs_keep_the_order_of_the_calls() {
    for (cap, seconds) in [(1, 4 + 3 + 2 + 1), (2, 5 + 1), (10, 4 + 1)] {
        let log = Log::default();
        let start = Instant::now();
        let finished = run(tools(&log)).max_concurrent_calls(cap).await.unwrap();
        assert_eq!(finished.conversation.outputs, OUTPUTS);
        assert_eq!(start.elapsed().as_secs(), seconds, "{cap}");
        let mut running = 0_usize;
        for line in log.lock().unwrap().iter() {
            running = match line.starts_with("start") {
                true => running + 1,
                false => running - 1,
            };
            assert!(running <= cap, "{running} calls at a time");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_not_approved_is_not_executed_and_the_model_is_told_why() {
    let log = Log::default();
    let approve = |call: ToolCall| async move {
        match call.id.as_str() {
            "2" => Approval::deny("not today"),
            _ => Approval::Allow,
        }
    };
    let finished = run(tools(&log)).approve(approve).await.unwrap();
    let mut expected = OUTPUTS.map(str::to_owned);
    expected[1] = "2: error: the call was denied: not today".to_owned();
    assert_eq!(finished.conversation.outputs, expected);
    assert!(!log.lock().unwrap().contains(&"start 2".to_owned()));
}

#[tokio::test(start_paused = true)]
async fn a_tool_has_its_own_timeout_and_its_own_reaction_to_errors() {
    let log = Log::default();
    let limited = tools(&log).timeout("a", Duration::from_millis(3_500));
    let finished = run(limited.clone()).await.unwrap();
    assert_eq!(
        finished.conversation.outputs[0],
        "1: error: no output after 3.5s"
    );
    assert_eq!(finished.conversation.outputs[1..], OUTPUTS[1..]);
    assert!(
        !log.lock().unwrap().contains(&"end 1".to_owned()),
        "the handler was dropped"
    );

    let error = run(limited.clone().on_error("a", OnToolError::Abort))
        .await
        .unwrap_err();
    assert_eq!(error.error().kind(), ErrorKind::Tool);
    let run = run(limited.on_error("a", OnToolError::Report)).on_tool_error(OnToolError::Abort);
    assert_eq!(run.await.unwrap().conversation.outputs.len(), 4);
}

#[tokio::test(start_paused = true)]
async fn a_check_of_each_step_can_end_the_run() {
    let log = Log::default();
    let seen = Shared::<u32>::default();
    let count = seen.clone();
    let error = run(tools(&log))
        .on_step(move |_| *count.lock().unwrap() += 1)
        .check_step(|step| match step {
            ToolStep::Output(output) if output.call.id == "2" => {
                Err(Error::request("too expensive"))
            }
            _ => Ok(()),
        })
        .await
        .unwrap_err();
    assert!(error.to_string().contains("too expensive"), "{error}");
    assert_eq!(
        *seen.lock().unwrap(),
        3,
        "the response, and the outputs of the calls 3 and 2"
    );
}

/// Saves a checkpoint as text, as a program would.
pub(crate) fn saved(checkpoint: &Checkpoint) -> String {
    serde_json::to_string(checkpoint).unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_run_that_is_killed_between_any_two_steps_resumes_without_calling_a_tool_twice() {
    // With one call at a time, no call is in progress between two steps.
    for steps_before in 0..=6 {
        let log = Log::default();
        let mut steps = run(tools(&log)).max_concurrent_calls(1).steps().unwrap();
        for _ in 0..steps_before {
            steps.next().await.unwrap().unwrap();
        }
        let text = saved(&steps.checkpoint().unwrap());
        drop(steps);
        let checkpoint: Checkpoint = serde_json::from_str(&text).unwrap();
        assert_eq!(saved(&checkpoint), text);
        let finished = run(tools(&log)).resume(checkpoint).await.unwrap();
        assert_eq!(finished.conversation.outputs, OUTPUTS, "{steps_before}");
        assert_eq!(finished.rounds, 3);
        let mut starts = log.lock().unwrap().clone();
        starts.retain(|line| line.starts_with("start"));
        starts.sort();
        assert_eq!(
            starts,
            ["start 1", "start 2", "start 3", "start 4"],
            "{steps_before}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_run_that_is_killed_at_any_time_never_calls_a_tool_twice() {
    for seconds in 0..6 {
        let log = Log::default();
        let last = Shared::<Option<String>>::default();
        let store = last.clone();
        let first = run(tools(&log)).on_checkpoint(move |checkpoint| {
            let store = store.clone();
            async move {
                *store.lock().unwrap() = Some(saved(&checkpoint));
                Ok(())
            }
        });
        let killed =
            tokio::time::timeout(Duration::from_millis(seconds * 1_000 + 500), first).await;
        if killed.is_ok() {
            break;
        }
        let text = last.lock().unwrap().clone().unwrap();
        let finished = run(tools(&log))
            .resume(serde_json::from_str(&text).unwrap())
            .await
            .unwrap();
        let log = log.lock().unwrap();
        for id in 1..=4 {
            let count = |what: &str| {
                log.iter()
                    .filter(|line| **line == format!("{what} {id}"))
                    .count()
            };
            assert_eq!(count("start"), 1, "call {id} after {seconds} s: {log:?}");
            let output = &finished.conversation.outputs[id - 1];
            let interrupted = format!("{id}: error: {}", ToolError::Interrupted);
            let expected = match count("end") {
                1 => OUTPUTS[id - 1],
                _ => interrupted.as_str(),
            };
            assert_eq!(output, expected, "after {seconds} s");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_interrupted_call_of_a_repeatable_tool_is_executed_again() {
    let log = Log::default();
    let last = Shared::<Option<Checkpoint>>::default();
    let store = last.clone();
    let first = run(tools(&log)).on_checkpoint(move |checkpoint| {
        *store.lock().unwrap() = Some(checkpoint);
        std::future::ready(Ok(()))
    });
    assert!(
        tokio::time::timeout(Duration::from_secs(1), first)
            .await
            .is_err()
    );
    let checkpoint = last.lock().unwrap().clone().unwrap();
    let tools = tools(&log).repeatable("a");
    let finished = run(tools).resume(checkpoint).await.unwrap();
    let outputs = &finished.conversation.outputs;
    assert_eq!([&outputs[0], &outputs[2]], [OUTPUTS[0], OUTPUTS[2]]);
    assert!(outputs[1].contains("interrupted"), "{outputs:?}");
}

#[tokio::test(start_paused = true)]
async fn a_checkpoint_that_cannot_be_saved_ends_the_run_before_the_calls() {
    let log = Log::default();
    let full = |_| std::future::ready(Err(Error::request("the disk is full")));
    let error = run(tools(&log)).on_checkpoint(full).await.unwrap_err();
    assert!(error.to_string().contains("the disk is full"), "{error}");
    assert_eq!(*log.lock().unwrap(), [""; 0]);
    let mut steps = run(tools(&log)).steps().unwrap();
    while let Some(step) = steps.next().await {
        step.unwrap();
    }
    let checkpoint = steps.checkpoint().unwrap();
    assert!(checkpoint.is_finished());
    assert!(
        run(tools(&Arc::new(Mutex::new(Vec::new()))))
            .resume(checkpoint)
            .await
            .is_err()
    );
    assert!(serde_json::from_str::<Checkpoint>("{\"calls\": []}").is_err());
}
