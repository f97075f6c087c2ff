//! The options of every command that reads a document.
//!
//! Input: the arguments of the process. Output: [`SourceArgs`].

use std::path::PathBuf;

use clap::Args;

/// The document to read, and what to apply to it.
#[derive(Args, Clone, Debug, Default)]
pub struct SourceArgs {
    /// OpenAPI document, YAML or JSON: a file, a URL, or `-` for standard input [default: `spec` in the configuration]
    #[arg(long, value_name = "FILE|URL|-")]
    pub spec: Option<PathBuf>,
    /// Overlay to apply to --spec; repeatable, applied in the given order
    #[arg(long = "overlay", value_name = "FILE", requires = "spec")]
    pub overlays: Vec<PathBuf>,
    /// Supplement for --spec: an OpenAPI document with the parts that it lacks
    #[arg(long, value_name = "FILE", requires = "spec")]
    pub supplement: Option<PathBuf>,
    /// Documentation file for --spec; repeatable
    #[arg(long = "docs", value_name = "FILE", requires = "spec")]
    pub docs: Vec<PathBuf>,
    /// Catalog of models for --spec
    #[arg(long, value_name = "FILE", requires = "spec")]
    pub catalog: Option<PathBuf>,
    /// Configuration [default without --spec: oasmith.toml]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}
