//! The report for a pull request: a table first, then each area folded.
//!
//! In: a [`Comparison`]. Out: GitHub's Markdown, short enough to be the text of a pull request there.

use std::fmt::Write as _;

use oasmith::diff::{Change, Class};

use super::{Comparison, counts};
use crate::terminal::grouped;

/// GitHub takes 65,536 characters as the text of a pull request; a workflow may want to add something.
const MOST_CHARACTERS: usize = 60_000;
/// How many changes of one class in one area are listed, tried in this order until the whole is short enough.
const LISTED: [usize; 7] = [usize::MAX, 100, 40, 20, 10, 4, 0];

/// Writes the report.
pub fn render(comparison: &Comparison) -> String {
    let mut texts = LISTED.iter().map(|most| written(comparison, *most));
    let short = texts.find(|text| text.chars().count() <= MOST_CHARACTERS);
    // With nothing listed it is a table of areas, of which there are some dozens.
    short.unwrap_or_else(|| written(comparison, 0))
}

fn written(comparison: &Comparison, most: usize) -> String {
    let Comparison { old, new, report } = comparison;
    let mut out = format!(
        "## What changes for users of the crate\n\n{} → {}",
        code(&old.name),
        code(&new.name)
    );
    if report.changes.is_empty() {
        out.push_str(": nothing.\n");
        return out;
    }
    let _ = writeln!(out, " calls for **{}**.\n", comparison.release());
    out.push_str("| area | breaking | additive | docs |\n|---|---:|---:|---:|\n");
    let groups = comparison.groups();
    for (group, changes) in &groups {
        let count = |class| {
            let count = changes.iter().filter(|it| it.class == class).count();
            match count {
                0 => String::new(),
                some => grouped(some as u64),
            }
        };
        let cells = Class::ALL.map(count);
        let _ = writeln!(out, "| {group} | {} |", cells.join(" | "));
    }
    let totals = Class::ALL.map(|class| format!("**{}**", grouped(report.counts.of(class) as u64)));
    let _ = writeln!(out, "| **all** | {} |", totals.join(" | "));
    let _ = writeln!(
        out,
        "\n{} → {} operations, {} → {} types. *shared*: several areas have it; *types only*: none does.",
        grouped(old.operations as u64),
        grouped(new.operations as u64),
        grouped(old.types as u64),
        grouped(new.types as u64)
    );
    for (group, changes) in &groups {
        let _ = writeln!(
            out,
            "\n<details><summary><b>{group}</b>: {}</summary>",
            counts(changes)
        );
        for class in Class::ALL {
            let of_class: Vec<_> = changes.iter().filter(|it| it.class == class).collect();
            if of_class.is_empty() {
                continue;
            }
            let _ = writeln!(out, "\n#### {}\n", heading(class));
            for change in of_class.iter().take(most) {
                let _ = writeln!(out, "- {}", item(change));
            }
            if of_class.len() > most {
                let rest = grouped((of_class.len() - most) as u64);
                let _ = writeln!(
                    out,
                    "- … and {rest} more: `cargo xtask spec diff` lists all"
                );
            }
        }
        out.push_str("\n</details>\n");
    }
    out
}

fn heading(class: Class) -> &'static str {
    match class {
        Class::Breaking => "Breaking",
        Class::Additive => "Additive",
        Class::Docs => "Documentation",
    }
}

fn item(change: &Change) -> String {
    let mut text = format!("{}: {}", change.title, code(&change.rust));
    match (&change.old, &change.new) {
        (Some(old), Some(new)) => {
            let _ = write!(text, ", {} → {}", code(old), code(new));
        }
        (Some(one), None) | (None, Some(one)) => {
            let _ = write!(text, ", {}", code(one));
        }
        (None, None) => {}
    }
    if let Some(note) = &change.note {
        let _ = write!(text, " ({note})");
    }
    if change.guess {
        text.push_str(" (a guess)");
    }
    // What breaks is what a reviewer asks about.
    if change.class == Class::Breaking {
        let _ = write!(text, " — {}", change.reason);
    }
    text
}

/// Text as code, whatever backticks and line breaks are in it.
pub fn code(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    if !text.contains('`') {
        return format!("`{text}`");
    }
    let longest = text.split(|letter| letter != '`').map(str::len).max();
    let fence = "`".repeat(longest.unwrap_or(0) + 1);
    format!("{fence} {text} {fence}")
}
