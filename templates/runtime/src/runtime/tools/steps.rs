//! A stream of the steps of a run.

use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::arriving::{Arrival, Arriving};
use super::checkpoint::Checkpoint;
use super::early::EarlyCalls;
use super::execution::{Approve, Execution, idle, poll_finished};
use super::{Conversation, OnToolError, ToolOutput, ToolStep, Toolbox};
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::wire::transport::BoxFuture;

/// The default limit of requests.
const DEFAULT_MAX_ROUNDS: u32 = 10;

/// Saves a checkpoint.
pub(super) type Save = Box<dyn FnMut(Checkpoint) -> Saved + Send>;
type Saved = BoxFuture<'static, Result<(), Error>>;

/// A stream of the steps of a run. It ends after an error. Dropping it cancels pending requests and tool calls.
///
/// `E` is what a [streamed run](super::ToolRun::stream) returns of a response while it arrives.
pub struct ToolSteps<C: Conversation, E = Infallible> {
    conversation: C,
    tools: Toolbox,
    pub(super) max_rounds: u32,
    pub(super) max_concurrent_calls: usize,
    pub(super) on_tool_error: OnToolError,
    pub(super) approve: Option<Approve>,
    pub(super) save: Option<Save>,
    rounds: u32,
    send: SendRequest<C, E>,
    state: State<C::Response, E>,
    /// The response that stopped arriving because of an error.
    interrupted: Option<Box<dyn Arriving<C::Response, E>>>,
    /// The checkpoint that is being saved.
    saving: Option<Saved>,
    /// The output to return when it is saved.
    finished: Option<ToolOutput>,
}

/// Sends the next request of a conversation.
pub(super) type SendRequest<C, E> =
    fn(&mut C) -> Box<dyn Arriving<<C as Conversation>::Response, E>>;

enum State<R, E> {
    Ready,
    Requesting(Request<R, E>),
    /// The tool calls of the last response, in their order.
    Executing(Vec<Execution>),
    Failed(Error),
    Done,
}

/// A request whose response arrives.
struct Request<R, E> {
    response: Box<dyn Arriving<R, E>>,
    early: EarlyCalls,
}

impl<C: Conversation, E> ToolSteps<C, E> {
    pub(super) fn new(conversation: C, tools: Toolbox, send: SendRequest<C, E>) -> Self {
        Self {
            conversation,
            tools,
            max_rounds: DEFAULT_MAX_ROUNDS,
            max_concurrent_calls: usize::MAX,
            on_tool_error: OnToolError::default(),
            approve: None,
            save: None,
            rounds: 0,
            send,
            state: State::Ready,
            interrupted: None,
            saving: None,
            finished: None,
        }
    }

    /// Continues from a checkpoint.
    pub(super) fn restore(&mut self, checkpoint: Checkpoint) -> Result<(), Error> {
        if checkpoint.is_finished() {
            return Err(Error::request("the run of this checkpoint has finished"));
        }
        self.rounds = checkpoint.rounds;
        let executions = checkpoint.executions(&self.tools);
        if !executions.is_empty() {
            self.state = State::Executing(executions);
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

    /// Returns what arrived so far of the response of a streamed run, also after an error.
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

    /// Returns the state of the run, from which it can be resumed. A request without a response is sent again.
    ///
    /// # Errors
    /// Returns an error if the conversation cannot be saved.
    pub fn checkpoint(&self) -> Result<Checkpoint, Error> {
        let conversation = self.conversation.save()?;
        let (rounds, executions) = match &self.state {
            State::Executing(executions) => (self.rounds, executions.as_slice()),
            State::Requesting(_) => (self.rounds.saturating_sub(1), &[][..]),
            State::Ready | State::Failed(_) | State::Done => (self.rounds, &[][..]),
        };
        let mut checkpoint = Checkpoint::new(conversation, rounds, executions);
        checkpoint.finished = matches!(self.state, State::Done);
        Ok(checkpoint)
    }

    /// Adds a response to the conversation and returns the next state.
    fn push_response(
        &mut self,
        response: &C::Response,
        early: EarlyCalls,
    ) -> State<C::Response, E> {
        let calls = self.conversation.tool_calls(response);
        self.conversation.push_response(response);
        if calls.is_empty() {
            return State::Done;
        }
        // Without another request, the outputs would not be used.
        if self.rounds >= self.max_rounds {
            return State::Failed(too_many_rounds(self.max_rounds));
        }
        State::Executing(early.complete(calls))
    }

    /// Returns whether calls start while their response arrives. Otherwise they start when it is complete: a checkpoint
    /// cannot refer to a part of a response, and after the last response the outputs would not be used.
    fn starts_early(&self) -> bool {
        self.save.is_none() && self.rounds < self.max_rounds
    }

    /// Returns the step of a finished call, after which the run may fail.
    fn output_step(&mut self, output: ToolOutput) -> ToolStep<C::Response, E> {
        let on_error = self.tools.reaction(&output.call.name);
        if on_error.unwrap_or(self.on_tool_error) == OnToolError::Abort
            && let Err(error) = &output.result
        {
            let message = format!("`{}`: {error}", output.call.name);
            let failure = Error::new(ErrorKind::Tool, message);
            self.fail(failure.with_source(error.clone()));
        }
        ToolStep::Output(output)
    }

    /// Starts to save a checkpoint, if there is a callback for it.
    fn save(&mut self) {
        if self.save.is_none() {
            return;
        }
        match (self.checkpoint(), &mut self.save) {
            (Ok(checkpoint), Some(save)) => self.saving = Some(save(checkpoint)),
            (Err(error), _) => self.saving = Some(Box::pin(std::future::ready(Err(error)))),
            (Ok(_), None) => {}
        }
    }

    /// Starts as many calls as may run. Returns whether a checkpoint must be saved first.
    fn start_calls(&mut self) -> bool {
        let State::Executing(executions) = &mut self.state else {
            return false;
        };
        let mut announced = false;
        for execution in idle(executions, self.max_concurrent_calls) {
            if self.save.is_some() && matches!(execution, Execution::Waiting(_)) {
                execution.announce();
                announced = true;
            } else if !announced {
                execution.start(&self.tools, self.approve.as_ref());
            }
        }
        announced
    }

    /// Polls for an output of a call that started early, an event, or the complete response.
    fn poll_arrival(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Result<ToolStep<C::Response, E>, Error>> {
        let starts_early = self.starts_early();
        let State::Requesting(request) = &mut self.state else {
            return Poll::Pending;
        };
        let approve = self.approve.as_ref();
        let finished = request
            .early
            .poll(&self.tools, approve, self.max_concurrent_calls, cx);
        if let Some(output) = finished {
            return Poll::Ready(Ok(self.output_step(output)));
        }
        Poll::Ready(Ok(match ready!(request.response.poll(cx))? {
            Arrival::Event(event, call) => {
                if let Some(call) = call.filter(|_| starts_early) {
                    request.early.push(call);
                }
                ToolStep::Event(event)
            }
            Arrival::Response(response) => {
                let early = std::mem::take(&mut request.early);
                self.state = self.push_response(&response, early);
                ToolStep::Response(response)
            }
        }))
    }

    /// Ends the run with an error. What arrived of the last response is kept.
    fn fail(&mut self, error: Error) {
        let failed = std::mem::replace(&mut self.state, State::Failed(error));
        if let State::Requesting(request) = failed {
            self.interrupted = Some(request.response);
        }
    }

    /// Polls for the next finished tool call. Returns `None`, and adds the outputs to the conversation, when all have
    /// finished.
    fn poll_output(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<ToolOutput>, Error>> {
        loop {
            if let Some(saving) = &mut self.saving {
                let saved = ready!(saving.as_mut().poll(cx));
                self.saving = None;
                if let Err(error) = saved {
                    return Poll::Ready(Err(error));
                }
            }
            if let Some(output) = self.finished.take() {
                return Poll::Ready(Ok(Some(output)));
            }
            if self.start_calls() {
                self.save();
                continue;
            }
            let State::Executing(executions) = &mut self.state else {
                return Poll::Ready(Ok(None));
            };
            if !executions.iter().any(Execution::is_running) {
                break;
            }
            match poll_finished(executions, cx) {
                Some(output) => self.finished = Some(output),
                None => return Poll::Pending,
            }
            self.save();
        }
        self.push_outputs();
        Poll::Ready(Ok(None))
    }

    fn push_outputs(&mut self) {
        let State::Executing(executions) = std::mem::replace(&mut self.state, State::Ready) else {
            return;
        };
        let finished = executions
            .into_iter()
            .filter_map(|execution| match execution {
                Execution::Finished(output) => Some(output),
                _ => None,
            });
        let outputs: Vec<ToolOutput> = finished.collect();
        self.conversation.push_outputs(&outputs);
    }
}

impl<C: Conversation, E> Stream for ToolSteps<C, E> {
    type Item = Result<ToolStep<C::Response, E>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            match &mut this.state {
                State::Ready if this.rounds >= this.max_rounds => {
                    this.state = State::Failed(too_many_rounds(this.max_rounds));
                }
                State::Ready => {
                    this.rounds += 1;
                    this.state = State::Requesting(Request {
                        response: (this.send)(&mut this.conversation),
                        early: EarlyCalls::default(),
                    });
                }
                State::Requesting(_) => match ready!(this.poll_arrival(cx)) {
                    Ok(step) => return Poll::Ready(Some(Ok(step))),
                    Err(error) => this.fail(error),
                },
                State::Executing(_) => match ready!(this.poll_output(cx)) {
                    Ok(Some(output)) => return Poll::Ready(Some(Ok(this.output_step(output)))),
                    Ok(None) => this.state = State::Ready,
                    Err(error) => this.fail(error),
                },
                State::Failed(_) => {
                    if let State::Failed(error) = std::mem::replace(&mut this.state, State::Done) {
                        return Poll::Ready(Some(Err(error)));
                    }
                }
                State::Done => return Poll::Ready(None),
            }
        }
    }
}

fn too_many_rounds(rounds: u32) -> Error {
    let message = format!("the model still calls tools after {rounds} rounds");
    Error::new(ErrorKind::Rounds, message)
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
