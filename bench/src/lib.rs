//! Rows of figures, and how they are measured: in turns with a yardstick, so that a busy machine disturbs both alike.

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde_json::json;

/// What a figure should be.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    /// Not more.
    AtMost(f64),
    /// Not less.
    AtLeast(f64),
    /// It is for information.
    None,
}

/// Prints a row for the table of `cargo xtask bench`: a line of JSON on standard output.
pub fn row(group: &str, what: &str, figure: f64, target: Target, details: &str) {
    let (at_most, at_least) = match target {
        Target::AtMost(most) => (Some(most), None),
        Target::AtLeast(least) => (None, Some(least)),
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

/// Something that is done again and again.
pub type Work<'a> = Box<dyn FnMut() + 'a>;

/// The best time of each of two works, measured in turns for a few seconds.
pub fn pair(mut one: Work<'_>, mut other: Work<'_>) -> (Duration, Duration) {
    const TURN: Duration = Duration::from_millis(3);
    const TURNS: u32 = 200;
    let repeats = |work: &mut Work<'_>| {
        time(work, 1);
        let once = time(work, 3) / 3;
        u32::try_from(TURN.as_nanos() / once.as_nanos().max(1))
            .unwrap_or(u32::MAX)
            .max(1)
    };
    let (repeat_one, repeat_other) = (repeats(&mut one), repeats(&mut other));
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

/// Work whose result is thrown away.
pub fn work<'a, T>(mut make: impl FnMut() -> T + 'a) -> Work<'a> {
    Box::new(move || drop(black_box(make())))
}

/// A duration as people read it.
pub fn shown(duration: Duration) -> String {
    format!("{duration:.1?}")
}
