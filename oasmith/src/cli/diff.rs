//! The arguments of `diff`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Arguments of `diff`.
#[derive(Args, Debug)]
pub struct DiffArgs {
    /// The older document, YAML or JSON: a file; `cargo xtask spec diff` also accepts REVISION:PATH in git
    pub old: PathBuf,
    /// The newer document
    pub new: PathBuf,
    /// Format of the report
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub format: ReportFormat,
    /// Same as --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
    /// Print the time of each stage, and the peak memory (Linux only), to standard error
    #[arg(long)]
    pub timings: bool,
}

/// Values of `--format`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// Text for a terminal
    #[default]
    Text,
    /// JSON for programs
    Json,
    /// Markdown for a pull request: a table of counts, then a collapsed section per area
    Markdown,
    /// One self-contained HTML page
    Html,
}
