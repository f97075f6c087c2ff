//! A stream of the steps of a run.

mod poll;

use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;

use futures_core::Stream;
use tracing::Span;

use super::arriving::Arriving;
use super::checkpoint::Checkpoint;
use super::early::EarlyCalls;
use super::execution::{Approve, Execution};
use super::{Conversation, OnToolError, ToolOutput, ToolStep, Toolbox};
use crate::runtime::error::Error;
use crate::runtime::wire::transport::BoxFuture;

/// The default limit on the number of requests.
const DEFAULT_MAX_ROUNDS: u32 = 10;

/// A callback for each step. If it returns an error, the run ends.
pub(super) type OnStep<R> = Box<dyn FnMut(&ToolStep<R>) -> Result<(), Error> + Send>;

/// Saves a checkpoint.
pub(super) type Save = Box<dyn FnMut(Checkpoint) -> Saved + Send>;
type Saved = BoxFuture<'static, Result<(), Error>>;

/// A stream of the steps of a run. It ends after an error. Dropping it cancels pending requests and tool calls.
///
/// `E` is the type of the events that a [streamed run](super::ToolRun::stream) returns while a response arrives.
pub struct ToolSteps<C: Conversation, E = Infallible> {
    conversation: C,
    tools: Toolbox,
    pub(super) max_rounds: u32,
    pub(super) max_concurrent_calls: usize,
    pub(super) on_tool_error: OnToolError,
    pub(super) approve: Option<Approve>,
    pub(super) save: Option<Save>,
    pub(super) on_step: Option<OnStep<C::Response>>,
    rounds: u32,
    /// The span of the run.
    span: Span,
    /// The numbers of input and output tokens of the responses.
    tokens: [u64; 2],
    send: SendRequest<C, E>,
    /// The calls of the next response that were executed before the run was resumed.
    early: Vec<Execution>,
    state: State<C::Response, E>,
    /// The response that stopped arriving because of an error.
    interrupted: Option<Box<dyn Arriving<C::Response, E>>>,
    /// The checkpoint that is being saved.
    saving: Option<Saved>,
    /// The output to return when it is saved.
    finished: Option<ToolOutput>,
    /// Whether no caller looks at successful outputs, so that they are not copied.
    pub(super) skips_outputs: bool,
}

/// Sends the next request of a conversation.
pub(super) type SendRequest<C, E> =
    fn(&mut C) -> Box<dyn Arriving<<C as Conversation>::Response, E>>;

enum State<R, E> {
    Ready,
    Requesting(Request<R, E>),
    /// The tool calls of the last response, in their order.
    Executing(Vec<Execution>),
    Failed(Failure),
    Done,
}

/// The end of a run that failed, and what is left to do if it is resumed.
struct Failure {
    /// The error, until it is returned.
    error: Option<Error>,
    /// The number of requests that have a response.
    rounds: u32,
    /// The tool calls of the last response, unless their outputs are part of the conversation.
    calls: Vec<Execution>,
    /// The calls of a response that did not arrive completely.
    early: Vec<Execution>,
}

/// A request whose response arrives.
struct Request<R, E> {
    response: Box<dyn Arriving<R, E>>,
    early: EarlyCalls,
}

impl<C: Conversation, E> ToolSteps<C, E> {
    pub(super) fn new(
        conversation: C,
        tools: Toolbox,
        send: SendRequest<C, E>,
        span: Span,
    ) -> Self {
        Self {
            conversation,
            tools,
            max_rounds: DEFAULT_MAX_ROUNDS,
            max_concurrent_calls: usize::MAX,
            on_tool_error: OnToolError::default(),
            approve: None,
            save: None,
            on_step: None,
            rounds: 0,
            span,
            tokens: [0; 2],
            send,
            early: Vec::new(),
            state: State::Ready,
            interrupted: None,
            saving: None,
            finished: None,
            skips_outputs: false,
        }
    }

    /// Continues from a checkpoint.
    pub(super) fn restore(&mut self, checkpoint: Checkpoint) -> Result<(), Error> {
        if checkpoint.is_finished() {
            return Err(Error::request("the run of this checkpoint has finished"));
        }
        self.rounds = checkpoint.rounds;
        self.early = checkpoint.early(&self.tools);
        let executions = checkpoint.executions(&self.tools);
        if !executions.is_empty() {
            self.state = self.executing(executions);
        }
        self.conversation.restore(checkpoint.conversation)
    }

    /// Returns the next step, or `None` at the end.
    pub async fn next(&mut self) -> Option<Result<ToolStep<C::Response, E>, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Returns the conversation so far.
    pub fn conversation(&self) -> &C {
        &self.conversation
    }

    /// Consumes the stream and returns the conversation so far.
    pub fn into_conversation(self) -> C {
        self.conversation
    }

    /// Returns the part of the current response that has arrived in a streamed run, even after an error.
    pub fn partial_response(&self) -> Option<&C::Response> {
        match &self.state {
            State::Requesting(request) => request.response.partial(),
            _ => self.interrupted.as_ref()?.partial(),
        }
    }

    /// Returns the number of requests so far.
    pub fn rounds(&self) -> u32 {
        self.rounds
    }

    /// Returns the state of the run, from which it can be resumed, even after an error. A request without a response is
    /// sent again. A tool call that was running when the run failed counts as interrupted.
    ///
    /// It contains the calls started so far; [`ToolRun::on_checkpoint`](super::ToolRun::on_checkpoint) saves one
    /// before each start. In the middle of a streamed response, no more calls start until the response is complete.
    ///
    /// # Errors
    /// Returns an error if the conversation cannot be saved.
    pub fn checkpoint(&self) -> Result<Checkpoint, Error> {
        let conversation = self.conversation.save()?;
        let mut checkpoint = match &self.state {
            State::Executing(calls) => Checkpoint::new(conversation, self.rounds, calls, []),
            State::Requesting(request) => {
                let rounds = self.rounds.saturating_sub(1);
                Checkpoint::new(conversation, rounds, [], request.early.save())
            }
            State::Failed(failure) => {
                let (calls, early) = (&failure.calls, &failure.early);
                Checkpoint::new(conversation, failure.rounds, calls, early)
            }
            State::Ready | State::Done => {
                Checkpoint::new(conversation, self.rounds, [], &self.early)
            }
        };
        checkpoint.finished = matches!(self.state, State::Done);
        Ok(checkpoint)
    }
}

impl<C: Conversation, E> Unpin for ToolSteps<C, E> {}

impl<C: Conversation, E> fmt::Debug for ToolSteps<C, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ToolSteps")
            .field("tools", &self.tools)
            .field("rounds", &self.rounds)
            .field("max_rounds", &self.max_rounds)
            .field("on_tool_error", &self.on_tool_error)
            .finish_non_exhaustive()
    }
}
