//! The command `oasmith`.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::{CommandFactory as _, Parser as _};
use oasmith::cli::{Cli, Command, DiffArgs, GenerateArgs, SourceArgs};
use oasmith::compare::document::Document;
use oasmith::generate::Target;
use oasmith::input::{Input, Paths};
use oasmith::project::Project;
use oasmith::stopwatch::Stopwatch;
use oasmith::terminal::{self, Outcome};
use oasmith::{
    compare, conformance, generate, init, inspect, manual, mock, pipeline, sweep, templates,
};
use oasmith_core::diagnostic::Strictness;

/// The system allocator took a quarter of the generation time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The name of the crate in commands that do not write one.
const CRATE_NAME: &str = "client";

fn main() -> ExitCode {
    let cli = Cli::parse();
    pipeline::show_each_warning(cli.verbose);
    let result = match cli.command {
        Command::Init(args) => init::run(&args),
        Command::Generate(args) => run_generate(&args),
        Command::Inspect(args) => {
            input(&args.sources, CRATE_NAME).and_then(|input| inspect::run(&args, input))
        }
        Command::Diff(args) => run_diff(&args),
        Command::Mock(args) => {
            input(&args.sources, CRATE_NAME).and_then(|input| mock::run(&args, input))
        }
        Command::Conformance(args) => {
            input(&args.sources, CRATE_NAME).and_then(|input| conformance::run(&args, input))
        }
        Command::Sweep(args) => sweep::run(&args),
        Command::Completions(args) => manual::completions(&args, Cli::command()),
        Command::Man(args) => manual::man(&args, Cli::command()),
    };
    terminal::exit_code(result)
}

fn run_generate(args: &GenerateArgs) -> Result<Outcome> {
    let project = project(&args.sources)?;
    let target = Target::of(args, project.as_ref())?;
    generate::run(args, &target, input(&args.sources, &target.crate_name)?)
}

fn run_diff(args: &DiffArgs) -> Result<Outcome> {
    let mut watch = Stopwatch::new();
    let config = Project::find(None)?.map(|project| project.file);
    let mut analyze = |path: &Path| -> Result<Option<Document>> {
        let paths = Paths {
            spec: path.to_path_buf(),
            ..Paths::default()
        };
        let sources = paths.read(config.clone())?;
        let name = path.file_name().unwrap_or(path.as_os_str());
        let name = name.to_string_lossy();
        let matching = Strictness::Lenient;
        Ok(Document::analyze(
            &name, sources, CRATE_NAME, matching, &mut watch,
        ))
    };
    let (old, new) = (analyze(&args.old)?, analyze(&args.new)?);
    compare::print(args, old.as_ref(), new.as_ref(), &mut watch)
}

/// Returns the configuration: the one named by `--config`, or without `--spec` the one in the working directory.
fn project(args: &SourceArgs) -> Result<Option<Project>> {
    match (&args.config, &args.spec) {
        (Some(path), _) => Project::read(path).map(Some),
        (None, Some(_)) => Ok(None),
        (None, None) => Project::find(None),
    }
}

fn input(args: &SourceArgs, crate_name: &str) -> Result<Input> {
    let project = project(args)?;
    let paths = match (&args.spec, &project) {
        (Some(spec), _) => Paths {
            spec: spec.clone(),
            overlays: args.overlays.clone(),
            supplement: args.supplement.clone(),
            docs: args.docs.clone(),
        },
        (None, Some(project)) => Paths::of(project)?,
        (None, None) => None.context("pass --spec, or run `oasmith init` first")?,
    };
    let mut sources = paths.read(project.map(|project| project.file))?;
    sources.templates = templates::templates();
    Ok(Input {
        sources,
        options: pipeline::options(crate_name, Strictness::Lenient),
    })
}
