//! Calls the generator: measures its stages and prints its diagnostics.
//!
//! Input: [`Sources`]. Output: the result, or `None` if there were errors.

use std::sync::atomic::{AtomicBool, Ordering};

use oasmith_core::diagnostic::{self, Diagnostics, Strictness};
use oasmith_core::inspect::Inspection;
use oasmith_core::sample::Sample;
use oasmith_core::source::SourceMap;
use oasmith_core::{Analysis, Options, Output, Run, Sources};

use crate::stopwatch::Stopwatch;
use crate::terminal;

/// Whether each warning is shown, for the entire process.
static IS_VERBOSE: AtomicBool = AtomicBool::new(false);

/// Returns the options of a run. In strict runs, every overlay action, pin and helper must match the document.
pub fn options(crate_name: &str, strictness: Strictness) -> Options {
    Options {
        crate_name: crate_name.to_owned(),
        strictness,
    }
}

/// A generated crate.
pub struct Generated {
    /// The crate.
    pub output: Output,
    /// The number of warnings, which have been printed.
    pub warnings: usize,
}

/// Runs all stages. Prints the errors, and returns `None` if there were any.
pub fn generate(sources: Sources, options: &Options, watch: &mut Stopwatch) -> Option<Generated> {
    let run = oasmith_core::generate(sources, options, &mut |stage| watch.start(stage));
    let warnings = run.diagnostics.iter().count();
    let output = output(run, watch)?;
    Some(Generated { output, warnings })
}

/// Runs the stages up to the plan of the crate and returns a description of it.
pub fn inspect(sources: Sources, options: &Options, watch: &mut Stopwatch) -> Option<Inspection> {
    let run = oasmith_core::inspect_document(sources, options, &mut |stage| watch.start(stage));
    output(run, watch)
}

/// Creates sample requests and responses for every operation of a document.
pub fn samples(sources: Sources, options: &Options, watch: &mut Stopwatch) -> Option<Vec<Sample>> {
    let run = oasmith_core::sample_document(sources, options, &mut |stage| watch.start(stage));
    output(run, watch)
}

/// Runs the stages up to the plan of the crate and returns all models. Diagnostics are not printed.
pub fn analyze(sources: Sources, options: &Options, watch: &mut Stopwatch) -> Run<Analysis> {
    let run = oasmith_core::analyze_document(sources, options, &mut |stage| watch.start(stage));
    watch.pause();
    run
}

/// Prints the diagnostics of a run and returns its output.
fn output<T>(run: Run<T>, watch: &mut Stopwatch) -> Option<T> {
    watch.stop();
    print_diagnostics(&run.diagnostics, &run.sources);
    run.output
}

/// Sets whether each warning is shown instead of one line for each kind.
pub fn show_each_warning(is_verbose: bool) {
    IS_VERBOSE.store(is_verbose, Ordering::Relaxed);
}

/// Prints diagnostics to standard error.
pub fn print_diagnostics(diagnostics: &Diagnostics, sources: &SourceMap) {
    let render = match IS_VERBOSE.load(Ordering::Relaxed) {
        true => diagnostic::render,
        false => diagnostic::render_summary,
    };
    let text = render(diagnostics, sources, terminal::color_errors());
    if !text.is_empty() {
        terminal::note(text.trim_end());
    }
}
