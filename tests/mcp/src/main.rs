//! An MCP server with a few tools, over standard input and output, or with the argument `http` over HTTP.
//!
//! Over HTTP, the first line of its output is its address.

use std::sync::Arc;

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use rmcp::handler::server::{router::tool::ToolRouter, wrapper::Parameters};
use rmcp::model::{CallToolResult, ContentBlock, ServerCapabilities, ServerConfig};
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use rmcp::transport::{StreamableHttpServerConfig, StreamableHttpService, stdio};
use rmcp::{ErrorData, ServerHandler, ServiceExt, schemars, tool, tool_handler, tool_router};
use serde::Deserialize;
use tokio::net::TcpListener;

/// The tools.
#[derive(Clone)]
struct Tools {
    #[allow(dead_code)] // read by the code that the macro writes
    tool_router: ToolRouter<Self>,
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
    fn new() -> Self {
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

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    match std::env::args().nth(1).as_deref() {
        Some("http") => serve_http().await,
        _ => {
            Tools::new().serve(stdio()).await?.waiting().await?;
            Ok(())
        }
    }
}

#[allow(clippy::print_stdout)] // for the program that starts it
async fn serve_http() -> anyhow::Result<()> {
    let service = StreamableHttpService::new(
        || Ok(Tools::new()),
        Arc::new(LocalSessionManager::default()),
        StreamableHttpServerConfig::default(),
    );
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    loop {
        let (stream, _) = listener.accept().await?;
        let service = TowerToHyperService::new(service.clone());
        tokio::spawn(async move {
            let builder = Builder::new(TokioExecutor::new());
            // A client may leave at any time.
            drop(
                builder
                    .serve_connection(TokioIo::new(stream), service)
                    .await,
            );
        });
    }
}
