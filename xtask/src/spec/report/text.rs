//! The report for a terminal.
//!
//! In: a [`Comparison`]. Out: lines, coloured or not.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use oasmith::diff::{Change, Class};

use super::{Comparison, sign};
use crate::terminal::grouped;

/// Lists the changes by class, then by area.
pub fn render(comparison: &Comparison, colour: bool) -> String {
    let mut out = String::new();
    let paint = Paint { colour };
    let Comparison { old, new, report } = comparison;
    let title = format!("{} → {}", old.name, new.name);
    let _ = writeln!(out, "{}", paint.with(Style::new().bold(), &title));
    if report.changes.is_empty() {
        let _ = writeln!(out, "nothing changes for users of the crate");
        return out;
    }
    let counts = Class::ALL.map(|class| {
        let count = grouped(report.counts.of(class) as u64);
        paint.with(style(class), &format!("{count} {}", class.as_str()))
    });
    let _ = writeln!(out, "{}", counts.join(", "));
    let _ = writeln!(out, "calls for {}", comparison.release());
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
    let mut words = change.title.to_lowercase();
    if let Some(note) = &change.note {
        let _ = write!(words, ", {note}");
    }
    if change.guess {
        words.push_str(", a guess");
    }
    let _ = write!(line, "  {}", paint.with(dim, &words));
    line
}

fn style(class: Class) -> Style {
    let colour = match class {
        Class::Breaking => AnsiColor::Red,
        Class::Additive => AnsiColor::Green,
        Class::Docs => AnsiColor::Cyan,
    };
    Style::new().fg_color(Some(colour.into()))
}

struct Paint {
    colour: bool,
}

impl Paint {
    fn with(&self, style: Style, text: &str) -> String {
        match self.colour {
            true => format!("{style}{text}{style:#}"),
            false => text.to_owned(),
        }
    }
}
