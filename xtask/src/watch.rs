//! A process, looked at until it ends.
//!
//! In: a child. Out: how it ended, and the peak of its memory, where the system tells it (Linux). Shared by `bench` and
//! the program `xtask-rustc`.

use std::fs;
use std::io;
use std::process::{Child, ExitStatus};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// How often its memory is looked at. Each look holds the process up a little.
const INTERVAL: Duration = Duration::from_millis(4);

/// Waits for the end. The most memory the process held is in bytes; zero where it is not known.
pub fn until_end(child: &mut Child) -> io::Result<(ExitStatus, u64)> {
    let path = format!("/proc/{}/status", child.id());
    let ended = AtomicBool::new(false);
    thread::scope(|scope| {
        let watcher = scope.spawn(|| {
            let mut peak = 0;
            while !ended.load(Ordering::Relaxed) {
                // The system's figure is the peak so far, so that the last look counts.
                peak = peak.max(peak_of(&path).unwrap_or_default());
                thread::park_timeout(INTERVAL);
            }
            peak
        });
        let status = child.wait();
        ended.store(true, Ordering::Relaxed);
        watcher.thread().unpark();
        Ok((status?, watcher.join().unwrap_or_default()))
    })
}

fn peak_of(path: &str) -> Option<u64> {
    let text = fs::read_to_string(path).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes * 1024)
}
