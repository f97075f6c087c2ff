//! Which files of a directory are the generator's to replace and to remove.
//!
//! In: a directory. Out: relative paths with `/`. Knows the disk, not the new texts.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};

use super::manifest;

/// Whose the files in a directory are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ownership {
    /// All the generator's, but for what cargo and the user's tools leave: `target`, `Cargo.lock`, hidden files.
    Whole,
    /// The generator's as far as a list in the directory says; `force` adopts a directory without one.
    Listed {
        /// Replace files of others that are in the way.
        force: bool,
    },
}

/// What is in the directory now.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Owned {
    /// Files the generator may replace and remove.
    pub files: BTreeSet<String>,
    /// Whether the generator may replace other files as well.
    pub replaces_others: bool,
}

impl Ownership {
    /// The files of the generator in a directory, which need not exist.
    pub fn look(self, directory: &Path) -> Result<Owned> {
        match self {
            Self::Whole => Ok(Owned {
                files: all_files(directory)?,
                replaces_others: true,
            }),
            Self::Listed { force } => {
                let listed = manifest::read(directory)?;
                ensure!(
                    listed.is_some() || force || is_vacant(directory)?,
                    "{} holds files of others and was not made by this command: name a new or empty directory, or pass \
                     --force to write into this one",
                    directory.display()
                );
                let present = |file: &String| fs::symlink_metadata(directory.join(file)).is_ok();
                let files = listed
                    .unwrap_or_default()
                    .into_iter()
                    .filter(present)
                    .collect();
                Ok(Owned {
                    files,
                    replaces_others: force,
                })
            }
        }
    }

    /// The list to leave in the directory beside these files.
    pub fn manifest<'a>(self, files: impl IntoIterator<Item = &'a String>) -> Option<String> {
        match self {
            Self::Whole => None,
            Self::Listed { .. } => Some(manifest::text(files)),
        }
    }
}

/// Whether a directory does not exist or is empty.
fn is_vacant(directory: &Path) -> Result<bool> {
    match fs::read_dir(directory) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", directory.display())),
    }
}

/// Every file under a directory; links are not followed.
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
                bail!("{}: the name {name:?} is not UTF-8", folder.display())
            };
            let is_cargos = prefix.is_empty() && ["target", "Cargo.lock"].contains(&name);
            if is_cargos || (name.starts_with('.') && name != manifest::NAME) {
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
