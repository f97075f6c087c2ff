//! The cost of compiling the crate without its dependencies: compared with `async-openai`, and with fewer features.
//!
//! Input: the repository. Output: rows.

mod compiler;

use std::collections::BTreeMap;
use std::fs;

use anyhow::Result;

use self::compiler::{Action, Compiler, Subject};
use super::process::{Cost, median, megabytes};
use super::row::Row;
use crate::repository::Repository;
use crate::terminal;

/// Number of runs per subject. The subjects are measured alternately.
const RUNS: usize = 3;

/// Measures all subjects.
pub fn rows(repository: &Repository) -> Result<Vec<Row>> {
    let compiler = Compiler::new(repository)?;
    let measured = [
        (Action::Check, Subject::Full),
        (Action::Check, Subject::Peer),
        (Action::Check, Subject::Default),
        (Action::Check, Subject::Responses),
        (Action::Build, Subject::Full),
        (Action::Build, Subject::Peer),
    ];
    let mut costs: BTreeMap<(Action, Subject), Vec<Cost>> = BTreeMap::new();
    for (action, subject) in measured {
        terminal::note(&format!("building the dependencies of {}", subject.name()));
        compiler.compile(action, subject)?;
    }
    for _ in 0..RUNS {
        for (action, subject) in measured {
            let cost = compiler.measure(action, subject)?;
            costs.entry((action, subject)).or_default().push(cost);
        }
    }
    let cost = |action, subject| {
        let costs = costs.get(&(action, subject));
        costs.map_or_else(Cost::default, |costs| median(costs))
    };
    let full = cost(Action::Check, Subject::Full);
    let peer = cost(Action::Check, Subject::Peer);
    let default = cost(Action::Check, Subject::Default);
    let responses = cost(Action::Check, Subject::Responses);
    let built = cost(Action::Build, Subject::Full);
    let built_peer = cost(Action::Build, Subject::Peer);
    let lines = generated_lines(repository)?;
    Ok(vec![
        time_row(
            "check, all features: time relative to async-openai",
            full,
            peer,
        )
        .at_most(0.6),
        Row::new(
            "compile",
            "check, all features: peak memory relative to async-openai",
            full.peak as f64 / peer.peak as f64,
            format!("{} vs {}", megabytes(full.peak), megabytes(peer.peak)),
        )
        .at_most(0.75),
        time_row(
            "build, all features: time relative to async-openai",
            built,
            built_peer,
        )
        .at_most(0.7),
        time_row(
            "check, default features: time relative to all features",
            default,
            full,
        )
        .at_most(0.5),
        time_row(
            "check, only `responses`: time relative to all features",
            responses,
            full,
        )
        .at_most(0.3),
        Row::new(
            "compile",
            "generated lines of code, in thousands",
            lines as f64 / 1e3,
            "without comments, blank lines, the copied runtime and helpers".to_owned(),
        )
        .at_most(90.0),
    ])
}

/// Returns a row with the ratio of two times.
fn time_row(what: &str, one: Cost, other: Cost) -> Row {
    let details = format!("{:.1} s vs {:.1} s", one.ms / 1e3, other.ms / 1e3);
    Row::new("compile", what, one.ms / other.ms, details)
}

/// Counts the lines of code of the generated crate, without comments, blank lines, the copied runtime and helpers.
fn generated_lines(repository: &Repository) -> Result<usize> {
    let mut lines = 0;
    let source = repository.generated().join("src");
    let copied = ["runtime", "helpers"].map(|name| source.join(name));
    let mut folders = vec![source];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() && !copied.contains(&path) {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path)?;
                let text = text.lines().map(str::trim_start);
                lines += text
                    .filter(|line| !line.is_empty() && !line.starts_with("//"))
                    .count();
            }
        }
    }
    Ok(lines)
}
