//! The file to be uploaded.

use super::state::UploadState;
use crate::runtime::files;
use crate::{Error, ErrorKind, Upload};

/// Checks that the file has the size recorded in the state, and that the state is valid.
#[inline]
pub(super) async fn check(file: &Upload, state: &UploadState) -> Result<(), Error> {
    let size = size(file).await?;
    if u64::try_from(state.bytes) != Ok(size) {
        let message = format!(
            "the file has {size} bytes, but the upload has {}",
            state.bytes
        );
        return Err(Error::request(message));
    }
    if !state.is_valid() {
        return Err(Error::request("the state of the upload is invalid"));
    }
    Ok(())
}

/// Returns the size of the file in bytes.
#[inline]
pub(super) async fn size(file: &Upload) -> Result<u64, Error> {
    if let Some(bytes) = file.bytes() {
        return Ok(bytes.len() as u64);
    }
    let Some(path) = file.path() else {
        let message = "a reader cannot be uploaded in parts, since it can be read only once";
        return Err(Error::request(message));
    };
    files::length(path).await.map_err(|error| {
        let message = format!("{}: {error}", path.display());
        Error::new(ErrorKind::Io, message).with_source(error)
    })
}
