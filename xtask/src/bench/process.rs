//! Processes, measured from outside.
//!
//! In: a command. Out: its wall time and the peak of its memory, where the system tells it (Linux).

use std::io::{Read as _, Seek as _};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use tempfile::TempDir;

use crate::watch;

/// What a process cost.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    /// From its start to its end, in milliseconds.
    pub ms: f64,
    /// The most memory it held, in bytes; zero where it is not known.
    pub peak: u64,
}

/// A folder for what programs write, in memory where the system has such: what a file system makes of some thousands of
/// new files is its own matter. One without a journal took from 0.02 to 1.5 s for the same, by what was deleted on it in
/// the minutes before.
pub fn scratch() -> Result<TempDir> {
    let in_memory = tempfile::tempdir_in("/dev/shm");
    let folder = in_memory.or_else(|_| tempfile::tempdir());
    folder.context("cannot make a temporary folder")
}

/// Runs a command to its end; its standard output is thrown away, and what it says beside goes to a file, so that it
/// never waits for a reader.
pub fn measure(command: &mut Command) -> Result<Cost> {
    let mut told = tempfile::tempfile().context("cannot make a temporary file")?;
    command.stdout(Stdio::null()).stderr(told.try_clone()?);
    let shown = format!("{command:?}");
    let since = Instant::now();
    let mut child = command
        .spawn()
        .with_context(|| format!("cannot start {shown}"))?;
    let (status, peak) = watch::until_end(&mut child)?;
    let ms = since.elapsed().as_secs_f64() * 1e3;
    if !status.success() {
        let mut text = Vec::new();
        told.rewind()?;
        told.read_to_end(&mut text)?;
        bail!(
            "{shown} failed:\n{}",
            String::from_utf8_lossy(&text).trim_end()
        );
    }
    Ok(Cost { ms, peak })
}

/// The middle of several costs, each figure for itself.
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

/// Bytes as people read them.
pub fn megabytes(bytes: u64) -> String {
    format!("{:.0} MB", bytes as f64 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::{Cost, median};

    #[test]
    fn each_figure_has_its_own_middle() {
        let cost = |ms, peak| Cost { ms, peak };
        let middle = median(&[cost(3.0, 1), cost(1.0, 9), cost(2.0, 5)]);
        assert!((middle.ms - 2.0).abs() < f64::EPSILON);
        assert_eq!(middle.peak, 5);
    }
}
