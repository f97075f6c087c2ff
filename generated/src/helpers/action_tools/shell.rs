//! Commands in a [shell](https://platform.openai.com/docs/guides/tools-shell) of the program.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::BoxError;
use crate::tools::Toolbox;
use crate::types::FunctionShellCall;

/// A shell in which a model runs commands.
pub trait Shell: Send + Sync + 'static {
    /// Runs a command. `timeout` is the time limit that the model sets, if any.
    fn run(
        &self,
        command: &str,
        timeout: Option<Duration>,
    ) -> impl Future<Output = Result<CommandOutput, BoxError>> + Send;
}

/// What a command wrote, and how it ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommandOutput {
    /// What it wrote to standard output.
    pub stdout: String,
    /// What it wrote to standard error.
    pub stderr: String,
    /// Its exit code, or `None` if it took longer than the timeout.
    pub exit_code: Option<i64>,
}

impl Toolbox {
    /// Adds the shell in which a model runs commands with `Tool::shell()`.
    ///
    /// The commands of a call run one after the other. If one cannot be run, its error is reported to the model, and
    /// the rest of the call is not run. Commands in a container of the service are not passed to this shell.
    #[must_use]
    #[inline]
    pub fn shell(self, shell: impl Shell) -> Self {
        let shell = Arc::new(shell);
        self.action("shell_call", move |call: Value| run(shell.clone(), call))
    }
}

#[inline]
async fn run<S: Shell>(shell: Arc<S>, call: Value) -> Result<Value, BoxError> {
    let call: FunctionShellCall = serde_json::from_value(call)?;
    let action = call.action;
    let timeout = action.timeout_ms.and_then(|ms| u64::try_from(ms).ok());
    let timeout = timeout.map(Duration::from_millis);
    let mut outputs = Vec::new();
    for command in &action.commands {
        let output = shell.run(command, timeout).await?;
        let outcome = match output.exit_code {
            Some(code) => json!({ "type": "exit", "exit_code": code }),
            None => json!({ "type": "timeout" }),
        };
        let (stdout, stderr) = (output.stdout, output.stderr);
        outputs.push(json!({ "stdout": stdout, "stderr": stderr, "outcome": outcome }));
    }
    let mut output = json!({ "output": outputs });
    if let Some(length) = action.max_output_length {
        // The service truncates the output.
        output["max_output_length"] = json!(length);
    }
    Ok(output)
}
