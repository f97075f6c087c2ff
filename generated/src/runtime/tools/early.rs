//! Tool calls that are executed while the rest of their response arrives.

use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Context;

use serde_json::Value;

use super::execution::{Approve, Execution, poll_finished, start};
use super::{ToolCall, ToolOutput, Toolbox};

/// The tool calls of a response that has not arrived completely.
#[derive(Debug, Default)]
pub(super) struct EarlyCalls {
    calls: Vec<Execution>,
    /// Calls that were executed early in the interrupted run, before the response was requested again.
    ledger: Vec<Execution>,
    /// Whether a checkpoint was created. It would not contain calls that start later.
    is_saved: AtomicBool,
}

impl EarlyCalls {
    /// Creates the calls of a response that is requested again. `ledger` contains those that were executed before.
    pub(super) fn resumed(ledger: Vec<Execution>) -> Self {
        Self {
            ledger,
            ..Self::default()
        }
    }

    /// Adds a call, except one that was added before: several events can complete the same call.
    pub(super) fn push(&mut self, call: ToolCall) {
        if !self.calls.iter().any(|known| is_same(known.call(), &call)) {
            let execution = self.execution(call);
            self.calls.push(execution);
        }
    }

    /// Starts as many calls as may run, and polls for one that finished. After a checkpoint, no more calls start until
    /// the response is complete.
    pub(super) fn poll(
        &mut self,
        tools: &Toolbox,
        approve: Option<&Approve>,
        max_concurrent_calls: usize,
        cx: &mut Context<'_>,
    ) -> Option<ToolOutput> {
        if !*self.is_saved.get_mut() {
            start(&mut self.calls, tools, approve, max_concurrent_calls);
        }
        poll_finished(&mut self.calls, cx).cloned()
    }

    /// Returns the calls of the complete response. Those that were started continue, and calls that the response does not
    /// have are cancelled.
    pub(super) fn complete(mut self, calls: Vec<ToolCall>) -> Vec<Execution> {
        let mut executions = Vec::with_capacity(calls.len());
        for call in calls {
            let mut early = self.calls.iter().map(Execution::call);
            let position = early.position(|early| is_same(early, &call));
            executions.push(match position {
                Some(position) => self.calls.remove(position),
                None => self.execution(call),
            });
        }
        executions
    }

    /// Returns the calls that were started, for a checkpoint.
    pub(super) fn save(&self) -> impl Iterator<Item = &Execution> {
        self.is_saved.store(true, Ordering::Relaxed);
        let started = self.calls.iter().filter(|call| is_started(call));
        started.chain(&self.ledger)
    }

    /// Stops the calls, since the run failed, and returns those that were started.
    pub(super) fn stop(self) -> Vec<Execution> {
        let started = self.calls.into_iter().filter(is_started);
        started.map(Execution::stop).chain(self.ledger).collect()
    }

    /// Returns the call as finished, with the output of its earlier execution, or else as waiting.
    fn execution(&mut self, call: ToolCall) -> Execution {
        let mut ledger = self.ledger.iter().map(Execution::call);
        let position = ledger.position(|known| is_repeated(known, &call));
        match position.map(|position| self.ledger.remove(position)) {
            Some(Execution::Finished(output)) => {
                Execution::Finished(ToolOutput::new(call, output.result))
            }
            _ => Execution::Waiting(call),
        }
    }
}

fn is_started(execution: &Execution) -> bool {
    !matches!(execution, Execution::Waiting(_) | Execution::Announced(_))
}

/// Returns whether two calls are the same. Without an identifier, they must be equal.
fn is_same(call: &ToolCall, other: &ToolCall) -> bool {
    let is_identified = !call.id.is_empty() && call.id == other.id && call.name == other.name;
    is_identified || call == other
}

/// Returns whether the model repeats a call after its response was requested again. The identifier may differ.
fn is_repeated(call: &ToolCall, other: &ToolCall) -> bool {
    let json = |call: &ToolCall| serde_json::from_str::<Value>(&call.arguments).ok();
    let has_same_arguments = || {
        call.arguments == other.arguments
            || json(call).is_some_and(|arguments| json(other) == Some(arguments))
    };
    is_same(call, other)
        || (call.kind == other.kind && call.name == other.name && has_same_arguments())
}
