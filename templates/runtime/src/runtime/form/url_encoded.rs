//! Forms as bodies of type `application/x-www-form-urlencoded`.

use serde::Serialize;

use super::fields;
use crate::runtime::flatten::{FlattenError, Tree};
use crate::runtime::parameter::field_pairs;
use crate::runtime::spec::{Style, StyleKind};

/// The fields of a form, and the styles of some of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct UrlEncoded {
    fields: Vec<(String, Tree)>,
    styles: Vec<(String, Style)>,
}

impl UrlEncoded {
    /// The media type.
    pub(crate) const MEDIA_TYPE: &'static str = "application/x-www-form-urlencoded";

    /// Creates a form from the fields of a record.
    pub(crate) fn from_record(record: &(impl Serialize + ?Sized)) -> Result<Self, FlattenError> {
        Ok(Self {
            fields: fields(record)?,
            styles: Vec::new(),
        })
    }

    /// Sets the style of a field.
    pub(crate) fn set_style(&mut self, name: &str, style: Style) {
        self.styles.retain(|(field, _)| field != name);
        self.styles.push((name.to_owned(), style));
    }

    /// Replaces a field. `None` removes it.
    #[cfg(feature = "body-fields")]
    pub(crate) fn replace(
        &mut self,
        name: &str,
        value: Option<&serde_json::Value>,
    ) -> Result<(), FlattenError> {
        self.fields.retain(|(field, _)| field != name);
        if let Some(value) = value {
            self.fields.push((name.to_owned(), Tree::of(value)?));
        }
        Ok(())
    }

    /// Returns the body. A field without a style uses that of the service.
    pub(crate) fn encode(&self, default: Style) -> Result<String, FlattenError> {
        let mut all = Vec::new();
        for (name, value) in &self.fields {
            let style = self.styles.iter().find(|(field, _)| field == name);
            let style = style.map(|(_, style)| *style);
            let encoded = encoded(name, value.clone(), style, default);
            all.extend(
                encoded.map_err(|error| FlattenError(format!("form field `{name}`: {error}")))?,
            );
        }
        Ok(all.join("&"))
    }
}

/// Returns the encoded pairs `name=value` of a field.
fn encoded(
    name: &str,
    value: Tree,
    style: Option<Style>,
    default: Style,
) -> Result<Vec<String>, FlattenError> {
    if value == Tree::Null {
        return Err(FlattenError("a form cannot carry null".to_owned()));
    }
    match style {
        Some(style) if style.kind == StyleKind::Json => {
            field_pairs(name, with_json(value)?, Style::FORM)
        }
        Some(style) => field_pairs(name, value, style),
        None if default.kind == StyleKind::Brackets => field_pairs(name, value, default),
        None => field_pairs(name, with_objects_as_json(value)?, default),
    }
}

/// Converts a value to a string with its JSON.
fn with_json(value: Tree) -> Result<Tree, FlattenError> {
    value.to_json().map(Tree::String)
}

/// Converts objects to strings with their JSON, which is the default media type of an object.
fn with_objects_as_json(value: Tree) -> Result<Tree, FlattenError> {
    match value {
        Tree::Object(_) => with_json(value),
        Tree::List(items) => {
            let items = items.into_iter().map(|item| match item {
                Tree::Object(_) | Tree::List(_) => with_json(item),
                item => Ok(item),
            });
            items.collect::<Result<_, _>>().map(Tree::List)
        }
        value => Ok(value),
    }
}
