//! The tool calls of one response, in the states between requested and finished.

use std::fmt;
use std::sync::Arc;

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
    /// It was running when the run failed.
    Interrupted(ToolCall),
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

    /// Stops a call that has not finished, since the run failed.
    pub(super) fn stop(self) -> Self {
        match self {
            // Nothing that was only announced has been started.
            Self::Waiting(call) | Self::Announced(call) => Self::Waiting(call),
            Self::Running(call, _) | Self::Interrupted(call) => Self::Interrupted(call),
            Self::Finished(output) => Self::Finished(output),
        }
    }

    /// Announces the start of a call.
    pub(super) fn announce(&mut self) {
        if let Self::Waiting(call) = self {
            *self = Self::Announced(call.clone());
        }
    }
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
