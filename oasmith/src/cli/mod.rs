//! The command line: every command and flag.
//!
//! Input: the arguments of the process. Output: one `struct` per command. What the commands do is decided elsewhere.

mod conformance;
mod diff;
pub mod examples;
mod init;
mod manual;
mod run;
mod source;
mod sweep;

use clap::{Parser, Subcommand};

pub use conformance::ConformanceArgs;
pub use diff::{DiffArgs, ReportFormat};
pub use init::InitArgs;
pub use manual::{CompletionsArgs, ManArgs};
pub use run::{GenerateArgs, InspectArgs, MockArgs};
pub use source::SourceArgs;
pub use sweep::SweepArgs;

/// Generates a typed Rust client crate from an OpenAPI document
#[derive(Debug, Parser)]
#[command(name = "oasmith", version, after_help = examples::ROOT)]
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
    /// Write a configuration for a document
    #[command(after_help = examples::INIT)]
    Init(InitArgs),
    /// Generate a crate from a document
    #[command(after_help = examples::GENERATE)]
    Generate(GenerateArgs),
    /// Show how the generator interprets a document
    #[command(after_help = examples::INSPECT)]
    Inspect(InspectArgs),
    /// Show what changes for users of the crate between two documents, with the configuration in the working directory
    #[command(after_help = examples::DIFF)]
    Diff(DiffArgs),
    /// Serve the API of a document on the loopback interface, with sample responses
    #[command(after_help = examples::MOCK)]
    Mock(MockArgs),
    /// Call every operation of a server with sample requests, and check the status of each response
    #[command(after_help = examples::CONFORMANCE)]
    Conformance(ConformanceArgs),
    /// Generate and compile a crate from every document in a folder, and print a table
    #[command(after_help = examples::SWEEP)]
    Sweep(SweepArgs),
    /// Print the completion script for a shell
    #[command(after_help = examples::COMPLETIONS)]
    Completions(CompletionsArgs),
    /// Print the manual, or write its pages
    #[command(after_help = examples::MAN)]
    Man(ManArgs),
}
