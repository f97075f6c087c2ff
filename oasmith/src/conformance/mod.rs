//! `conformance`: calls every operation of a server with sample requests.
//!
//! Input: a document and the URL of a server. Output: one line per operation, then a summary. Requests are built from the
//! document, without a generated client: this tests the server.

use anyhow::Result;

use crate::cli::ConformanceArgs;
use crate::input::Input;
use crate::terminal::Outcome;

/// Runs the command.
#[cfg(not(feature = "fetch"))]
pub fn run(_: &ConformanceArgs, _: Input) -> Result<Outcome> {
    anyhow::bail!(
        "this program was built without the feature `fetch`, which contains the HTTP client"
    )
}

#[cfg(feature = "fetch")]
pub use calls::run;

#[cfg(feature = "fetch")]
mod calls;
