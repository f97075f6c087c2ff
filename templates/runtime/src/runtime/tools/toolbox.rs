//! Tools with their handlers.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{OnToolError, ToolCall, ToolDefinition, ToolError, ToolOutput};
use crate::runtime::arguments::decode_arguments;
use crate::runtime::clock::{MAX_TIMEOUT, timeout};
use crate::runtime::error::BoxError;
use crate::runtime::wire::transport::BoxFuture;

type HandlerFuture = BoxFuture<'static, Result<String, ToolError>>;
type Handler = dyn Fn(&str) -> HandlerFuture + Send + Sync;

/// Tools with their handlers, in the order in which they were added. Clones share the handlers.
#[derive(Clone, Default)]
pub struct Toolbox {
    tools: Vec<Tool>,
}

#[derive(Clone)]
struct Tool {
    definition: ToolDefinition,
    handler: Arc<Handler>,
    timeout: Option<Duration>,
    on_error: Option<OnToolError>,
    repeatable: bool,
}

impl Toolbox {
    /// Creates an empty toolbox.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a tool, replacing one with the same name.
    ///
    /// The handler is an async function or closure that takes the arguments. Its output is sent to the model as JSON,
    /// or unchanged if it is a string.
    ///
    /// An empty string or `null` as arguments means that there are none, and JSON that the model encoded as a string
    /// again is decoded again. Arguments that do not match `T` are an error, and the handler is not called.
    #[must_use]
    pub fn tool<T, F, R, E>(
        mut self,
        definition: ToolDefinition,
        handler: impl Fn(T) -> F + Send + Sync + 'static,
    ) -> Self
    where
        T: DeserializeOwned,
        F: Future<Output = Result<R, E>> + Send + 'static,
        R: Serialize,
        E: Into<BoxError>,
    {
        let handler = move |arguments: &str| -> HandlerFuture {
            match decode_arguments(arguments) {
                Ok(arguments) => {
                    let output = handler(arguments);
                    Box::pin(async move { encode_output(output.await) })
                }
                Err(error) => {
                    let error = ToolError::InvalidArguments(Arc::new(error));
                    Box::pin(std::future::ready(Err(error)))
                }
            }
        };
        let existing = self.position(&definition.name);
        let tool = Tool {
            definition,
            handler: Arc::new(handler),
            timeout: None,
            on_error: None,
            repeatable: false,
        };
        match existing {
            Some(position) => self.tools[position] = tool,
            None => self.tools.push(tool),
        }
        self
    }

    /// Limits the time of each call of a tool. A call that takes longer is dropped, and fails with
    /// [`ToolError::Timeout`]. Does nothing if there is no such tool.
    #[must_use]
    pub fn timeout(self, name: &str, timeout: Duration) -> Self {
        self.adjust(name, |tool| tool.timeout = Some(timeout))
    }

    /// Sets what happens when a call of this tool fails, instead of what the run does with other tools. Does nothing if
    /// there is no such tool.
    #[must_use]
    pub fn on_error(self, name: &str, on_error: OnToolError) -> Self {
        self.adjust(name, |tool| tool.on_error = Some(on_error))
    }

    /// Says that a tool may be called again with the same arguments, for example because it only reads. A run that is
    /// resumed then repeats a call that was interrupted. Does nothing if there is no such tool.
    #[must_use]
    pub fn repeatable(self, name: &str) -> Self {
        self.adjust(name, |tool| tool.repeatable = true)
    }

    fn adjust(mut self, name: &str, change: impl FnOnce(&mut Tool)) -> Self {
        if let Some(position) = self.position(name) {
            change(&mut self.tools[position]);
        }
        self
    }

    pub(super) fn is_repeatable(&self, name: &str) -> bool {
        self.position(name)
            .is_some_and(|position| self.tools[position].repeatable)
    }

    /// Returns what happens when a call of a tool fails, if the tool has a rule of its own.
    pub(super) fn reaction(&self, name: &str) -> Option<OnToolError> {
        self.tools[self.position(name)?].on_error
    }

    /// Returns the definitions of the tools.
    pub fn definitions(&self) -> impl Iterator<Item = &ToolDefinition> {
        self.tools.iter().map(|tool| &tool.definition)
    }

    /// Adds the definitions to the tools of a request, except those whose name is already in use. `name` returns the
    /// name of a function tool.
    pub fn add_definitions<T: From<ToolDefinition>>(
        &self,
        tools: &mut Option<Vec<T>>,
        name: impl Fn(&T) -> Option<&str>,
    ) {
        for definition in self.definitions() {
            let same_name = |tool: &T| name(tool) == Some(definition.name.as_str());
            if !tools.iter().flatten().any(same_name) {
                tools
                    .get_or_insert_default()
                    .push(definition.clone().into());
            }
        }
    }

    /// Executes a tool call. A failure is part of the output.
    pub fn execute(&self, call: ToolCall) -> BoxFuture<'static, ToolOutput> {
        match self.position(&call.name) {
            Some(position) => {
                let tool = &self.tools[position];
                let result = (tool.handler)(&call.arguments);
                let limit = tool.timeout;
                Box::pin(async move {
                    let result = match limit {
                        Some(limit) => match timeout(limit.min(MAX_TIMEOUT), result).await {
                            Ok(result) => result,
                            Err(_) => Err(ToolError::Timeout(limit)),
                        },
                        None => result.await,
                    };
                    ToolOutput::new(call, result)
                })
            }
            None => {
                let error = ToolError::UnknownTool(call.name.clone());
                Box::pin(std::future::ready(ToolOutput::new(call, Err(error))))
            }
        }
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.tools
            .iter()
            .position(|tool| tool.definition.name == name)
    }
}

fn encode_output<R: Serialize, E: Into<BoxError>>(
    output: Result<R, E>,
) -> Result<String, ToolError> {
    let output = output.map_err(|error| ToolError::Handler(Arc::from(error.into())))?;
    match serde_json::to_value(output) {
        Ok(Value::String(string)) => Ok(string),
        Ok(value) => Ok(value.to_string()),
        Err(error) => Err(ToolError::InvalidOutput(Arc::new(error))),
    }
}

impl fmt::Debug for Toolbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.definitions().map(|definition| &definition.name);
        f.debug_list().entries(names).finish()
    }
}
