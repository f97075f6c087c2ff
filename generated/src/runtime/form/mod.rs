//! Forms: multipart, and `application/x-www-form-urlencoded`.

mod entry;
mod multipart;
mod part;
mod url_encoded;

use std::fmt;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use crate::runtime::flatten::{FlattenError, Tree};
use crate::runtime::spec::Style;
use crate::runtime::upload::Upload;
use entry::Entry;
pub(crate) use multipart::open;
use part::{Part, PartContent};
pub(crate) use url_encoded::UrlEncoded;

/// The media type of a form, unless another one is set.
const FORM_DATA: &str = "multipart/form-data";

/// A value that can be sent as a multipart form.
pub trait IntoForm {
    /// Converts the value.
    fn into_form(self) -> Form;
}

impl IntoForm for Form {
    fn into_form(self) -> Form {
        self
    }
}

/// A multipart form.
///
/// The items of a list are parts with the same name, and an object is a part in JSON, as OpenAPI specifies. Some services
/// expect brackets instead: `name[]` for each item, and `name[property]` for each property of an object.
///
/// A value that a form cannot carry is reported when the form is sent.
#[derive(Clone)]
pub struct Form {
    entries: Vec<Entry>,
    /// Headers of parts: the name of the part, and the name and value of the header.
    headers: Vec<(String, String, String)>,
    /// The styles of fields.
    styles: Vec<(String, Style)>,
    media_type: String,
    boundary: Arc<str>,
    failure: Option<String>,
}

impl Form {
    /// Creates an empty form.
    pub fn new() -> Self {
        let boundary = format!("form-{:016x}{:016x}", fastrand::u64(..), fastrand::u64(..));
        Self {
            entries: Vec::new(),
            headers: Vec::new(),
            styles: Vec::new(),
            media_type: FORM_DATA.to_owned(),
            boundary: boundary.into(),
            failure: None,
        }
    }

    /// Creates a form from the fields of a record: plain values as strings, a part for each item of a list, objects as
    /// JSON, and uploads as files.
    pub fn from_record(record: &(impl Serialize + ?Sized)) -> Self {
        Self::from_record_with(record, &[])
    }

    /// Like [`from_record`](Self::from_record), but the parts of these fields have these media types. A list or an object
    /// with a JSON media type is a single part.
    pub fn from_record_with(
        record: &(impl Serialize + ?Sized),
        content_types: &[(&str, &str)],
    ) -> Self {
        let mut form = Self::new();
        match fields(record) {
            Ok(fields) => {
                let fields = fields.into_iter().map(|(name, value)| {
                    let mut given = content_types.iter();
                    let content_type = given.find(|(field, _)| *field == name);
                    Entry::Value {
                        content_type: content_type.map(|(_, media_type)| (*media_type).to_owned()),
                        name,
                        value,
                    }
                });
                form.entries.extend(fields);
            }
            Err(error) => form.fail(error.to_string()),
        }
        form
    }

    /// Sets the media type, such as `multipart/mixed`. By default it is `multipart/form-data`.
    #[must_use]
    pub fn with_media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = media_type.into();
        self
    }

    /// Adds a header to the parts with this name.
    #[must_use]
    pub fn with_part_header(
        mut self,
        part: impl Into<String>,
        name: impl Into<String>,
        value: impl Into<String>,
    ) -> Self {
        let header = (part.into(), name.into(), value.into());
        self.headers.push(header);
        self
    }

    /// Serializes a list or an object in a style, such as `1,2` for a list. Values are not percent-encoded. A list of
    /// files or objects is not affected.
    #[must_use]
    pub fn with_field_style(mut self, field: impl Into<String>, style: Style) -> Self {
        self.styles.push((field.into(), style));
        self
    }

    /// Adds a value: a plain value as a string, a part for each item of a list, an object as JSON, and an upload as a
    /// file.
    #[must_use]
    pub fn field(mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Self {
        match Tree::of(value) {
            Ok(value) => self.entries.push(Entry::value(name, value)),
            Err(error) => self.fail(format!("form field `{name}`: {error}")),
        }
        self
    }

    /// Adds a value, if there is one.
    #[must_use]
    pub fn optional_field(self, name: &str, value: &Option<impl Serialize>) -> Self {
        match value {
            Some(value) => self.field(name, value),
            None => self,
        }
    }

    /// Adds a string.
    #[must_use]
    pub fn text(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.push(Part::text(name, text, None));
        self
    }

    /// Adds a string with a media type.
    #[must_use]
    pub fn text_with_type(
        mut self,
        name: impl Into<String>,
        content_type: impl Into<String>,
        text: impl Into<String>,
    ) -> Self {
        let content_type = Some(content_type.into());
        self.push(Part::text(name, text, content_type));
        self
    }

    /// Adds a file.
    #[must_use]
    pub fn file(mut self, name: impl Into<String>, file: impl Into<Upload>) -> Self {
        self.push(Part::file(name, file.into()));
        self
    }

    /// Adds several files under one name. A service that expects brackets receives `name[]`.
    #[must_use]
    pub fn files(mut self, name: &str, files: impl IntoIterator<Item = impl Into<Upload>>) -> Self {
        let files = files.into_iter().map(|file| Tree::File(file.into()));
        let files = Tree::List(files.collect());
        self.entries.push(Entry::value(name, files));
        self
    }

    /// Returns whether the form can be sent more than once. A form with an upload from a reader cannot.
    pub fn is_replayable(&self) -> bool {
        self.entries.iter().all(Entry::is_replayable)
    }

    /// Returns the content of the first entry with this name that is a string.
    pub fn get_text(&self, name: &str) -> Option<&str> {
        let mut named = self.entries.iter().filter(|entry| entry.name() == name);
        named.find_map(Entry::text)
    }

    /// Returns the names of the parts, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(Entry::name)
    }

    /// Replaces a field. `None` removes it.
    pub(crate) fn replace(&mut self, name: &str, value: Option<Value>) {
        self.entries.retain(|entry| entry.name() != name);
        if let Some(value) = value {
            *self = std::mem::take(self).field(name, &value);
        }
    }

    pub(crate) fn content_type(&self) -> String {
        format!("{}; boundary={}", self.media_type, self.boundary)
    }

    /// Converts all values to parts, in the style of the service, or returns why the form cannot be sent.
    pub(crate) fn resolve(&mut self, style: Style) -> Result<(), String> {
        let parts = self.parts(style)?;
        self.entries = parts.into_iter().map(Entry::Part).collect();
        Ok(())
    }

    /// Returns the parts, in the style of the service.
    fn parts(&self, style: Style) -> Result<Vec<Part>, String> {
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        let mut parts = Vec::new();
        for entry in &self.entries {
            let mut declared = self.styles.iter().rev();
            let declared = declared.find(|(field, _)| field == entry.name());
            let mut added = match declared {
                Some((_, style)) => entry.styled_parts(*style)?,
                None => entry.parts(style)?,
            };
            for (part, name, value) in &self.headers {
                if entry.is_named(part) {
                    let header = (name.clone(), value.clone());
                    added.iter_mut().for_each(|it| it.set_header(&header));
                }
            }
            parts.append(&mut added);
        }
        Ok(parts)
    }

    fn push(&mut self, part: Part) {
        self.entries.push(Entry::Part(part));
    }

    fn fail(&mut self, reason: String) {
        self.failure.get_or_insert(reason);
    }
}

/// Returns the fields of a record.
fn fields(record: &(impl Serialize + ?Sized)) -> Result<Vec<(String, Tree)>, FlattenError> {
    match Tree::of(record)? {
        Tree::Object(fields) => Ok(fields),
        _ => Err(FlattenError("only a record has named fields".to_owned())),
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
