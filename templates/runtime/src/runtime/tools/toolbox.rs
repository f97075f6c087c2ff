//! Tools with their handlers.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tracing::Instrument;

use super::handler::{self, Handler, HandlerFuture};
use super::{
    CallKind, OnToolError, ToolCall, ToolDefinition, ToolError, ToolInput, ToolOutput, spans,
};
use crate::runtime::clock::{MAX_TIMEOUT, timeout};
use crate::runtime::error::BoxError;
use crate::runtime::wire::transport::BoxFuture;

/// Tools with their handlers, in the order in which they were added. Clones share the tools.
#[derive(Clone, Default)]
pub struct Toolbox {
    tools: Arc<Vec<Tool>>,
    traces_content: bool,
}

#[derive(Clone)]
struct Tool {
    kind: CallKind,
    name: String,
    /// What is sent to the model. The request itself has the definition of an action.
    definition: Option<ToolDefinition>,
    handler: Arc<Handler>,
    timeout: Option<Duration>,
    on_error: Option<OnToolError>,
    repeatable: bool,
}

/// A tool that is declared as a type, for example by a macro that reads the signature of a function.
pub trait ToolFunction {
    /// Adds the tool.
    fn add_to(tools: Toolbox) -> Toolbox;
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
    /// An empty string or `null` as arguments means that there are none, and JSON that the model encoded twice is
    /// decoded as well. Arguments that do not match `T` are an error, and the handler is not called.
    #[must_use]
    pub fn tool<T, F, R, E>(
        self,
        definition: ToolDefinition,
        handler: impl Fn(T) -> F + Send + Sync + 'static,
    ) -> Self
    where
        T: DeserializeOwned,
        F: Future<Output = Result<R, E>> + Send + 'static,
        R: Serialize + 'static,
        E: Into<BoxError>,
    {
        self.insert(CallKind::Function, definition, handler::of_json(handler))
    }

    /// Adds a tool whose input is text, replacing one with the same name: see [`ToolDefinition::text`] and
    /// [`ToolDefinition::grammar`]. The handler takes what the model wrote.
    #[must_use]
    pub fn text_tool<F, R, E>(
        self,
        mut definition: ToolDefinition,
        handler: impl Fn(String) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<R, E>> + Send + 'static,
        R: Serialize + 'static,
        E: Into<BoxError>,
    {
        if definition.input == ToolInput::Json {
            definition.input = ToolInput::Text;
        }
        self.insert(CallKind::Text, definition, handler::of_text(handler))
    }

    /// Adds a handler of actions that the service defines, replacing that of the same kind. `name` is the name of the
    /// kind, and the handler takes an action in the format of the service. Its output has the same
    /// format.
    #[must_use]
    pub fn action<F, E>(
        mut self,
        name: impl Into<String>,
        handler: impl Fn(Value) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<Value, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        let handler = handler::of_action(handler);
        self.put(Tool::new(CallKind::Action, name.into(), None, handler));
        self
    }

    /// Adds a tool that is declared as a type.
    #[must_use]
    pub fn with<T: ToolFunction>(self) -> Self {
        T::add_to(self)
    }

    /// Adds the tools of another toolbox, replacing those with the same name.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        for tool in other.tools.iter() {
            self.put(tool.clone());
        }
        self
    }

    fn insert(mut self, kind: CallKind, definition: ToolDefinition, handler: Arc<Handler>) -> Self {
        let name = definition.name.clone();
        self.put(Tool::new(kind, name, Some(definition), handler));
        self
    }

    fn put(&mut self, tool: Tool) {
        let is_action = |tool: &Tool| tool.kind == CallKind::Action;
        let is_same =
            |known: &Tool| known.name == tool.name && is_action(known) == is_action(&tool);
        let position = self.tools.iter().position(is_same);
        let tools = Arc::make_mut(&mut self.tools);
        match position {
            Some(position) => tools[position] = tool,
            None => tools.push(tool),
        }
    }

    /// Limits how long a call of a tool may take. A call that takes longer is dropped, and fails with
    /// [`ToolError::Timeout`]. Does nothing if there is no such tool.
    #[must_use]
    pub fn timeout(self, name: &str, timeout: Duration) -> Self {
        self.adjust(name, |tool| tool.timeout = Some(timeout))
    }

    /// Sets what happens when a call of this tool fails, overriding the setting of the run. Does nothing if there is no
    /// such tool.
    #[must_use]
    pub fn on_error(self, name: &str, on_error: OnToolError) -> Self {
        self.adjust(name, |tool| tool.on_error = Some(on_error))
    }

    /// Declares that a tool may be called again with the same arguments, for example because it only reads. A run that
    /// is resumed then repeats a call that was interrupted. Does nothing if there is no such tool.
    #[must_use]
    pub fn repeatable(self, name: &str) -> Self {
        self.adjust(name, |tool| tool.repeatable = true)
    }

    /// Records the arguments and outputs of calls in their spans. By default, spans contain no content.
    #[must_use]
    pub fn trace_content(mut self) -> Self {
        self.traces_content = true;
        self
    }

    fn adjust(mut self, name: &str, change: impl FnOnce(&mut Tool)) -> Self {
        let mut tools = Arc::make_mut(&mut self.tools).iter_mut();
        if let Some(tool) = tools.find(|tool| tool.name == name) {
            change(tool);
        }
        self
    }

    pub(super) fn is_repeatable(&self, call: &ToolCall) -> bool {
        self.find(call).is_some_and(|tool| tool.repeatable)
    }

    /// Returns what happens when a call fails, if the tool has its own setting.
    pub(super) fn error_policy(&self, call: &ToolCall) -> Option<OnToolError> {
        self.find(call)?.on_error
    }

    /// Returns whether there is a tool for a call.
    pub(super) fn has(&self, call: &ToolCall) -> bool {
        self.find(call).is_some()
    }

    /// Returns the definitions of the tools.
    pub fn definitions(&self) -> impl Iterator<Item = &ToolDefinition> {
        self.tools
            .iter()
            .filter_map(|tool| tool.definition.as_ref())
    }

    /// Adds the definitions to the tools of a request, except those whose name is already in use. `name` returns the
    /// name of a tool that has one.
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

    /// Executes a tool call in a separate span. A failure is part of the output.
    pub fn execute(&self, call: ToolCall) -> BoxFuture<'static, ToolOutput> {
        let result = self.start(&call);
        Box::pin(async move { ToolOutput::new(call, result.await) })
    }

    /// Starts a tool call in a separate span.
    pub(super) fn start(&self, call: &ToolCall) -> HandlerFuture {
        let tool = self.find(call);
        let definition = tool.and_then(|tool| tool.definition.as_ref());
        let description = definition.and_then(|definition| definition.description.as_deref());
        let with_content = self.traces_content;
        let span = spans::of_call(call, description, with_content);
        let result = match tool {
            // The handler is called within the span, since it may start work before its future is polled.
            Some(tool) => span.in_scope(|| tool.call(&call.arguments)),
            None => {
                let error = ToolError::UnknownTool(call.name.clone());
                Box::pin(std::future::ready(Err(error)))
            }
        };
        if span.is_disabled() {
            return result;
        }
        let entered = span.clone();
        let recorded = async move {
            let result = result.await;
            spans::record_result(&span, &result, with_content);
            result
        };
        Box::pin(recorded.instrument(entered))
    }

    fn find(&self, call: &ToolCall) -> Option<&Tool> {
        let is_called = |tool: &&Tool| tool.name == call.name && tool.kind == call.kind;
        self.tools.iter().find(is_called)
    }
}

impl Tool {
    fn new(
        kind: CallKind,
        name: String,
        definition: Option<ToolDefinition>,
        handler: Arc<Handler>,
    ) -> Self {
        Self {
            kind,
            name,
            definition,
            handler,
            timeout: None,
            on_error: None,
            repeatable: false,
        }
    }

    /// Calls the handler, with the timeout of the tool.
    fn call(&self, arguments: &str) -> HandlerFuture {
        let result = (self.handler)(arguments);
        let Some(limit) = self.timeout else {
            return result;
        };
        Box::pin(async move {
            match timeout(limit.min(MAX_TIMEOUT), result).await {
                Ok(result) => result,
                Err(_) => Err(ToolError::Timeout(limit)),
            }
        })
    }
}

impl fmt::Debug for Toolbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.tools.iter().map(|tool| &tool.name);
        f.debug_list().entries(names).finish()
    }
}
