//! Every command and flag, in one look.
//!
//! In: the arguments of the process. Out: one `struct` per command. Knows nothing of what the commands do.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// The project's command line.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    disable_help_subcommand = true
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Regenerate `generated/` from `spec/`, or a crate from any other document
    Generate(GenerateArgs),
    /// Show what the generator understood of a document
    Inspect(InspectArgs),
    /// Work on the embedded document
    #[command(subcommand)]
    Spec(SpecCommand),
    /// Decode payloads as the generated types and encode them again
    Decode(DecodeArgs),
    /// Call every operation of a server that claims to speak the API, and report by area what it refused
    Conformance(ConformanceArgs),
    /// Serve the API of the document on the loopback, with answers made from it
    Mock(MockArgs),
    /// Run all that CI checks, what fails fastest first
    Ci(CiArgs),
    /// Measure beside peers, and print one table: generation, compiling, decoding, requests, streams, size
    Bench(BenchArgs),
}

/// `spec …`
#[derive(Debug, Subcommand)]
pub enum SpecCommand {
    /// Take over a newer document: reduce it to facts, record where it is from, regenerate
    Update(UpdateArgs),
    /// Show what changes for users of the crate from one document to another
    Diff(DiffArgs),
    /// Check by compiling: what a comparison calls additive breaks no code written against the older crate
    Agree(AgreeArgs),
}

/// `bench`
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub struct BenchArgs {
    /// Only these groups of rows; repeat for several [default: all]
    #[arg(long, value_enum, value_name = "GROUP")]
    pub only: Vec<BenchGroup>,
    /// Report as JSON
    #[arg(long)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Option<BenchCommand>,
}

/// A group of rows
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BenchGroup {
    /// Generation beside oas3-gen
    Generate,
    /// Generation of the document with its schemas once, twice, four and eight times
    Growth,
    /// Compiling the crate beside async-openai, and with fewer features
    Compile,
    /// Decoding and encoding beside async-openai and plain structs
    Codec,
    /// Requests beside bare reqwest, streams beside async-openai, memory
    Client,
    /// A small program beside async-openai's
    Size,
}

impl BenchGroup {
    /// All groups, in the order of the table.
    pub const ALL: [Self; 6] = [
        Self::Generate,
        Self::Growth,
        Self::Compile,
        Self::Codec,
        Self::Client,
        Self::Size,
    ];
}

/// `bench …`
#[derive(Debug, Subcommand)]
pub enum BenchCommand {
    /// Time and peak memory of the whole generation, files to files, in a release build
    Generate(BenchGenerateArgs),
    /// How many lines of output change for a changed line of the document, from each document to the next
    Diff(BenchDiffArgs),
}

/// Which document to read, and with what.
#[derive(Args, Debug, Default)]
pub struct SourceArgs {
    /// OpenAPI document, YAML or JSON [default: spec/openai.yaml with spec/overlays/* and spec/oasmith.toml]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// Overlay to apply to --spec; repeat for several, applied in this order
    #[arg(long = "overlay", value_name = "FILE", requires = "spec")]
    pub overlays: Vec<PathBuf>,
    /// Names, features and choices for --spec, in the form of spec/oasmith.toml
    #[arg(long, value_name = "FILE", requires = "spec")]
    pub config: Option<PathBuf>,
}

/// `generate`
#[derive(Args, Debug, Default)]
pub struct GenerateArgs {
    /// The document.
    #[command(flatten)]
    pub sources: SourceArgs,
    /// Directory of the crate; needed with --spec [default: generated/]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Package name of the crate [default: the name of the directory of --out; openai-typed for generated/]
    #[arg(long, value_name = "NAME")]
    pub crate_name: Option<String>,
    /// Write nothing; name what is missing, stale or left over, and exit with 1 if anything is
    #[arg(long)]
    pub check: bool,
    /// Write into a directory of --out that holds files of others, and replace those in the way
    #[arg(long, requires = "out", conflicts_with = "check")]
    pub force: bool,
    /// Show the time each stage took, and the peak memory where the system tells it
    #[arg(long)]
    pub timings: bool,
    /// Report as JSON
    #[arg(long)]
    pub json: bool,
}

/// `inspect`
#[derive(Args, Debug)]
pub struct InspectArgs {
    /// The document.
    #[command(flatten)]
    pub sources: SourceArgs,
    /// Everything, as JSON, instead of a summary
    #[arg(long)]
    pub json: bool,
}

/// `spec update`
#[derive(Args, Debug)]
pub struct UpdateArgs {
    /// Where the newer document is: a URL (http, https) or a file
    #[arg(long, value_name = "URL|FILE")]
    pub from: String,
    /// Show what would change and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// What happens to descriptions and summaries [default: as at the last update, `drop` at the first]
    #[arg(long, value_enum, value_name = "WHAT")]
    pub prose: Option<ProseArg>,
    /// Refuse a document of more than this many MB
    #[arg(long, value_name = "MB", default_value_t = 64)]
    pub limit_mb: u64,
    /// Refuse a document whose bytes have another SHA-256 than this one
    #[arg(long, value_name = "HEX")]
    pub sha256: Option<String>,
    /// Write the report to this file as well, as its ending says (.md, .html, .json, .txt); repeat for several
    #[arg(long = "report", value_name = "FILE")]
    pub reports: Vec<PathBuf>,
    /// Give up a download that takes longer than this many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    pub timeout: u64,
    /// Report as JSON
    #[arg(long)]
    pub json: bool,
}

/// `spec diff`
#[derive(Args, Debug)]
pub struct DiffArgs {
    /// The older document, YAML or JSON: a file, or REVISION:PATH for one that git has
    pub old: PathBuf,
    /// The newer document, likewise
    pub new: PathBuf,
    /// How to show it
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub format: ReportFormat,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
    /// The documents as they are, without the overlays and the configuration in spec/
    #[arg(long)]
    pub bare: bool,
    /// Refuse documents to which an overlay action or a pin in spec/ does not apply, instead of going on without
    #[arg(long, conflicts_with = "bare")]
    pub strict: bool,
    /// Show on standard error the time each stage took, and the peak memory where the system tells it
    #[arg(long)]
    pub timings: bool,
}

/// `--format`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For a terminal
    #[default]
    Text,
    /// For programs
    Json,
    /// For a pull request: a table, then each area folded
    Markdown,
    /// One page to look at, which needs nothing else
    Html,
}

/// `spec agree`
#[derive(Args, Debug)]
pub struct AgreeArgs {
    /// The older document, YAML or JSON
    pub old: PathBuf,
    /// The newer document
    pub new: PathBuf,
    /// List every use that does not compile, and every change that turned out to break nothing
    #[arg(long)]
    pub list: bool,
    /// Report as JSON
    #[arg(long)]
    pub json: bool,
}

/// `bench diff`
#[derive(Args, Debug)]
pub struct BenchDiffArgs {
    /// Documents in the order of their age, two or more
    #[arg(required = true, num_args = 2..)]
    pub documents: Vec<PathBuf>,
    /// Report as JSON
    #[arg(long)]
    pub json: bool,
}

/// `--prose`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ProseArg {
    /// Keep them: they become documentation comments
    Keep,
    /// Leave them out: documentation is made from facts
    Drop,
}

/// `decode`
#[derive(Args, Debug)]
pub struct DecodeArgs {
    /// Name of a schema, followed by a file with one payload (`-`: standard input)
    #[arg(required_unless_present = "jsonl", requires = "file")]
    pub schema: Option<String>,
    /// The payload
    pub file: Option<PathBuf>,
    /// Lines of {"schema", "payload"} to answer line by line (`-`: standard input)
    #[arg(long, value_name = "FILE", conflicts_with_all = ["schema", "file"])]
    pub jsonl: Option<PathBuf>,
    /// Build the types with optimisation: slower to start, faster on many payloads
    #[arg(long)]
    pub release: bool,
}

/// `conformance`
#[derive(Args, Debug)]
pub struct ConformanceArgs {
    /// The server; the path of an operation is appended to it
    #[arg(long, value_name = "URL")]
    pub base_url: String,
    /// The key, for all operations that need one; better from the environment [default: none is sent]
    #[arg(
        long,
        value_name = "KEY",
        env = "CONFORMANCE_KEY",
        hide_env_values = true
    )]
    pub api_key: Option<String>,
    /// Only the operation of this `operationId`; repeat for several
    #[arg(long, value_name = "ID")]
    pub only: Vec<String>,
    /// Only the operations of this feature of the crate; repeat for several
    #[arg(long, value_name = "FEATURE")]
    pub feature: Vec<String>,
    /// A line of JSON for each operation, and one for all of them last
    #[arg(long)]
    pub json: bool,
}

/// `mock`
#[derive(Args, Debug)]
pub struct MockArgs {
    /// The document.
    #[command(flatten)]
    pub sources: SourceArgs,
    /// The port; 0 takes a free one
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    pub port: u16,
    /// How many pages a list has
    #[arg(long, value_name = "COUNT", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..))]
    pub pages: u8,
    /// Refuse requests that are not exactly what `conformance` sends
    #[arg(long)]
    pub exact: bool,
}

/// `ci`
#[derive(Args, Debug)]
pub struct CiArgs {
    /// Only these steps, in their usual order [default: all]
    #[arg(value_name = "STEP")]
    pub steps: Vec<String>,
    /// Name the steps and what they run, and do nothing
    #[arg(long)]
    pub list: bool,
    /// Report the summary as JSON; the output of the steps then goes to standard error
    #[arg(long)]
    pub json: bool,
}

/// `bench generate`
#[derive(Args, Debug)]
pub struct BenchGenerateArgs {
    /// The document.
    #[command(flatten)]
    pub sources: SourceArgs,
    /// How many runs to measure
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    pub runs: u32,
    /// Shell command of another generator to time beside it
    #[arg(long, value_name = "COMMAND")]
    pub against: Option<String>,
    /// Report as JSON
    #[arg(long)]
    pub json: bool,
}
