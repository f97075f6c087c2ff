//! Fixtures: folders with a document, optional overlays and configuration, and the expected output.
//!
//! Input: `tests/fixtures/<group>/<case>/`. Output: [`Fixture`], and runs of the generator on it.

use std::path::PathBuf;

use oasmith_core::diagnostic::{Strictness, render};
use oasmith_core::source::SourceFile;
use oasmith_core::{Options, Output, Run, Sources};

use crate::repository;

/// A fixture.
#[derive(Clone, Debug)]
pub struct Fixture {
    /// The path of the folder.
    pub folder: PathBuf,
    /// The name: `<group>/<case>`.
    pub name: String,
}

impl Fixture {
    /// Returns all fixtures of a group, sorted by name.
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

    /// Returns the fixture with this name.
    pub fn of(name: &str) -> Self {
        Self {
            folder: repository::path("tests/fixtures").join(name),
            name: name.to_owned(),
        }
    }

    /// Returns the name without its group.
    pub fn case(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or_default()
    }

    /// Reads the document, overlays, configuration and templates, under their file names.
    pub fn sources(&self) -> Sources {
        let names = repository::entries(&self.folder);
        let file = |name: &String| {
            let text = repository::text(&self.folder.join(name)).unwrap_or_default();
            SourceFile::new(name.clone(), text)
        };
        let input = names.iter().find(|name| name.starts_with("input."));
        let is_other = |name: &&String| {
            let is_document = [".yaml", ".json"].iter().any(|end| name.ends_with(end));
            let roles = ["input.", "overlay", "supplement.", "catalog."];
            is_document && !roles.iter().any(|role| name.starts_with(role))
        };
        Sources {
            document: input.map(file).unwrap_or_default(),
            files: names
                .iter()
                .filter(is_other)
                .map(|name| (name.clone(), file(name)))
                .collect(),
            supplement: names
                .iter()
                .find(|name| *name == "supplement.yaml")
                .map(file),
            overlays: names
                .iter()
                .filter(|name| name.starts_with("overlay"))
                .map(file)
                .collect(),
            docs: names
                .iter()
                .filter(|name| name.starts_with("docs"))
                .map(file)
                .collect(),
            catalog: names.iter().find(|name| *name == "catalog.yaml").map(file),
            config: names.iter().find(|name| *name == "config.toml").map(file),
            signatures: names
                .iter()
                .find(|name| *name == "signatures.toml")
                .map(file),
            templates: repository::texts(&self.folder.join("templates")),
            ..Sources::default()
        }
    }

    /// Runs the generator.
    pub fn run(&self, strict: bool) -> Run<Output> {
        run(self.sources(), strict)
    }
}

/// Runs the generator for a crate named `fixture`.
pub fn run(sources: Sources, strict: bool) -> Run<Output> {
    run_as("fixture", sources, strict)
}

/// Runs the generator for a crate with this name.
pub fn run_as(crate_name: &str, sources: Sources, strict: bool) -> Run<Output> {
    let options = Options {
        crate_name: crate_name.to_owned(),
        strictness: Strictness::from(strict),
    };
    oasmith_core::generate(sources, &options, &mut |_| {})
}

/// Returns the diagnostics of a run as users see them, without color.
pub fn diagnostics<T>(run: &Run<T>) -> String {
    let text = render(&run.diagnostics, &run.sources, false);
    // Empty lines of the margin end with spaces, which editors would remove from the expected files.
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_end().to_owned()
}
