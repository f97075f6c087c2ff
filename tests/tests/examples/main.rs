//! Runs each example program of the generated crate with `--offline`, and compares its output with
//! `tests/fixtures/examples/NAME.txt`. Those of the Realtime API also run against a simulated server.
//!
//! All programs are linked into this test, which starts itself once for each program. This is faster than linking each
//! one. An argument selects programs by a part of their name. `INSTA_UPDATE=always` rewrites the expected output.

#![allow(clippy::print_stdout, clippy::print_stderr)]

mod realtime;
#[allow(dead_code)] // other tests use the rest
#[path = "../realtime/server.rs"]
mod server;

use std::path::Path;
use std::process::{Command, ExitCode};

use oasmith_tests::repository;

include!(concat!(env!("OUT_DIR"), "/programs.rs"));

/// The environment variable with the name of the program that this test runs.
const RUN: &str = "EXAMPLE_PROGRAM";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Ok(name) = std::env::var(RUN) {
        return run(&name);
    }
    let filter = arguments.iter().find(|argument| !argument.starts_with('-'));
    let is_selected = |name: &str| filter.is_none_or(|filter| name.contains(filter.as_str()));
    let names = PROGRAMS.iter().map(|(name, _)| *name);
    let names: Vec<&str> = names.filter(|name| is_selected(name)).collect();
    if filter.is_none() && names.len() < 25 {
        println!("only {} examples found", names.len());
        return ExitCode::FAILURE;
    }
    let offline = names.into_iter().map(|name| (name, check(name)));
    let checks = realtime::CHECKS
        .iter()
        .filter(|(name, _)| is_selected(name));
    let online = checks.map(|(name, check)| (*name, check()));
    let mut failed = false;
    for (name, result) in offline.chain(online) {
        match result {
            Ok(()) => println!("example {name} ... ok"),
            Err(fault) => {
                failed = true;
                println!("example {name} ... FAILED\n{fault}");
            }
        }
    }
    ExitCode::from(u8::from(failed))
}

/// Runs a program in this process.
fn run(name: &str) -> ExitCode {
    let program = PROGRAMS.iter().find(|(known, _)| *known == name);
    match program.map(|(_, start)| start()) {
        Some(Ok(())) => ExitCode::SUCCESS,
        Some(Err(error)) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
        None => {
            eprintln!("there is no example `{name}`");
            ExitCode::FAILURE
        }
    }
}

/// Runs a program in another process, without a key, and compares its output.
fn check(name: &str) -> Result<(), String> {
    let this = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new(this)
        .arg("--offline")
        .env(RUN, name)
        .env_remove("OPENAI_API_KEY")
        .env("OPENAI_BASE_URL", "http://127.0.0.1:9")
        .output()
        .map_err(|error| error.to_string())?;
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{printed}{errors}"));
    }
    compare(
        &repository::path("tests/fixtures/examples").join(format!("{name}.txt")),
        &printed,
    )
}

fn compare(file: &Path, printed: &str) -> Result<(), String> {
    let expected = std::fs::read_to_string(file).unwrap_or_default();
    if expected == printed && !printed.is_empty() {
        return Ok(());
    }
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        return std::fs::write(file, printed).map_err(|error| error.to_string());
    }
    Err(format!("expected:\n{expected}\nprinted:\n{printed}"))
}
