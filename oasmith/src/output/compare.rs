//! Compares a directory with the files it should contain.
//!
//! Input: a directory and files. Output: [`Comparison`]. Writes nothing.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::json;

use super::manifest::{self, stays_inside};
use super::{Ownership, Transaction};
use crate::numbers::{counted, grouped};

/// The differences between a directory and the files it should contain. Paths are relative to it, `/`-separated, sorted.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Files that do not exist yet.
    pub missing: Vec<String>,
    /// Files with other content.
    pub stale: Vec<String>,
    /// Files that the generator wrote before and no longer writes.
    pub left_over: Vec<String>,
    /// Number of files that are up to date.
    pub unchanged: usize,
    /// The new manifest, if it differs from the one in the directory.
    manifest: Option<String>,
}

/// Compares a directory with the files it should contain. Fails if an unrelated file has the name of one of them.
pub fn compare(
    directory: &Path,
    ownership: Ownership,
    files: &BTreeMap<String, String>,
) -> Result<Comparison> {
    let owned = ownership.inspect(directory)?;
    let mut comparison = Comparison::default();
    let mut conflicts = Vec::new();
    for (path, text) in files {
        ensure!(
            stays_inside(path),
            "the generator returned a path outside its directory: `{path}`"
        );
        match content(&directory.join(path))? {
            Content::Bytes(bytes) if bytes == text.as_bytes() => comparison.unchanged += 1,
            Content::Missing => comparison.missing.push(path.clone()),
            Content::Bytes(_) | Content::Other
                if owned.replaces_unrelated || owned.files.contains(path) =>
            {
                comparison.stale.push(path.clone());
            }
            Content::Bytes(_) | Content::Other => conflicts.push(path.as_str()),
        }
    }
    if !conflicts.is_empty() {
        bail!(
            "{} contains unrelated files with the names of generated ones: {}; move them, or pass --force to replace them",
            directory.display(),
            conflicts.join(", ")
        );
    }
    comparison.left_over = owned
        .files
        .into_iter()
        .filter(|path| !files.contains_key(path))
        .collect();
    if let Some(list) = ownership.manifest(files.keys()) {
        let path = directory.join(manifest::NAME);
        let same = matches!(content(&path)?, Content::Bytes(bytes) if bytes == list.as_bytes());
        comparison.manifest = (!same).then_some(list);
    }
    Ok(comparison)
}

impl Comparison {
    /// Returns whether the directory is up to date.
    pub fn is_clean(&self) -> bool {
        self.missing.is_empty() && self.stale.is_empty() && self.left_over.is_empty()
    }

    /// Returns the files to write: new files, then changed ones.
    pub fn written(&self) -> impl Iterator<Item = &String> {
        self.missing.iter().chain(&self.stale)
    }

    /// Describes the changes in one line.
    pub fn summary(&self) -> String {
        format!(
            "{} written, {} unchanged, {} removed",
            counted(self.missing.len() + self.stale.len(), "file"),
            grouped(self.unchanged as u64),
            grouped(self.left_over.len() as u64)
        )
    }

    /// Describes the changes as JSON.
    pub fn json(&self) -> serde_json::Value {
        json!({
            "written": self.written().collect::<Vec<_>>(),
            "removed": self.left_over,
            "unchanged": self.unchanged,
        })
    }

    /// Adds the changes that bring the directory up to date; `prefix` is its path from the root of the transaction.
    pub fn add_to(
        &self,
        transaction: &mut Transaction,
        prefix: &str,
        files: &BTreeMap<String, String>,
    ) {
        for path in self.written() {
            if let Some(text) = files.get(path) {
                transaction.write(format!("{prefix}{path}"), text.as_bytes());
            }
        }
        for path in &self.left_over {
            transaction.remove(format!("{prefix}{path}"));
        }
        if let Some(list) = &self.manifest {
            transaction.write(format!("{prefix}{}", manifest::NAME), list.as_bytes());
        }
    }
}

/// The file system entry at a path.
enum Content {
    Missing,
    Bytes(Vec<u8>),
    /// A directory or a link.
    Other,
}

fn content(path: &Path) -> Result<Content> {
    let blocked = [ErrorKind::NotFound, ErrorKind::NotADirectory];
    match fs::symlink_metadata(path) {
        Err(error) if blocked.contains(&error.kind()) => Ok(Content::Missing),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        Ok(kind) if !kind.is_file() => Ok(Content::Other),
        Ok(_) => fs::read(path)
            .map(Content::Bytes)
            .with_context(|| format!("cannot read {}", path.display())),
    }
}
