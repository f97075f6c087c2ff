//! The tool calls of one response, in the states between requested and finished.

use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll};

use serde_json::Value;

use super::handler::HandlerFuture;
use super::{Approval, CallKind, ToolCall, ToolContent, ToolError, ToolOutput, Toolbox};
use crate::runtime::wire::transport::BoxFuture;

/// Decides whether a call is executed.
pub(super) type Approve = Arc<dyn Fn(ToolCall) -> BoxFuture<'static, Approval> + Send + Sync>;

/// A tool call of the last response.
pub(super) enum Execution {
    /// It has not been started.
    Waiting(ToolCall),
    /// It starts as soon as the checkpoint that records its start is saved.
    Announced(ToolCall),
    /// It is running.
    Running(ToolCall, HandlerFuture),
    /// It was running when the run failed.
    Interrupted(ToolCall),
    /// It has finished.
    Finished(ToolOutput),
}

impl Execution {
    pub(super) fn is_running(&self) -> bool {
        matches!(self, Self::Running(..))
    }

    /// Starts a call that has not been started.
    pub(super) fn start(&mut self, tools: &Toolbox, approve: Option<&Approve>) {
        let (Self::Waiting(call) | Self::Announced(call)) = self else {
            return;
        };
        let call = take(call);
        let future = match approve {
            Some(approve) => after_approval(call.clone(), tools.clone(), approve.clone()),
            None => start_approved(&call, tools),
        };
        *self = Self::Running(call, future);
    }

    /// Stops a call that has not finished, since the run failed.
    pub(super) fn stop(self) -> Self {
        match self {
            // A call that was only announced has not been started.
            Self::Waiting(call) | Self::Announced(call) => Self::Waiting(call),
            Self::Running(call, _) | Self::Interrupted(call) => Self::Interrupted(call),
            Self::Finished(output) => Self::Finished(output),
        }
    }

    /// Returns the call.
    pub(super) fn call(&self) -> &ToolCall {
        match self {
            Self::Waiting(call)
            | Self::Announced(call)
            | Self::Running(call, _)
            | Self::Interrupted(call) => call,
            Self::Finished(output) => &output.call,
        }
    }

    /// Announces the start of a call.
    pub(super) fn announce(&mut self) {
        if let Self::Waiting(call) = self {
            *self = Self::Announced(take(call));
        }
    }
}

/// Moves a call out of an execution that is about to be replaced.
fn take(call: &mut ToolCall) -> ToolCall {
    std::mem::replace(call, ToolCall::new("", "", ""))
}

/// Asks for approval of a call, and starts it.
fn after_approval(call: ToolCall, tools: Toolbox, approve: Approve) -> HandlerFuture {
    Box::pin(async move {
        match approve(call.clone()).await {
            Approval::Deny(reason) => Err(ToolError::Denied(reason)),
            Approval::Allow => start_approved(&call, &tools).await,
        }
    })
}

fn start_approved(call: &ToolCall, tools: &Toolbox) -> HandlerFuture {
    match call.kind {
        // The service calls it.
        CallKind::Remote => Box::pin(std::future::ready(Ok(ToolContent::Raw(Value::Null)))),
        _ => tools.start(call),
    }
}

/// Returns whether a run handles a call. Otherwise, the run ends, and the program handles the call. A call of a
/// function that does not exist is reported to the model.
pub(super) fn is_executable(call: &ToolCall, tools: &Toolbox, approve: Option<&Approve>) -> bool {
    match call.kind {
        CallKind::Function => true,
        CallKind::Text | CallKind::Action => tools.has(call),
        CallKind::Remote => approve.is_some(),
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
pub(super) fn poll_finished<'e>(
    executions: &'e mut [Execution],
    cx: &mut Context<'_>,
) -> Option<&'e ToolOutput> {
    executions.iter_mut().find_map(|execution| {
        let Execution::Running(call, future) = execution else {
            return None;
        };
        let Poll::Ready(result) = future.as_mut().poll(cx) else {
            return None;
        };
        *execution = Execution::Finished(ToolOutput::new(take(call), result));
        match execution {
            Execution::Finished(output) => Some(&*output),
            _ => None,
        }
    })
}

impl fmt::Debug for Execution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Waiting(call) => f.debug_tuple("Waiting").field(call).finish(),
            Self::Announced(call) => f.debug_tuple("Announced").field(call).finish(),
            Self::Running(call, _) => f.debug_tuple("Running").field(call).finish(),
            Self::Interrupted(call) => f.debug_tuple("Interrupted").field(call).finish(),
            Self::Finished(output) => f.debug_tuple("Finished").field(output).finish(),
        }
    }
}
