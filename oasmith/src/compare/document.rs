//! A document that the generator has interpreted, ready to be compared.
//!
//! Input: the sources of a run. Output: [`Document`]. Does not decide what counts as a difference.

use oasmith_core::diagnostic::Strictness;
use oasmith_core::diff::{Side, diff};
use oasmith_core::source::SourceMap;
use oasmith_core::{Analysis, Run, Sources};

use super::report::{Comparison, DocumentSummary};
use crate::pipeline;
use crate::stopwatch::Stopwatch;

/// A document with its models.
pub struct Document {
    name: String,
    date: Option<String>,
    analysis: Analysis,
    sources: SourceMap,
}

impl Document {
    /// Reads and interprets a document. Prints its errors, and returns `None` if it has any.
    pub fn analyze(
        name: &str,
        sources: Sources,
        crate_name: &str,
        strictness: Strictness,
        watch: &mut Stopwatch,
    ) -> Option<Self> {
        let options = pipeline::options(crate_name, strictness);
        let run = pipeline::analyze(sources, &options, watch);
        if run.output.is_none() {
            watch.stop();
            pipeline::print_diagnostics(&run.diagnostics, &run.sources);
        }
        Self::of(name, run)
    }

    /// Takes the models out of the result of a run. Returns `None` if the run had errors.
    pub fn of(name: &str, run: Run<Analysis>) -> Option<Self> {
        Some(Self {
            name: name.to_owned(),
            date: date_in(name),
            analysis: run.output?,
            sources: run.sources,
        })
    }

    /// Sets the date, unless the name states one.
    pub fn with_date(mut self, date: Option<String>) -> Self {
        self.date = self.date.or(date);
        self
    }

    /// Returns the models.
    pub fn analysis(&self) -> &Analysis {
        &self.analysis
    }

    /// Compares two documents.
    pub fn compare(old: &Self, new: &Self) -> Comparison {
        Comparison {
            old: old.summary(),
            new: new.summary(),
            report: diff(old.side(), new.side()),
        }
    }

    fn side(&self) -> Side<'_> {
        Side {
            api: &self.analysis.api,
            plan: &self.analysis.plan,
            sources: &self.sources,
        }
    }

    fn summary(&self) -> DocumentSummary {
        let modules = self.analysis.plan.modules.iter();
        DocumentSummary {
            name: self.name.clone(),
            version: self.analysis.api.version.clone(),
            date: self.date.clone(),
            operations: self.analysis.api.operations.len(),
            types: modules.map(|module| module.types.len()).sum(),
        }
    }
}

/// Returns the last date of the form `2026-08-21` in a name.
pub fn date_in(name: &str) -> Option<String> {
    let is_date = |window: &[u8]| {
        let digits = |range: std::ops::Range<usize>| window[range].iter().all(u8::is_ascii_digit);
        digits(0..4) && window[4] == b'-' && digits(5..7) && window[7] == b'-' && digits(8..10)
    };
    let at = name.as_bytes().windows(10).rposition(is_date)?;
    name.get(at..at + 10).map(str::to_owned)
}

#[cfg(test)]
mod date_tests {
    use super::date_in;

    #[test]
    fn the_last_date_in_a_name_is_that_of_the_document() {
        assert_eq!(
            date_in("2026-01-01/openai-2026-08-21.yaml").as_deref(),
            Some("2026-08-21")
        );
        assert_eq!(date_in("openai-2026-8-21.yaml"), None);
        assert_eq!(date_in("é2026-08-21"), Some("2026-08-21".to_owned()));
    }
}
