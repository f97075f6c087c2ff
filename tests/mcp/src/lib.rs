//! The tools of a small MCP server.

use rmcp::handler::server::{router::tool::ToolRouter, wrapper::Parameters};
use rmcp::model::{CallToolResult, ContentBlock, ServerCapabilities, ServerConfig};
use rmcp::{ErrorData, ServerHandler, schemars, tool, tool_handler, tool_router};
use serde::Deserialize;

/// The tools.
#[derive(Clone)]
pub struct Tools {
    #[allow(dead_code)] // read by the code that the macro writes
    tool_router: ToolRouter<Self>,
}

impl Default for Tools {
    fn default() -> Self {
        Self::new()
    }
}

/// Two numbers.
#[derive(Deserialize, schemars::JsonSchema)]
struct Numbers {
    /// The first number.
    a: i64,
    b: i64,
}

#[tool_router]
impl Tools {
    /// Creates the tools.
    pub fn new() -> Self {
        Self {
            tool_router: Self::tool_router(),
        }
    }

    #[tool(description = "Adds two numbers.")]
    fn add(&self, Parameters(Numbers { a, b }): Parameters<Numbers>) -> String {
        (a + b).to_string()
    }

    #[tool(description = "Divides two numbers.")]
    fn divide(
        &self,
        Parameters(Numbers { a, b }): Parameters<Numbers>,
    ) -> Result<CallToolResult, ErrorData> {
        Ok(match a.checked_div(b) {
            Some(quotient) => {
                CallToolResult::success(vec![ContentBlock::text(quotient.to_string())])
            }
            None => CallToolResult::error(vec![ContentBlock::text("division by zero")]),
        })
    }

    #[tool(description = "Draws a chart.")]
    fn chart(&self) -> CallToolResult {
        CallToolResult::success(vec![
            ContentBlock::text("a chart"),
            ContentBlock::image("iVBORw0KGgo=", "image/png"),
        ])
    }
}

#[tool_handler]
impl ServerHandler for Tools {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
    }
}
