//! Actions on a [computer](https://platform.openai.com/docs/guides/tools-computer-use).

use std::future::Future;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::BoxError;
use crate::media::Media;
use crate::tools::{OnToolError, Toolbox};
use crate::types::{ComputerAction, ComputerCallSafetyCheckParam as SafetyCheck, ComputerToolCall};

/// A computer that a model uses.
pub trait Computer: Send + Sync + 'static {
    /// Performs an action.
    fn perform(&self, action: ComputerAction) -> impl Future<Output = Result<(), BoxError>> + Send;

    /// Returns a screenshot. It is taken after the actions of a call.
    fn screenshot(&self) -> impl Future<Output = Result<Media, BoxError>> + Send;

    /// Returns whether a warning is accepted, for example after asking a person. Otherwise the actions are not
    /// performed and the call fails, which is the default.
    #[inline]
    fn acknowledge(&self, check: &SafetyCheck) -> impl Future<Output = bool> + Send {
        let _ = check;
        std::future::ready(false)
    }
}

impl Toolbox {
    /// Adds the computer that a model uses with `Tool::computer()`.
    ///
    /// A failed action ends the run, since the output of a computer call is a screenshot and cannot report an error.
    /// Change this with [`on_error`](Self::on_error) and the name `computer_call`.
    #[must_use]
    #[inline]
    pub fn computer(self, computer: impl Computer) -> Self {
        let computer = Arc::new(computer);
        let handler = move |call: Value| perform(computer.clone(), call);
        self.action("computer_call", handler)
            .on_error("computer_call", OnToolError::Abort)
    }
}

#[inline]
async fn perform<C: Computer>(computer: Arc<C>, call: Value) -> Result<Value, BoxError> {
    let call: ComputerToolCall = serde_json::from_value(call)?;
    for check in &call.pending_safety_checks {
        if !computer.acknowledge(check).await {
            let message = check.message.as_deref().unwrap_or(&check.id);
            return Err(format!("a warning was not accepted: {message}").into());
        }
    }
    for action in call
        .action
        .into_iter()
        .chain(call.actions.into_iter().flatten())
    {
        computer.perform(action).await?;
    }
    let url = computer.screenshot().await?.to_data_url();
    let mut output = json!({ "output": { "type": "computer_screenshot", "image_url": url } });
    if !call.pending_safety_checks.is_empty() {
        output["acknowledged_safety_checks"] = serde_json::to_value(&call.pending_safety_checks)?;
    }
    Ok(output)
}
