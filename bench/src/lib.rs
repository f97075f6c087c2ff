//! Measures two pieces of work alternately, so that a busy machine affects both equally, and prints rows of figures.

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde_json::json;

/// The target of a figure.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    /// Upper bound.
    AtMost(f64),
    /// Lower bound.
    AtLeast(f64),
    /// None: the figure is informative.
    None,
}

/// Prints a row of `cargo xtask bench` as a line of JSON.
pub fn row(group: &str, what: &str, figure: f64, target: Target, details: &str) {
    let (at_most, at_least) = match target {
        Target::AtMost(bound) => (Some(bound), None),
        Target::AtLeast(bound) => (None, Some(bound)),
        Target::None => (None, None),
    };
    println!(
        "{}",
        json!({
            "group": group, "what": what, "figure": figure, "at_most": at_most, "at_least": at_least,
            "details": details,
        })
    );
}

/// A piece of work to measure.
pub type Work<'a> = Box<dyn FnMut() + 'a>;

/// Measures two pieces of work alternately for a few seconds, and returns the best time of each.
pub fn best_times(mut one: Work<'_>, mut other: Work<'_>) -> (Duration, Duration) {
    const TURN: Duration = Duration::from_millis(3);
    const TURNS: u32 = 200;
    let repetitions = |work: &mut Work<'_>| {
        time(work, 1);
        let once = time(work, 3) / 3;
        u32::try_from(TURN.as_nanos() / once.as_nanos().max(1))
            .unwrap_or(u32::MAX)
            .max(1)
    };
    let (repeat_one, repeat_other) = (repetitions(&mut one), repetitions(&mut other));
    let (mut best_one, mut best_other) = (Duration::MAX, Duration::MAX);
    for _ in 0..TURNS {
        best_one = best_one.min(time(&mut one, repeat_one) / repeat_one);
        best_other = best_other.min(time(&mut other, repeat_other) / repeat_other);
    }
    (best_one, best_other)
}

fn time(work: &mut Work<'_>, repeat: u32) -> Duration {
    let start = Instant::now();
    for _ in 0..repeat {
        work();
    }
    start.elapsed()
}

/// Wraps a function whose result is discarded.
pub fn work<'a, T>(mut make: impl FnMut() -> T + 'a) -> Work<'a> {
    Box::new(move || drop(black_box(make())))
}

/// Formats a duration.
pub fn shown(duration: Duration) -> String {
    format!("{duration:.1?}")
}
