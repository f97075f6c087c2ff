//! How generation time grows with the size of the document.
//!
//! Input: the repository's document. Output: rows for the document with its component schemas once, twice, four times and
//! eight times. The copies have new names and refer to each other.

use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::process::{Cost, measure, median, megabytes, scratch};
use super::row::Row;
use super::workspace::release_build;
use crate::input;
use crate::repository::{Repository, paths};

const TIMES: [usize; 4] = [1, 2, 4, 8];
const RUNS: usize = 3;
const REFERENCE: &str = "#/components/schemas/";

/// Measures generation for each size.
pub fn rows(repository: &Repository) -> Result<Vec<Row>> {
    let program = release_build(repository)?;
    let folder = scratch()?;
    let text = fs::read_to_string(repository.path(paths::DOCUMENT))
        .with_context(|| format!("cannot read {}", paths::DOCUMENT))?;
    let mut costs: Vec<Vec<Cost>> = vec![Vec::new(); TIMES.len()];
    for times in TIMES {
        fs::write(
            folder.path().join(format!("{times}.yaml")),
            repeated(&text, times),
        )?;
    }
    for run in 0..RUNS {
        for (times, costs) in TIMES.iter().zip(&mut costs) {
            let out = folder.path().join(format!("crate-{times}-{run}"));
            let mut command = Command::new(&program);
            command
                .args(["generate", "--json", "--crate-name", "grown", "--out"])
                .arg(out);
            command
                .arg("--spec")
                .arg(folder.path().join(format!("{times}.yaml")));
            for overlay in input::overlay_names(repository)? {
                command.arg("--overlay").arg(repository.path(&overlay));
            }
            command.arg("--config").arg(repository.path(paths::CONFIG));
            costs.push(measure(&mut command)?);
        }
    }
    let costs: Vec<Cost> = costs.iter().map(|costs| median(costs)).collect();
    let Some(once) = costs.first() else {
        return Ok(Vec::new());
    };
    let rows = TIMES.iter().zip(&costs).skip(1).map(|(times, cost)| {
        let details = format!(
            "{:.2} s and {} vs {:.2} s and {}",
            cost.ms / 1e3,
            megabytes(cost.peak),
            once.ms / 1e3,
            megabytes(once.peak)
        );
        let what = format!("schemas {times} times: time per copy relative to one copy");
        Row::new("growth", what, cost.ms / once.ms / *times as f64, details).at_most(1.2)
    });
    Ok(rows.collect())
}

/// Repeats the schemas of a document written by `spec update`: below `  schemas:`, with schema names indented by four.
fn repeated(text: &str, times: usize) -> String {
    let heading = "\n  schemas:\n";
    let Some(start) = text.find(heading).map(|at| at + heading.len()) else {
        return text.to_owned();
    };
    let is_outside = |line: &str| !line.starts_with("    ") && !line.trim().is_empty();
    let mut end = start;
    for line in text[start..].split_inclusive('\n') {
        if is_outside(line) {
            break;
        }
        end += line.len();
    }
    let schemas = &text[start..end];
    let mut all = text[..end].to_owned();
    for copy in 1..times {
        for line in schemas.split_inclusive('\n') {
            all += &renamed(line, copy);
        }
    }
    all + &text[end..]
}

/// Returns a line of a copy, in which schema names and references to them end in the number of the copy.
fn renamed(line: &str, copy: usize) -> String {
    let is_name = line.starts_with("    ") && !line.starts_with("     ");
    if is_name && let Some((name, rest)) = line.split_once(':') {
        let quote = if name.ends_with('\'') { "'" } else { "" };
        return format!("{}Copy{copy}{quote}:{rest}", name.trim_end_matches('\''));
    }
    let Some((before, reference)) = line.split_once(REFERENCE) else {
        return line.to_owned();
    };
    let length = reference
        .find(|character: char| !(character.is_alphanumeric() || "-_.".contains(character)))
        .unwrap_or(reference.len());
    let (name, rest) = reference.split_at(length);
    format!("{before}{REFERENCE}{name}Copy{copy}{rest}")
}

#[cfg(test)]
mod tests {
    use super::repeated;

    #[test]
    fn copies_refer_to_schemas_of_the_same_copy() {
        let text = "a: 1\ncomponents:\n  schemas:\n    Pet:\n      $ref: '#/components/schemas/Dog'\n    Dog:\n      type: string\n  other: {}\n";
        let twice = repeated(text, 2);
        assert!(
            twice.contains("    PetCopy1:\n      $ref: '#/components/schemas/DogCopy1'\n"),
            "{twice}"
        );
        assert!(
            twice.ends_with("    DogCopy1:\n      type: string\n  other: {}\n"),
            "{twice}"
        );
        assert_eq!(repeated(text, 1), text);
    }
}
