//! The report as text for a terminal.
//!
//! Input: a [`Comparison`]. Output: lines, optionally with color.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use oasmith_core::diff::{Change, Class};

use super::comparison::{Comparison, sign};
use crate::terminal::grouped;

/// Lists the changes by class, then by area.
pub fn render(comparison: &Comparison, color: bool) -> String {
    let mut out = String::new();
    let paint = Paint { color };
    let Comparison { old, new, report } = comparison;
    let title = format!("{} → {}", old.title(), new.title());
    let _ = writeln!(out, "{}", paint.with(Style::new().bold(), &title));
    if let Some(note) = comparison.order_note() {
        let _ = writeln!(out, "{note}");
    }
    if report.changes.is_empty() {
        let _ = writeln!(out, "no changes for users of the crate");
        return out;
    }
    let counts = Class::ALL.map(|class| {
        let count = grouped(report.counts.of(class) as u64);
        paint.with(style(class), &format!("{count} {}", class.as_str()))
    });
    let _ = writeln!(out, "{}", counts.join(", "));
    let _ = writeln!(out, "requires {}", comparison.release());
    for class in Class::ALL {
        let count = report.counts.of(class);
        if count == 0 {
            continue;
        }
        let heading = format!("{} ({})", class.as_str(), grouped(count as u64));
        let _ = writeln!(out, "\n{}", paint.with(style(class).bold(), &heading));
        for (group, changes) in comparison.groups() {
            let mut changes = changes
                .into_iter()
                .filter(|it| it.class == class)
                .peekable();
            if changes.peek().is_some() {
                let _ = writeln!(out, "  {}", paint.with(Style::new().bold(), group));
            }
            for change in changes {
                let _ = writeln!(out, "    {}", line(change, &paint));
            }
        }
    }
    out
}

fn line(change: &Change, paint: &Paint) -> String {
    let dim = Style::new().dimmed();
    let mut line = format!("{} {}", sign(change), change.rust);
    let values = match (&change.old, &change.new) {
        (Some(old), Some(new)) => Some(format!("{old} → {new}")),
        (Some(one), None) | (None, Some(one)) => Some(one.clone()),
        (None, None) => None,
    };
    if let Some(values) = values {
        let _ = write!(line, "  {values}");
    }
    let mut description = change.title.to_lowercase();
    if let Some(note) = &change.note {
        let _ = write!(description, ", {note}");
    }
    if change.guess {
        description.push_str(", inferred");
    }
    let _ = write!(line, "  {}", paint.with(dim, &description));
    line
}

fn style(class: Class) -> Style {
    let color = match class {
        Class::Breaking => AnsiColor::Red,
        Class::Additive => AnsiColor::Green,
        Class::Docs => AnsiColor::Cyan,
    };
    Style::new().fg_color(Some(color.into()))
}

struct Paint {
    color: bool,
}

impl Paint {
    fn with(&self, style: Style, text: &str) -> String {
        match self.color {
            true => format!("{style}{text}{style:#}"),
            false => text.to_owned(),
        }
    }
}
