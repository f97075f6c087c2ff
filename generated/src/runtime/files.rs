//! Files, on platforms that have them. In WebAssembly every operation fails with `Unsupported`, as in `std`.

#[cfg(not(target_family = "wasm"))]
#[allow(unused_imports)] // `length` is for helpers
pub(crate) use native::{create, length, open, read};
#[cfg(target_family = "wasm")]
pub(crate) use unsupported::{create, length, open, read};

#[cfg(not(target_family = "wasm"))]
mod native {
    use std::io;
    use std::path::Path;

    use tokio::fs::File;
    use tokio::io::AsyncSeekExt;

    /// Opens a file for reading from the byte offset `start`, or from its beginning.
    ///
    /// Also returns the length of the entire file, if it is a regular file.
    pub(crate) async fn open(path: &Path, start: Option<u64>) -> io::Result<(File, Option<u64>)> {
        let mut file = File::open(path).await?;
        let metadata = file.metadata().await?;
        if metadata.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if let Some(start) = start {
            file.seek(io::SeekFrom::Start(start)).await?;
        }
        Ok((file, metadata.is_file().then_some(metadata.len())))
    }

    /// Creates a file for writing, or truncates an existing one.
    pub(crate) async fn create(path: &Path) -> io::Result<File> {
        File::create(path).await
    }

    /// Reads an entire file.
    pub(crate) async fn read(path: &Path) -> io::Result<Vec<u8>> {
        tokio::fs::read(path).await
    }

    /// Returns the length of a file in bytes.
    #[allow(dead_code)] // for helpers
    pub(crate) async fn length(path: &Path) -> io::Result<u64> {
        Ok(tokio::fs::metadata(path).await?.len())
    }
}

#[cfg(target_family = "wasm")]
mod unsupported {
    use std::io;
    use std::path::Path;

    use tokio::io::{Empty, Sink};

    /// Fails.
    pub(crate) async fn open(_: &Path, _: Option<u64>) -> io::Result<(Empty, Option<u64>)> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Fails.
    pub(crate) async fn create(_: &Path) -> io::Result<Sink> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Fails.
    pub(crate) async fn read(_: &Path) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Fails.
    pub(crate) async fn length(_: &Path) -> io::Result<u64> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
