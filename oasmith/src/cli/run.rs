//! The arguments of `generate`, `inspect` and `mock`.

use std::path::PathBuf;

use clap::Args;

use super::source::SourceArgs;

/// Arguments of `generate`.
#[derive(Args, Debug, Default)]
pub struct GenerateArgs {
    /// The document.
    #[command(flatten)]
    pub sources: SourceArgs,
    /// Directory of the crate; required with --spec [default: `dir` in the configuration]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Package name of the crate [default: `name` in the configuration, or the name of the directory]
    #[arg(long, value_name = "NAME")]
    pub crate_name: Option<String>,
    /// Write nothing; list missing, stale and leftover files, and exit with 1 if there are any
    #[arg(long)]
    pub check: bool,
    /// Write into an --out directory that contains unrelated files, replacing those with the name of a generated file
    #[arg(long, requires = "out", conflicts_with = "check")]
    pub force: bool,
    /// Show the time of each stage, and the peak memory (Linux only)
    #[arg(long)]
    pub timings: bool,
    /// Print the report as JSON
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `inspect`.
#[derive(Args, Debug)]
pub struct InspectArgs {
    /// The document.
    #[command(flatten)]
    pub sources: SourceArgs,
    /// Print all details as JSON instead of a summary
    #[arg(long)]
    pub json: bool,
    /// List only the items without documentation
    #[arg(long)]
    pub undocumented: bool,
}

/// Arguments of `mock`.
#[derive(Args, Debug)]
pub struct MockArgs {
    /// The document.
    #[command(flatten)]
    pub sources: SourceArgs,
    /// Port to listen on; 0 selects a free port
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    pub port: u16,
    /// Number of pages to split each list into
    #[arg(long, value_name = "COUNT", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..))]
    pub pages: u8,
    /// Reject every request that differs from what `conformance` sends
    #[arg(long)]
    pub exact: bool,
    /// Do not log requests to standard error
    #[arg(long)]
    pub quiet: bool,
}
