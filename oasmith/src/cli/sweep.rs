//! The arguments of `sweep`.

use std::path::PathBuf;

use clap::Args;

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
