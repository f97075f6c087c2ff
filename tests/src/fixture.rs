//! Fixtures: a folder with an input, perhaps an overlay and a configuration, and what is expected of it.
//!
//! In: `tests/fixtures/<group>/<case>/`. Out: [`Fixture`] and runs of the generator on it.

use std::path::PathBuf;

use oasmith::diagnostic::render;
use oasmith::source::SourceFile;
use oasmith::{Options, Output, Run, Sources};

use crate::repository;

/// A folder with an input.
#[derive(Clone, Debug)]
pub struct Fixture {
    /// Its path.
    pub folder: PathBuf,
    /// Its name: `<group>/<case>`.
    pub name: String,
}

impl Fixture {
    /// All fixtures of a group, by name.
    pub fn all(group: &str) -> Vec<Self> {
        let folder = repository::path("tests/fixtures").join(group);
        let cases = repository::entries(&folder).into_iter();
        cases
            .map(|case| Self {
                folder: folder.join(&case),
                name: format!("{group}/{case}"),
            })
            .collect()
    }

    /// The fixture of this name.
    pub fn of(name: &str) -> Self {
        Self {
            folder: repository::path("tests/fixtures").join(name),
            name: name.to_owned(),
        }
    }

    /// The name of the case, without its group.
    pub fn case(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or_default()
    }

    /// The input, overlays, configuration and templates, under their bare names.
    pub fn sources(&self) -> Sources {
        let names = repository::entries(&self.folder);
        let file = |name: &String| {
            let text = repository::text(&self.folder.join(name)).unwrap_or_default();
            SourceFile::new(name.clone(), text)
        };
        let input = names.iter().find(|name| name.starts_with("input."));
        Sources {
            document: input.map(file).unwrap_or_default(),
            overlays: names
                .iter()
                .filter(|name| name.starts_with("overlay"))
                .map(file)
                .collect(),
            config: names.iter().find(|name| *name == "config.toml").map(file),
            templates: repository::texts(&self.folder.join("templates")),
        }
    }

    /// Runs the generator.
    pub fn run(&self, strict: bool) -> Run<Output> {
        run(self.sources(), strict)
    }
}

/// Runs the generator for a crate called `fixture`.
pub fn run(sources: Sources, strict: bool) -> Run<Output> {
    run_as("fixture", sources, strict)
}

/// Runs the generator for a crate of this name.
pub fn run_as(crate_name: &str, sources: Sources, strict: bool) -> Run<Output> {
    let options = Options {
        crate_name: crate_name.to_owned(),
        strict,
    };
    oasmith::generate(sources, &options, &mut |_| {})
}

/// What a run found, as users see it, without colour.
pub fn findings<T>(run: &Run<T>) -> String {
    let text = render(&run.found, &run.sources, false);
    // The line that draws a margin ends in blanks, which editors take away.
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_end().to_owned()
}
