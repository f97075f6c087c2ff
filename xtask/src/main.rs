//! The project's command line: parses arguments, reads files, calls the generator, writes or checks files, reports.
//!
//! Results go to standard output, everything else to standard error. What is generated, and why, is decided in the
//! `oasmith-core` crate and in `spec/`.

mod bench;
mod cargo;
mod ci;
mod cli;
mod conformance;
mod decode;
mod generate;
mod input;
mod package;
mod replay;
mod repository;
mod spec;

use std::process::ExitCode;

use clap::Parser as _;
use oasmith::{inspect, mock, output, peak_memory, pipeline, stopwatch, terminal};

use cli::{Cli, Command, SpecCommand};

/// The system allocator took a quarter of the generation time (see ARCHITECTURE.md, "Performance").
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    pipeline::show_each_warning(cli.verbose);
    let result = match cli.command {
        Command::Generate(args) => generate::run(&args),
        Command::Inspect(args) => {
            input::read(&args.sources).and_then(|input| inspect::run(&args, input))
        }
        Command::Spec(SpecCommand::Update(args)) => spec::update::run(&args),
        Command::Spec(SpecCommand::Diff(args)) => spec::diff::run(&args),
        Command::Spec(SpecCommand::Agree(args)) => spec::agree::run(&args),
        Command::Spec(SpecCommand::Supplement(args)) => spec::supplement::write(&args),
        Command::Spec(SpecCommand::Lag(args)) => spec::supplement::lag(&args),
        Command::Decode(args) => decode::run(&args),
        Command::Conformance(args) => conformance::run(&args),
        Command::Mock(args) => input::read(&args.sources).and_then(|input| mock::run(&args, input)),
        Command::Replay(args) => replay::run(&args),
        Command::Package(args) => package::run(&args),
        Command::Ci(args) => ci::run(&args),
        Command::Bench(args) => bench::run(&args),
    };
    terminal::exit_code(result)
}
