//! `package`: packages the crates that are published, with the templates inside of `oasmith`.
//!
//! The templates are outside of the folder of that crate, and cargo does not package folders that contain a manifest,
//! such as the runtime. So while cargo runs, the crate contains a copy of the templates with renamed manifests.

mod staged;
mod verify;

use std::process::Stdio;

use anyhow::{Context as _, Result, ensure};

use crate::cargo::cargo;
use crate::cli::PackagingArgs;
use crate::repository::{GENERATED_PACKAGE, Repository};
use crate::terminal::{self, Outcome};
use staged::StagedTemplates;

/// The published crates, each after its dependencies.
const PACKAGES: &[&str] = &[
    "oasmith-core",
    "oasmith",
    "openai-typed-macros",
    GENERATED_PACKAGE,
];

/// Runs the command.
pub fn run(args: &PackagingArgs) -> Result<Outcome> {
    let repository = Repository::find()?;
    let staged = StagedTemplates::copy(&repository)?;
    let listed = listed(&repository)?;
    for path in staged.paths() {
        ensure!(listed.contains(path), "the package `oasmith` lacks {path}");
    }
    let count = terminal::counted(staged.paths().len(), "template");
    terminal::note(&format!("the package `oasmith` contains {count}"));
    let command = if args.publish { "publish" } else { "package" };
    let mut call = cargo(&repository);
    call.args([command, "--locked", "--allow-dirty", "--no-verify"]);
    for package in PACKAGES {
        call.args(["--package", package]);
    }
    let status = call.status().context("cannot start cargo")?;
    drop(staged);
    if !status.success() {
        return Ok(Outcome::Failed);
    }
    match args.verify {
        true => verify::verify(&repository),
        false => Ok(Outcome::Done),
    }
}

/// Returns the paths of the files in the package `oasmith`.
fn listed(repository: &Repository) -> Result<Vec<String>> {
    let mut call = cargo(repository);
    call.args(["package", "--list", "--allow-dirty", "--package", "oasmith"]);
    let output = call
        .stderr(Stdio::inherit())
        .output()
        .context("cannot start cargo")?;
    ensure!(output.status.success(), "cannot list the package `oasmith`");
    let text = String::from_utf8(output.stdout).context("a path is not UTF-8")?;
    Ok(text.lines().map(|line| line.replace('\\', "/")).collect())
}
