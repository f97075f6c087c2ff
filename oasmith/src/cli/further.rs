//! The arguments of `init`, `sweep` and `conformance`.

use std::path::PathBuf;

use clap::Args;

use super::source::SourceArgs;

/// Arguments of `init`.
#[derive(Args, Debug)]
pub struct InitArgs {
    /// OpenAPI document: a file or a URL
    #[arg(value_name = "FILE|URL")]
    pub spec: PathBuf,
    /// Package name of the crate [default: from the title of the document]
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Directory for the configuration [default: the working directory]
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
    /// Replace an existing configuration
    #[arg(long)]
    pub force: bool,
}

/// Arguments of `sweep`.
#[derive(Args, Debug)]
pub struct SweepArgs {
    /// OpenAPI documents, YAML or JSON, or folders that contain them; other files in a folder are skipped
    #[arg(value_name = "DIR|FILE", required = true)]
    pub paths: Vec<PathBuf>,
    /// Generate without compiling
    #[arg(long)]
    pub no_check: bool,
    /// Compile without calling the operations
    #[arg(long)]
    pub no_call: bool,
    /// Compile only a sample of this many crates, from small to large documents [default: all]
    #[arg(long, value_name = "COUNT", conflicts_with = "no_check")]
    pub check: Option<usize>,
    /// Call the operations of only a sample of this many crates [default: all that are compiled]
    #[arg(long, value_name = "COUNT", conflicts_with_all = ["no_check", "no_call"])]
    pub call: Option<usize>,
    /// Directory for the crates and cargo's build output, kept for the next run [default: a temporary directory]
    #[arg(long, value_name = "DIR")]
    pub work_dir: Option<PathBuf>,
    /// Print the table as JSON
    #[arg(long)]
    pub json: bool,
}

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
