//! Tools with their handlers.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::super::error::BoxError;
use super::super::wire::transport::BoxFuture;
use super::{ToolCall, ToolDefinition, ToolFailure, ToolOutput};

type Result<T> = std::result::Result<T, ToolFailure>;
type Handler = dyn Fn(&str) -> BoxFuture<'static, Result<String>> + Send + Sync;

/// Tools with their handlers, in the order in which they were added. Clones share the handlers.
#[derive(Clone, Default)]
pub struct Toolbox {
    tools: Vec<(ToolDefinition, Arc<Handler>)>,
}

impl Toolbox {
    /// No tools.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a tool, in place of one of its name. The handler is an async function or closure of the arguments. What it
    /// gives goes to the model as JSON, a text as it is.
    #[must_use]
    pub fn with_tool<T, F, R, E>(
        mut self,
        definition: ToolDefinition,
        handler: impl Fn(T) -> F + Send + Sync + 'static,
    ) -> Self
    where
        T: DeserializeOwned,
        F: Future<Output = std::result::Result<R, E>> + Send + 'static,
        R: Serialize,
        E: Into<BoxError>,
    {
        let handler = move |arguments: &str| -> BoxFuture<'static, Result<String>> {
            match read(arguments) {
                Ok(arguments) => {
                    let answer = handler(arguments);
                    Box::pin(async move { write(answer.await) })
                }
                Err(failure) => Box::pin(std::future::ready(Err(failure))),
            }
        };
        let known = self
            .tools
            .iter()
            .position(|(known, _)| known.name == definition.name);
        let tool: (ToolDefinition, Arc<Handler>) = (definition, Arc::new(handler));
        match known {
            Some(place) => self.tools[place] = tool,
            None => self.tools.push(tool),
        }
        self
    }

    /// What a model is told of the tools.
    pub fn definitions(&self) -> impl Iterator<Item = &ToolDefinition> {
        self.tools.iter().map(|(definition, _)| definition)
    }

    /// Answers a call. A failure is part of what comes out.
    pub fn answer(&self, call: ToolCall) -> BoxFuture<'static, ToolOutput> {
        let named = |(definition, _): &&(ToolDefinition, _)| definition.name == call.name;
        match self.tools.iter().find(named) {
            Some((_, handler)) => {
                let result = handler(&call.arguments);
                Box::pin(async move { ToolOutput::new(call, result.await) })
            }
            None => {
                let failure = ToolFailure::Unknown(call.name.clone());
                Box::pin(std::future::ready(ToolOutput::new(call, Err(failure))))
            }
        }
    }
}

/// Arguments as a tool takes them. A tool without arguments may be called with nothing at all.
fn read<T: DeserializeOwned>(arguments: &str) -> Result<T> {
    let text = match arguments.trim() {
        "" => "{}",
        text => text,
    };
    serde_json::from_str(text).map_err(|error| ToolFailure::Arguments(Arc::new(error)))
}

fn write<R: Serialize, E: Into<BoxError>>(given: std::result::Result<R, E>) -> Result<String> {
    let given = given.map_err(|error| ToolFailure::Handler(Arc::from(error.into())))?;
    match serde_json::to_value(given) {
        Ok(Value::String(text)) => Ok(text),
        Ok(value) => Ok(value.to_string()),
        Err(error) => Err(ToolFailure::Output(Arc::new(error))),
    }
}

impl fmt::Debug for Toolbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.definitions().map(|definition| &definition.name);
        f.debug_list().entries(names).finish()
    }
}
