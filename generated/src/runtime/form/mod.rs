//! Multipart forms: made by hand or from a record, sent as a stream.
//!
//! In: names with values and files. Out: a body of `multipart/form-data`, made anew for each attempt.
//! Must not know: operations.

mod media_type;
mod multipart;
mod reader;

use std::fmt;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use super::codec;
use super::flatten::{FlattenError, Leaf, ListStyle, flatten, flatten_fields};
use super::upload::Upload;
pub(crate) use multipart::open;
pub(crate) use reader::SharedReader;

impl Upload {
    /// The media type it is sent with: the one that was set, or else the one that belongs to its name.
    pub fn media_type(&self) -> &str {
        let of_name = || media_type::of_name(self.name().unwrap_or_default());
        self.content_type().unwrap_or_else(of_name)
    }
}

/// What can be sent as a form.
pub trait IntoForm {
    /// The form.
    fn into_form(self) -> Form;
}

impl IntoForm for Form {
    fn into_form(self) -> Form {
        self
    }
}

/// A multipart form. A value that no form can carry is remembered and reported when the form is sent.
#[derive(Clone)]
pub struct Form {
    parts: Vec<Part>,
    boundary: Arc<str>,
    failure: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Part {
    name: String,
    content: PartContent,
}

#[derive(Clone, Debug)]
pub(crate) enum PartContent {
    Text {
        text: String,
        content_type: Option<String>,
    },
    File(Upload),
}

impl Form {
    /// A form without parts.
    pub fn new() -> Self {
        let boundary = format!("form-{:016x}{:016x}", fastrand::u64(..), fastrand::u64(..));
        Self {
            parts: Vec::new(),
            boundary: boundary.into(),
            failure: None,
        }
    }

    /// The fields of a record: plain values as text, lists as `name[]`, members as `name[member]`, uploads as files.
    pub fn from_record(record: &(impl Serialize + ?Sized)) -> Self {
        Self::from_record_with(record, &[])
    }

    /// Like [`from_record`](Self::from_record); the fields named here become one part each, of the media type given.
    pub fn from_record_with(
        record: &(impl Serialize + ?Sized),
        content_types: &[(&str, &str)],
    ) -> Self {
        let mut form = Self::new();
        match flatten_fields(record) {
            Ok(pairs) => form.push_all(pairs),
            Err(error) => form.fail(error.to_string()),
        }
        for (name, content_type) in content_types {
            form.set_content_type(name, content_type, record);
        }
        form
    }

    /// A value: plain ones as text, lists as `name[]`, members as `name[member]`, uploads as files.
    #[must_use]
    pub fn field(mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Self {
        match flatten(name, value, ListStyle::Brackets) {
            Ok(pairs) => self.push_all(pairs),
            Err(error) => self.fail_at(name, &error),
        }
        self
    }

    /// A value, if there is one.
    #[must_use]
    pub fn option(self, name: &str, value: &Option<impl Serialize>) -> Self {
        match value {
            Some(value) => self.field(name, value),
            None => self,
        }
    }

    /// A text.
    #[must_use]
    pub fn text(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.push(
            name.into(),
            PartContent::Text {
                text: text.into(),
                content_type: None,
            },
        );
        self
    }

    /// A text with a media type of its own.
    #[must_use]
    pub fn typed(
        mut self,
        name: impl Into<String>,
        content_type: impl Into<String>,
        text: impl Into<String>,
    ) -> Self {
        self.push(
            name.into(),
            PartContent::Text {
                text: text.into(),
                content_type: Some(content_type.into()),
            },
        );
        self
    }

    /// A file.
    #[must_use]
    pub fn file(mut self, name: impl Into<String>, file: impl Into<Upload>) -> Self {
        self.push(name.into(), PartContent::File(file.into()));
        self
    }

    /// Several files under one name, to which `[]` is added if it does not end in it.
    #[must_use]
    pub fn files(self, name: &str, files: impl IntoIterator<Item = Upload>) -> Self {
        let name = if name.ends_with("[]") {
            name.to_owned()
        } else {
            format!("{name}[]")
        };
        files
            .into_iter()
            .fold(self, |form, file| form.file(name.as_str(), file))
    }

    /// Whether it can be sent more than once: not if one of its files is a reader.
    pub fn is_replayable(&self) -> bool {
        self.parts.iter().all(|part| match &part.content {
            PartContent::File(file) => file.is_replayable(),
            PartContent::Text { .. } => true,
        })
    }

    /// The text of a part.
    pub fn text_of(&self, name: &str) -> Option<&str> {
        self.parts.iter().find_map(|part| match &part.content {
            PartContent::Text { text, .. } if part.name == name => Some(text.as_str()),
            _ => None,
        })
    }

    /// The names of the parts, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|part| part.name.as_str())
    }

    /// Puts a value in the place of all parts of this name; `None` only removes them.
    pub(crate) fn replace(&mut self, name: &str, value: Option<Value>) {
        self.parts.retain(|part| part.name != name);
        if let Some(value) = value {
            *self = std::mem::take(self).field(name, &value);
        }
    }

    pub(crate) fn content_type(&self) -> String {
        format!("multipart/form-data; boundary={}", self.boundary)
    }

    pub(crate) fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    fn push_all(&mut self, pairs: Vec<(String, Leaf)>) {
        for (name, leaf) in pairs {
            let content = match leaf {
                Leaf::Text(text) => PartContent::Text {
                    text,
                    content_type: None,
                },
                Leaf::File(file) => PartContent::File(file),
                Leaf::Null => {
                    self.fail(format!("form field `{name}`: a form cannot carry null"));
                    continue;
                }
            };
            self.push(name, content);
        }
    }

    fn push(&mut self, name: String, content: PartContent) {
        self.parts.push(Part { name, content });
    }

    /// Makes one part of this media type out of the parts a field has become.
    fn set_content_type(
        &mut self,
        name: &str,
        content_type: &str,
        record: &(impl Serialize + ?Sized),
    ) {
        let inside = |part: &Part| {
            part.name
                .strip_prefix(name)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
        };
        let Some(first) = self.parts.iter().position(inside) else {
            return;
        };
        if let PartContent::File(file) = &mut self.parts[first].content {
            file.content_type.get_or_insert(content_type.to_owned());
            return;
        }
        let Some(value) = serde_json::to_value(record)
            .ok()
            .and_then(|mut value| value.get_mut(name).map(Value::take))
        else {
            return;
        };
        let text = match value {
            Value::String(text) if !content_type.ends_with("json") => text,
            value => match codec::encode(&value).map(String::from_utf8) {
                Ok(Ok(text)) => text,
                _ => return,
            },
        };
        self.parts.retain(|part| !inside(part));
        self.parts.insert(
            first,
            Part {
                name: name.to_owned(),
                content: PartContent::Text {
                    text,
                    content_type: Some(content_type.to_owned()),
                },
            },
        );
    }

    fn fail(&mut self, reason: String) {
        self.failure.get_or_insert(reason);
    }

    fn fail_at(&mut self, name: &str, error: &FlattenError) {
        self.fail(format!("form field `{name}`: {error}"));
    }
}

impl Default for Form {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.names()).finish()
    }
}
