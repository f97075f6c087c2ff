//! The command line: reads a package and the repository, and writes the supplement or prints a report.
//!
//! Results go to standard output or to `spec/supplement.yaml`; problems go to standard error.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line prints"
)]

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};

use supplement::commands;

/// Uses an SDK package to derive the parts that the document lacks.
#[derive(Debug, Parser)]
#[command(name = "supplement")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Writes spec/supplement.yaml.
    Write(Write),
    /// Lists what the SDK has and the crate lacks.
    Lag(Lag),
}

/// The inputs of a command.
#[derive(Args, Debug)]
struct Inputs {
    /// The checkout of the project.
    #[arg(long)]
    root: PathBuf,
    /// An unpacked Python package.
    #[arg(long)]
    from: PathBuf,
    /// The version of the package, if its metadata does not state it.
    #[arg(long)]
    package_version: Option<String>,
}

#[derive(Args, Debug)]
struct Write {
    #[command(flatten)]
    inputs: Inputs,
    /// Compares with an unpacked npm package instead of writing.
    #[arg(long)]
    compare: Option<PathBuf>,
    /// Prints the supplement instead of writing it.
    #[arg(long)]
    print: bool,
}

#[derive(Args, Debug)]
struct Lag {
    #[command(flatten)]
    inputs: Inputs,
    /// Prints the report as JSON.
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Write(args) => {
            let inputs = inputs(args.inputs);
            if let Some(other) = args.compare {
                print!("{}", commands::compare(&inputs, &other)?);
                return Ok(ExitCode::SUCCESS);
            }
            let written = commands::supplement(&inputs)?;
            written
                .problems
                .iter()
                .for_each(|it| eprintln!("note: {it}"));
            match args.print {
                true => print!("{}", written.text),
                false => std::fs::write(inputs.supplement(), written.text)?,
            }
        }
        Command::Lag(args) => {
            let lag = commands::lag(&inputs(args.inputs))?;
            match args.json {
                true => println!("{}", serde_json::to_string_pretty(&lag)?),
                false => print!("{lag}"),
            }
            lag.problems.iter().for_each(|it| eprintln!("note: {it}"));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn inputs(inputs: Inputs) -> commands::Inputs {
    commands::Inputs {
        root: inputs.root,
        from: inputs.from,
        version: inputs.package_version,
    }
}
