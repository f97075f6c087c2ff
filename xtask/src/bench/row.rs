//! A row of the table, and the table as text.

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::terminal;

/// A measured figure and its target.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Row {
    /// The group of the row.
    pub group: String,
    /// What was measured.
    pub what: String,
    /// The figure, usually a ratio.
    pub figure: f64,
    /// Upper bound of the figure.
    pub at_most: Option<f64>,
    /// Lower bound of the figure.
    pub at_least: Option<f64>,
    /// Both sides of the ratio.
    pub details: String,
}

impl Row {
    /// Creates a row without a target.
    pub fn new(group: &str, what: impl Into<String>, figure: f64, details: String) -> Self {
        Self {
            group: group.to_owned(),
            what: what.into(),
            figure,
            details,
            ..Self::default()
        }
    }

    /// Sets the upper bound.
    pub fn at_most(self, bound: f64) -> Self {
        Self {
            at_most: Some(bound),
            ..self
        }
    }

    /// Returns whether the figure meets its target, if there is one.
    fn meets_target(&self) -> Option<bool> {
        match (self.at_most, self.at_least) {
            (Some(most), _) => Some(self.figure <= most),
            (None, Some(least)) => Some(self.figure >= least),
            (None, None) => None,
        }
    }
}

/// Prints the table.
pub fn print(rows: &[Row]) -> Result<()> {
    let width = rows.iter().map(|row| row.what.chars().count()).max();
    let width = width.unwrap_or_default();
    let mut group = "";
    for row in rows {
        if row.group != group {
            group = &row.group;
            terminal::print_line(group)?;
        }
        let target = match (row.at_most, row.at_least) {
            (Some(most), _) => format!("≤ {most}"),
            (None, Some(least)) => format!("≥ {least}"),
            (None, None) => String::new(),
        };
        let verdict = match row.meets_target() {
            Some(true) => "ok",
            Some(false) => "MISSED",
            None => "",
        };
        terminal::print_line(&format!(
            "  {:<width$} {:>9.2} {target:>8} {verdict:<6}  {}",
            row.what, row.figure, row.details
        ))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Row;

    #[test]
    fn a_target_is_met_or_missed() {
        let row = |figure| Row::new("g", "w", figure, String::new()).at_most(1.0);
        assert_eq!(row(1.0).meets_target(), Some(true));
        assert_eq!(row(1.1).meets_target(), Some(false));
        let least = |figure| Row {
            at_least: Some(2.0),
            ..Row::new("g", "w", figure, String::new())
        };
        assert_eq!(least(2.0).meets_target(), Some(true));
        assert_eq!(least(1.9).meets_target(), Some(false));
        assert_eq!(Row::new("g", "w", 1.0, String::new()).meets_target(), None);
    }
}
