//! `generate`: a crate from a document, written or checked.
//!
//! In: arguments. Out: files, and a report of them. Which files and what is in them is the generator's business.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use oasmith::inspect::Inspection;
use serde_json::json;

use crate::cli::GenerateArgs;
use crate::input;
use crate::output::{Comparison, Ownership, Transaction, compare};
use crate::pipeline::{self, Stopwatch};
use crate::repository::{GENERATED_PACKAGE, Repository, paths};
use crate::terminal::{self, Outcome, counted, grouped};

/// Runs the command.
pub fn run(args: &GenerateArgs) -> Result<Outcome> {
    let repository = Repository::find()?;
    let target = Target::of(args, &repository)?;
    let options = pipeline::options(&target.crate_name, args.sources.spec.is_none());
    let mut watch = Stopwatch::new();
    watch.start("read");
    let sources = input::sources(&args.sources, &repository)?;
    let Some(output) = pipeline::generate(sources, &options, &mut watch) else {
        terminal::note("nothing was written");
        return Ok(Outcome::Failed);
    };
    watch.start("compare");
    let comparison = compare(&target.directory, target.ownership, &output.files)?;
    if !args.check {
        watch.start("write");
        let mut transaction = Transaction::new(&target.directory);
        comparison.add_to(&mut transaction, "", &output.files);
        transaction.commit()?;
    }
    watch.stop();
    let report = Report {
        args,
        target: &target,
        inspection: &output.inspection,
        comparison: &comparison,
        watch: &watch,
    };
    report.print()?;
    Ok(Outcome::of(!args.check || comparison.is_clean()))
}

/// Where the crate goes and how it is called.
struct Target {
    directory: PathBuf,
    ownership: Ownership,
    crate_name: String,
}

impl Target {
    fn of(args: &GenerateArgs, repository: &Repository) -> Result<Self> {
        let Some(out) = &args.out else {
            if args.sources.spec.is_some() {
                bail!(
                    "--spec needs --out: {} belongs to {}",
                    paths::GENERATED,
                    paths::DOCUMENT
                );
            }
            let crate_name = args
                .crate_name
                .clone()
                .unwrap_or_else(|| GENERATED_PACKAGE.to_owned());
            return Ok(Self {
                directory: repository.generated(),
                ownership: Ownership::Whole,
                crate_name,
            });
        };
        let crate_name = match &args.crate_name {
            Some(name) => name.clone(),
            None => name_of(out)?,
        };
        if !is_package_name(&crate_name) {
            bail!(
                "`{crate_name}` is no package name (letters, digits, `-` and `_`, a letter first): pass --crate-name"
            );
        }
        Ok(Self {
            directory: out.clone(),
            ownership: Ownership::Listed { force: args.force },
            crate_name,
        })
    }

    /// The directory as the user knows it.
    fn shown(&self) -> String {
        match self.ownership {
            Ownership::Whole => format!("{}/", paths::GENERATED),
            Ownership::Listed { .. } => self.directory.display().to_string(),
        }
    }
}

/// The last part of a directory's path, which may be given as `.`.
fn name_of(directory: &Path) -> Result<String> {
    let whole = std::path::absolute(directory)
        .with_context(|| format!("cannot find {}", directory.display()))?;
    Ok(whole
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default())
}

fn is_package_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_')
}

/// What is told about a run.
struct Report<'a> {
    args: &'a GenerateArgs,
    target: &'a Target,
    inspection: &'a Inspection,
    comparison: &'a Comparison,
    watch: &'a Stopwatch,
}

impl Report<'_> {
    fn print(&self) -> Result<()> {
        if self.args.json {
            return terminal::json(&self.json());
        }
        if self.args.timings {
            self.print_timings()?;
        }
        if !self.args.check {
            return terminal::result(&self.summary());
        }
        self.print_differences()
    }

    fn json(&self) -> serde_json::Value {
        let Comparison {
            missing,
            stale,
            left_over,
            unchanged,
            ..
        } = self.comparison;
        let mut report = json!({
            "schemas": self.inspection.schemas.len(),
            "operations": self.inspection.operations.len(),
            "ms": self.watch.total(),
            "stages": self.watch.stages(),
            "peak_memory": pipeline::peak_memory(),
        });
        report["files"] = if self.args.check {
            json!({ "missing": missing, "stale": stale, "left_over": left_over, "unchanged": unchanged })
        } else {
            json!({ "written": self.comparison.written().collect::<Vec<_>>(), "removed": left_over, "unchanged": unchanged })
        };
        report
    }

    fn summary(&self) -> String {
        let Comparison {
            missing,
            stale,
            left_over,
            unchanged,
            ..
        } = self.comparison;
        format!(
            "{}: {} written, {} unchanged, {} removed; {}, {}; {} ms",
            self.target.shown(),
            counted(missing.len() + stale.len(), "file"),
            grouped(*unchanged as u64),
            grouped(left_over.len() as u64),
            counted(self.inspection.operations.len(), "operation"),
            counted(self.inspection.schemas.len(), "schema"),
            self.watch.total().round(),
        )
    }

    fn print_timings(&self) -> Result<()> {
        for stage in self.watch.stages() {
            terminal::result(&format!("{:<12} {:>10.2} ms", stage.stage, stage.ms))?;
        }
        if let Some(bytes) = pipeline::peak_memory() {
            terminal::result(&format!(
                "{:<12} {:>10.1} MB",
                "peak memory",
                bytes as f64 / 1e6
            ))?;
        }
        Ok(())
    }

    fn print_differences(&self) -> Result<()> {
        let Comparison {
            missing,
            stale,
            left_over,
            unchanged,
            ..
        } = self.comparison;
        if self.comparison.is_clean() {
            return terminal::result(&format!(
                "{} is up to date: {}",
                self.target.shown(),
                counted(*unchanged, "file")
            ));
        }
        for (word, files) in [
            ("missing", missing),
            ("stale", stale),
            ("left over", left_over),
        ] {
            for file in files {
                terminal::result(&format!("{word:<9} {file}"))?;
            }
        }
        let same_command = match self.target.ownership {
            Ownership::Whole => "`cargo xtask generate`",
            Ownership::Listed { .. } => "the same command without --check",
        };
        terminal::note(&format!(
            "{} is out of date: run {same_command}",
            self.target.shown()
        ));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::is_package_name;

    #[test]
    fn package_names_are_what_cargo_takes() {
        assert!(["a", "pet-store", "x_1"].into_iter().all(is_package_name));
        assert!(
            !["", "1a", "-a", "pet store", "a.b"]
                .into_iter()
                .any(is_package_name)
        );
    }
}
