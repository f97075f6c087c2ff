//! A configuration file, and the files that it names: the document, and the directory of the crate.
//!
//! Input: the path of the file. Output: [`Project`]. The generator reads everything else in the file.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use oasmith_core::source::SourceFile;
use serde::Deserialize;

use crate::input::user_file;

/// The name of the configuration file.
pub const FILE: &str = "oasmith.toml";

/// A configuration file.
#[derive(Clone, Debug)]
pub struct Project {
    /// Its text.
    pub file: SourceFile,
    folder: PathBuf,
    entries: Entries,
}

/// The entries about files. Paths are relative to the configuration.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Entries {
    input: Input,
    output: Output,
    package: Package,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Input {
    spec: Option<String>,
    overlays: Vec<String>,
    supplement: Option<String>,
    docs: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Output {
    dir: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Package {
    name: Option<String>,
}

impl Project {
    /// Reads a configuration file.
    pub fn read(path: &Path) -> Result<Self> {
        let file = user_file(path)?;
        // The generator reports errors with their location.
        let entries = toml::from_str(&file.text).unwrap_or_default();
        let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        Ok(Self {
            file,
            folder,
            entries,
        })
    }

    /// Reads the file at this path, or `oasmith.toml` of the working directory if it exists.
    pub fn find(path: Option<&Path>) -> Result<Option<Self>> {
        match path {
            Some(path) => Self::read(path).map(Some),
            None if Path::new(FILE).is_file() => Self::read(Path::new(FILE)).map(Some),
            None => Ok(None),
        }
    }

    /// Returns the path or URL of the document.
    pub fn spec(&self) -> Result<PathBuf> {
        let spec = self.entries.input.spec.as_deref();
        let spec = spec.with_context(|| {
            format!(
                "{}: no `spec` in `[input]`; pass --spec or add it",
                self.file.name
            )
        })?;
        Ok(self.resolved(spec))
    }

    /// Returns the paths of the overlays.
    pub fn overlays(&self) -> Vec<PathBuf> {
        let overlays = self.entries.input.overlays.iter();
        overlays.map(|path| self.resolved(path)).collect()
    }

    /// Returns the paths of documentation files.
    pub fn docs(&self) -> Vec<PathBuf> {
        let docs = self.entries.input.docs.iter();
        docs.map(|path| self.resolved(path)).collect()
    }

    /// Returns the path of the supplement.
    pub fn supplement(&self) -> Option<PathBuf> {
        let supplement = self.entries.input.supplement.as_deref();
        supplement.map(|path| self.resolved(path))
    }

    /// Returns the directory of the crate.
    pub fn directory(&self) -> Option<PathBuf> {
        let directory = self.entries.output.dir.as_deref();
        directory.map(|path| self.resolved(path))
    }

    /// Returns the name of the package.
    pub fn package_name(&self) -> Option<String> {
        self.entries.package.name.clone()
    }

    fn resolved(&self, path: &str) -> PathBuf {
        match path.contains("://") || path == "-" {
            true => PathBuf::from(path),
            false => self.folder.join(path),
        }
    }
}
