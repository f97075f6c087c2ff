//! The steps of a run, as a stream.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::super::error::{Error, ErrorKind};
use super::super::wire::transport::BoxFuture;
use super::{Dialogue, ToolOutput, Toolbox};

/// How often a model is asked unless told otherwise.
const ROUNDS: u32 = 10;

/// What happens when a call has no output: there is no such tool, its arguments are wrong, or its handler failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnFailure {
    /// The model is told what went wrong, and may try otherwise.
    #[default]
    Tell,
    /// The run ends with [`ErrorKind::Tool`].
    End,
}

/// What happened in a run.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Step<A> {
    /// The model answered.
    Answer(A),
    /// A call was answered, or failed. Those of one round come in the order in which they are done.
    Output(ToolOutput),
}

/// The steps of a run, one after the other; after an error it ends. Dropping it ends what is under way.
pub struct Steps<D: Dialogue> {
    dialogue: D,
    tools: Toolbox,
    pub(super) max_rounds: u32,
    pub(super) on_failure: OnFailure,
    rounds: u32,
    state: State<D::Answer>,
}

enum State<A> {
    Idle,
    Asking(BoxFuture<'static, Result<A, Error>>),
    /// A place for each call, in their order.
    Working(Vec<Work>),
    Failing(Error),
    Over,
}

enum Work {
    UnderWay(BoxFuture<'static, ToolOutput>),
    Done(ToolOutput),
}

impl<D: Dialogue> Steps<D> {
    pub(super) fn new(dialogue: D, tools: Toolbox) -> Self {
        Self {
            dialogue,
            tools,
            max_rounds: ROUNDS,
            on_failure: OnFailure::default(),
            rounds: 0,
            state: State::Idle,
        }
    }

    /// The next step; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Step<D::Answer>, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// What was said so far.
    pub fn dialogue(&self) -> &D {
        &self.dialogue
    }

    /// What was said so far.
    pub fn into_dialogue(self) -> D {
        self.dialogue
    }

    /// How often the model was asked so far.
    pub fn rounds(&self) -> u32 {
        self.rounds
    }

    /// What follows an answer.
    fn after(&mut self, answer: &D::Answer) -> State<D::Answer> {
        let calls = self.dialogue.calls(answer);
        self.dialogue.take_answer(answer);
        if calls.is_empty() {
            return State::Over;
        }
        // Outputs that no answer follows would be for nobody.
        if self.rounds >= self.max_rounds {
            return State::Failing(too_many(self.max_rounds));
        }
        let answers = calls.into_iter().map(|call| self.tools.answer(call));
        State::Working(answers.map(Work::UnderWay).collect())
    }

    /// One more output, or all there are.
    fn poll_work(&mut self, cx: &mut Context<'_>) -> Poll<Option<ToolOutput>> {
        let State::Working(works) = &mut self.state else {
            return Poll::Ready(None);
        };
        let mut waits = false;
        for work in &mut *works {
            let Work::UnderWay(answer) = work else {
                continue;
            };
            match answer.as_mut().poll(cx) {
                Poll::Ready(output) => {
                    *work = Work::Done(output.clone());
                    return Poll::Ready(Some(output));
                }
                Poll::Pending => waits = true,
            }
        }
        if waits {
            return Poll::Pending;
        }
        let outputs = works.drain(..).filter_map(|work| match work {
            Work::Done(output) => Some(output),
            Work::UnderWay(_) => None,
        });
        let outputs: Vec<ToolOutput> = outputs.collect();
        self.dialogue.take_outputs(&outputs);
        Poll::Ready(None)
    }
}

impl<D: Dialogue> Stream for Steps<D> {
    type Item = Result<Step<D::Answer>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            match &mut this.state {
                State::Idle if this.rounds >= this.max_rounds => {
                    this.state = State::Failing(too_many(this.max_rounds));
                }
                State::Idle => {
                    this.rounds += 1;
                    this.state = State::Asking(this.dialogue.ask());
                }
                State::Asking(asking) => match ready!(asking.as_mut().poll(cx)) {
                    Ok(answer) => {
                        this.state = this.after(&answer);
                        return Poll::Ready(Some(Ok(Step::Answer(answer))));
                    }
                    Err(error) => this.state = State::Failing(error),
                },
                State::Working(_) => match ready!(this.poll_work(cx)) {
                    Some(output) => {
                        if let (OnFailure::End, Err(failure)) = (this.on_failure, &output.result) {
                            let message = format!("`{}`: {failure}", output.call.name);
                            let error = Error::new(ErrorKind::Tool, message);
                            this.state = State::Failing(error.with_source(failure.clone()));
                        }
                        return Poll::Ready(Some(Ok(Step::Output(output))));
                    }
                    None => this.state = State::Idle,
                },
                State::Failing(_) => {
                    if let State::Failing(error) = std::mem::replace(&mut this.state, State::Over) {
                        return Poll::Ready(Some(Err(error)));
                    }
                }
                State::Over => return Poll::Ready(None),
            }
        }
    }
}

fn too_many(rounds: u32) -> Error {
    let message = format!("the model still calls tools after {rounds} rounds");
    Error::new(ErrorKind::Rounds, message)
}

impl<D: Dialogue> Unpin for Steps<D> {}

impl<D: Dialogue> fmt::Debug for Steps<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Steps")
            .field("tools", &self.tools)
            .field("rounds", &self.rounds)
            .field("max_rounds", &self.max_rounds)
            .field("on_failure", &self.on_failure)
            .finish_non_exhaustive()
    }
}
