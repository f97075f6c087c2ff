//! Changes to files that happen all or not at all.
//!
//! In: paths with new bytes, paths to remove. Out: a changed directory, or the one there was and an error.
//!
//! All new files are first written into a temporary directory beside the old ones, where a full disk or a missing
//! permission shows. Then each old file moves aside and each new one into its place, with its folder where that is new:
//! moves within one file system. If one fails, those done are undone in reverse.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use tempfile::TempDir;

use super::staging;

/// Changes under one directory. See the module.
#[derive(Debug)]
pub struct Transaction {
    root: PathBuf,
    writes: BTreeMap<String, Vec<u8>>,
    removals: Vec<String>,
}

impl Transaction {
    /// No changes yet, under a directory that is made if need be.
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_path_buf(),
            writes: BTreeMap::new(),
            removals: Vec::new(),
        }
    }

    /// Gives a file new bytes; the path is relative to the directory.
    pub fn write(&mut self, path: impl Into<String>, bytes: &[u8]) {
        self.writes.insert(path.into(), bytes.to_vec());
    }

    /// Removes a file, and the folders that are empty without it.
    pub fn remove(&mut self, path: impl Into<String>) {
        self.removals.push(path.into());
    }

    /// Makes all changes, or none and an error.
    pub fn commit(self) -> Result<()> {
        if self.writes.is_empty() && self.removals.is_empty() {
            return Ok(());
        }
        let mut done = Done::default();
        let Err(error) = self.apply(&mut done) else {
            return Ok(());
        };
        match done.undo() {
            Ok(()) => Err(error.context(format!("nothing was changed in {}", self.root.display()))),
            Err(second) => Err(error.context(format!(
                "{} is left half-written ({second:#})",
                self.root.display()
            ))),
        }
    }

    fn apply(&self, done: &mut Done) -> Result<()> {
        done.make_folders(&self.root)
            .with_context(|| format!("cannot make {}", self.root.display()))?;
        let staging = done
            .make_staging(&self.root)
            .with_context(|| format!("cannot write in {}", self.root.display()))?;
        let new = staging.join("new");
        staging::write(&new, &self.writes)?;
        for (index, path) in self.removals.iter().enumerate() {
            let aside = staging.join(format!("removed-{index}"));
            done.rename(self.root.join(path), aside)
                .with_context(|| format!("cannot remove {path}"))?;
        }
        for path in &self.removals {
            done.remove_empty_folders(self.root.join(path).parent(), &self.root);
        }
        for (index, path) in self.moves()?.into_iter().enumerate() {
            let old = staging.join(format!("old-{index}"));
            replace(&self.root.join(&path), old, new.join(&path), done)
                .with_context(|| format!("cannot write {path}"))?;
        }
        Ok(())
    }

    /// What moves into place: each new file, or the outermost folder around it that is not there yet.
    fn moves(&self) -> Result<BTreeSet<String>> {
        let mut there = BTreeSet::new();
        let mut moves = BTreeSet::new();
        for path in self.writes.keys() {
            let ends = path.match_indices('/').map(|(end, _)| end);
            let mut new = None;
            for folder in ends.map(|end| &path[..end]) {
                if there.contains(folder) {
                    continue;
                }
                match fs::symlink_metadata(self.root.join(folder)) {
                    Ok(_) if self.root.join(folder).is_dir() => _ = there.insert(folder),
                    Ok(_) => bail!("cannot write {path}: {folder} is no folder"),
                    Err(error) if error.kind() == ErrorKind::NotFound => {
                        new = Some(folder);
                        break;
                    }
                    Err(error) => {
                        return Err(error).with_context(|| format!("cannot write {path}"));
                    }
                }
            }
            moves.insert(new.unwrap_or(path).to_owned());
        }
        Ok(moves)
    }
}

/// Moves the file at a path aside, if there is one, and a new one, or a new folder, into its place.
fn replace(target: &Path, old: PathBuf, new: PathBuf, done: &mut Done) -> Result<()> {
    match fs::symlink_metadata(target) {
        Ok(kind) if kind.is_dir() => bail!("a directory has its name"),
        Ok(_) => done.rename(target.to_path_buf(), old)?,
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    Ok(done.rename(new, target.to_path_buf())?)
}

/// What was done so far, for the way back.
#[derive(Default)]
struct Done {
    steps: Vec<Step>,
}

enum Step {
    Renamed {
        from: PathBuf,
        to: PathBuf,
    },
    MadeFolder(PathBuf),
    RemovedFolder(PathBuf),
    /// The temporary directory. It goes away with this value, and old files that moved there with it.
    Staging(TempDir),
}

impl Done {
    fn rename(&mut self, from: PathBuf, to: PathBuf) -> io::Result<()> {
        fs::rename(&from, &to)?;
        self.steps.push(Step::Renamed { from, to });
        Ok(())
    }

    fn make_folders(&mut self, folder: &Path) -> io::Result<()> {
        if folder.as_os_str().is_empty() || folder.is_dir() {
            return Ok(());
        }
        if let Some(parent) = folder.parent() {
            self.make_folders(parent)?;
        }
        fs::create_dir(folder)?;
        self.steps.push(Step::MadeFolder(folder.to_path_buf()));
        Ok(())
    }

    fn make_staging(&mut self, root: &Path) -> io::Result<PathBuf> {
        let folder = tempfile::Builder::new()
            .prefix(".oasmith-staging-")
            .tempdir_in(root)?;
        let path = folder.path().to_path_buf();
        self.steps.push(Step::Staging(folder));
        Ok(path)
    }

    /// Removes a folder and those around it while they are empty, up to `root`.
    fn remove_empty_folders(&mut self, mut folder: Option<&Path>, root: &Path) {
        while let Some(empty) =
            folder.filter(|folder| *folder != root && fs::remove_dir(folder).is_ok())
        {
            self.steps.push(Step::RemovedFolder(empty.to_path_buf()));
            folder = empty.parent();
        }
    }

    /// Goes all the way back, past what fails; then the old files stay in the temporary directory.
    fn undo(self) -> Result<()> {
        let mut failure = None;
        for step in self.steps.into_iter().rev() {
            let undone = match step {
                Step::Renamed { from, to } => fs::rename(to, from),
                Step::MadeFolder(folder) => fs::remove_dir(folder),
                Step::RemovedFolder(folder) => fs::create_dir(folder),
                Step::Staging(folder) if failure.is_some() => {
                    let kept = folder.keep();
                    failure = failure.map(|error: anyhow::Error| {
                        error.context(format!("old files are kept in {}", kept.display()))
                    });
                    Ok(())
                }
                Step::Staging(folder) => folder.close(),
            };
            if let Err(error) = undone {
                failure.get_or_insert(error.into());
            }
        }
        failure.map_or(Ok(()), Err)
    }
}
