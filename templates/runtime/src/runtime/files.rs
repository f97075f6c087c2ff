//! Files, on platforms that have them. In WebAssembly everything fails with `Unsupported`, as in `std`.
//!
//! In: a path. Out: something to read from or to write to.
//! Must not know: what the bytes are for.

#[cfg(target_family = "wasm")]
pub(crate) use not_there::{create, length, open};
#[cfg(not(target_family = "wasm"))]
#[allow(unused_imports)] // `length` is for helpers that know a service
pub(crate) use there::{create, length, open};

#[cfg(not(target_family = "wasm"))]
mod there {
    use std::io;
    use std::path::Path;

    use tokio::fs::File;
    use tokio::io::AsyncSeekExt;

    /// A file to be read from its start or from a byte on, and the length of all of it, if it has one.
    pub(crate) async fn open(path: &Path, from: Option<u64>) -> io::Result<(File, Option<u64>)> {
        let mut file = File::open(path).await?;
        let metadata = file.metadata().await?;
        if metadata.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if let Some(from) = from {
            file.seek(io::SeekFrom::Start(from)).await?;
        }
        Ok((file, metadata.is_file().then_some(metadata.len())))
    }

    /// A file to be written, made or made empty.
    pub(crate) async fn create(path: &Path) -> io::Result<File> {
        File::create(path).await
    }

    /// How many bytes a file has.
    #[allow(dead_code)] // for helpers that know a service
    pub(crate) async fn length(path: &Path) -> io::Result<u64> {
        Ok(tokio::fs::metadata(path).await?.len())
    }
}

#[cfg(target_family = "wasm")]
mod not_there {
    use std::io;
    use std::path::Path;

    use tokio::io::{Empty, Sink};

    /// No file.
    pub(crate) async fn open(_: &Path, _: Option<u64>) -> io::Result<(Empty, Option<u64>)> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// No file.
    pub(crate) async fn create(_: &Path) -> io::Result<Sink> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// No length.
    pub(crate) async fn length(_: &Path) -> io::Result<u64> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
