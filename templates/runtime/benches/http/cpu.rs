//! What the system says of this thread and process; of other systems than Linux nothing but the clock.

use std::fs;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// CPU time of this thread; where there is none, time.
pub fn time() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    let nanos = fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|text| text.split(' ').next()?.parse().ok());
    match nanos {
        Some(nanos) => Duration::from_nanos(nanos),
        None => START.get_or_init(Instant::now).elapsed(),
    }
}

/// Memory of this process now, and at most so far.
pub fn memory() -> String {
    let text = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let field = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name));
        line.unwrap_or(" unknown").trim().to_owned()
    };
    format!("{} now, {} at most", field("VmRSS:"), field("VmHWM:"))
}
