//! A document that the generator has understood, ready to be compared.
//!
//! In: sources of a run. Out: [`Document`]. Decides nothing about what differs.

use oasmith::diff::{Side, diff};
use oasmith::source::{SourceFile, SourceMap};
use oasmith::{Run, Sources, Understood};

use super::report::{self, Comparison};
use crate::pipeline::{self, Stopwatch};
use crate::repository::GENERATED_PACKAGE;

/// A document and all that is known of it.
pub struct Document {
    name: String,
    understood: Understood,
    sources: SourceMap,
}

/// How strictly overlays and pins are to match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matching {
    /// One that does not is an error.
    Strict,
    /// One that does not is told of.
    Lenient,
}

impl Document {
    /// Reads and understands a document. If it cannot be used, its findings are shown and nothing comes out.
    pub fn understand(
        name: &str,
        sources: Sources,
        matching: Matching,
        watch: &mut Stopwatch,
    ) -> Option<Self> {
        let options = pipeline::options(GENERATED_PACKAGE, matching == Matching::Strict);
        let run = pipeline::understand(sources, &options, watch);
        if run.output.is_none() {
            watch.stop();
            pipeline::show(&run.found, &run.sources);
        }
        Self::of(name, run)
    }

    /// What came of a run.
    pub fn of(name: &str, run: Run<Understood>) -> Option<Self> {
        Some(Self {
            name: name.to_owned(),
            understood: run.output?,
            sources: run.sources,
        })
    }

    /// The meaning and the plan.
    pub fn understood(&self) -> &Understood {
        &self.understood
    }

    /// What differs between two documents.
    pub fn compare(old: &Self, new: &Self) -> Comparison {
        Comparison {
            old: old.described(),
            new: new.described(),
            report: diff(old.side(), new.side()),
        }
    }

    fn side(&self) -> Side<'_> {
        Side {
            api: &self.understood.api,
            plan: &self.understood.plan,
            sources: &self.sources,
        }
    }

    fn described(&self) -> report::Side {
        let modules = self.understood.plan.modules.iter();
        report::Side {
            name: self.name.clone(),
            version: self.understood.api.version.clone(),
            operations: self.understood.api.operations.len(),
            types: modules.map(|module| module.items.len()).sum(),
        }
    }
}

/// A document alone: no overlay, no configuration.
pub fn bare(document: SourceFile) -> Sources {
    Sources {
        document,
        ..Sources::default()
    }
}
