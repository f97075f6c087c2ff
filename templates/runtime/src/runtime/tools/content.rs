//! The content of an output.

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::runtime::media::Media;

/// The output of a tool, as it is sent to the model.
///
/// A handler returns any value that is serializable, which becomes [`Text`](Self::Text), or a `ToolContent`.
///
/// ```
/// use crate_name::media::Media;
/// use crate_name::tools::{ToolContent, ToolPart};
///
/// let chart = Media::from_bytes(b"\x89PNG\r\n\x1a\n".as_slice());
/// let content = ToolContent::from(vec![ToolPart::text("Sales by month"), ToolPart::image(&chart)]);
/// assert_eq!(content.text(), "Sales by month");
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ToolContent {
    /// A string, which is JSON if the handler returned anything but a string.
    Text(String),
    /// Text, images and files.
    Parts(Vec<ToolPart>),
    /// A value in the format of the service, which is sent unchanged.
    Raw(Value),
}

/// A part of an output.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ToolPart {
    /// Text.
    Text(String),
    /// An image.
    Image(PartSource),
    /// A file with its name.
    File(PartSource, Option<String>),
}

/// Where an image or a file is located.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PartSource {
    /// At this URL, or in this data URL.
    Url(String),
    /// Uploaded to the service, with this identifier.
    Id(String),
}

impl ToolContent {
    /// Returns the text: that of all text parts, separated by line feeds, or the JSON of a [`Raw`](Self::Raw) value.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Parts(parts) => {
                let texts = parts.iter().filter_map(|part| match part {
                    ToolPart::Text(text) => Some(text.as_str()),
                    _ => None,
                });
                texts.collect::<Vec<_>>().join("\n")
            }
            Self::Raw(value) => value.to_string(),
        }
    }

    /// Reads the serialized form.
    pub(super) fn from_json(json: &Value) -> Option<Self> {
        Some(match json {
            Value::String(text) => Self::Text(text.clone()),
            Value::Array(parts) => Self::Parts(
                parts
                    .iter()
                    .map(ToolPart::from_json)
                    .collect::<Option<_>>()?,
            ),
            other => Self::Raw(other.get("raw")?.clone()),
        })
    }
}

impl ToolPart {
    /// Creates a part that contains text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Creates an image in a data URL.
    pub fn image(image: &Media) -> Self {
        Self::Image(PartSource::Url(image.to_data_url()))
    }

    /// Creates an image at a URL.
    pub fn image_url(url: impl Into<String>) -> Self {
        Self::Image(PartSource::Url(url.into()))
    }

    /// Creates an image that was uploaded.
    pub fn image_id(id: impl Into<String>) -> Self {
        Self::Image(PartSource::Id(id.into()))
    }

    /// Creates a file in a data URL. A file without a name is called `file`.
    pub fn file(file: &Media) -> Self {
        let name = file.name().unwrap_or("file").to_owned();
        Self::File(PartSource::Url(file.to_data_url()), Some(name))
    }

    /// Creates a file at a URL.
    pub fn file_url(url: impl Into<String>) -> Self {
        Self::File(PartSource::Url(url.into()), None)
    }

    /// Creates a file that was uploaded.
    pub fn file_id(id: impl Into<String>) -> Self {
        Self::File(PartSource::Id(id.into()), None)
    }

    fn to_json(&self) -> Value {
        match self {
            Self::Text(text) => json!({ "text": text }),
            Self::Image(PartSource::Url(url)) => json!({ "image_url": url }),
            Self::Image(PartSource::Id(id)) => json!({ "image_id": id }),
            Self::File(PartSource::Url(url), name) => json!({ "file_url": url, "name": name }),
            Self::File(PartSource::Id(id), name) => json!({ "file_id": id, "name": name }),
        }
    }

    fn from_json(json: &Value) -> Option<Self> {
        let string = |name: &str| Some(json.get(name)?.as_str()?.to_owned());
        let url = |name: &str| string(name).map(PartSource::Url);
        let id = |name: &str| string(name).map(PartSource::Id);
        let image = || url("image_url").or_else(|| id("image_id")).map(Self::Image);
        let file = || {
            let source = url("file_url").or_else(|| id("file_id"))?;
            Some(Self::File(source, string("name")))
        };
        string("text").map(Self::Text).or_else(image).or_else(file)
    }
}

impl Serialize for ToolContent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Parts(parts) => serializer.collect_seq(parts.iter().map(ToolPart::to_json)),
            Self::Raw(value) => json!({ "raw": value }).serialize(serializer),
        }
    }
}

impl From<String> for ToolContent {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for ToolContent {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Vec<ToolPart>> for ToolContent {
    fn from(parts: Vec<ToolPart>) -> Self {
        Self::Parts(parts)
    }
}

impl From<ToolPart> for ToolContent {
    fn from(part: ToolPart) -> Self {
        Self::Parts(vec![part])
    }
}
