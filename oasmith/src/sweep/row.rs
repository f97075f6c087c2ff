//! The table of a sweep.

use anyhow::Result;
use serde::Serialize;
use serde_json::Value;

use crate::terminal::{self, counted, grouped};

/// The result of a document.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Row {
    /// The path of the document.
    pub document: String,
    /// The last step that the document reached.
    pub status: Status,
    /// The number of operations.
    pub operations: u64,
    /// The number of Rust types.
    pub types: usize,
    /// The number of untyped values, which accept any JSON.
    pub untyped: u64,
    /// The number of warnings.
    pub warnings: u64,
    /// The time of the generation, in milliseconds.
    pub ms: f64,
    /// The peak memory of the generation, in bytes, if the system reports it.
    pub peak_memory: Option<u64>,
    /// The number of compile errors.
    pub compile_errors: usize,
    /// The number of operations that were called.
    pub calls: usize,
    /// The number of calls that failed.
    pub failed_calls: usize,
    /// The first error of the generator, the compiler or a call.
    pub error: Option<String>,
}

/// The last step that a document reached, and its result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// The generator reported errors.
    #[default]
    Rejected,
    /// The crate was generated, and not compiled.
    Generated,
    /// The crate compiles, and no operation was called.
    Compiles,
    /// Each operation was called, and succeeded.
    Calls,
    /// Calls failed.
    Fails,
    /// The crate does not compile.
    Broken,
}

impl Row {
    /// Returns the row of a document with errors.
    pub fn rejected(error: String) -> Self {
        Self {
            error: Some(error),
            ..Self::default()
        }
    }

    /// Returns the row of a crate, from the report of `generate`.
    pub fn generated(report: &Value, types: usize) -> Self {
        let count = |key: &str| report.get(key).and_then(Value::as_u64).unwrap_or_default();
        Self {
            status: Status::Generated,
            operations: count("operations"),
            types,
            untyped: count("untyped"),
            warnings: count("warnings"),
            ms: report.get("ms").and_then(Value::as_f64).unwrap_or_default(),
            peak_memory: report.get("peak_memory").and_then(Value::as_u64),
            ..Self::default()
        }
    }

    /// Returns whether every step that was run succeeded: generating, compiling, and calling the operations.
    pub fn is_success(&self) -> bool {
        matches!(
            self.status,
            Status::Generated | Status::Compiles | Status::Calls
        )
    }

    fn cells(&self) -> [String; 10] {
        let memory = self
            .peak_memory
            .map_or("-".to_owned(), |bytes| grouped(bytes.div_ceil(1_000_000)));
        let errors = match self.status {
            Status::Rejected => "rejected".to_owned(),
            Status::Generated => "-".to_owned(),
            _ => grouped(self.compile_errors as u64),
        };
        let called = |count: usize| match self.status {
            Status::Calls | Status::Fails => grouped(count as u64),
            _ => "-".to_owned(),
        };
        [
            grouped(self.operations),
            grouped(self.types as u64),
            grouped(self.untyped),
            grouped(self.warnings),
            grouped(self.ms.round() as u64),
            memory,
            errors,
            called(self.calls),
            called(self.failed_calls),
            self.document.clone(),
        ]
    }
}

/// Prints the table, the first error of each document with errors, and a summary.
pub fn print(rows: &[Row]) -> Result<()> {
    let heads = [
        "operations",
        "types",
        "untyped",
        "warnings",
        "ms",
        "MB",
        "errors",
        "calls",
        "failed",
        "document",
    ];
    terminal::print_line(&line(&heads.map(str::to_owned)))?;
    for row in rows {
        terminal::print_line(&line(&row.cells()))?;
    }
    for row in rows {
        if let Some(error) = &row.error {
            terminal::print_line(&format!("{}: {error}", row.document))?;
        }
    }
    let of = |status: Status| rows.iter().filter(|row| row.status == status).count();
    let counts = [
        (Status::Rejected, "rejected"),
        (Status::Generated, "not compiled"),
        (Status::Broken, "with compile errors"),
        (Status::Compiles, "compiled"),
        (Status::Calls, "called"),
        (Status::Fails, "with failed calls"),
    ];
    let counts = counts.map(|(status, words)| format!("{} {words}", of(status)));
    let documents = counted(rows.len(), "document");
    terminal::print_line(&format!("{documents}: {}", counts.join(", ")))
}

fn line(cells: &[String; 10]) -> String {
    let [numbers @ .., document] = cells;
    let mut line = String::new();
    for cell in numbers {
        line.push_str(&format!("{cell:>10} "));
    }
    line + " " + document
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Row, Status, line};

    #[test]
    fn a_row_shows_the_report_of_a_generation() {
        let report = json!({"operations": 1200, "untyped": 3, "warnings": 4, "ms": 12.6, "peak_memory": 2_500_000});
        let mut row = Row::generated(&report, 7);
        row.document = "a.yaml".to_owned();
        let words = |row: &Row| {
            let line = line(&row.cells());
            line.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        assert_eq!(words(&row), "1,200 7 3 4 13 3 - - - a.yaml");
        row.status = Status::Broken;
        row.compile_errors = 2;
        assert_eq!(words(&row), "1,200 7 3 4 13 3 2 - - a.yaml");
        assert!(!row.is_success());
        row.status = Status::Calls;
        (row.compile_errors, row.calls) = (0, 5);
        assert_eq!(words(&row), "1,200 7 3 4 13 3 0 5 0 a.yaml");
        assert!(row.is_success());
    }
}
