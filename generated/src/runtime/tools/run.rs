//! Running a conversation until the model calls no more tools.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::sync::Arc;

use super::checkpoint::Checkpoint;
use super::execution::Approve;
use super::steps::{OnStep, Save, SendRequest};
use super::{
    Approval, Conversation, OnToolError, StreamedConversation, StreamedSteps, ToolCall, ToolStep,
    ToolSteps, Toolbox, arriving, spans,
};
use crate::runtime::accumulate::Interrupted;
use crate::runtime::error::Error;
use crate::runtime::wire::transport::BoxFuture;

/// A run, which sends requests and executes tool calls until the model calls no more tools: configure it, then await
/// it.
///
/// An error carries the conversation up to that point. Dropping the future cancels pending requests and tool calls.
#[must_use = "nothing is sent until this is awaited"]
pub struct ToolRun<C: Conversation> {
    /// The conversation, or the reason why the run cannot start.
    conversation: Result<C, Error>,
    tools: Toolbox,
    agent_name: Option<String>,
    max_rounds: Option<u32>,
    on_tool_error: OnToolError,
    on_step: Option<OnStep<C::Response>>,
    max_concurrent_calls: Option<usize>,
    approve: Option<Approve>,
    save: Option<Save>,
    checkpoint: Option<Checkpoint>,
}

/// The result of a run.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FinishedRun<C: Conversation> {
    /// The last response, which calls no tools.
    pub response: C::Response,
    /// The conversation, including the last response. It can be continued.
    pub conversation: C,
    /// The number of requests.
    pub rounds: u32,
}

impl<C: Conversation> ToolRun<C> {
    /// Creates a run. The error of a conversation that cannot start is returned when the run is awaited.
    pub fn new(conversation: Result<C, Error>, tools: Toolbox) -> Self {
        Self {
            conversation,
            tools,
            agent_name: None,
            max_rounds: None,
            on_tool_error: OnToolError::default(),
            on_step: None,
            max_concurrent_calls: None,
            approve: None,
            save: None,
            checkpoint: None,
        }
    }

    /// Sets the name of the agent in the span of the run, which is then called `invoke_agent NAME`.
    pub fn agent_name(mut self, name: impl Into<String>) -> Self {
        self.agent_name = Some(name.into());
        self
    }

    /// Limits the number of requests, 10 by default. If the last response still calls tools, the run ends with
    /// [`ErrorKind::Rounds`](crate::ErrorKind::Rounds).
    pub fn max_rounds(mut self, rounds: u32) -> Self {
        self.max_rounds = Some(rounds);
        self
    }

    /// Sets what happens when a tool call fails. By default, the error is reported to the model.
    pub fn on_tool_error(mut self, on_tool_error: OnToolError) -> Self {
        self.on_tool_error = on_tool_error;
        self
    }

    /// Calls `callback` with each step, except events.
    pub fn on_step(
        self,
        mut callback: impl FnMut(&ToolStep<C::Response>) + Send + 'static,
    ) -> Self {
        self.check_step(move |step| {
            callback(step);
            Ok(())
        })
    }

    /// Calls `check` with each step, in addition to other callbacks. If it returns an error, the run ends with it. This
    /// can limit tokens, cost or time. Events are not checked.
    pub fn check_step(
        mut self,
        mut check: impl FnMut(&ToolStep<C::Response>) -> Result<(), Error> + Send + 'static,
    ) -> Self {
        let mut earlier = self.on_step.take();
        self.on_step = Some(Box::new(move |step| {
            if let Some(earlier) = &mut earlier {
                earlier(step)?;
            }
            check(step)
        }));
        self
    }

    /// Limits how many tool calls of a response run at the same time. By default, all do. The outputs are sent in the
    /// order of the calls.
    pub fn max_concurrent_calls(mut self, calls: usize) -> Self {
        self.max_concurrent_calls = Some(calls);
        self
    }

    /// Sets a function that allows or denies each tool call, for example by asking a person. It is called concurrently
    /// for the calls of a response.
    pub fn approve<F>(mut self, approve: impl Fn(ToolCall) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Approval> + Send + 'static,
    {
        self.approve = Some(Arc::new(move |call| Box::pin(approve(call))));
        self
    }

    /// Saves checkpoints: before tool calls start, and after each output. The run continues once a checkpoint is saved.
    /// If saving fails, the run ends with that error.
    pub fn on_checkpoint<F>(
        mut self,
        mut save: impl FnMut(Checkpoint) -> F + Send + 'static,
    ) -> Self
    where
        F: Future<Output = Result<(), Error>> + Send + 'static,
    {
        self.save = Some(Box::new(move |checkpoint| Box::pin(save(checkpoint))));
        self
    }

    /// Continues a run from a checkpoint instead of starting it. Create the run from the same call with the same tools.
    pub fn resume(mut self, checkpoint: Checkpoint) -> Self {
        self.checkpoint = Some(checkpoint);
        self
    }

    /// Changes the conversation before the run starts.
    pub fn map_conversation(mut self, change: impl FnOnce(C) -> C) -> Self {
        self.conversation = self.conversation.map(change);
        self
    }

    /// Returns a stream of the steps instead.
    ///
    /// # Errors
    /// Returns the error of a conversation that cannot start or be restored.
    pub fn steps(self) -> Result<ToolSteps<C>, Error> {
        self.into_steps(arriving::whole)
    }

    /// Returns a stream of the steps, and of the events of each response while it arrives.
    ///
    /// A tool call starts as soon as its arguments are complete, so that its output may be returned before the response
    /// is. If the response turns out to be incomplete, the call is cancelled. A run that saves checkpoints starts calls
    /// when the response is complete, since a checkpoint cannot refer to a part of it. After an error, or a
    /// [checkpoint](ToolSteps::checkpoint), in the middle of a response, the calls that started are in the ledger.
    ///
    /// # Errors
    /// Returns the error of a conversation that cannot start or be restored.
    pub fn stream(self) -> Result<StreamedSteps<C>, Error>
    where
        C: StreamedConversation,
    {
        self.into_steps(arriving::in_parts)
    }

    fn into_steps<E>(self, send: SendRequest<C, E>) -> Result<ToolSteps<C, E>, Error> {
        let conversation = self.conversation?;
        let span = spans::of_run(&conversation, self.agent_name.as_deref());
        let mut steps = ToolSteps::new(conversation, self.tools, send, span);
        steps.on_tool_error = self.on_tool_error;
        steps.approve = self.approve;
        steps.save = self.save;
        steps.on_step = self.on_step;
        if let Some(rounds) = self.max_rounds {
            steps.max_rounds = rounds;
        }
        if let Some(calls) = self.max_concurrent_calls {
            steps.max_concurrent_calls = calls;
        }
        if let Some(checkpoint) = self.checkpoint {
            steps.restore(checkpoint)?;
        }
        Ok(steps)
    }
}

impl<C: Conversation> IntoFuture for ToolRun<C> {
    type Output = Result<FinishedRun<C>, Interrupted<Option<C>>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        match self.steps() {
            Ok(steps) => Box::pin(finish(steps)),
            Err(error) => Box::pin(std::future::ready(Err(Interrupted::new(None, error)))),
        }
    }
}

async fn finish<C: Conversation>(
    mut steps: ToolSteps<C>,
) -> Result<FinishedRun<C>, Interrupted<Option<C>>> {
    let mut last = None;
    steps.skips_outputs = true;
    while let Some(step) = steps.next().await {
        match step {
            Ok(ToolStep::Response(response)) => last = Some(response),
            Ok(ToolStep::Output(_) | ToolStep::Event(_)) => {}
            Err(error) => return Err(Interrupted::new(Some(steps.into_conversation()), error)),
        }
    }
    let rounds = steps.rounds();
    let conversation = steps.into_conversation();
    match last {
        Some(response) => Ok(FinishedRun {
            response,
            conversation,
            rounds,
        }),
        // Unreachable: the stream ends with a response or an error.
        None => {
            let error = Error::request("no response was received");
            Err(Interrupted::new(Some(conversation), error))
        }
    }
}

impl<C: Conversation> fmt::Debug for ToolRun<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ToolRun")
            .field("tools", &self.tools)
            .field("max_rounds", &self.max_rounds)
            .field("on_tool_error", &self.on_tool_error)
            .finish_non_exhaustive()
    }
}
