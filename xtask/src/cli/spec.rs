//! The commands below `spec`.
//!
//! Input: the arguments of the process. Output: one `struct` per command.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use oasmith::cli::DiffArgs;

/// The commands below `spec`.
#[derive(Debug, Subcommand)]
pub enum SpecCommand {
    /// Import a newer document: reduce it to interface facts, record its source, regenerate
    Update(UpdateArgs),
    /// Show what changes for users of the crate between two documents
    Diff(SpecDiffArgs),
    /// Verify with the compiler that changes reported as additive break no code written for the older crate
    Agree(AgreeArgs),
    /// Write spec/supplement.yaml, with the items that an SDK has and the document lacks
    Supplement(SupplementArgs),
    /// List the items that an SDK has and the crate lacks
    Lag(LagArgs),
}

/// Arguments of `spec update`.
#[derive(Args, Debug)]
pub struct UpdateArgs {
    /// Location of the newer document: an HTTP or HTTPS URL, or a file
    #[arg(long, value_name = "URL|FILE")]
    pub from: String,
    /// Show what would change and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Whether to keep descriptions and summaries [default: as in the last update, `drop` in the first]
    #[arg(long, value_enum, value_name = "WHAT")]
    pub prose: Option<ProseArg>,
    /// Reject a document larger than this many MB
    #[arg(long, value_name = "MB", default_value_t = 64)]
    pub limit_mb: u64,
    /// Reject a document with any other SHA-256
    #[arg(long, value_name = "HEX")]
    pub sha256: Option<String>,
    /// Also write the report to this file, in the format of its extension (.md, .html, .json, .txt); repeatable
    #[arg(long = "report", value_name = "FILE")]
    pub reports: Vec<PathBuf>,
    /// Abort a download after this many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    pub timeout: u64,
    /// Print the report as JSON
    #[arg(long)]
    pub json: bool,
}

/// Values of `--prose`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ProseArg {
    /// Keep them as documentation comments
    Keep,
    /// Remove them; documentation is derived from facts instead
    Drop,
}

/// Arguments of `spec diff`.
#[derive(Args, Debug)]
pub struct SpecDiffArgs {
    /// The documents and the report.
    #[command(flatten)]
    pub diff: DiffArgs,
    /// Compare the documents without the overlays and the configuration in spec/
    #[arg(long)]
    pub bare: bool,
    /// Fail if an overlay action or a pin in spec/ does not apply, instead of skipping it
    #[arg(long, conflicts_with = "bare")]
    pub strict: bool,
}

/// Arguments of `spec agree`.
#[derive(Args, Debug)]
pub struct AgreeArgs {
    /// The older document, YAML or JSON: a file, or REVISION:PATH for a file committed to git
    pub old: PathBuf,
    /// The newer document: a file, or REVISION:PATH
    pub new: PathBuf,
    /// List every use that no longer compiles, and every breaking change that broke no use
    #[arg(long)]
    pub list: bool,
    /// Print the report as JSON
    #[arg(long)]
    pub json: bool,
}

/// An SDK package.
#[derive(Args, Debug)]
pub struct PackageArgs {
    /// Unpacked Python package: a folder that contains NAME/ and NAME-VERSION.dist-info/
    #[arg(long, value_name = "DIR")]
    pub from: PathBuf,
    /// Version of the package, instead of the one in its metadata
    #[arg(long, value_name = "VERSION")]
    pub package_version: Option<String>,
}

/// Arguments of `spec supplement`.
#[derive(Args, Debug)]
pub struct SupplementArgs {
    /// The package to read
    #[command(flatten)]
    pub package: PackageArgs,
    /// List how an unpacked npm package differs, and write nothing
    #[arg(long, value_name = "DIR")]
    pub compare: Option<PathBuf>,
}

/// Arguments of `spec lag`.
#[derive(Args, Debug)]
pub struct LagArgs {
    /// The package to read
    #[command(flatten)]
    pub package: PackageArgs,
    /// Print the report as JSON
    #[arg(long)]
    pub json: bool,
}
