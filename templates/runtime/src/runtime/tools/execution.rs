//! The tool calls of one response, in the states between requested and finished.

use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll};

use super::{Approval, ToolCall, ToolError, ToolOutput, Toolbox};
use crate::runtime::wire::transport::BoxFuture;

/// Decides about a call before it is executed.
pub(super) type Approve = Arc<dyn Fn(ToolCall) -> BoxFuture<'static, Approval> + Send + Sync>;

/// A tool call of the last response.
pub(super) enum Execution {
    /// It has not been started.
    Waiting(ToolCall),
    /// It is started as soon as the checkpoint that says so is saved.
    Announced(ToolCall),
    /// It runs.
    Running(ToolCall, BoxFuture<'static, ToolOutput>),
    /// It has finished.
    Finished(ToolOutput),
}

impl Execution {
    pub(super) fn is_running(&self) -> bool {
        matches!(self, Self::Running(..))
    }

    /// Starts a call that was not started.
    pub(super) fn start(&mut self, tools: &Toolbox, approve: Option<&Approve>) {
        let (Self::Waiting(call) | Self::Announced(call)) = self else {
            return;
        };
        let (call, tools) = (call.clone(), tools.clone());
        let approve = approve.cloned();
        let future = {
            let call = call.clone();
            async move {
                if let Some(approve) = approve
                    && let Approval::Deny(reason) = approve(call.clone()).await
                {
                    return ToolOutput::new(call, Err(ToolError::Denied(reason)));
                }
                tools.execute(call).await
            }
        };
        *self = Self::Running(call, Box::pin(future));
    }

    /// Returns the call.
    pub(super) fn call(&self) -> &ToolCall {
        match self {
            Self::Waiting(call) | Self::Announced(call) | Self::Running(call, _) => call,
            Self::Finished(output) => &output.call,
        }
    }

    /// Announces the start of a call.
    pub(super) fn announce(&mut self) {
        if let Self::Waiting(call) = self {
            *self = Self::Announced(call.clone());
        }
    }
}

/// Starts waiting calls, in their order, as long as no more than `max_concurrent_calls` run.
pub(super) fn start(
    executions: &mut [Execution],
    tools: &Toolbox,
    approve: Option<&Approve>,
    max_concurrent_calls: usize,
) {
    for execution in idle(executions, max_concurrent_calls) {
        execution.start(tools, approve);
    }
}

/// Returns the calls that may start.
pub(super) fn idle(
    executions: &mut [Execution],
    max_concurrent_calls: usize,
) -> impl Iterator<Item = &mut Execution> {
    let running = executions.iter().filter(|it| it.is_running()).count();
    let free = max_concurrent_calls.max(1).saturating_sub(running);
    let is_idle =
        |it: &&mut Execution| matches!(it, Execution::Waiting(_) | Execution::Announced(_));
    executions.iter_mut().filter(is_idle).take(free)
}

/// Polls the running calls, until one has finished.
pub(super) fn poll_finished(
    executions: &mut [Execution],
    cx: &mut Context<'_>,
) -> Option<ToolOutput> {
    executions.iter_mut().find_map(|execution| {
        let Execution::Running(_, future) = execution else {
            return None;
        };
        let Poll::Ready(output) = future.as_mut().poll(cx) else {
            return None;
        };
        *execution = Execution::Finished(output.clone());
        Some(output)
    })
}

impl fmt::Debug for Execution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Waiting(call) => f.debug_tuple("Waiting").field(call).finish(),
            Self::Announced(call) => f.debug_tuple("Announced").field(call).finish(),
            Self::Running(call, _) => f.debug_tuple("Running").field(call).finish(),
            Self::Finished(output) => f.debug_tuple("Finished").field(output).finish(),
        }
    }
}
