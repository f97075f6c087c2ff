//! `xtask-rustc`: calls the compiler and writes down what that cost. Cargo calls it as `RUSTC_WRAPPER`.
//!
//! In: the compiler and its arguments. Out: a line of JSON in the file that `XTASK_RUSTC_LOG` names: the name of the
//! crate, milliseconds, and the peak of memory in bytes, where the system tells it (Linux). Ends as the compiler does.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::process::{Child, Command, ExitCode};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use anyhow::{Context as _, Result};
use serde_json::json;

fn main() -> Result<ExitCode> {
    let mut arguments = env::args_os().skip(1);
    let compiler = arguments.next().context("which compiler?")?;
    let arguments: Vec<_> = arguments.collect();
    let name = arguments
        .iter()
        .position(|argument| argument == "--crate-name")
        .and_then(|at| arguments.get(at + 1)?.to_str());
    let since = Instant::now();
    let mut child = Command::new(compiler)
        .args(&arguments)
        .spawn()
        .context("the compiler cannot be started")?;
    let (status, peak) = watch(&mut child)?;
    let ms = since.elapsed().as_secs_f64() * 1e3;
    if let (Some(name), Some(log)) = (name, env::var_os("XTASK_RUSTC_LOG")) {
        let mut file = OpenOptions::new().create(true).append(true).open(log)?;
        writeln!(file, "{}", json!({ "name": name, "ms": ms, "peak": peak }))?;
    }
    Ok(ExitCode::from(u8::try_from(status).unwrap_or(1)))
}

/// Looks at the compiler until it ends: its exit code, and the most memory it held.
fn watch(child: &mut Child) -> Result<(i32, u64)> {
    let path = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        let status = fs::read_to_string(&path).unwrap_or_default();
        let high = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let high = high.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok());
        peak = peak.max(high.unwrap_or(0u64) * 1024);
        if let Some(status) = child.try_wait()? {
            return Ok((status.code().unwrap_or(1), peak));
        }
        thread::sleep(Duration::from_millis(2));
    }
}
