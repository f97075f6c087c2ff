//! Content in memory with its media type, as it is sent and received inside JSON.

mod data_url;

use std::fmt;
use std::io;
use std::path::Path;

use bytes::Bytes;
use tokio::io::AsyncWriteExt;

use crate::runtime::base64::{decode_base64, encode_base64};
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::files;
use crate::runtime::upload::{Upload, media_type_of_file};

/// An image, audio or another file in memory, with its media type.
///
/// JSON carries such content as base64 or as a data URL. A `Media` reads and writes both.
///
/// ```
/// use crate_name::media::Media;
///
/// # fn main() -> Result<(), crate_name::Error> {
/// let image = Media::from_bytes(b"\x89PNG\r\n\x1a\n".as_slice());
/// assert_eq!(image.media_type(), "image/png");
/// let url = image.to_data_url();
/// assert!(url.starts_with("data:image/png;base64,"));
/// assert_eq!(Media::from_data_url(&url)?.bytes(), image.bytes());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Media {
    bytes: Bytes,
    media_type: String,
    name: Option<String>,
}

impl Media {
    /// Creates a value from bytes. The media type follows from the first bytes. It is `application/octet-stream` if
    /// they are not recognized.
    pub fn from_bytes(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Self {
            media_type: media_type_of_file(None, Some(&bytes)).to_owned(),
            bytes,
            name: None,
        }
    }

    /// Reads the file at this path. Its media type follows from its name, or else from its first bytes.
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Io`] if the file cannot be read, with the [`io::Error`] as its source.
    pub async fn from_path(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let read = files::read(path).await;
        let bytes = read.map_err(|error| io_error(path, error))?;
        let name = path.file_name().map(|name| name.to_string_lossy());
        let media = Self::from_bytes(bytes);
        Ok(match name {
            Some(name) => media.with_name(name),
            None => media,
        })
    }

    /// Decodes base64, or a data URL, which some servers send instead. The media type of base64 follows from the first
    /// bytes.
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Decode`] if `encoded` is neither.
    pub fn from_base64(encoded: &str) -> Result<Self, Error> {
        match encoded.starts_with("data:") {
            true => Self::from_data_url(encoded),
            false => decode_base64(encoded).map(Self::from_bytes),
        }
    }

    /// Decodes a data URL ([RFC 2397](https://www.rfc-editor.org/rfc/rfc2397)).
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Decode`] if `url` is not a data URL.
    pub fn from_data_url(url: &str) -> Result<Self, Error> {
        let (media_type, bytes) = data_url::parse(url)?;
        let media = Self::from_bytes(bytes);
        Ok(match media_type {
            Some(media_type) => media.with_media_type(media_type),
            None => media,
        })
    }

    /// Sets the media type.
    #[must_use]
    pub fn with_media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = media_type.into();
        self
    }

    /// Sets the name of the file, and the media type that follows from it.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        let name = name.into();
        self.media_type = media_type_of_file(Some(&name), Some(&self.bytes)).to_owned();
        self.name = Some(name);
        self
    }

    /// Returns the content.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// Returns the content.
    pub fn into_bytes(self) -> Bytes {
        self.bytes
    }

    /// Returns the media type, such as `image/png`.
    pub fn media_type(&self) -> &str {
        &self.media_type
    }

    /// Returns the name of the file, if there is one.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Returns the content as base64.
    pub fn to_base64(&self) -> String {
        encode_base64(&self.bytes)
    }

    /// Returns the content as a data URL: `data:image/png;base64,…`.
    pub fn to_data_url(&self) -> String {
        data_url::write(&self.media_type, &self.bytes)
    }

    /// Writes the content to a file, which is created or truncated, and returns its length in bytes.
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Io`] if writing fails, with the [`io::Error`] as its source.
    pub async fn save_to(&self, path: impl AsRef<Path>) -> Result<u64, Error> {
        let path = path.as_ref();
        let write = async {
            let mut file = files::create(path).await?;
            file.write_all(&self.bytes).await?;
            file.flush().await
        };
        write.await.map_err(|error| io_error(path, error))?;
        Ok(self.bytes.len() as u64)
    }
}

impl From<Media> for Upload {
    fn from(media: Media) -> Self {
        let upload = Self::from_bytes(media.name.unwrap_or_default(), media.bytes);
        upload.with_media_type(media.media_type)
    }
}

impl fmt::Debug for Media {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Media")
            .field("media_type", &self.media_type)
            .field("name", &self.name)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}

fn io_error(path: &Path, error: io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("{}: {error}", path.display())).with_source(error)
}
