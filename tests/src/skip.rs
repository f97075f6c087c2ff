//! Reports skipped tests.

use std::fmt::Display;
use std::io::{self, Write as _};
use std::thread;

/// Reports that the current test is skipped, and why.
///
/// Writes directly to standard error, which the test harness does not capture, so that the output of CI shows it.
pub fn skipped(reason: impl Display) {
    let thread = thread::current();
    let test = thread.name().unwrap_or("a test");
    let _ = writeln!(io::stderr().lock(), "skipped {test}: {reason}");
}
