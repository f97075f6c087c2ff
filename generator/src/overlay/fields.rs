//! Reads single fields of an overlay.
//!
//! Input: an object of the overlay and the name of a field. Output: its value if it has the right type, else a
//! diagnostic.

use super::model::Version;
use super::query::Query;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Key, Node, Value};
use crate::nearest::nearest;
use crate::source::Origin;

/// The fields that an object may have.
pub(super) struct Fields {
    /// The name of the object in messages.
    pub(super) object: &'static str,
    /// The fields of Overlay 1.0.
    pub(super) v1_0: &'static [&'static str],
    /// The fields added in Overlay 1.1.
    pub(super) v1_1: &'static [&'static str],
}

/// Reads fields and counts errors.
pub(super) struct Reader<'f> {
    /// The version that the overlay is written for.
    pub(super) version: Version,
    /// How many errors were reported.
    pub(super) errors: usize,
    pub(super) diagnostics: &'f mut Diagnostics,
}

impl Reader<'_> {
    /// Reads an optional query.
    pub(super) fn query(&mut self, node: &Node, name: &str) -> Option<Query> {
        let text = self.optional_string(node, name)?;
        let at = self.origin(node, name);
        if !text.starts_with('$') {
            self.push(
                Diagnostic::error(
                    Code::OverlayTargetInvalid,
                    format!("`{name}` must start with `$`"),
                    at,
                )
                .help(format!("`$` is the root of the document: write `$.{text}`")),
            );
            return None;
        }
        match Query::parse(&text, at) {
            Ok(query) => {
                if let Some(corrected) = &query.corrected {
                    let message = "RFC 9535 requires brackets and quotes around a name with `-`";
                    self.diagnostics.push(
                        Diagnostic::warning(Code::OverlayTargetInvalid, message, at)
                            .help(format!("read as `{corrected}`")),
                    );
                }
                Some(query)
            }
            Err(error) => {
                let message = format!(
                    "`{name}` is not a valid JSONPath (RFC 9535): {}",
                    error.message
                );
                self.push(Diagnostic::error(
                    Code::OverlayTargetInvalid,
                    message,
                    inside(at, &text, error.offset),
                ));
                None
            }
        }
    }

    pub(super) fn required_string(
        &mut self,
        node: &Node,
        name: &str,
        object: &str,
        example: &str,
    ) -> Option<String> {
        if node.get(name).is_none() {
            self.push(
                Diagnostic::error(
                    Code::OverlayInvalid,
                    format!("{object} needs `{name}`"),
                    start(node.origin),
                )
                .help(format!("add {example}")),
            );
            return None;
        }
        self.optional_string(node, name)
    }

    pub(super) fn optional_string(&mut self, node: &Node, name: &str) -> Option<String> {
        let field = node.get(name)?;
        match &field.value {
            Value::String(text) => Some(text.clone()),
            other => {
                let message = format!("`{name}` must be a string, not {}", other.kind());
                let diagnostic = Diagnostic::error(Code::OverlayInvalid, message, field.origin);
                self.push(match other {
                    Value::Number(_) | Value::Bool(_) | Value::Null => {
                        diagnostic.help("put it in quotes")
                    }
                    _ => diagnostic,
                });
                None
            }
        }
    }

    pub(super) fn check_fields(&mut self, node: &Node, fields: &Fields) {
        let Some(map) = node.as_object() else { return };
        let added = if self.version >= Version::V1_1 {
            fields.v1_1
        } else {
            &[]
        };
        let known = || fields.v1_0.iter().chain(added).copied();
        for Key { text, origin } in map.keys() {
            if text.starts_with("x-") || known().any(|name| name == &**text) {
                continue;
            }
            let message = format!("{} has no field `{text}`", fields.object);
            let diagnostic = Diagnostic::error(Code::OverlayInvalid, message, *origin);
            self.push(if fields.v1_1.contains(&&**text) {
                diagnostic.help("this field requires `overlay: 1.1.0`")
            } else if let Some(name) = nearest(text, known()) {
                diagnostic.help(format!("did you mean `{name}`? Extensions start with `x-`"))
            } else {
                diagnostic.help("extensions start with `x-`")
            });
        }
    }

    pub(super) fn invalid(&mut self, message: String, at: Origin) {
        self.push(Diagnostic::error(Code::OverlayInvalid, message, at));
    }

    pub(super) fn push(&mut self, error: Diagnostic) {
        self.errors += 1;
        self.diagnostics.push(error);
    }

    /// The origin of a field's value, or of the object if it has no such field.
    pub(super) fn origin(&self, node: &Node, name: &str) -> Origin {
        node.get(name).map_or(node.origin, |field| field.origin)
    }
}

/// The start of a range, as an empty range.
pub(super) fn start(at: Origin) -> Origin {
    Origin {
        end: at.start,
        ..at
    }
}

/// The range of a string from an offset to its end. If the source does not contain the string verbatim, with or without
/// quotes, the range of the entire string.
fn inside(at: Origin, text: &str, offset: usize) -> Origin {
    let written = (at.end - at.start) as usize;
    let quote = match written.checked_sub(text.len()) {
        Some(0) => 0,
        Some(2) => 1,
        _ => return at,
    };
    Origin::new(
        at.source,
        at.start as usize + quote + offset,
        at.end as usize - quote,
    )
}
