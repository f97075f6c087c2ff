//! One run at a time per directory.
//!
//! Input: a directory. Output: a lock, held until it is dropped or the process ends. A transaction of an earlier run that
//! did not finish is reverted.

use std::fs::{self, File, TryLockError};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use super::journal;

/// The lock of a directory.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Locks a directory, which may not exist, and reverts an unfinished earlier run in it.
    ///
    /// The lock is a file in the directory for temporary files: it leaves nothing in the directory itself.
    ///
    /// # Errors
    /// Fails if another run holds the lock, or if the directory cannot be recovered.
    pub fn acquire(directory: &Path) -> Result<Self> {
        let path = lock_file(directory)?;
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .with_context(|| format!("cannot open the lock {}", path.display()))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => bail!(
                "another run is writing to {}: wait until it has finished",
                directory.display()
            ),
            Err(TryLockError::Error(error)) => {
                return Err(error).with_context(|| format!("cannot lock {}", path.display()));
            }
        }
        journal::recover(directory).with_context(|| {
            format!("cannot revert an unfinished run in {}", directory.display())
        })?;
        Ok(Self { _file: file })
    }
}

/// Returns the path of the lock of a directory. All paths that lead to the directory have the same lock.
fn lock_file(directory: &Path) -> Result<PathBuf> {
    let absolute = std::path::absolute(directory)
        .with_context(|| format!("invalid directory {}", directory.display()))?;
    let existing = absolute.ancestors().find(|it| it.exists());
    let resolved = match existing {
        Some(existing) => {
            let rest = absolute.strip_prefix(existing).unwrap_or(Path::new(""));
            fs::canonicalize(existing)
                .with_context(|| format!("cannot read {}", existing.display()))?
                .join(rest)
        }
        None => absolute,
    };
    let mut hasher = DefaultHasher::new();
    resolved.hash(&mut hasher);
    let name = format!("oasmith-{:016x}.lock", hasher.finish());
    Ok(std::env::temp_dir().join(name))
}
