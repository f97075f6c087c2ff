//! Templates in the folder of the crate `oasmith`, while it is packaged.
//!
//! Input: the embedded templates, which the build script chose. Output: files in `oasmith/templates`, until they are dropped.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use oasmith::templates;

use crate::repository::Repository;

/// Cargo leaves out folders with a manifest of this name.
const MANIFEST: &str = "Cargo.toml";

/// A copy of the templates. Dropping it removes the files.
pub struct StagedTemplates {
    folder: PathBuf,
    paths: Vec<String>,
}

impl StagedTemplates {
    /// Copies the templates of the checkout.
    pub fn copy(repository: &Repository) -> Result<Self> {
        let mut staged = Self {
            folder: repository.path("oasmith/templates"),
            paths: Vec::new(),
        };
        for path in templates::templates().into_keys() {
            let from = repository.path("templates").join(&path);
            let name = match path.strip_suffix(MANIFEST) {
                Some(folder) => format!("{folder}{MANIFEST}.in"),
                None => path,
            };
            let to = staged.folder.join(&name);
            if let Some(parent) = to.parent() {
                fs::create_dir_all(parent)
                    .with_context(|| format!("cannot create {}", parent.display()))?;
            }
            fs::copy(&from, &to).with_context(|| format!("cannot copy {}", from.display()))?;
            staged.paths.push(format!("templates/{name}"));
        }
        Ok(staged)
    }

    /// Returns the paths of the files in the crate.
    pub fn paths(&self) -> &[String] {
        &self.paths
    }
}

impl Drop for StagedTemplates {
    fn drop(&mut self) {
        // What remains is ignored by git, and the same as what it was copied from.
        let _ = fs::remove_dir_all(&self.folder);
    }
}
