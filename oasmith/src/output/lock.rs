//! One run at a time per directory.
//!
//! Input: a directory. Output: a lock, held until it is dropped or the process ends. A transaction of an earlier run that
//! did not finish is reverted.

use std::fs::{self, File, TryLockError};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;
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
        let file =
            open(&path).with_context(|| format!("cannot open the lock {}", path.display()))?;
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

/// Opens the file of a lock. Another user may have created it, so it is not opened for writing if it exists.
fn open(path: &Path) -> io::Result<File> {
    match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path),
        opened => opened,
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

#[cfg(test)]
mod tests {
    use super::{Lock, lock_file};

    /// As for one that another user created.
    #[test]
    fn a_lock_that_cannot_be_written_is_acquired() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = lock_file(folder.path()).expect("a path");
        std::fs::write(&path, "").expect("a file");
        let mut permissions = std::fs::metadata(&path).expect("a file").permissions();
        permissions.set_readonly(true);
        std::fs::set_permissions(&path, permissions).expect("read-only");
        Lock::acquire(folder.path()).expect("the lock");
        _ = std::fs::remove_file(path);
    }
}
