//! The arguments of `conformance`.

use clap::Args;

use super::source::SourceArgs;

/// Arguments of `conformance`.
#[derive(Args, Debug)]
pub struct ConformanceArgs {
    /// The document.
    #[command(flatten)]
    pub sources: SourceArgs,
    /// Base URL of the server; the path of each operation is appended to it
    #[arg(long, value_name = "URL")]
    pub base_url: String,
    /// Bearer token; prefer the environment variable [default: none]
    #[arg(
        long,
        value_name = "KEY",
        env = "CONFORMANCE_KEY",
        hide_env_values = true
    )]
    pub api_key: Option<String>,
    /// Call only the operation with this operationId; repeatable
    #[arg(long, value_name = "ID")]
    pub only: Vec<String>,
    /// Print one line of JSON per operation, then one for the summary
    #[arg(long)]
    pub json: bool,
}
