//! The command line: every command and flag.
//!
//! Input: the arguments of the process. Output: one `struct` per command. What the commands do is decided elsewhere.

mod diff;
mod further;
mod run;
mod source;

use clap::{Parser, Subcommand};

pub use diff::{DiffArgs, ReportFormat};
pub use further::{ConformanceArgs, InitArgs, SweepArgs};
pub use run::{GenerateArgs, InspectArgs, MockArgs};
pub use source::SourceArgs;

/// Generates a typed Rust client crate from an OpenAPI document
#[derive(Debug, Parser)]
#[command(name = "oasmith", version, disable_help_subcommand = true)]
pub struct Cli {
    /// Show each warning instead of one line for each kind
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
    Init(InitArgs),
    /// Generate a crate from a document
    Generate(GenerateArgs),
    /// Show how the generator interprets a document
    Inspect(InspectArgs),
    /// Show what changes for users of the crate between two documents, with the configuration in the working directory
    Diff(DiffArgs),
    /// Serve the API of a document on the loopback interface, with sample responses
    Mock(MockArgs),
    /// Call every operation of a server with sample requests, and check the status of each response
    Conformance(ConformanceArgs),
    /// Generate and compile a crate from every document in a folder, and print a table
    Sweep(SweepArgs),
}
