//! Files to upload: from a path, from bytes, or from a reader.
//!
//! Compiled without the client as well, because types have fields of type [`Upload`].

mod handoff;
#[cfg(feature = "client")]
mod media_type;
#[cfg(feature = "client")]
mod reader;
mod serde;
mod wire;

use std::fmt;
use std::path::{Path, PathBuf};

use bytes::Bytes;

#[cfg(feature = "client")]
pub(crate) use handoff::{UPLOAD_MARKER, reject_files, take_upload};
#[cfg(feature = "client")]
pub(crate) use media_type::of_file as media_type_of_file;
#[cfg(feature = "client")]
pub(crate) use reader::{BoxReader, SharedReader};

/// A file to upload.
///
/// File arguments accept an `Upload` or a path. A string is never treated as the content of a file: use
/// [`from_bytes`](Self::from_bytes).
///
/// A file at a path is opened when the request is sent, and again for each retry. A reader can be read only once: a
/// request with a reader is not retried, and only the first clone that is sent has the content.
///
/// JSON has no files. In JSON, an upload is its content as a string, or the path or name of its source. A call with a
/// JSON body only accepts an upload that was deserialized from a string.
#[derive(Clone, Default)]
pub struct Upload {
    pub(crate) content: Content,
    pub(crate) name: Option<String>,
    pub(crate) media_type: Option<String>,
    pub(crate) length: Option<u64>,
    /// The part of the file at a path that is sent. `None` for the entire file.
    pub(crate) range: Option<ByteRange>,
}

#[derive(Clone)]
pub(crate) enum Content {
    Bytes(Bytes),
    Path(PathBuf),
    #[cfg(feature = "client")]
    Reader(SharedReader),
}

/// A range of bytes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ByteRange {
    pub(crate) start: u64,
    pub(crate) length: u64,
}

impl Upload {
    /// Uploads the file at this path under its own name.
    pub fn from_path(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        Self {
            content: Content::Path(path),
            name,
            ..Self::default()
        }
    }

    /// Uploads bytes as a file with this name.
    pub fn from_bytes(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self {
            content: Content::Bytes(bytes.into()),
            name: Some(name.into()),
            ..Self::default()
        }
    }

    /// Sets the name of the file.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the media type. By default it follows from the name, or else from content in memory.
    #[must_use]
    pub fn with_media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// Sets how many bytes a reader yields, so that the request can announce its length. Further bytes are not sent.
    #[must_use]
    pub fn with_length(mut self, length: u64) -> Self {
        self.length = Some(length);
        self
    }

    /// Returns a part of the content, `length` bytes from the offset `start`, as a file with the same name.
    ///
    /// Returns `None` for a reader, and if content in memory ends before the part does. The length of a file is not
    /// checked.
    pub fn part(&self, start: u64, length: u64) -> Option<Self> {
        let end = start.checked_add(length)?;
        let mut part = self.clone();
        match &mut part.content {
            Content::Bytes(bytes) => {
                let range = usize::try_from(start).ok()?..usize::try_from(end).ok()?;
                if range.end > bytes.len() {
                    return None;
                }
                *bytes = bytes.slice(range);
            }
            Content::Path(_) => {
                let offset = self.range.map_or(0, |range| range.start);
                let start = offset.checked_add(start)?;
                part.range = Some(ByteRange { start, length });
            }
            #[cfg(feature = "client")]
            Content::Reader(_) => return None,
        }
        Some(part)
    }

    /// Returns the name of the file.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Returns the media type that the file is sent with: the one that was set, or the one that follows from its name,
    /// or else from its content, if it is in memory.
    #[cfg(feature = "client")]
    pub fn media_type(&self) -> &str {
        let content = self.bytes().map(|bytes| &bytes[..]);
        let of_file = || media_type_of_file(self.name(), content);
        self.media_type.as_deref().unwrap_or_else(of_file)
    }

    /// Returns the path, if the file is read from one.
    pub fn path(&self) -> Option<&Path> {
        match &self.content {
            Content::Path(path) => Some(path),
            _ => None,
        }
    }

    /// Returns the content, if it is in memory.
    pub fn bytes(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Returns whether the content can be sent more than once. A reader cannot.
    pub fn is_replayable(&self) -> bool {
        match &self.content {
            Content::Bytes(_) | Content::Path(_) => true,
            #[cfg(feature = "client")]
            Content::Reader(_) => false,
        }
    }

    /// Returns whether the upload is a string without a name, as it is after deserialization.
    fn is_plain_string(&self) -> bool {
        match &self.content {
            Content::Bytes(bytes) => self.name.is_none() && std::str::from_utf8(bytes).is_ok(),
            _ => false,
        }
    }
}

impl From<PathBuf> for Upload {
    fn from(path: PathBuf) -> Self {
        Self::from_path(path)
    }
}

impl From<&PathBuf> for Upload {
    fn from(path: &PathBuf) -> Self {
        Self::from_path(path)
    }
}

impl From<&Path> for Upload {
    fn from(path: &Path) -> Self {
        Self::from_path(path)
    }
}

impl PartialEq for Upload {
    fn eq(&self, other: &Self) -> bool {
        self.content == other.content
            && self.name == other.name
            && self.media_type == other.media_type
            && self.length == other.length
            && self.range == other.range
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Upload");
        match &self.content {
            Content::Bytes(bytes) => debug.field("bytes", &bytes.len()),
            Content::Path(path) => debug.field("path", path),
            #[cfg(feature = "client")]
            Content::Reader(_) => debug.field("reader", &"…"),
        };
        if let Some(name) = &self.name {
            debug.field("name", name);
        }
        if let Some(media_type) = &self.media_type {
            debug.field("media_type", media_type);
        }
        debug.finish()
    }
}

impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Bytes(a), Self::Bytes(b)) => a == b,
            (Self::Path(a), Self::Path(b)) => a == b,
            #[cfg(feature = "client")]
            (Self::Reader(a), Self::Reader(b)) => a.is_same(b),
            _ => false,
        }
    }
}

impl Default for Content {
    fn default() -> Self {
        Self::Bytes(Bytes::new())
    }
}
