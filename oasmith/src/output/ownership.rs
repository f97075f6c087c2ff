//! The files in a directory that the generator may replace and remove.
//!
//! Input: a directory. Output: relative, `/`-separated paths. Reads the disk, not the new files.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};

use super::manifest;

/// Who owns the files in a directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ownership {
    /// The generator owns all files, except for `target`, `Cargo.lock` and hidden files.
    All,
    /// The generator owns the files in the manifest. A directory without one must be empty, unless `force` is set.
    Listed {
        /// Replaces unrelated files with the names of generated ones.
        force: bool,
    },
}

/// The files that the generator owns in a directory.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Owned {
    /// The files to replace or remove.
    pub files: BTreeSet<String>,
    /// Whether unrelated files may be replaced as well.
    pub replaces_unrelated: bool,
}

impl Ownership {
    /// Returns the files that the generator owns in a directory, which may not exist.
    pub fn inspect(self, directory: &Path) -> Result<Owned> {
        match self {
            Self::All => Ok(Owned {
                files: all_files(directory)?,
                replaces_unrelated: true,
            }),
            Self::Listed { force } => {
                let listed = manifest::read(directory)?;
                ensure!(
                    listed.is_some() || force || is_vacant(directory)?,
                    "{} contains unrelated files and no manifest of a previous run: choose a new or empty directory, or \
                     pass --force to write into this one",
                    directory.display()
                );
                let files = listed.unwrap_or_default().into_iter();
                let files = files.filter(|file| is_regular(directory, file)).collect();
                Ok(Owned {
                    files,
                    replaces_unrelated: force,
                })
            }
        }
    }

    /// Returns the manifest to write along with these files.
    pub fn manifest<'a>(self, files: impl IntoIterator<Item = &'a String>) -> Option<String> {
        match self {
            Self::All => None,
            Self::Listed { .. } => Some(manifest::text(files)),
        }
    }
}

/// Returns whether a path is a regular file, and not below a symbolic link. A manifest may list anything; directories,
/// links, and what is below a hidden folder such as `.git` are never removed.
fn is_regular(directory: &Path, file: &str) -> bool {
    let mut path = directory.to_path_buf();
    let mut components = file.split('/').peekable();
    while let Some(component) = components.next() {
        path.push(component);
        let is_last = components.peek().is_none();
        let is_expected = fs::symlink_metadata(&path).is_ok_and(|kind| match is_last {
            true => kind.is_file(),
            false => kind.is_dir() && !component.starts_with('.'),
        });
        if !is_expected {
            return false;
        }
    }
    true
}

/// Returns whether a directory is missing or empty.
fn is_vacant(directory: &Path) -> Result<bool> {
    match fs::read_dir(directory) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", directory.display())),
    }
}

/// Returns every file below a directory. Links are not followed.
fn all_files(root: &Path) -> Result<BTreeSet<String>> {
    let mut files = BTreeSet::new();
    let mut folders = vec![String::new()];
    while let Some(prefix) = folders.pop() {
        let folder = root.join(&prefix);
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound && prefix.is_empty() => break,
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read {}", folder.display()));
            }
        };
        for entry in entries {
            let entry = entry.with_context(|| format!("cannot read {}", folder.display()))?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                bail!("{}: file name {name:?} is not UTF-8", folder.display())
            };
            let belongs_to_cargo = prefix.is_empty() && ["target", "Cargo.lock"].contains(&name);
            if belongs_to_cargo || (name.starts_with('.') && name != manifest::NAME) {
                continue;
            }
            let path = format!("{prefix}{name}");
            let kind = entry
                .file_type()
                .with_context(|| format!("cannot read {path}"))?;
            if kind.is_dir() {
                folders.push(format!("{path}/"));
            } else {
                files.insert(path);
            }
        }
    }
    Ok(files)
}
