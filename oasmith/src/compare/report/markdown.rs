//! The report for a pull request: a table of counts, then a collapsed section per area.
//!
//! Input: a [`Comparison`]. Output: GitHub-flavored Markdown, short enough for the body of a pull request.

use std::fmt::Write as _;

use oasmith_core::diff::{Change, Class};

use super::comparison::{Comparison, class_counts};
use crate::terminal::grouped;

/// GitHub allows 65,536 characters in the body of a pull request; a workflow may add its own text.
const MAX_CHARACTERS: usize = 60_000;
/// Limits on the changes listed per class and area, tried in this order until the report is short enough.
const LIMITS: [usize; 7] = [usize::MAX, 100, 40, 20, 10, 4, 0];

/// Renders the report.
pub fn render(comparison: &Comparison) -> String {
    let mut texts = LIMITS.iter().map(|limit| write_limited(comparison, *limit));
    let short = texts.find(|text| text.chars().count() <= MAX_CHARACTERS);
    // Without any listed change, only the table of areas remains, which has a few dozen rows.
    short.unwrap_or_else(|| write_limited(comparison, 0))
}

fn write_limited(comparison: &Comparison, limit: usize) -> String {
    let Comparison { old, new, report } = comparison;
    let mut out = format!(
        "## API changes\n\n{} → {}",
        code(&old.title()),
        code(&new.title())
    );
    if let Some(note) = comparison.order_note() {
        let _ = write!(out, " ({note})");
    }
    if report.changes.is_empty() {
        out.push_str(": no changes for users of the crate.\n");
        return out;
    }
    let _ = writeln!(out, " requires **{}**.\n", comparison.release());
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
        "\n{} *shared* changes belong to several areas, *types only* changes to none.",
        comparison.size()
    );
    for (group, changes) in &groups {
        let _ = writeln!(
            out,
            "\n<details><summary><b>{group}</b>: {}</summary>",
            class_counts(changes)
        );
        for class in Class::ALL {
            let of_class: Vec<_> = changes.iter().filter(|it| it.class == class).collect();
            if of_class.is_empty() {
                continue;
            }
            let _ = writeln!(out, "\n#### {}\n", heading(class));
            for change in of_class.iter().take(limit) {
                let _ = writeln!(out, "- {}", item(change));
            }
            if of_class.len() > limit {
                let rest = grouped((of_class.len() - limit) as u64);
                let _ = writeln!(
                    out,
                    "- … and {rest} more; the formats `text` and `html` list all"
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
        text.push_str(" (inferred)");
    }
    // Reviewers need the reason only for breaking changes.
    if change.class == Class::Breaking {
        let _ = write!(text, " — {}", change.reason);
    }
    text
}

/// Formats text as inline code. Line breaks become spaces, and the fence is longer than any backticks in the text.
pub fn code(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    if !text.contains('`') {
        return format!("`{text}`");
    }
    let longest = text.split(|character| character != '`').map(str::len).max();
    let fence = "`".repeat(longest.unwrap_or(0) + 1);
    format!("{fence} {text} {fence}")
}
