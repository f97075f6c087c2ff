//! Serialization of uploads.

use bytes::Bytes;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::handoff::{UPLOAD_MARKER, accepts_strings_only, offer};
use super::{Content, Upload};

impl Serialize for Upload {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(UPLOAD_MARKER, &Marked(self))
    }
}

/// The content of the newtype struct named [`UPLOAD_MARKER`].
struct Marked<'a>(&'a Upload);

impl Serialize for Marked<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let upload = self.0;
        if offer(upload) {
            return serializer.serialize_unit();
        }
        if accepts_strings_only() && !upload.is_plain_string() {
            return Err(S::Error::custom("a file can only be sent in a form"));
        }
        match &upload.content {
            Content::Bytes(bytes) => serializer.serialize_str(&String::from_utf8_lossy(bytes)),
            Content::Path(path) => serializer.serialize_str(&path.to_string_lossy()),
            #[cfg(feature = "client")]
            Content::Reader(_) => serializer.serialize_str(upload.name().unwrap_or_default()),
        }
    }
}

impl<'de> Deserialize<'de> for Upload {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let string = String::deserialize(deserializer)?;
        Ok(Self {
            content: Content::Bytes(Bytes::from(string)),
            ..Self::default()
        })
    }
}
