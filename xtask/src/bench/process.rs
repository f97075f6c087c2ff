//! Measures processes.
//!
//! Input: a command. Output: its wall time, and its peak memory (Linux only).

use std::io::{Read as _, Seek as _};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use tempfile::TempDir;

use crate::peak_memory;

/// The cost of a process.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    /// Wall time in milliseconds.
    pub ms: f64,
    /// Peak memory in bytes; zero if it is unknown.
    pub peak: u64,
}

/// Creates a folder for the output of programs, in memory if possible. The time to create thousands of files varies too
/// much on disk: one disk took from 0.02 to 1.5 s for the same files, depending on what was deleted shortly before.
pub fn scratch() -> Result<TempDir> {
    let in_memory = tempfile::tempdir_in("/dev/shm");
    let folder = in_memory.or_else(|_| tempfile::tempdir());
    folder.context("cannot create a temporary folder")
}

/// Runs a command and measures it. Its standard output is discarded and its standard error written to a file, so that it
/// never blocks on a reader.
pub fn measure(command: &mut Command) -> Result<Cost> {
    let mut messages = tempfile::tempfile().context("cannot create a temporary file")?;
    command.stdout(Stdio::null()).stderr(messages.try_clone()?);
    let shown = format!("{command:?}");
    let since = Instant::now();
    let mut child = command
        .spawn()
        .with_context(|| format!("cannot start {shown}"))?;
    let (status, peak) = peak_memory::wait(&mut child)?;
    let ms = since.elapsed().as_secs_f64() * 1e3;
    if !status.success() {
        let mut text = Vec::new();
        messages.rewind()?;
        messages.read_to_end(&mut text)?;
        bail!(
            "{shown} failed:\n{}",
            String::from_utf8_lossy(&text).trim_end()
        );
    }
    Ok(Cost { ms, peak })
}

/// Returns the median of each figure.
pub fn median(costs: &[Cost]) -> Cost {
    let mut times: Vec<f64> = costs.iter().map(|cost| cost.ms).collect();
    times.sort_by(f64::total_cmp);
    let mut peaks: Vec<u64> = costs.iter().map(|cost| cost.peak).collect();
    peaks.sort_unstable();
    Cost {
        ms: times.get(times.len() / 2).copied().unwrap_or_default(),
        peak: peaks.get(peaks.len() / 2).copied().unwrap_or_default(),
    }
}

/// Formats a number of bytes in megabytes.
pub fn megabytes(bytes: u64) -> String {
    format!("{:.0} MB", bytes as f64 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::{Cost, median};

    #[test]
    fn the_median_is_taken_per_figure() {
        let cost = |ms, peak| Cost { ms, peak };
        let median = median(&[cost(3.0, 1), cost(1.0, 9), cost(2.0, 5)]);
        assert!((median.ms - 2.0).abs() < f64::EPSILON);
        assert_eq!(median.peak, 5);
    }
}
