//! One run of the generator: timed, shown while it goes on, its findings printed.
//!
//! In: [`Sources`]. Out: the output with the time of each stage, or nothing if there were errors.

use std::fs;
use std::time::{Duration, Instant};

use indicatif::ProgressBar;
use oasmith::diagnostic::{self, Diagnostics};
use oasmith::inspect::Inspection;
use oasmith::sample::Sample;
use oasmith::source::SourceMap;
use oasmith::{Options, Output, Run, Sources, Understood};
use serde::Serialize;

use crate::terminal;

/// How the generator is to work: `strict` where everything in `spec/` has to match the document.
pub fn options(crate_name: &str, strict: bool) -> Options {
    Options {
        crate_name: crate_name.to_owned(),
        strict,
    }
}

/// Runs all stages. Nothing came out if there were errors, which are shown by then.
pub fn generate(sources: Sources, options: &Options, watch: &mut Stopwatch) -> Option<Output> {
    let run = oasmith::generate(sources, options, &mut |stage| watch.start(stage));
    output(run, watch)
}

/// Runs the stages up to the plan of the crate.
pub fn inspect(sources: Sources, options: &Options, watch: &mut Stopwatch) -> Option<Inspection> {
    let run = oasmith::inspect_document(sources, options, &mut |stage| watch.start(stage));
    output(run, watch)
}

/// Makes values of what the document says about its operations.
pub fn samples(sources: Sources, options: &Options, watch: &mut Stopwatch) -> Option<Vec<Sample>> {
    let run = oasmith::sample_document(sources, options, &mut |stage| watch.start(stage));
    output(run, watch)
}

/// Runs the stages up to the plan of the crate, and gives all that is known then. Findings are not shown.
pub fn understand(sources: Sources, options: &Options, watch: &mut Stopwatch) -> Run<Understood> {
    let run = oasmith::understand_document(sources, options, &mut |stage| watch.start(stage));
    watch.pause();
    run
}

/// What a run made, its findings shown.
fn output<T>(run: Run<T>, watch: &mut Stopwatch) -> Option<T> {
    watch.stop();
    show(&run.found, &run.sources);
    run.output
}

/// Prints findings.
pub fn show(found: &Diagnostics, sources: &SourceMap) {
    let text = diagnostic::render(found, sources, terminal::colour());
    if !text.is_empty() {
        terminal::note(text.trim_end());
    }
}

/// Takes the time of one stage after the other, and names on a terminal the one that runs.
pub struct Stopwatch {
    since: Instant,
    spinner: ProgressBar,
    current: Option<(&'static str, Instant)>,
    stages: Vec<Stage>,
}

/// How long a stage took.
#[derive(Clone, Debug, Serialize)]
pub struct Stage {
    /// Name of the stage.
    pub stage: &'static str,
    /// Its time in milliseconds.
    pub ms: f64,
}

impl Stopwatch {
    /// Starts now.
    pub fn new() -> Self {
        Self {
            since: Instant::now(),
            spinner: terminal::spinner(),
            current: None,
            stages: Vec::new(),
        }
    }

    /// A stage begins, and with that the one before it ends.
    pub fn start(&mut self, stage: &'static str) {
        self.finish_stage();
        if !self.spinner.is_finished() {
            self.spinner.set_message(stage);
        }
        self.current = Some((stage, Instant::now()));
    }

    /// The stage ends, and nothing is drawn any more: others are about to write.
    pub fn stop(&mut self) {
        self.finish_stage();
        if !self.spinner.is_finished() {
            self.spinner.finish_and_clear();
        }
    }

    /// The stage ends; another one may follow.
    pub fn pause(&mut self) {
        self.finish_stage();
    }

    fn finish_stage(&mut self) {
        if let Some((stage, since)) = self.current.take() {
            let ms = milliseconds(since.elapsed());
            self.stages.push(Stage { stage, ms });
        }
    }

    /// Time since the start in milliseconds.
    pub fn total(&self) -> f64 {
        milliseconds(self.since.elapsed())
    }

    /// All stages so far.
    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }
}

impl Drop for Stopwatch {
    /// An error on the way leaves no spinner behind.
    fn drop(&mut self) {
        self.stop();
    }
}

/// The most memory this process has had at a time, in bytes, where the system tells it in a file.
pub fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes * 1024)
}

fn milliseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e5).round() / 100.0
}
