//! The project's command line: parses arguments, reads files, calls the generator, writes or checks, prints.
//!
//! Results go to standard output, everything else to standard error. Holds no policy: what is generated and why is
//! decided in the `oasmith` crate and in `spec/`.

mod bench;
mod cargo;
mod ci;
mod cli;
mod conformance;
mod decode;
mod generate;
mod input;
mod inspect;
mod mock;
mod output;
mod pipeline;
mod repository;
mod spec;
mod terminal;
mod watch;

use std::process::ExitCode;

use clap::Parser as _;

use cli::{Cli, Command, SpecCommand};

/// A third of the time that generating takes was the system's allocator (see ARCHITECTURE.md, "Speed").
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Generate(args) => generate::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Spec(SpecCommand::Update(args)) => spec::update::run(&args),
        Command::Spec(SpecCommand::Diff(args)) => spec::diff::run(&args),
        Command::Spec(SpecCommand::Agree(args)) => spec::agree::run(&args),
        Command::Decode(args) => decode::run(&args),
        Command::Conformance(args) => conformance::run(&args),
        Command::Mock(args) => mock::run(&args),
        Command::Ci(args) => ci::run(&args),
        Command::Bench(args) => bench::run(&args),
    };
    terminal::exit_code(result)
}
