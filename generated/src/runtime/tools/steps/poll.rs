//! Polling a run for its next step.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::{Failure, Request, State, ToolSteps};
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::tools::arriving::Arrival;
use crate::runtime::tools::early::EarlyCalls;
use crate::runtime::tools::execution::{Execution, idle, is_executable, poll_finished};
use crate::runtime::tools::{Conversation, OnToolError, ToolCall, ToolOutput, ToolStep, spans};

impl<C: Conversation, E> Stream for ToolSteps<C, E> {
    type Item = Result<ToolStep<C::Response, E>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let span = this.span.clone();
        let _entered = span.enter();
        loop {
            match &mut this.state {
                State::Ready if this.rounds >= this.max_rounds => {
                    this.fail(too_many_rounds(this.max_rounds));
                }
                State::Ready => {
                    this.rounds += 1;
                    this.state = State::Requesting(Request {
                        response: (this.send)(&mut this.conversation),
                        early: EarlyCalls::resumed(std::mem::take(&mut this.early)),
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
                State::Failed(failure) => return Poll::Ready(failure.error.take().map(Err)),
                State::Done => return Poll::Ready(None),
            }
        }
    }
}

impl<C: Conversation, E> ToolSteps<C, E> {
    /// Adds a response to the conversation and returns the next state.
    fn push_response(
        &mut self,
        response: &C::Response,
        early: EarlyCalls,
    ) -> State<C::Response, E> {
        self.count_tokens(response);
        let calls = self.conversation.tool_calls(response);
        self.conversation.push_response(response);
        let is_executable =
            |call: &ToolCall| is_executable(call, &self.tools, self.approve.as_ref());
        if calls.is_empty() || !calls.iter().all(is_executable) {
            return State::Done;
        }
        self.executing(early.complete(calls))
    }

    /// Adds the tokens of a response to those of the run, unless the span of the run is disabled.
    fn count_tokens(&mut self, response: &C::Response) {
        if self.span.is_disabled() {
            return;
        }
        if let Some([input, output]) = self.conversation.tokens(response) {
            self.tokens[0] = self.tokens[0].saturating_add(input);
            self.tokens[1] = self.tokens[1].saturating_add(output);
            spans::record_tokens(&self.span, self.tokens);
        }
    }

    /// Returns the state in which calls are executed. Without another request, their outputs would not be used.
    pub(super) fn executing(&self, calls: Vec<Execution>) -> State<C::Response, E> {
        if self.rounds < self.max_rounds {
            return State::Executing(calls);
        }
        State::Failed(Failure {
            error: Some(too_many_rounds(self.max_rounds)),
            rounds: self.rounds,
            calls,
            early: Vec::new(),
        })
    }

    /// Returns whether calls start while their response arrives. Otherwise they start when it is complete: a checkpoint
    /// cannot refer to a part of a response, and after the last response the outputs would not be used.
    fn starts_early(&self) -> bool {
        self.save.is_none() && self.rounds < self.max_rounds
    }

    /// Returns the step of a finished call, after which the run may fail.
    fn output_step(&mut self, output: ToolOutput) -> ToolStep<C::Response, E> {
        let on_error = self.tools.error_policy(&output.call);
        if on_error.unwrap_or(self.on_tool_error) == OnToolError::Abort
            && let Err(error) = &output.result
        {
            let message = format!("`{}`: {error}", output.call.name);
            let failure = Error::new(ErrorKind::Tool, message);
            self.fail(failure.with_source(error.clone()));
        }
        self.checked(ToolStep::Output(output))
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
                if let Some(call) = call
                    && starts_early
                    && is_executable(&call, &self.tools, approve)
                {
                    request.early.push(call);
                }
                ToolStep::Event(event)
            }
            Arrival::Response(response) => {
                let early = std::mem::take(&mut request.early);
                self.state = self.push_response(&response, early);
                self.checked(ToolStep::Response(response))
            }
        }))
    }

    /// Passes a step to the callbacks. The run fails after a step for which one returns an error.
    fn checked(&mut self, step: ToolStep<C::Response>) -> ToolStep<C::Response, E> {
        if !matches!(self.state, State::Failed(_))
            && let Some(check) = &mut self.on_step
            && let Err(error) = check(&step)
        {
            self.fail(error);
        }
        step.with_events()
    }

    /// Ends the run with an error. Requests and tool calls are cancelled. What arrived of the last response is kept.
    fn fail(&mut self, error: Error) {
        spans::record_failure(&self.span, &error);
        let mut failure = Failure {
            error: Some(error),
            rounds: self.rounds,
            calls: Vec::new(),
            early: std::mem::take(&mut self.early),
        };
        match std::mem::replace(&mut self.state, State::Done) {
            State::Requesting(request) => {
                self.interrupted = Some(request.response);
                failure.rounds = self.rounds.saturating_sub(1);
                failure.early = request.early.stop();
            }
            State::Executing(calls) => failure.calls = calls,
            State::Failed(earlier) => {
                failure = Failure {
                    error: failure.error,
                    ..earlier
                };
            }
            State::Ready | State::Done => {}
        }
        let calls = failure.calls.into_iter();
        failure.calls = calls.map(Execution::stop).collect();
        self.state = State::Failed(failure);
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
            let Some(output) = poll_finished(executions, cx) else {
                return Poll::Pending;
            };
            let is_skipped = self.skips_outputs && self.on_step.is_none() && output.result.is_ok();
            self.finished = (!is_skipped).then(|| output.clone());
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
        self.conversation.push_outputs(finished.collect());
    }
}

fn too_many_rounds(rounds: u32) -> Error {
    let message = format!("the model still calls tools after {rounds} rounds");
    Error::new(ErrorKind::Rounds, message)
}
