//! The journal of a transaction, and recovery from one that did not finish.
//!
//! Input: the staging folder of a directory. Output: the directory as it was before the transaction, or after it if it
//! was committed.

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use serde::{Deserialize, Serialize};

use super::manifest::{self, stays_inside};

/// The staging folder in the target directory: new files, old files, and the journal.
pub const STAGING: &str = ".oasmith-staging";

/// The name of the journal in the staging folder.
const NAME: &str = "journal.json";

/// All moves of a transaction, in order. Written before the first one, removed after the last one.
#[derive(Debug, Serialize, Deserialize)]
pub struct Journal {
    /// The moves.
    pub moves: Vec<Move>,
}

/// A move of a file or folder. Exactly one of its paths is in the staging folder.
#[derive(Debug, Serialize, Deserialize)]
pub struct Move {
    /// The path before, from the root of the transaction.
    pub from: String,
    /// The path after.
    pub to: String,
}

impl Journal {
    /// Reads the journal. It may come from anyone, for example with a cloned repository, so its paths are checked.
    fn read(text: &[u8], root: &Path) -> Result<Self> {
        let journal: Self = serde_json::from_slice(text)?;
        journal.moves.iter().try_for_each(|it| it.check(root))?;
        Ok(journal)
    }

    /// Writes the journal to disk.
    pub fn begin(&self, root: &Path) -> Result<()> {
        let staging = root.join(STAGING);
        let text = serde_json::to_vec(self)?;
        let draft = staging.join("journal.new");
        let mut file = File::create(&draft)?;
        file.write_all(&text)?;
        file.sync_all()?;
        fs::rename(draft, staging.join(NAME)).context("cannot write the journal")
    }

    /// Commits the transaction.
    pub fn commit(root: &Path) -> Result<()> {
        fs::remove_file(root.join(STAGING).join(NAME)).context("cannot commit")
    }
}

impl Move {
    /// Moves the file or folder.
    pub fn apply(&self, root: &Path) -> Result<()> {
        let (from, to) = (root.join(&self.from), root.join(&self.to));
        // `rename` would replace a file. Old files are moved away before.
        if !is_staged(&self.to) && fs::symlink_metadata(&to).is_ok() {
            bail!("cannot write {}: a directory has the same name", self.to);
        }
        let failed = match is_staged(&self.to) {
            true => format!("cannot remove {}", self.from),
            false => format!("cannot write {}", self.to),
        };
        // The removals may have left the folder empty, and so removed it.
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).with_context(|| failed.clone())?;
        }
        fs::rename(from, to).context(failed)
    }

    /// Fails unless both paths are inside the directory, and exactly one of them is in the staging folder.
    fn check(&self, root: &Path) -> Result<()> {
        for path in [&self.from, &self.to] {
            ensure!(
                stays_inside(path) && !passes_link(root, path),
                "`{path}` is not a path inside this directory"
            );
        }
        let target = match (is_staged(&self.from), is_staged(&self.to)) {
            (true, false) => &self.to,
            (false, true) => &self.from,
            _ => bail!(
                "`{}` and `{}` are not a staged path and its final path",
                self.from,
                self.to
            ),
        };
        // Hidden folders such as `.git` may contain programs that others run.
        let mut names = target.split('/');
        let is_hidden = names.any(|name| name.starts_with('.') && name != manifest::NAME);
        ensure!(!is_hidden, "`{target}` is hidden");
        Ok(())
    }

    /// Moves it back if it was moved.
    fn revert(&self, root: &Path) -> Result<()> {
        let (from, to) = (root.join(&self.from), root.join(&self.to));
        let is_moved = match is_staged(&self.to) {
            true => fs::symlink_metadata(&to).is_ok(),
            false => fs::symlink_metadata(&from).is_err(),
        };
        if !is_moved {
            return Ok(());
        }
        if let Some(folder) = from.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::rename(&to, &from).with_context(|| format!("cannot restore {}", self.from))
    }
}

/// Returns whether a path is in the staging folder.
fn is_staged(path: &str) -> bool {
    let rest = path.strip_prefix(STAGING);
    rest.is_some_and(|rest| rest.starts_with('/'))
}

/// Returns whether a folder around a path is a symbolic link.
fn passes_link(root: &Path, path: &str) -> bool {
    let mut folders = path.match_indices('/').map(|(end, _)| &path[..end]);
    folders.any(|folder| {
        let kind = fs::symlink_metadata(root.join(folder));
        kind.is_ok_and(|kind| kind.is_symlink())
    })
}

/// Reverts a transaction that was not committed, and removes the staging folder.
pub fn recover(root: &Path) -> Result<()> {
    let staging = root.join(STAGING);
    match fs::symlink_metadata(&staging) {
        Ok(kind) if kind.is_dir() => {}
        Ok(_) => bail!("{} is not a directory", staging.display()),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => {
            return Err(error).with_context(|| format!("cannot read {}", staging.display()));
        }
    }
    match fs::read(staging.join(NAME)) {
        Ok(text) => {
            let journal = Journal::read(&text, root).with_context(|| {
                format!(
                    "{} is not the journal of a run: remove {} after checking the directory",
                    staging.join(NAME).display(),
                    staging.display()
                )
            })?;
            for change in journal.moves.iter().rev() {
                change.revert(root)?;
            }
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => {
            return Err(error).with_context(|| format!("cannot read {}", staging.display()));
        }
    }
    fs::remove_dir_all(&staging).with_context(|| format!("cannot remove {}", staging.display()))
}
