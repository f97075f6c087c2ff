//! What is, against what should be.
//!
//! In: a directory and the texts it should hold. Out: [`Comparison`]. Writes nothing.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};

use super::manifest::{self, stays_inside};
use super::{Ownership, Transaction};

/// How a directory differs from what it should hold. Paths are relative to it, with `/`, in order.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Files that should be there and are not.
    pub missing: Vec<String>,
    /// Files whose bytes differ.
    pub stale: Vec<String>,
    /// Files of the generator that it no longer makes.
    pub left_over: Vec<String>,
    /// How many files are as they should be.
    pub unchanged: usize,
    /// The list of files to leave in the directory, where it differs from the one there.
    manifest: Option<String>,
}

/// Compares a directory with what it should hold; fails if a file of others is in the way.
pub fn compare(
    directory: &Path,
    ownership: Ownership,
    files: &BTreeMap<String, String>,
) -> Result<Comparison> {
    let owned = ownership.look(directory)?;
    let mut comparison = Comparison::default();
    let mut in_the_way = Vec::new();
    for (path, text) in files {
        ensure!(
            stays_inside(path),
            "the generator made a file outside of its directory: `{path}`"
        );
        match content(&directory.join(path))? {
            Content::Bytes(bytes) if bytes == text.as_bytes() => comparison.unchanged += 1,
            Content::Nothing => comparison.missing.push(path.clone()),
            Content::Bytes(_) | Content::Other
                if owned.replaces_others || owned.files.contains(path) =>
            {
                comparison.stale.push(path.clone());
            }
            Content::Bytes(_) | Content::Other => in_the_way.push(path.as_str()),
        }
    }
    if !in_the_way.is_empty() {
        bail!(
            "{} holds files of others under names of generated ones: {}; move them, or pass --force to replace them",
            directory.display(),
            in_the_way.join(", ")
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
    /// Whether the directory holds what it should.
    pub fn is_clean(&self) -> bool {
        self.missing.is_empty() && self.stale.is_empty() && self.left_over.is_empty()
    }

    /// Files that a write touches, those that are not there yet first.
    pub fn written(&self) -> impl Iterator<Item = &String> {
        self.missing.iter().chain(&self.stale)
    }

    /// Adds what makes the directory as it should be; `prefix` is its path from the top of the transaction.
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

/// What stands at a path.
enum Content {
    Nothing,
    Bytes(Vec<u8>),
    /// A directory or a link.
    Other,
}

fn content(path: &Path) -> Result<Content> {
    let blocked = [ErrorKind::NotFound, ErrorKind::NotADirectory];
    match fs::symlink_metadata(path) {
        Err(error) if blocked.contains(&error.kind()) => Ok(Content::Nothing),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        Ok(kind) if !kind.is_file() => Ok(Content::Other),
        Ok(_) => fs::read(path)
            .map(Content::Bytes)
            .with_context(|| format!("cannot read {}", path.display())),
    }
}
