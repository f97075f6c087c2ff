//! Applies changes to files: all of them or none.
//!
//! Input: paths with new content, and paths to remove. Output: the changed directory, or the unchanged one and an error.
//!
//! All new files are first written to the staging folder inside the target directory, so that a full disk or a missing
//! permission fails early. Then the journal is written, which lists all moves. Then each old file is moved to the staging
//! folder and each new file (or new folder) to its final path, within one file system. Removing the journal commits. If a
//! move fails, the completed ones are reverted; if the process ends before the commit, the next run reverts them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use super::journal::{Journal, Move, STAGING};
use super::staging;

/// Changes to the files below one directory.
#[derive(Debug)]
pub struct Transaction {
    root: PathBuf,
    writes: BTreeMap<String, Vec<u8>>,
    removals: Vec<String>,
}

impl Transaction {
    /// Starts a transaction in a directory, which is created if it does not exist. The caller holds its [`Lock`].
    ///
    /// [`Lock`]: super::Lock
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_path_buf(),
            writes: BTreeMap::new(),
            removals: Vec::new(),
        }
    }

    /// Sets the content of a file. The path is relative to the directory.
    pub fn write(&mut self, path: impl Into<String>, bytes: &[u8]) {
        self.writes.insert(path.into(), bytes.to_vec());
    }

    /// Removes a file, and the folders that become empty.
    pub fn remove(&mut self, path: impl Into<String>) {
        self.removals.push(path.into());
    }

    /// Applies all changes, or none and returns an error.
    pub fn commit(self) -> Result<()> {
        self.commit_observed(&mut || Ok(()))
    }

    /// Applies all changes. `step` is called before each change to a file or folder outside of the staging folder.
    pub(super) fn commit_observed(self, step: &mut dyn FnMut() -> Result<()>) -> Result<()> {
        if self.writes.is_empty() && self.removals.is_empty() {
            return Ok(());
        }
        let created = missing_folders(&self.root);
        let Err(error) = self.apply(step) else {
            return Ok(());
        };
        let reverted = super::journal::recover(&self.root).and_then(|()| remove(&created));
        match reverted {
            Ok(()) => Err(error.context(format!("nothing was changed in {}", self.root.display()))),
            Err(failure) => Err(error.context(format!(
                "{} is partially written ({failure:#}); the next run reverts it",
                self.root.display()
            ))),
        }
    }

    fn apply(&self, step: &mut dyn FnMut() -> Result<()>) -> Result<()> {
        fs::create_dir_all(self.root.join(STAGING))
            .with_context(|| format!("cannot write in {}", self.root.display()))?;
        let new = self.root.join(STAGING).join("new");
        staging::write(&new, &self.writes)?;
        let journal = self.journal()?;
        journal.begin(&self.root)?;
        let (removals, writes) = journal.moves.split_at(self.removals.len());
        for change in removals {
            step()?;
            change.apply(&self.root)?;
        }
        // Empty folders are removed before new files are moved, since a new file may have the name of such a folder.
        for path in &self.removals {
            remove_empty_folders(&self.root, path, step)?;
        }
        for change in writes {
            step()?;
            change.apply(&self.root)?;
        }
        step()?;
        Journal::commit(&self.root)?;
        step()?;
        // The changes are complete. What is left of the staging folder is removed by the next run.
        _ = fs::remove_dir_all(self.root.join(STAGING));
        Ok(())
    }

    /// Plans all moves, removals first.
    fn journal(&self) -> Result<Journal> {
        let mut moves = Vec::new();
        for (index, path) in self.removals.iter().enumerate() {
            moves.push(Move {
                from: path.clone(),
                to: format!("{STAGING}/removed-{index}"),
            });
        }
        for (index, path) in self.targets()?.into_iter().enumerate() {
            if !self.removals.contains(&path) && exists(&self.root.join(&path), &path)? {
                moves.push(Move {
                    from: path.clone(),
                    to: format!("{STAGING}/old-{index}"),
                });
            }
            moves.push(Move {
                from: format!("{STAGING}/new/{path}"),
                to: path,
            });
        }
        Ok(Journal { moves })
    }

    /// Returns what to move to its final path: each new file, or the outermost new folder around it.
    fn targets(&self) -> Result<BTreeSet<String>> {
        let mut existing = BTreeSet::new();
        let mut targets = BTreeSet::new();
        for path in self.writes.keys() {
            let ends = path.match_indices('/').map(|(end, _)| end);
            let mut new = None;
            for folder in ends.map(|end| &path[..end]) {
                if existing.contains(folder) {
                    continue;
                }
                match fs::symlink_metadata(self.root.join(folder)) {
                    Ok(kind) if kind.is_dir() => _ = existing.insert(folder),
                    Ok(kind) if kind.is_symlink() => {
                        bail!("cannot write {path}: {folder} is a symbolic link")
                    }
                    // A file that is removed leaves its name to a folder.
                    Ok(_) if self.removals.iter().any(|removed| removed == folder) => {
                        new = Some(folder);
                        break;
                    }
                    Ok(_) => bail!("cannot write {path}: {folder} is not a directory"),
                    Err(error) if error.kind() == ErrorKind::NotFound => {
                        new = Some(folder);
                        break;
                    }
                    Err(error) => {
                        return Err(error).with_context(|| format!("cannot write {path}"));
                    }
                }
            }
            targets.insert(new.unwrap_or(path).to_owned());
        }
        Ok(targets)
    }
}

/// Returns whether a file exists at a path that is written.
fn exists(target: &Path, path: &str) -> Result<bool> {
    match fs::symlink_metadata(target) {
        Ok(kind) if kind.is_dir() => Ok(false),
        Ok(_) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error).with_context(|| format!("cannot write {path}")),
    }
}

/// Removes the folders around a removed file as long as they are empty.
fn remove_empty_folders(
    root: &Path,
    path: &str,
    step: &mut dyn FnMut() -> Result<()>,
) -> Result<()> {
    let mut folder = path.rsplit_once('/').map(|(folder, _)| folder);
    while let Some(path) = folder {
        step()?;
        if fs::remove_dir(root.join(path)).is_err() {
            break;
        }
        folder = path.rsplit_once('/').map(|(folder, _)| folder);
    }
    Ok(())
}

/// Returns a directory and the folders around it that do not exist, innermost first.
fn missing_folders(root: &Path) -> Vec<PathBuf> {
    let folders = root
        .ancestors()
        .take_while(|it| !it.as_os_str().is_empty() && fs::symlink_metadata(it).is_err());
    folders.map(Path::to_path_buf).collect()
}

fn remove(created: &[PathBuf]) -> Result<()> {
    for folder in created {
        match fs::remove_dir(folder) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}
