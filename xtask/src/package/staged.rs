//! The copy of the templates in the folder of the crate `oasmith` while it is packaged.
//!
//! Input: the paths of the embedded templates. Output: files in `oasmith/templates`, which dropping the value removes.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use oasmith::templates;

use crate::repository::Repository;

/// Cargo does not package folders that contain a file of this name.
const MANIFEST: &str = "Cargo.toml";

/// A copy of the templates. Dropping it removes the files.
pub struct StagedTemplates {
    folder: PathBuf,
    paths: Vec<String>,
}

impl StagedTemplates {
    /// Copies the templates of the repository.
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

    /// Returns the paths of the files, relative to the folder of the crate.
    pub fn paths(&self) -> &[String] {
        &self.paths
    }
}

impl Drop for StagedTemplates {
    fn drop(&mut self) {
        // Files that cannot be removed do no harm: git ignores them, and they equal the originals.
        let _ = fs::remove_dir_all(&self.folder);
    }
}
