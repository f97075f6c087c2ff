//! `generate`: writes or checks the crate of a document.
//!
//! Input: arguments. Output: files and a report. The generator decides which files there are and what they contain.

mod report;
mod target;

use std::fs;

use anyhow::Result;

use self::report::Report;
pub use self::target::{Signatures, Target, is_package_name};
use crate::cli::GenerateArgs;
use crate::input::Input;
use crate::output::{Lock, Transaction, compare};
use crate::pipeline::{self, Generated};
use crate::stopwatch::Stopwatch;
use crate::terminal::{self, Outcome};

/// Runs the command.
pub fn run(args: &GenerateArgs, target: &Target, input: Input) -> Result<Outcome> {
    // Held until the end. Locking also reverts an unfinished earlier run.
    let _lock = Lock::acquire(&target.root)?;
    let mut watch = Stopwatch::new();
    let generated = pipeline::generate(input.sources, &input.options, &mut watch);
    let Some(Generated { output, warnings }) = generated else {
        terminal::note("nothing was written");
        return Ok(Outcome::Failed);
    };
    watch.start("compare");
    let comparison = compare(&target.directory, target.ownership, &output.files)?;
    let recorded = target.signatures.as_ref();
    let signatures = recorded.filter(|it| is_stale(target, it, &output.signatures));
    if !args.check {
        watch.start("write");
        let mut transaction = Transaction::new(&target.root);
        comparison.add_to(&mut transaction, &target.prefix, &output.files);
        if let Some(signatures) = signatures {
            transaction.write(&signatures.path, output.signatures.as_bytes());
        }
        transaction.commit()?;
    }
    watch.stop();
    let report = Report {
        args,
        target,
        inspection: &output.inspection,
        comparison: &comparison,
        warnings,
        stale_signatures: signatures,
        watch: &watch,
    };
    report.print()?;
    Ok(Outcome::of(!args.check || report.is_clean()))
}

/// Returns whether the recorded order of constructor arguments differs from that of this run.
fn is_stale(target: &Target, recorded: &Signatures, signatures: &str) -> bool {
    let recorded = fs::read(target.root.join(&recorded.path));
    !recorded.is_ok_and(|recorded| recorded == signatures.as_bytes())
}
