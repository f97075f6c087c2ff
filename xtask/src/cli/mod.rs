//! The command line: every command and flag.
//!
//! Input: the arguments of the process. Output: one `struct` per command. What the commands do is decided elsewhere.

mod bench;
mod examples;
mod server;
mod spec;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub use bench::{BenchArgs, BenchCommand, BenchDiffArgs, BenchGenerateArgs, BenchGroup};
pub use oasmith::cli::{GenerateArgs, InspectArgs, MockArgs, ReportFormat, SourceArgs};
pub use server::{ConformanceArgs, Cut, ReplayArgs};
pub use spec::{
    AgreeArgs, LagArgs, PackageArgs, ProseArg, SpecCommand, SpecDiffArgs, SupplementArgs,
    UpdateArgs,
};

/// Development tasks for the oasmith workspace
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    version,
    after_help = examples::ROOT
)]
pub struct Cli {
    /// Show each warning instead of one line per kind
    #[arg(long, short, global = true)]
    pub verbose: bool,
    /// The command to run.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Regenerate `generated/` from `spec/`, or generate a crate from any other document
    #[command(after_help = examples::GENERATE)]
    Generate(GenerateArgs),
    /// Show how the generator interprets a document
    #[command(after_help = examples::INSPECT)]
    Inspect(InspectArgs),
    /// Update the embedded document, or compare documents
    #[command(subcommand, after_help = examples::SPEC)]
    Spec(SpecCommand),
    /// Decode payloads as generated types and encode them again
    #[command(after_help = examples::DECODE)]
    Decode(DecodeArgs),
    /// Call every operation of a server and report the failures by area
    #[command(after_help = examples::CONFORMANCE)]
    Conformance(ConformanceArgs),
    /// Serve the API of a document on the loopback interface, with sample responses
    #[command(after_help = examples::MOCK)]
    Mock(MockArgs),
    /// Play the bytes of a response through the generated client, and show the decoded result
    #[command(after_help = examples::REPLAY)]
    Replay(ReplayArgs),
    /// Package the crates that are published, and check what they contain
    Package(PackagingArgs),
    /// Run every CI check, the fastest to fail first
    #[command(after_help = examples::CI)]
    Ci(CiArgs),
    /// Measure generation, compilation, decoding, requests, streams and size against peers
    #[command(after_help = examples::BENCH)]
    Bench(BenchArgs),
}

/// Arguments of `decode`.
#[derive(Args, Debug)]
pub struct DecodeArgs {
    /// Name of the payload's schema
    #[arg(required_unless_present = "jsonl", requires = "file")]
    pub schema: Option<String>,
    /// File with the payload (`-` for standard input)
    pub file: Option<PathBuf>,
    /// File of {"schema", "payload"} lines; prints one result per line (`-` for standard input)
    #[arg(long, value_name = "FILE", conflicts_with_all = ["schema", "file"])]
    pub jsonl: Option<PathBuf>,
    /// Build with optimizations: slower to start, faster for many payloads
    #[arg(long)]
    pub release: bool,
}

/// Arguments of `package`.
#[derive(Args, Debug)]
pub struct PackagingArgs {
    /// Build `oasmith` from its package without network access, and generate a crate with it
    #[arg(long)]
    pub verify: bool,
    /// Publish the packages
    #[arg(long)]
    pub publish: bool,
}

/// Arguments of `ci`.
#[derive(Args, Debug)]
pub struct CiArgs {
    /// Run only these steps, in their usual order [default: all]
    #[arg(value_name = "STEP")]
    pub steps: Vec<String>,
    /// List the steps and their commands without running them
    #[arg(long)]
    pub list: bool,
    /// Print the summary as JSON; the output of the steps goes to standard error
    #[arg(long)]
    pub json: bool,
}
