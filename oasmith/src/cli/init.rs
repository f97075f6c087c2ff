//! The arguments of `init`.

use std::path::PathBuf;

use clap::Args;

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
