//! Agents as tools of other agents.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::json;

use crate::api::responses::CreateResponse as CreateResponseCall;
use crate::tools::{ResponsesConversation, ToolDefinition, ToolRun, Toolbox};
use crate::types::{CreateResponse, InputItem, InputParam};
use crate::{Call, Error};

/// A model with instructions and tools, to which another model hands a task.
///
/// ```no_run
/// # async fn example(client: openai_typed::Client) -> Result<(), openai_typed::Error> {
/// use openai_typed::tools::{Agent, Toolbox};
/// use openai_typed::types::CreateResponse;
///
/// let request = CreateResponse::new().with_model("gpt-5").with_instructions("Translate to French.");
/// let translator = Agent::new(client.responses().create(request));
/// let tools = Toolbox::new().agent("translate", "Translates text into French.", translator);
/// let request = CreateResponse::new().with_model("gpt-5-mini").with_input("What is `sea` in French?");
/// let run = client.responses().create(request).run_tools(&tools).await?;
/// println!("{}", run.response.message_text());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Agent {
    name: Option<String>,
    call: Call<CreateResponseCall>,
    tools: Toolbox,
    configure: Arc<Configure>,
}

type Run = ToolRun<ResponsesConversation>;
type Configure = dyn Fn(Run) -> Run + Send + Sync;

impl Agent {
    /// Creates an agent from the call that it sends, with its model and instructions. The task is added to the input.
    #[inline]
    pub fn new(call: Call<CreateResponseCall>) -> Self {
        Self {
            name: None,
            call,
            tools: Toolbox::new(),
            configure: Arc::new(|run| run),
        }
    }

    /// Sets the name of the agent in spans. The default is the name of its tool.
    #[must_use]
    #[inline]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the tools of the agent, which may be agents as well.
    #[must_use]
    #[inline]
    pub fn with_tools(mut self, tools: Toolbox) -> Self {
        self.tools = tools;
        self
    }

    /// Configures each run of the agent, for example its limits or approval. By default a run has the limits of
    /// [`ToolRun`].
    #[must_use]
    #[inline]
    pub fn configure(mut self, configure: impl Fn(Run) -> Run + Send + Sync + 'static) -> Self {
        self.configure = Arc::new(configure);
        self
    }

    /// Returns the run of a task.
    ///
    /// # Errors
    /// Returns an error if the body of the call is not JSON.
    #[inline]
    pub fn run(&self, task: impl Into<String>) -> Result<Run, Error> {
        let mut request: CreateResponse = self.call.json_body()?;
        request.input = Some(with_task(request.input.take(), task.into()));
        let call = self.call.clone().replace_json_body(&request);
        let mut run = call.run_tools(&self.tools);
        if let Some(name) = &self.name {
            run = run.agent_name(name);
        }
        Ok((self.configure)(run))
    }
}

/// Adds a task to the input of a request.
#[inline]
fn with_task(input: Option<InputParam>, task: String) -> InputParam {
    let mut items = match input {
        Some(InputParam::InputItemList(items)) => items,
        Some(InputParam::Text(text)) => vec![InputItem::user(text)],
        Some(InputParam::Unknown(unknown)) => vec![InputItem::Unknown(unknown)],
        None => return task.into(),
    };
    items.push(InputItem::user(task));
    items.into()
}

/// What the model writes.
struct Handoff {
    task: String,
}

// The feature `derive` of serde may be disabled.
impl<'de> Deserialize<'de> for Handoff {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut arguments = BTreeMap::<String, String>::deserialize(from)?;
        let task = arguments.remove("task");
        let task = task.ok_or_else(|| D::Error::missing_field("task"))?;
        Ok(Self { task })
    }
}

impl Toolbox {
    /// Adds an agent, replacing a tool with the same name. The model writes a task, and gets the text of the last response
    /// of the agent. An agent that fails is reported to the model. Dropping the run also ends the run of the agent.
    #[must_use]
    #[inline]
    pub fn agent(
        self,
        name: impl Into<String>,
        description: impl Into<String>,
        mut agent: Agent,
    ) -> Self {
        let name = name.into();
        agent.name.get_or_insert_with(|| name.clone());
        let task = "The task, with all the information that is needed for it.";
        let parameters = json!({
            "type": "object",
            "properties": { "task": { "type": "string", "description": task } },
            "required": ["task"],
            "additionalProperties": false,
        });
        let definition = ToolDefinition::new(name, description, parameters).into_strict();
        self.tool(definition, move |handoff: Handoff| {
            let run = agent.run(handoff.task);
            async move {
                let finished = run?.await?;
                Ok::<_, Error>(finished.response.message_text())
            }
        })
    }
}

impl fmt::Debug for Agent {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Agent")
            .field("name", &self.name)
            .field("call", &self.call)
            .field("tools", &self.tools)
            .finish_non_exhaustive()
    }
}
