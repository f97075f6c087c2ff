//! The report of a run of `generate`.
//!
//! Input: the result of a run. Output: lines for people, or JSON.

use anyhow::Result;
use oasmith_core::inspect::Inspection;
use serde_json::{Value, json};

use super::target::{Signatures, Target};
use crate::cli::GenerateArgs;
use crate::output::Comparison;
use crate::stopwatch::{Stopwatch, own_peak_memory};
use crate::terminal::{self, counted, grouped};

/// The example that calls the first operation.
const FIRST_CALL: &str = "examples/first_call.rs";

/// The result of a run.
pub struct Report<'a> {
    /// The arguments of the command.
    pub args: &'a GenerateArgs,
    /// The directory of the crate.
    pub target: &'a Target,
    /// The generator's description of the document.
    pub inspection: &'a Inspection,
    /// The number of warnings.
    pub warnings: usize,
    /// The differences to the files on disk.
    pub comparison: &'a Comparison,
    /// The recorded order of constructor arguments, if it is out of date.
    pub stale_signatures: Option<&'a Signatures>,
    /// The time of each stage.
    pub watch: &'a Stopwatch,
}

impl Report<'_> {
    /// Prints the report in the format that the arguments ask for.
    pub fn print(&self) -> Result<()> {
        if self.args.json {
            return terminal::print_json(&self.json());
        }
        if self.args.timings {
            for line in self.watch.table() {
                terminal::print_line(&line)?;
            }
        }
        if !self.args.check {
            terminal::print_line(&self.summary())?;
            if self.is_first() {
                terminal::note(&self.next_step());
            }
            return Ok(());
        }
        self.print_differences()
    }

    /// Returns whether all files are up to date.
    pub fn is_clean(&self) -> bool {
        self.comparison.is_clean() && self.stale_signatures.is_none()
    }

    fn json(&self) -> Value {
        let files = self.comparison;
        let mut report = json!({
            "schemas": self.inspection.schemas.len(),
            "operations": self.inspection.operations.len(),
            "untyped": self.inspection.schemas.iter().map(|it| it.untyped.len()).sum::<usize>(),
            "warnings": self.warnings,
            "ms": self.watch.total(),
            "stages": self.watch.stages(),
            "peak_memory": own_peak_memory(),
        });
        report["files"] = if self.args.check {
            json!({
                "missing": files.missing,
                "stale": files.stale,
                "left_over": files.left_over,
                "unchanged": files.unchanged,
                "stale_signatures": self.stale_signatures.is_some(),
            })
        } else {
            files.json()
        };
        report
    }

    /// Whether this run wrote a crate with an example of a call for the first time.
    fn is_first(&self) -> bool {
        let files = self.comparison;
        files.unchanged == 0 && files.missing.iter().any(|path| path == FIRST_CALL)
    }

    fn next_step(&self) -> String {
        format!(
            "call the API: cargo run --manifest-path {}/Cargo.toml --example first_call --features full",
            self.target.shown()
        )
    }

    fn summary(&self) -> String {
        format!(
            "{}: {}; {}, {}; {} ms",
            self.target.shown(),
            self.comparison.summary(),
            counted(self.inspection.operations.len(), "operation"),
            counted(self.inspection.schemas.len(), "schema"),
            grouped(self.watch.total().round() as u64),
        )
    }

    fn print_differences(&self) -> Result<()> {
        let files = self.comparison;
        if self.is_clean() {
            return terminal::print_line(&format!(
                "{} is up to date: {}",
                self.target.shown(),
                counted(files.unchanged, "file")
            ));
        }
        for (state, paths) in [
            ("missing", &files.missing),
            ("stale", &files.stale),
            ("left over", &files.left_over),
        ] {
            for path in paths {
                terminal::print_line(&format!("{state:<9} {path}"))?;
            }
        }
        if let Some(signatures) = self.stale_signatures {
            terminal::print_line(&format!("stale     {}", signatures.path))?;
        }
        terminal::note(&format!(
            "{} is out of date: run {}",
            self.target.shown(),
            self.target.update
        ));
        Ok(())
    }
}
