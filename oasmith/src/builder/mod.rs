//! The library: a generator for build scripts and other programs.

mod modules;

use std::collections::BTreeMap;
use std::error;
use std::fmt;
use std::path::{Path, PathBuf};

use oasmith_core::diagnostic::{self, Strictness};
use oasmith_core::{Options, Run};

use crate::input::Paths;
use crate::output::{Lock, Ownership, Transaction, compare};
use crate::project::Project;
use crate::templates::templates;

/// Generates a client from an OpenAPI document.
///
/// Set at least [`spec`](Self::spec), or [`config`](Self::config) with a file that names the document.
#[derive(Clone, Debug, Default)]
pub struct Generator {
    spec: Option<PathBuf>,
    overlays: Vec<PathBuf>,
    config: Option<PathBuf>,
    crate_name: Option<String>,
    out_dir: Option<PathBuf>,
}

impl Generator {
    /// Creates a generator without a document.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the path of the document, in YAML or JSON. It replaces the one in the configuration. With the feature `fetch`
    /// it may be a URL.
    pub fn spec(mut self, path: impl Into<PathBuf>) -> Self {
        self.spec = Some(path.into());
        self
    }

    /// Adds an overlay. Overlays apply in the order in which they are added.
    pub fn overlay(mut self, path: impl Into<PathBuf>) -> Self {
        self.overlays.push(path.into());
        self
    }

    /// Sets the path of the configuration, usually `oasmith.toml`.
    pub fn config(mut self, path: impl Into<PathBuf>) -> Self {
        self.config = Some(path.into());
        self
    }

    /// Sets the name of the crate or module. The default is the name in the configuration, or `client`.
    pub fn crate_name(mut self, name: impl Into<String>) -> Self {
        self.crate_name = Some(name.into());
        self
    }

    /// Sets the directory of the crate that [`write`](Self::write) writes. The default is the one in the configuration.
    pub fn out_dir(mut self, path: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(path.into());
        self
    }

    /// Generates the client without writing files.
    ///
    /// # Errors
    /// Fails if a file cannot be read, or if the document or the configuration has errors. The message contains the file,
    /// line and column of each.
    pub fn generate(&self) -> Result<Generated, Error> {
        let project = self.project()?;
        let mut paths = match (&self.spec, &project) {
            (Some(spec), None) => Paths {
                spec: spec.clone(),
                ..Paths::default()
            },
            (Some(spec), Some(project)) => Paths::with_spec(project, spec),
            (None, Some(project)) => Paths::of(project)?,
            (None, None) => return Err(Error::new("no document: call `spec` or `config`")),
        };
        paths.overlays.extend(self.overlays.iter().cloned());
        let configured = project.as_ref().and_then(Project::package_name);
        let name = self.crate_name.clone().or(configured);
        let options = Options {
            crate_name: name.unwrap_or_else(|| "client".to_owned()),
            strictness: Strictness::Lenient,
        };
        let mut inputs = vec![paths.spec.clone()];
        inputs.extend(self.config.clone());
        inputs.extend(paths.overlays.iter().chain(&paths.docs).cloned());
        let mut sources = paths.read(project.map(|project| project.file))?;
        let folder = paths.spec.parent().unwrap_or(Path::new(""));
        inputs.extend(sources.files.keys().map(|file| folder.join(file)));
        sources.templates = templates();
        let run = oasmith_core::generate(sources, &options, &mut |_| {});
        Generated::of(run, inputs)
    }

    /// Generates the client and writes the crate into the directory that was set.
    ///
    /// # Errors
    /// See [`generate`](Self::generate) and [`Generated::write_crate`].
    pub fn write(&self) -> Result<Generated, Error> {
        let configured = self.project()?.as_ref().and_then(Project::directory);
        let directory = self.out_dir.clone().or(configured);
        let directory = directory.ok_or_else(|| Error::new("no directory: call `out_dir`"))?;
        let generated = self.generate()?;
        generated.write_crate(directory)?;
        Ok(generated)
    }

    fn project(&self) -> Result<Option<Project>, Error> {
        Ok(self.config.as_deref().map(Project::read).transpose()?)
    }
}

/// A generated client.
#[derive(Clone, Debug)]
pub struct Generated {
    files: BTreeMap<String, String>,
    warnings: String,
    inputs: Vec<PathBuf>,
}

impl Generated {
    fn of(run: Run<oasmith_core::Output>, inputs: Vec<PathBuf>) -> Result<Self, Error> {
        let report = diagnostic::render(&run.diagnostics, &run.sources, false);
        let has_errors = run.diagnostics.has_errors();
        match run.output {
            Some(output) if !has_errors => Ok(Self {
                files: output.files,
                warnings: report,
                inputs,
            }),
            _ => Err(Error::new(report.trim_end())),
        }
    }

    /// Returns the text of each file by its path in the crate.
    pub fn files(&self) -> &BTreeMap<String, String> {
        &self.files
    }

    /// Returns the warnings as human-readable text, with the location of each. Empty if there are none.
    pub fn warnings(&self) -> &str {
        &self.warnings
    }

    /// Returns the files that were read, for `cargo::rerun-if-changed`.
    pub fn inputs(&self) -> &[PathBuf] {
        &self.inputs
    }

    /// Writes the crate into a directory. Files that have not changed are not touched; those of a previous run that are no
    /// longer generated are removed.
    ///
    /// # Errors
    /// Fails if a file cannot be written, or if the directory contains files that the generator did not write.
    pub fn write_crate(&self, directory: impl AsRef<Path>) -> Result<(), Error> {
        write(directory.as_ref(), &self.files)
    }

    /// Writes the client as a module for `include!`, in the folder `name` below a directory, usually `OUT_DIR`. Returns the
    /// path of its `mod.rs`.
    ///
    /// `path` is the path of the module that includes the file, such as `crate::pets`. The crate that contains it needs the
    /// [`dependencies`](Self::dependencies) of the client. All operations are compiled.
    ///
    /// # Errors
    /// Fails if a file cannot be written.
    pub fn write_module(&self, directory: impl AsRef<Path>, path: &str) -> Result<PathBuf, Error> {
        let name = path.rsplit("::").next().unwrap_or(path);
        let folder = directory.as_ref().join(name);
        write(&folder, &modules::modules(&self.files, path))?;
        Ok(folder.join("mod.rs"))
    }

    /// Returns the dependencies of the client, as a section of `Cargo.toml`.
    pub fn dependencies(&self) -> String {
        modules::dependencies(&self.files)
    }
}

fn write(directory: &Path, files: &BTreeMap<String, String>) -> Result<(), Error> {
    let _lock = Lock::acquire(directory)?;
    let comparison = compare(directory, Ownership::Listed { force: false }, files)?;
    let mut transaction = Transaction::new(directory);
    comparison.add_to(&mut transaction, "", files);
    transaction.commit()?;
    Ok(())
}

/// The reason why nothing was generated or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    message: String,
}

impl Error {
    fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl error::Error for Error {}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Self::new(format!("{error:#}"))
    }
}
