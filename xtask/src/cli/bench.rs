//! The commands below `bench`.
//!
//! Input: the arguments of the process. Output: one `struct` per command.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use oasmith::cli::SourceArgs;

/// Arguments of `bench`.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub struct BenchArgs {
    /// Measure only this group of rows; repeatable [default: all]
    #[arg(long, value_enum, value_name = "GROUP")]
    pub only: Vec<BenchGroup>,
    /// Print the rows as JSON
    #[arg(long)]
    pub json: bool,
    /// A more detailed measurement instead of the table.
    #[command(subcommand)]
    pub command: Option<BenchCommand>,
}

/// A group of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BenchGroup {
    /// Generation, compared with oas3-gen
    Generate,
    /// Generation of the document with its schemas once, twice, four times and eight times
    Growth,
    /// Compilation of the crate, compared with async-openai, and with fewer features
    Compile,
    /// Decoding and encoding, compared with async-openai and plain structs
    Codec,
    /// Requests compared with plain reqwest, streams compared with async-openai, and memory
    Client,
    /// Tool runs, compared with a loop written by hand
    Tools,
    /// Size of a small program, compared with async-openai
    Size,
}

impl BenchGroup {
    /// All groups, in the order of the table.
    pub const ALL: [Self; 7] = [
        Self::Generate,
        Self::Growth,
        Self::Compile,
        Self::Codec,
        Self::Client,
        Self::Tools,
        Self::Size,
    ];
}

/// The commands below `bench`.
#[derive(Debug, Subcommand)]
pub enum BenchCommand {
    /// Measure time and peak memory of a complete generation in a release build
    Generate(BenchGenerateArgs),
    /// Count the changed lines of output per changed line of the document, from each document to the next
    Diff(BenchDiffArgs),
}

/// Arguments of `bench generate`.
#[derive(Args, Debug)]
pub struct BenchGenerateArgs {
    /// The document.
    #[command(flatten)]
    pub sources: SourceArgs,
    /// Number of measured runs
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    pub runs: u32,
    /// Shell command of another generator to measure for comparison
    #[arg(long, value_name = "COMMAND")]
    pub against: Option<String>,
    /// Print the figures as JSON
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `bench diff`.
#[derive(Args, Debug)]
pub struct BenchDiffArgs {
    /// Documents from the oldest to the newest, two or more
    #[arg(required = true, num_args = 2..)]
    pub documents: Vec<PathBuf>,
    /// Print the figures as JSON
    #[arg(long)]
    pub json: bool,
}
