//! `spec supplement` and `spec lag`: calls of the program `supplement`, which is built when it is first needed, and the
//! supplement after an update of the document.
//!
//! The parser of the SDK's language is not in this program, since no other command should wait for it to compile.

use std::fs;

use anyhow::{Context as _, Result, bail};
use oasmith_core::diagnostic::{Diagnostics, render};
use oasmith_core::document::{self, Node};
use oasmith_core::source::{SourceFile, SourceMap};
use oasmith_core::supplement::{merge, prune};

use crate::cargo::cargo;
use crate::cli::{LagArgs, PackageArgs, SupplementArgs};
use crate::repository::{Repository, paths};
use crate::terminal::{self, Outcome};

/// Writes the supplement, or compares two packages.
pub fn write(args: &SupplementArgs) -> Result<Outcome> {
    let mut more = Vec::new();
    if let Some(other) = &args.compare {
        more.extend(["--compare".into(), other.as_os_str().to_owned()]);
    }
    call("write", &args.package, &more)
}

/// Lists what is missing.
pub fn lag(args: &LagArgs) -> Result<Outcome> {
    let more = args.json.then(|| "--json".into());
    call("lag", &args.package, more.as_slice())
}

fn call(command: &str, package: &PackageArgs, more: &[std::ffi::OsString]) -> Result<Outcome> {
    let repository = Repository::find()?;
    let folder = fs::canonicalize(&package.from)
        .with_context(|| format!("cannot read {}", package.from.display()))?;
    let mut program = cargo(&repository);
    program.args(["run", "--package", "supplement"]);
    if !terminal::is_interactive() {
        program.arg("--quiet");
    }
    program
        .args(["--", command, "--root"])
        .arg(repository.root());
    program.arg("--from").arg(folder);
    if let Some(version) = &package.package_version {
        program.args(["--package-version", version]);
    }
    let status = program.args(more).status().context("cannot start cargo")?;
    match status.success() {
        true => Ok(Outcome::Done),
        false => Ok(Outcome::Failed),
    }
}

/// Returns the supplement without the entries that a newer document has. Returns `None` if there is no supplement.
pub fn pruned(facts: &str, repository: &Repository) -> Result<Option<String>> {
    let path = repository.path(paths::SUPPLEMENT);
    if !path.exists() {
        return Ok(None);
    }
    let text = fs::read_to_string(&path).with_context(|| paths::SUPPLEMENT.to_owned())?;
    let mut document = tree(SourceFile::new(paths::DOCUMENT, facts))?;
    let mut supplement = tree(SourceFile::new(paths::SUPPLEMENT, &*text))?;
    let merged = merge(&mut document, &supplement, &mut Diagnostics::default());
    if merged.unneeded.is_empty() {
        return Ok(Some(text));
    }
    prune(&mut supplement, &merged);
    let comments = text.lines().take_while(|line| line.starts_with('#'));
    let header: String = comments.map(|line| format!("{line}\n")).collect();
    Ok(Some(header + &document::write_yaml(&supplement)))
}

fn tree(file: SourceFile) -> Result<Node> {
    let mut sources = SourceMap::default();
    let name = file.name.clone();
    let id = sources.add(file);
    let mut diagnostics = Diagnostics::default();
    match document::read(&sources, id, &mut diagnostics) {
        Some(node) if !diagnostics.has_errors() => Ok(node),
        _ => bail!("{name}: {}", render(&diagnostics, &sources, false)),
    }
}
