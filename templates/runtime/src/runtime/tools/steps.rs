//! A stream of the steps of a run.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::checkpoint::Checkpoint;
use super::execution::{Approve, Execution};
use super::{Conversation, OnToolError, ToolOutput, Toolbox};
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::wire::transport::BoxFuture;

/// The default limit of requests.
const DEFAULT_MAX_ROUNDS: u32 = 10;

/// A step of a run.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ToolStep<R> {
    /// The model responded.
    Response(R),
    /// A tool call finished or failed. Calls of one response run concurrently, and their outputs are returned in the
    /// order in which they finish.
    Output(ToolOutput),
}

/// Saves a checkpoint.
pub(super) type Save = Box<dyn FnMut(Checkpoint) -> Saved + Send>;
type Saved = BoxFuture<'static, Result<(), Error>>;

/// A stream of the steps of a run. It ends after an error. Dropping it cancels pending requests and tool calls.
pub struct ToolSteps<C: Conversation> {
    conversation: C,
    tools: Toolbox,
    pub(super) max_rounds: u32,
    pub(super) max_concurrent_calls: usize,
    pub(super) on_tool_error: OnToolError,
    pub(super) approve: Option<Approve>,
    pub(super) save: Option<Save>,
    rounds: u32,
    state: State<C::Response>,
    /// The checkpoint that is being saved.
    saving: Option<Saved>,
    /// The output to return when it is saved.
    finished: Option<ToolOutput>,
}

enum State<R> {
    Ready,
    Requesting(BoxFuture<'static, Result<R, Error>>),
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
}

impl<C: Conversation> ToolSteps<C> {
    pub(super) fn new(conversation: C, tools: Toolbox) -> Self {
        Self {
            conversation,
            tools,
            max_rounds: DEFAULT_MAX_ROUNDS,
            max_concurrent_calls: usize::MAX,
            on_tool_error: OnToolError::default(),
            approve: None,
            save: None,
            rounds: 0,
            state: State::Ready,
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
            self.state = self.executing(executions);
        }
        self.conversation.restore(checkpoint.conversation)
    }

    /// Returns the next step, or `None` at the end.
    pub async fn next(&mut self) -> Option<Result<ToolStep<C::Response>, Error>> {
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

    /// Returns the number of requests so far.
    pub fn rounds(&self) -> u32 {
        self.rounds
    }

    /// Returns the state of the run, from which it can be resumed, also after an error. A request without a response is
    /// sent again. A tool call that was running when the run failed counts as interrupted.
    ///
    /// # Errors
    /// Returns an error if the conversation cannot be saved.
    pub fn checkpoint(&self) -> Result<Checkpoint, Error> {
        let conversation = self.conversation.save()?;
        let (rounds, executions) = match &self.state {
            State::Executing(executions) => (self.rounds, executions.as_slice()),
            State::Requesting(_) => (self.rounds.saturating_sub(1), &[][..]),
            State::Failed(failure) => (failure.rounds, failure.calls.as_slice()),
            State::Ready | State::Done => (self.rounds, &[][..]),
        };
        let mut checkpoint = Checkpoint::new(conversation, rounds, executions);
        checkpoint.finished = matches!(self.state, State::Done);
        Ok(checkpoint)
    }

    /// Adds a response to the conversation and returns the next state.
    fn push_response(&mut self, response: &C::Response) -> State<C::Response> {
        let calls = self.conversation.tool_calls(response);
        self.conversation.push_response(response);
        if calls.is_empty() {
            return State::Done;
        }
        self.executing(calls.into_iter().map(Execution::Waiting).collect())
    }

    /// Returns the state in which calls are executed. Without another request, their outputs would not be used.
    fn executing(&self, calls: Vec<Execution>) -> State<C::Response> {
        if self.rounds < self.max_rounds {
            return State::Executing(calls);
        }
        State::Failed(Failure {
            error: Some(too_many_rounds(self.max_rounds)),
            rounds: self.rounds,
            calls,
        })
    }

    /// Ends the run with an error. Requests and tool calls are cancelled.
    fn fail(&mut self, error: Error) {
        let (rounds, calls) = match std::mem::replace(&mut self.state, State::Done) {
            State::Requesting(_) => (self.rounds.saturating_sub(1), Vec::new()),
            State::Executing(calls) => (self.rounds, calls),
            State::Failed(failure) => (failure.rounds, failure.calls),
            State::Ready | State::Done => (self.rounds, Vec::new()),
        };
        self.state = State::Failed(Failure {
            error: Some(error),
            rounds,
            calls: calls.into_iter().map(Execution::stop).collect(),
        });
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
        let running = executions.iter().filter(|it| it.is_running()).count();
        let free = self.max_concurrent_calls.max(1).saturating_sub(running);
        let idle =
            |it: &&mut Execution| matches!(it, Execution::Waiting(_) | Execution::Announced(_));
        let mut announced = false;
        for execution in executions.iter_mut().filter(idle).take(free) {
            if self.save.is_some() && matches!(execution, Execution::Waiting(_)) {
                execution.announce();
                announced = true;
            } else if !announced {
                execution.start(&self.tools, self.approve.as_ref());
            }
        }
        announced
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
            let mut running = executions
                .iter_mut()
                .filter(|it| it.is_running())
                .peekable();
            if running.peek().is_none() {
                break;
            }
            let finished = running.find_map(|execution| {
                let Execution::Running(_, future) = execution else {
                    return None;
                };
                let Poll::Ready(output) = future.as_mut().poll(cx) else {
                    return None;
                };
                *execution = Execution::Finished(output.clone());
                Some(output)
            });
            match finished {
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

impl<C: Conversation> Stream for ToolSteps<C> {
    type Item = Result<ToolStep<C::Response>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            match &mut this.state {
                State::Ready if this.rounds >= this.max_rounds => {
                    this.fail(too_many_rounds(this.max_rounds));
                }
                State::Ready => {
                    this.rounds += 1;
                    this.state = State::Requesting(this.conversation.send());
                }
                State::Requesting(request) => match ready!(request.as_mut().poll(cx)) {
                    Ok(response) => {
                        this.state = this.push_response(&response);
                        return Poll::Ready(Some(Ok(ToolStep::Response(response))));
                    }
                    Err(error) => this.fail(error),
                },
                State::Executing(_) => match ready!(this.poll_output(cx)) {
                    Ok(Some(output)) => {
                        let on_error = this.tools.reaction(&output.call.name);
                        if on_error.unwrap_or(this.on_tool_error) == OnToolError::Abort
                            && let Err(error) = &output.result
                        {
                            let message = format!("`{}`: {error}", output.call.name);
                            let failure = Error::new(ErrorKind::Tool, message);
                            this.fail(failure.with_source(error.clone()));
                        }
                        return Poll::Ready(Some(Ok(ToolStep::Output(output))));
                    }
                    Ok(None) => this.state = State::Ready,
                    Err(error) => this.fail(error),
                },
                State::Failed(failure) => return Poll::Ready(failure.error.take().map(Err)),
                State::Done => return Poll::Ready(None),
            }
        }
    }
}

fn too_many_rounds(rounds: u32) -> Error {
    let message = format!("the model still calls tools after {rounds} rounds");
    Error::new(ErrorKind::Rounds, message)
}

impl<C: Conversation> Unpin for ToolSteps<C> {}

impl<C: Conversation> fmt::Debug for ToolSteps<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ToolSteps")
            .field("tools", &self.tools)
            .field("rounds", &self.rounds)
            .field("max_rounds", &self.max_rounds)
            .field("on_tool_error", &self.on_tool_error)
            .finish_non_exhaustive()
    }
}
