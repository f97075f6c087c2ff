//! A file to be sent: from a path, from bytes, or from a reader.
//!
//! In: one of these, with a name and a media type. Out: `Upload`, which stands in generated records like any value.
//! Must not know: forms and HTTP. It is there without the client, since types have fields of it.

use std::cell::RefCell;
use std::fmt;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::codec::{Kind, Wire};

/// Name under which an upload passes through a serializer, for the one that can take the file itself.
pub(crate) const TOKEN: &str = "$upload";

/// A file to be sent.
///
/// A path is opened when the request is sent, and again for each retry. A reader can be read once: a request with one
/// is not retried, and of several clones only the first to be sent has the content.
///
/// JSON knows no files: there an upload is its content as text, or the name of what it would be read from. A call with
/// a body of JSON takes none but a text without a name.
#[derive(Clone, Default)]
pub struct Upload {
    pub(crate) content: Content,
    pub(crate) name: Option<String>,
    pub(crate) content_type: Option<String>,
    pub(crate) length: Option<u64>,
    /// Where in the file at a path the content begins, and how long it is, if it is not the whole file.
    pub(crate) range: Option<(u64, u64)>,
}

#[derive(Clone)]
pub(crate) enum Content {
    Bytes(Bytes),
    Path(PathBuf),
    #[cfg(feature = "client")]
    Reader(super::form::SharedReader),
}

impl Default for Content {
    fn default() -> Self {
        Self::Bytes(Bytes::new())
    }
}

impl Upload {
    /// The file at this path, under its own name.
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

    /// Bytes, as a file of this name.
    pub fn from_bytes(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self {
            content: Content::Bytes(bytes.into()),
            name: Some(name.into()),
            ..Self::default()
        }
    }

    /// The same content under another name.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The same content with this media type, instead of the one that belongs to the name.
    #[must_use]
    pub fn with_content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// Says how many bytes a reader will give, which lets the request say so as well.
    #[must_use]
    pub fn with_length(mut self, length: u64) -> Self {
        self.length = Some(length);
        self
    }

    /// A part of the content, from a byte on and so many bytes long, as a file of the same name. Nothing of a reader,
    /// which can be read only once, and of bytes that are fewer.
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
                let before = self.range.map_or(0, |(start, _)| start);
                part.range = Some((before.checked_add(start)?, length));
            }
            #[cfg(feature = "client")]
            Content::Reader(_) => return None,
        }
        Some(part)
    }

    /// The name of the file.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The media type, if one was set.
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// The path, for a file that is read from one.
    pub fn path(&self) -> Option<&Path> {
        match &self.content {
            Content::Path(path) => Some(path),
            _ => None,
        }
    }

    /// The bytes, where they are there already.
    pub fn bytes(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Whether it can be sent more than once.
    pub fn is_replayable(&self) -> bool {
        match &self.content {
            Content::Bytes(_) | Content::Path(_) => true,
            #[cfg(feature = "client")]
            Content::Reader(_) => false,
        }
    }
}

impl Upload {
    /// Whether it is a text that has no name, as one that was read from JSON is.
    fn is_text(&self) -> bool {
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

impl From<&Path> for Upload {
    fn from(path: &Path) -> Self {
        Self::from_path(path)
    }
}

impl PartialEq for Upload {
    fn eq(&self, other: &Self) -> bool {
        let same_content = match (&self.content, &other.content) {
            (Content::Bytes(a), Content::Bytes(b)) => a == b,
            (Content::Path(a), Content::Path(b)) => a == b,
            #[cfg(feature = "client")]
            (Content::Reader(a), Content::Reader(b)) => a.is_same(b),
            _ => false,
        };
        same_content
            && self.name == other.name
            && self.content_type == other.content_type
            && self.length == other.length
            && self.range == other.range
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Upload");
        match &self.content {
            Content::Bytes(bytes) => shown.field("bytes", &bytes.len()),
            Content::Path(path) => shown.field("path", path),
            #[cfg(feature = "client")]
            Content::Reader(_) => shown.field("reader", &"…"),
        };
        if let Some(name) = &self.name {
            shown.field("name", name);
        }
        if let Some(content_type) = &self.content_type {
            shown.field("content_type", content_type);
        }
        shown.finish()
    }
}

thread_local! {
    /// Where an upload that is being serialized leaves itself, when someone waits for it.
    static WAITING: RefCell<Waiting> = const { RefCell::new(Waiting::Nobody) };
}

enum Waiting {
    Nobody,
    #[cfg(feature = "client")]
    ForFile,
    #[cfg(feature = "client")]
    Found(Upload),
    #[cfg(feature = "client")]
    ForText,
}

impl Waiting {
    /// Gives the upload to whoever waits for one; `false` if nobody does.
    fn offer(&mut self, upload: &Upload) -> bool {
        match self {
            #[cfg(feature = "client")]
            Self::ForFile => {
                *self = Self::Found(upload.clone());
                true
            }
            _ => {
                let _ = upload;
                false
            }
        }
    }

    /// Whether only what is a text anyway may stand for the upload.
    fn is_for_text(&self) -> bool {
        match self {
            #[cfg(feature = "client")]
            Self::ForText => true,
            _ => false,
        }
    }
}

/// The upload behind a value that was passed under [`TOKEN`].
///
/// A serializer sees only a type that it can serialize on; this is the one way for the file itself to come through.
#[cfg(feature = "client")]
pub(crate) fn taken_from<T: Serialize + ?Sized>(value: &T) -> Option<Upload> {
    WAITING.set(Waiting::ForFile);
    // The upload, if it is one, leaves itself in the slot and writes nothing.
    let _ = serde_json::to_writer(std::io::sink(), value);
    match WAITING.replace(Waiting::Nobody) {
        Waiting::Found(upload) => Some(upload),
        _ => None,
    }
}

/// Runs a serializer of JSON, which has no place for files: an upload that is more than a text makes it fail.
#[cfg(feature = "client")]
pub(crate) fn as_text<T>(serialize: impl FnOnce() -> T) -> T {
    struct Restore;
    impl Drop for Restore {
        fn drop(&mut self) {
            WAITING.set(Waiting::Nobody);
        }
    }
    WAITING.set(Waiting::ForText);
    let _restore = Restore;
    serialize()
}

impl Serialize for Upload {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(TOKEN, &Inside(self))
    }
}

struct Inside<'a>(&'a Upload);

impl Serialize for Inside<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if WAITING.with_borrow_mut(|waiting| waiting.offer(self.0)) {
            return serializer.serialize_unit();
        }
        if WAITING.with_borrow(Waiting::is_for_text) && !self.0.is_text() {
            return Err(S::Error::custom("a file can only be sent in a form"));
        }
        match &self.0.content {
            Content::Bytes(bytes) => serializer.serialize_str(&String::from_utf8_lossy(bytes)),
            Content::Path(path) => serializer.serialize_str(&path.to_string_lossy()),
            #[cfg(feature = "client")]
            Content::Reader(_) => serializer.serialize_str(self.0.name().unwrap_or_default()),
        }
    }
}

impl<'de> Deserialize<'de> for Upload {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(Self {
            content: Content::Bytes(text.into()),
            ..Self::default()
        })
    }
}

/// Files as values of a field.
pub struct Uploads;

impl Wire for Upload {
    type Kind = Uploads;
}

impl Kind<Upload> for Uploads {
    fn blank() -> Upload {
        Upload::default()
    }

    fn is_blank(value: &Upload) -> bool {
        *value == Upload::default()
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Upload, D::Error> {
        Upload::deserialize(from)
    }
}
