//! Times the stages of a command and shows the current one on a terminal.
//!
//! Input: the names of stages as they start. Output: the time of each, and a table of them.

use std::time::{Duration, Instant};

use indicatif::ProgressBar;
use serde::Serialize;

use crate::{peak_memory, terminal};

/// Measures one stage after the other and shows the name of the current one on a terminal.
pub struct Stopwatch {
    since: Instant,
    spinner: ProgressBar,
    current: Option<(&'static str, Instant)>,
    stages: Vec<Stage>,
}

/// The duration of a stage.
#[derive(Clone, Debug, Serialize)]
pub struct Stage {
    /// Name of the stage.
    pub stage: &'static str,
    /// Duration in milliseconds.
    pub ms: f64,
}

impl Stopwatch {
    /// Starts measuring.
    #[allow(clippy::new_without_default)] // it starts to measure
    pub fn new() -> Self {
        Self {
            since: Instant::now(),
            spinner: terminal::spinner(),
            current: None,
            stages: Vec::new(),
        }
    }

    /// Ends the current stage and starts the next one.
    pub fn start(&mut self, stage: &'static str) {
        self.pause();
        if !self.spinner.is_finished() {
            self.spinner.set_message(stage);
        }
        self.current = Some((stage, Instant::now()));
    }

    /// Ends the current stage and removes the spinner, so that other output can follow.
    pub fn stop(&mut self) {
        self.pause();
        if !self.spinner.is_finished() {
            self.spinner.finish_and_clear();
        }
    }

    /// Ends the current stage and keeps the spinner for the next one.
    pub fn pause(&mut self) {
        if let Some((stage, since)) = self.current.take() {
            let ms = milliseconds(since.elapsed());
            self.stages.push(Stage { stage, ms });
        }
    }

    /// Returns the time since the start, in milliseconds.
    pub fn total(&self) -> f64 {
        milliseconds(self.since.elapsed())
    }

    /// Returns the stages that have ended.
    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }

    /// Returns one line per stage, one for the total, and one for the peak memory if it is known.
    pub fn table(&self) -> Vec<String> {
        let stages = self.stages.iter();
        let mut lines: Vec<String> = stages.map(|it| row(it.stage, it.ms, 2, "ms")).collect();
        lines.push(row("total", self.total(), 2, "ms"));
        if let Some(bytes) = own_peak_memory() {
            lines.push(row("peak memory", bytes as f64 / 1e6, 1, "MB"));
        }
        lines
    }
}

impl Drop for Stopwatch {
    /// Removes the spinner when an error ends the command early.
    fn drop(&mut self) {
        self.stop();
    }
}

/// Returns the peak memory of this process in bytes, if the system reports it.
pub fn own_peak_memory() -> Option<u64> {
    peak_memory::read("/proc/self/status")
}

fn row(name: &str, value: f64, decimals: usize, unit: &str) -> String {
    format!("{name:<12} {value:>10.decimals$} {unit}")
}

fn milliseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e5).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::row;

    #[test]
    fn values_are_aligned() {
        assert_eq!(row("read", 12.5, 2, "ms"), "read              12.50 ms");
        assert_eq!(
            row("peak memory", 9.0, 1, "MB"),
            "peak memory         9.0 MB"
        );
    }
}
