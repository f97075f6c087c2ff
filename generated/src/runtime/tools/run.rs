//! A run to its last answer.

use std::fmt;
use std::future::IntoFuture;

use super::super::accumulate::Interrupted;
use super::super::error::Error;
use super::super::wire::transport::BoxFuture;
use super::{Dialogue, OnFailure, Step, Steps, Toolbox};

/// Asking a model and answering its calls of tools until it calls no more: await it, or adjust it first. Dropping it
/// ends what is under way.
#[must_use = "nothing is asked until this is awaited"]
pub struct ToolRun<D: Dialogue> {
    /// Or why there can be none.
    dialogue: Result<D, Error>,
    tools: Toolbox,
    max_rounds: Option<u32>,
    on_failure: OnFailure,
    on_step: Option<OnStep<D::Answer>>,
}

type OnStep<A> = Box<dyn FnMut(&Step<A>) + Send>;

/// How a run ended.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Finished<D: Dialogue> {
    /// The last answer, which calls no tool.
    pub answer: D::Answer,
    /// All that was said, the last answer included: what a next question goes on from.
    pub dialogue: D,
    /// How often the model was asked.
    pub rounds: u32,
}

impl<D: Dialogue> ToolRun<D> {
    /// A run of a dialogue with these tools.
    pub fn new(dialogue: Result<D, Error>, tools: Toolbox) -> Self {
        Self {
            dialogue,
            tools,
            max_rounds: None,
            on_failure: OnFailure::default(),
            on_step: None,
        }
    }

    /// How often the model may be asked. 10 times unless set; when it still calls tools then, the run ends with
    /// [`ErrorKind::Rounds`](super::super::ErrorKind::Rounds).
    pub fn max_rounds(mut self, rounds: u32) -> Self {
        self.max_rounds = Some(rounds);
        self
    }

    /// What happens when a call has no output. The model is told unless set.
    pub fn on_failure(mut self, on_failure: OnFailure) -> Self {
        self.on_failure = on_failure;
        self
    }

    /// Calls back with each step.
    pub fn on_step(mut self, call: impl FnMut(&Step<D::Answer>) + Send + 'static) -> Self {
        self.on_step = Some(Box::new(call));
        self
    }

    /// Changes how the dialogue is led.
    pub fn with_dialogue(mut self, change: impl FnOnce(D) -> D) -> Self {
        self.dialogue = self.dialogue.map(change);
        self
    }

    /// Each step as an item of a stream instead. The stream is not called back about.
    ///
    /// # Errors
    /// The call was made in a way that cannot be sent.
    pub fn steps(self) -> Result<Steps<D>, Error> {
        let mut steps = Steps::new(self.dialogue?, self.tools);
        steps.on_failure = self.on_failure;
        if let Some(rounds) = self.max_rounds {
            steps.max_rounds = rounds;
        }
        Ok(steps)
    }
}

impl<D: Dialogue> IntoFuture for ToolRun<D> {
    type Output = Result<Finished<D>, Interrupted<Option<D>>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(mut self) -> Self::IntoFuture {
        let on_step = self.on_step.take();
        match self.steps() {
            Ok(steps) => Box::pin(finish(steps, on_step)),
            Err(error) => Box::pin(std::future::ready(Err(Interrupted::new(None, error)))),
        }
    }
}

async fn finish<D: Dialogue>(
    mut steps: Steps<D>,
    mut on_step: Option<OnStep<D::Answer>>,
) -> Result<Finished<D>, Interrupted<Option<D>>> {
    let mut last = None;
    while let Some(step) = steps.next().await {
        match step {
            Ok(step) => {
                if let Some(call) = &mut on_step {
                    call(&step);
                }
                if let Step::Answer(answer) = step {
                    last = Some(answer);
                }
            }
            Err(error) => return Err(Interrupted::new(Some(steps.into_dialogue()), error)),
        }
    }
    let rounds = steps.rounds();
    let dialogue = steps.into_dialogue();
    match last {
        Some(answer) => Ok(Finished {
            answer,
            dialogue,
            rounds,
        }),
        // The stream ends after an answer or with an error.
        None => {
            let error = Error::request("there was no answer");
            Err(Interrupted::new(Some(dialogue), error))
        }
    }
}

impl<D: Dialogue> fmt::Debug for ToolRun<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ToolRun")
            .field("tools", &self.tools)
            .field("max_rounds", &self.max_rounds)
            .field("on_failure", &self.on_failure)
            .finish_non_exhaustive()
    }
}
