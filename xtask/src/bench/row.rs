//! A row of the table.

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::terminal;

/// A figure, and what it should be.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Row {
    /// The part of the table.
    pub group: String,
    /// What was measured.
    pub what: String,
    /// The figure: mostly a ratio.
    pub figure: f64,
    /// It should not be more.
    pub at_most: Option<f64>,
    /// It should not be less.
    pub at_least: Option<f64>,
    /// The two sides of the ratio.
    pub details: String,
}

impl Row {
    /// A row without a target.
    pub fn new(group: &str, what: impl Into<String>, figure: f64, details: String) -> Self {
        Self {
            group: group.to_owned(),
            what: what.into(),
            figure,
            details,
            ..Self::default()
        }
    }

    /// With the most that it should be.
    pub fn at_most(self, most: f64) -> Self {
        Self {
            at_most: Some(most),
            ..self
        }
    }

    /// Whether the figure is what it should be; none where it is for information.
    fn holds(&self) -> Option<bool> {
        match (self.at_most, self.at_least) {
            (Some(most), _) => Some(self.figure <= most),
            (None, Some(least)) => Some(self.figure >= least),
            (None, None) => None,
        }
    }
}

/// Shows all rows.
pub fn print(rows: &[Row]) -> Result<()> {
    let width = rows.iter().map(|row| row.what.chars().count()).max();
    let width = width.unwrap_or_default();
    let mut group = "";
    for row in rows {
        if row.group != group {
            group = &row.group;
            terminal::result(group)?;
        }
        let target = match (row.at_most, row.at_least) {
            (Some(most), _) => format!("≤ {most}"),
            (None, Some(least)) => format!("≥ {least}"),
            (None, None) => String::new(),
        };
        let verdict = match row.holds() {
            Some(true) => "ok",
            Some(false) => "MISSED",
            None => "",
        };
        terminal::result(&format!(
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
        assert_eq!(row(1.0).holds(), Some(true));
        assert_eq!(row(1.1).holds(), Some(false));
        let least = |figure| Row {
            at_least: Some(2.0),
            ..Row::new("g", "w", figure, String::new())
        };
        assert_eq!(least(2.0).holds(), Some(true));
        assert_eq!(least(1.9).holds(), Some(false));
        assert_eq!(Row::new("g", "w", 1.0, String::new()).holds(), None);
    }
}
