//! The peak memory of a process, read from `/proc` (Linux only).
//!
//! Input: a child process. Output: its exit status and its peak memory. Shared by the stopwatch, `bench` and the
//! program `xtask-rustc`.

use std::fs;
use std::io;
use std::process::{Child, ExitStatus};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// How often the memory of the child is read. Each reading briefly stops the child.
const INTERVAL: Duration = Duration::from_millis(4);

/// Waits for the child to exit. Also returns its peak memory in bytes, or zero if it is unknown.
pub fn wait(child: &mut Child) -> io::Result<(ExitStatus, u64)> {
    let path = format!("/proc/{}/status", child.id());
    let ended = AtomicBool::new(false);
    thread::scope(|scope| {
        let sampler = scope.spawn(|| {
            let mut peak = 0;
            while !ended.load(Ordering::Relaxed) {
                // The kernel reports the peak so far, so only the last reading before the exit matters.
                peak = peak.max(read(&path).unwrap_or_default());
                thread::park_timeout(INTERVAL);
            }
            peak
        });
        let status = child.wait();
        ended.store(true, Ordering::Relaxed);
        sampler.thread().unpark();
        Ok((status?, sampler.join().unwrap_or_default()))
    })
}

/// Reads the peak memory, in bytes, from a `status` file below `/proc`.
pub fn read(path: &str) -> Option<u64> {
    let text = fs::read_to_string(path).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes * 1024)
}
