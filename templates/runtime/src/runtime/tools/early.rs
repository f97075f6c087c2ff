//! Tool calls that are executed while the rest of their response arrives.

use std::task::Context;

use super::execution::{Approve, Execution, poll_finished, start};
use super::{ToolCall, ToolOutput, Toolbox};

/// The tool calls of a response that has not arrived completely.
#[derive(Debug, Default)]
pub(super) struct EarlyCalls(Vec<Execution>);

impl EarlyCalls {
    /// Adds a call, except one that was added before: several events can complete the same call.
    pub(super) fn push(&mut self, call: ToolCall) {
        if !self.0.iter().any(|known| is_same(known.call(), &call)) {
            self.0.push(Execution::Waiting(call));
        }
    }

    /// Starts as many calls as may run, and polls for one that finished.
    pub(super) fn poll(
        &mut self,
        tools: &Toolbox,
        approve: Option<&Approve>,
        max_concurrent_calls: usize,
        cx: &mut Context<'_>,
    ) -> Option<ToolOutput> {
        start(&mut self.0, tools, approve, max_concurrent_calls);
        poll_finished(&mut self.0, cx)
    }

    /// Returns the calls of the complete response. Those that were started continue, and calls that the response does not
    /// have are cancelled.
    pub(super) fn complete(mut self, calls: Vec<ToolCall>) -> Vec<Execution> {
        let executions = calls.into_iter().map(|call| {
            let started = self.0.iter().position(|early| is_same(early.call(), &call));
            match started {
                Some(position) => self.0.remove(position),
                None => Execution::Waiting(call),
            }
        });
        executions.collect()
    }
}

/// Whether two calls are the same one. Without an identifier they must have the same arguments.
fn is_same(call: &ToolCall, other: &ToolCall) -> bool {
    let is_identified = !call.id.is_empty() && call.id == other.id && call.name == other.name;
    is_identified || call == other
}
