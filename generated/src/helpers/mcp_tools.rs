//! Tools of [MCP](https://modelcontextprotocol.io) servers that the program itself connects to.

use std::borrow::Cow;

use rmcp::RoleClient;
use rmcp::model::{CallToolRequestParams, CallToolResult, ContentBlock, ResourceContents};
use rmcp::service::{Peer, ServiceError};
use serde_json::{Map, Value};

use crate::BoxError;
use crate::structured::check;
use crate::tools::{PartSource, ToolContent, ToolDefinition, ToolPart, Toolbox};

impl Toolbox {
    /// Adds the tools of an MCP server, replacing those with the same name. Servers are connected with the crate
    /// [`rmcp`], over any of its transports.
    ///
    /// ```ignore
    /// # async fn example(server: rmcp::service::Peer<rmcp::RoleClient>) -> Result<(), rmcp::ServiceError> {
    /// use openai_typed::tools::Toolbox;
    ///
    /// let tools = Toolbox::new().mcp(&server).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// The service enforces schemas that are strict. Text, images and files of a result are sent to the model, and other
    /// content as a URI or media type. A result that is an error, and a connection that fails, are errors of the call.
    ///
    /// # Errors
    /// Returns an error if the tools cannot be listed.
    #[inline]
    pub async fn mcp(self, server: &Peer<RoleClient>) -> Result<Self, ServiceError> {
        let mut tools = self;
        for tool in server.list_all_tools().await? {
            let description = tool.description.unwrap_or_default();
            let schema = Value::Object((*tool.input_schema).clone());
            let is_strict = check(&schema).is_empty();
            let mut definition = ToolDefinition::new(tool.name.clone(), description, schema);
            definition.strict = is_strict;
            let (server, name) = (server.clone(), tool.name);
            tools = tools.tool(definition, move |arguments: Map<String, Value>| {
                call(server.clone(), name.clone(), arguments)
            });
        }
        Ok(tools)
    }
}

#[inline]
async fn call(
    server: Peer<RoleClient>,
    name: Cow<'static, str>,
    arguments: Map<String, Value>,
) -> Result<ToolContent, BoxError> {
    let params = CallToolRequestParams::new(name).with_arguments(arguments);
    let result = server.call_tool(params).await?;
    let is_error = result.is_error == Some(true);
    let content = content(result);
    match is_error {
        true => Err(content.text().into()),
        false => Ok(content),
    }
}

#[inline]
fn content(result: CallToolResult) -> ToolContent {
    let parts: Vec<ToolPart> = result.content.into_iter().map(part).collect();
    let is_text = |part: &ToolPart| matches!(part, ToolPart::Text(_));
    match result.structured_content {
        Some(value) if parts.is_empty() => ToolContent::Text(value.to_string()),
        _ if parts.iter().all(is_text) => ToolContent::Text(ToolContent::Parts(parts).text()),
        _ => ToolContent::Parts(parts),
    }
}

#[inline]
fn part(block: ContentBlock) -> ToolPart {
    let data = |media_type: &str, data: &str| format!("data:{media_type};base64,{data}");
    match block {
        ContentBlock::Text(text) => ToolPart::text(text.text),
        ContentBlock::Image(image) => ToolPart::image_url(data(&image.mime_type, &image.data)),
        ContentBlock::Audio(audio) => ToolPart::text(format!("audio ({})", audio.mime_type)),
        ContentBlock::ResourceLink(link) => ToolPart::text(link.uri.clone()),
        ContentBlock::Resource(resource) => match resource.resource {
            ResourceContents::TextResourceContents { text, .. } => ToolPart::text(text),
            ResourceContents::BlobResourceContents {
                blob,
                mime_type,
                uri,
                ..
            } => {
                let media_type = mime_type.as_deref().unwrap_or("application/octet-stream");
                let url = data(media_type, &blob);
                let name = uri.rsplit('/').next().unwrap_or("file").to_owned();
                ToolPart::File(PartSource::Url(url), Some(name))
            }
            _ => ToolPart::text("a resource of another kind"),
        },
        _ => ToolPart::text("content of another kind"),
    }
}
