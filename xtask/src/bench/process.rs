//! Processes, measured from outside.
//!
//! In: a command. Out: its wall time and the peak of its memory, where the system tells it (Linux).

use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

/// What a process cost.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    /// From its start to its end, in milliseconds.
    pub ms: f64,
    /// The most memory it held, in bytes; zero where it is not known.
    pub peak: u64,
}

/// Runs a command to its end; its standard output is thrown away.
pub fn measure(command: &mut Command) -> Result<Cost> {
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    let shown = format!("{command:?}");
    let since = Instant::now();
    let mut child = command
        .spawn()
        .with_context(|| format!("cannot start {shown}"))?;
    let peak = watch(&mut child)?;
    let ms = since.elapsed().as_secs_f64() * 1e3;
    let output = child.wait_with_output()?;
    ensure!(
        output.status.success(),
        "{shown} failed:\n{}",
        String::from_utf8_lossy(&output.stderr).trim_end()
    );
    Ok(Cost { ms, peak })
}

/// Looks at a process until it ends. The system's figure is the peak so far, so that the last look counts.
fn watch(child: &mut Child) -> Result<u64> {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait()?.is_none() {
        peak = peak.max(peak_of(&status).unwrap_or_default());
        thread::sleep(Duration::from_millis(1));
    }
    Ok(peak)
}

fn peak_of(status: &str) -> Option<u64> {
    let text = std::fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes * 1024)
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
