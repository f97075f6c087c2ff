//! The entries of a multipart form: parts, and values that become parts when the style of the service is known.

use super::{Part, PartContent};
use crate::runtime::flatten::{Leaf, ListNames, Tree, pairs};
use crate::runtime::meta::is_json;
use crate::runtime::parameter::part_pairs;
use crate::runtime::spec::{Style, StyleKind};

/// The media type of objects.
const JSON: &str = "application/json";

/// An entry of a form.
#[derive(Clone, Debug)]
pub(super) enum Entry {
    Part(Part),
    /// A value that becomes one or more parts.
    Value {
        name: String,
        value: Tree,
        content_type: Option<String>,
    },
}

impl Entry {
    /// Creates a value whose media type follows from its shape.
    pub(super) fn value(name: &str, value: Tree) -> Self {
        Self::Value {
            name: name.to_owned(),
            value,
            content_type: None,
        }
    }

    pub(super) fn name(&self) -> &str {
        match self {
            Self::Part(part) => &part.name,
            Self::Value { name, .. } => name,
        }
    }

    /// Returns whether this is the entry of a field, with or without brackets.
    pub(super) fn is_named(&self, field: &str) -> bool {
        let name = self.name();
        name == field || name.strip_suffix("[]") == Some(field)
    }

    /// Returns the content, if it is a string.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Part(part) => match &part.content {
                PartContent::Text { text, .. } => Some(text),
                PartContent::File(_) => None,
            },
            Self::Value { value, .. } => match value {
                Tree::String(text) | Tree::Literal(text) => Some(text),
                _ => None,
            },
        }
    }

    pub(super) fn is_replayable(&self) -> bool {
        match self {
            Self::Part(part) => match &part.content {
                PartContent::Text { .. } => true,
                PartContent::File(file) => file.is_replayable(),
            },
            Self::Value { value, .. } => is_replayable(value),
        }
    }

    /// Returns the parts, or why the value cannot be sent.
    pub(super) fn parts(&self, style: Style) -> Result<Vec<Part>, String> {
        let (name, value, content_type) = match self {
            Self::Part(part) => return Ok(vec![part.clone()]),
            Self::Value {
                name,
                value,
                content_type,
            } => (name, value, content_type.as_deref()),
        };
        let parts = match (style.kind, content_type) {
            (StyleKind::Brackets, None) => in_brackets(name, value),
            _ => repeated(name, value, content_type),
        };
        parts.map_err(|reason| format!("form field `{name}`: {reason}"))
    }

    /// Returns the parts in the style that the document declares, or why the value cannot be sent.
    pub(super) fn styled_parts(&self, style: Style) -> Result<Vec<Part>, String> {
        let Self::Value { name, value, .. } = self else {
            return self.parts(style);
        };
        if !has_style(value) {
            return self.parts(Style::FORM);
        }
        let pairs = part_pairs(name, value.clone(), style);
        let pairs = pairs.map_err(|error| format!("form field `{name}`: {error}"))?;
        let parts = pairs.into_iter().filter_map(|(name, leaf)| match leaf {
            Leaf::String(string) => Some(Part::text(name, string, None)),
            Leaf::File(file) => Some(Part::file(name, file)),
            Leaf::Null => None,
        });
        Ok(parts.collect())
    }
}

/// Whether a style applies to a value. It is not defined for lists of files, lists or objects.
fn has_style(value: &Tree) -> bool {
    let is_plain = |item: &Tree| matches!(item, Tree::Null | Tree::String(_) | Tree::Literal(_));
    match value {
        Tree::List(items) => items.iter().all(is_plain),
        Tree::Object(_) => true,
        _ => false,
    }
}

fn is_replayable(value: &Tree) -> bool {
    match value {
        Tree::File(file) => file.is_replayable(),
        Tree::List(items) => items.iter().all(is_replayable),
        Tree::Object(properties) => properties.iter().all(|(_, value)| is_replayable(value)),
        Tree::Null | Tree::String(_) | Tree::Literal(_) => true,
    }
}

/// Returns the parts of a value with brackets: `name[]` for each item, `name[property]` for each property.
fn in_brackets(name: &str, value: &Tree) -> Result<Vec<Part>, String> {
    let pairs = pairs(name, value.clone(), ListNames::Brackets);
    let parts = pairs.into_iter().map(|(name, leaf)| match leaf {
        Leaf::String(string) => Ok(Part::text(name, string, None)),
        Leaf::File(file) => Ok(Part::file(name, file)),
        Leaf::Null => Err(no_null()),
    });
    parts.collect()
}

/// Returns the parts of a value, all with its name: one for each item of a list.
fn repeated(name: &str, value: &Tree, content_type: Option<&str>) -> Result<Vec<Part>, String> {
    let is_single = content_type.is_some_and(is_json);
    match value {
        Tree::List(items) if !is_single || has_file(value) => {
            let parts = items.iter().map(|item| part(name, item, content_type));
            parts.collect()
        }
        value => Ok(vec![part(name, value, content_type)?]),
    }
}

fn has_file(value: &Tree) -> bool {
    matches!(value, Tree::List(items) if items.iter().any(|item| matches!(item, Tree::File(_))))
}

fn part(name: &str, value: &Tree, content_type: Option<&str>) -> Result<Part, String> {
    let owned = content_type.map(str::to_owned);
    Ok(match value {
        Tree::File(file) => {
            let mut file = file.clone();
            if let Some(content_type) = owned {
                file.media_type.get_or_insert(content_type);
            }
            Part::file(name, file)
        }
        Tree::String(string) | Tree::Literal(string) if !content_type.is_some_and(is_json) => {
            Part::text(name, string, owned)
        }
        Tree::Null if content_type.is_none() => return Err(no_null()),
        _ if content_type.is_some_and(|it| !carries_json(it)) => {
            let content_type = content_type.unwrap_or_default();
            return Err(format!(
                "an object or a list cannot be sent as `{content_type}`"
            ));
        }
        value => {
            let json = value.to_json().map_err(|error| error.to_string())?;
            Part::text(name, json, Some(content_type.unwrap_or(JSON).to_owned()))
        }
    })
}

/// Whether a part of this media type may contain JSON.
fn carries_json(content_type: &str) -> bool {
    is_json(content_type) || content_type.starts_with("text/plain")
}

fn no_null() -> String {
    "a form cannot carry null".to_owned()
}
