//! Reads single fields of an overlay.
//!
//! In: an object of the overlay and the name of a field. Out: its value if it is of the right kind, else a finding.

use super::Version;
use super::query::Query;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Key, Node, Value};
use crate::nearest::nearest;
use crate::source::Origin;

/// The fields that a kind of object may have.
pub(super) struct Fields {
    /// What the object is called in messages.
    pub(super) what: &'static str,
    /// The fields of 1.0.
    pub(super) old: &'static [&'static str],
    /// The fields that 1.1 adds.
    pub(super) new: &'static [&'static str],
}

/// Reads fields and counts what is wrong.
pub(super) struct Reader<'f> {
    /// Decides which fields there are.
    pub(super) version: Version,
    /// How many errors were found.
    pub(super) errors: usize,
    pub(super) found: &'f mut Diagnostics,
}

impl Reader<'_> {
    /// A field that must be a query if it is there.
    pub(super) fn query(&mut self, node: &Node, name: &str) -> Option<Query> {
        let text = self.optional_string(node, name)?;
        let at = self.place(node, name);
        if !text.starts_with('$') {
            self.push(
                Diagnostic::error(
                    Code::OverlayTargetInvalid,
                    format!("`{name}` must begin with `$`"),
                    at,
                )
                .help(format!("`$` is the document: `$.{text}`")),
            );
            return None;
        }
        match Query::parse(&text, at) {
            Ok(query) => {
                if let Some(fixed) = &query.read_as {
                    let message = "a name with `-` stands in quotes and brackets in RFC 9535";
                    self.found.push(
                        Diagnostic::warning(Code::OverlayTargetInvalid, message, at)
                            .help(format!("it is read as `{fixed}`")),
                    );
                }
                Some(query)
            }
            Err(bad) => {
                let message = format!("`{name}` is not a JSONPath of RFC 9535: {}", bad.message);
                self.push(Diagnostic::error(
                    Code::OverlayTargetInvalid,
                    message,
                    inside(at, &text, bad.offset),
                ));
                None
            }
        }
    }

    pub(super) fn required_string(
        &mut self,
        node: &Node,
        name: &str,
        what: &str,
        example: &str,
    ) -> Option<String> {
        if node.get(name).is_none() {
            self.push(
                Diagnostic::error(
                    Code::OverlayInvalid,
                    format!("{what} needs `{name}`"),
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
                let message = format!("`{name}` must be a string, and this is {}", other.kind());
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
        let new = if self.version >= Version::V1_1 {
            fields.new
        } else {
            &[]
        };
        let known = || fields.old.iter().chain(new).copied();
        for Key { text, origin } in map.keys() {
            if text.starts_with("x-") || known().any(|name| name == &**text) {
                continue;
            }
            let message = format!("{} has no field `{text}`", fields.what);
            let diagnostic = Diagnostic::error(Code::OverlayInvalid, message, *origin);
            self.push(if fields.new.contains(&&**text) {
                diagnostic.help("it needs `overlay: 1.1.0`")
            } else if let Some(name) = nearest(text, known()) {
                diagnostic.help(format!(
                    "did you mean `{name}`? A field of your own begins with `x-`"
                ))
            } else {
                diagnostic.help("a field of your own begins with `x-`")
            });
        }
    }

    pub(super) fn wrong(&mut self, message: String, at: Origin) {
        self.push(Diagnostic::error(Code::OverlayInvalid, message, at));
    }

    pub(super) fn push(&mut self, error: Diagnostic) {
        self.errors += 1;
        self.found.push(error);
    }

    /// The place of a field's value, or of the object that lacks it.
    pub(super) fn place(&self, node: &Node, name: &str) -> Origin {
        node.get(name).map_or(node.origin, |field| field.origin)
    }
}

/// The beginning of a place.
pub(super) fn start(at: Origin) -> Origin {
    Origin {
        end: at.start,
        ..at
    }
}

/// The place of the rest of a string from a byte on, where the source has the string as it is, or but for its quotes.
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
