//! `generate`: writes or checks the crate in `generated/`, or that of another document.
//!
//! Input: arguments. Output: files and a report.

use anyhow::{Result, bail};
use oasmith::generate::{self, Signatures, Target};

use crate::cli::GenerateArgs;
use crate::input;
use crate::output::Ownership;
use crate::repository::{GENERATED_PACKAGE, Repository, paths};
use crate::terminal::Outcome;

/// Runs the command.
pub fn run(args: &GenerateArgs) -> Result<Outcome> {
    let repository = Repository::find()?;
    let target = target(args, &repository)?;
    let mut input = input::read(&args.sources)?;
    input.options.crate_name.clone_from(&target.crate_name);
    generate::run(args, &target, input)
}

fn target(args: &GenerateArgs, repository: &Repository) -> Result<Target> {
    if args.out.is_some() {
        return Target::of(args, None);
    }
    if args.sources.spec.is_some() {
        bail!(
            "--spec requires --out: {} is generated from {}",
            paths::GENERATED,
            paths::DOCUMENT
        );
    }
    let crate_name = args.crate_name.clone();
    Ok(Target {
        directory: repository.generated(),
        root: repository.root().to_path_buf(),
        prefix: format!("{}/", paths::GENERATED),
        ownership: Ownership::All,
        crate_name: crate_name.unwrap_or_else(|| GENERATED_PACKAGE.to_owned()),
        signatures: Some(Signatures {
            path: paths::SIGNATURES.to_owned(),
        }),
        update: "`cargo xtask generate`",
    })
}
