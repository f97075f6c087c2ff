//! `xtask-rustc`: runs the compiler and logs its cost. Cargo calls it as `RUSTC_WRAPPER`.
//!
//! Input: the compiler and its arguments. Output: a line of JSON in the file named by `XTASK_RUSTC_LOG`, with the name
//! of the crate, milliseconds, and peak memory in bytes (Linux only). Exits with the status of the compiler.

use oasmith::peak_memory;

use std::env;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::process::{Command, ExitCode};
use std::time::Instant;

use anyhow::{Context as _, Result};
use serde_json::json;

fn main() -> Result<ExitCode> {
    let mut arguments = env::args_os().skip(1);
    let compiler = arguments.next().context("no compiler given")?;
    let arguments: Vec<_> = arguments.collect();
    let name = arguments
        .iter()
        .position(|argument| argument == "--crate-name")
        .and_then(|at| arguments.get(at + 1)?.to_str());
    let since = Instant::now();
    let mut child = Command::new(compiler)
        .args(&arguments)
        .spawn()
        .context("cannot start the compiler")?;
    let (status, peak) = peak_memory::wait(&mut child)?;
    let ms = since.elapsed().as_secs_f64() * 1e3;
    if let (Some(name), Some(log)) = (name, env::var_os("XTASK_RUSTC_LOG")) {
        let mut file = OpenOptions::new().create(true).append(true).open(log)?;
        writeln!(file, "{}", json!({ "name": name, "ms": ms, "peak": peak }))?;
    }
    let code = status.code().unwrap_or(1);
    Ok(ExitCode::from(u8::try_from(code).unwrap_or(1)))
}
