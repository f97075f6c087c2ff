//! The journal of a transaction, and recovery from one that did not finish.
//!
//! Input: the staging folder of a directory. Output: the directory as it was before the transaction, or after it if it
//! was committed.

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

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
        if !self.to.starts_with(STAGING) && fs::symlink_metadata(&to).is_ok() {
            anyhow::bail!("cannot write {}: a directory has the same name", self.to);
        }
        let failed = match self.to.starts_with(STAGING) {
            true => format!("cannot remove {}", self.from),
            false => format!("cannot write {}", self.to),
        };
        // The removals may have left the folder empty, and so removed it.
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).with_context(|| failed.clone())?;
        }
        fs::rename(from, to).context(failed)
    }

    /// Moves it back if it was moved.
    fn revert(&self, root: &Path) -> Result<()> {
        let (from, to) = (root.join(&self.from), root.join(&self.to));
        let is_moved = match self.to.starts_with(STAGING) {
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

/// Reverts a transaction that was not committed, and removes the staging folder.
pub fn recover(root: &Path) -> Result<()> {
    let staging = root.join(STAGING);
    match fs::symlink_metadata(&staging) {
        Ok(kind) if kind.is_dir() => {}
        Ok(_) => anyhow::bail!("{} is not a directory", staging.display()),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => {
            return Err(error).with_context(|| format!("cannot read {}", staging.display()));
        }
    }
    match fs::read(staging.join(NAME)) {
        Ok(text) => {
            let journal: Journal = serde_json::from_slice(&text)
                .with_context(|| format!("{} is damaged", staging.join(NAME).display()))?;
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
