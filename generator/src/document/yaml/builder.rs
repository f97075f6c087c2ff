//! Builds the tree from parser events.
//!
//! Input: scalars, aliases, and the start and end of collections, with character ranges. Output: the root. An `Err` ends
//! reading; other errors are reported and skipped.

use std::borrow::Cow;

use saphyr_parser::{ScalarStyle, Tag};

use super::anchors::{AliasError, Anchors};
use super::merge_keys::{Merge, can_merge, merged};
use super::offsets::Offsets;
use super::scalar::{self, Scalar};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::depth::{MAX_DEPTH, too_deep};
use crate::document::duplicate::duplicate_key;
use crate::document::model::{Key, Map, Node, Value};
use crate::source::Origin;

/// The result of one event.
type EventResult = Result<(), Diagnostic>;

/// A range of characters.
#[derive(Clone, Copy)]
pub(super) struct CharRange {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The partially built tree.
pub(super) struct Builder<'b, 't> {
    offsets: &'b Offsets<'t>,
    diagnostics: &'b mut Diagnostics,
    open: Vec<Open>,
    anchors: Anchors,
    root: Option<Node>,
}

/// A collection that has not ended yet.
struct Open {
    anchor: usize,
    at: Origin,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    Object {
        fields: Map,
        next: Next,
        merges: Vec<Merge>,
    },
}

/// The role of the next node in an object.
enum Next {
    /// The name of a field.
    Name,
    /// The value of this field.
    Value(Key),
    /// The value of a merge key.
    Merge,
    /// The value of a field that is dropped.
    Dropped,
    /// The rest of a name that is not a scalar.
    InvalidName,
}

impl<'b, 't> Builder<'b, 't> {
    pub(super) fn new(offsets: &'b Offsets<'t>, diagnostics: &'b mut Diagnostics) -> Self {
        Self {
            offsets,
            diagnostics,
            open: Vec::new(),
            anchors: Anchors::new(offsets.size()),
            root: None,
        }
    }

    pub(super) fn has_root(&self) -> bool {
        self.root.is_some()
    }

    /// Returns the tree. An empty document is a null with an empty origin.
    pub(super) fn into_root(self, end: Origin) -> Node {
        self.root.unwrap_or_else(|| Node::new(Value::Null, end))
    }

    pub(super) fn scalar(
        &mut self,
        text: Cow<'_, str>,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<Cow<'_, Tag>>,
        at: CharRange,
    ) -> EventResult {
        let at = match style {
            ScalarStyle::Literal | ScalarStyle::Folded => self.offsets.trimmed(at.start, at.end),
            ScalarStyle::SingleQuoted => self.offsets.quoted(at.start, at.end, '\''),
            ScalarStyle::DoubleQuoted => self.offsets.quoted(at.start, at.end, '"'),
            ScalarStyle::Plain => self.offsets.origin(at.start, at.end),
        };
        let is_plain = style == ScalarStyle::Plain;
        if self.expects_name() {
            if anchor != 0 {
                let node = Node::new(Value::String(text.as_ref().into()), at);
                self.remember(anchor, &node)?;
            }
            return self.name(text.into(), is_plain, at);
        }
        let mut value = self.value(text, is_plain, tag.as_deref(), at);
        if let Value::String(text) = &mut value {
            // The parser overallocates, and there are very many strings.
            text.shrink_to_fit();
        }
        let node = Node::new(value, at);
        self.remember(anchor, &node)?;
        self.attach(node, at.end)
    }

    pub(super) fn alias(&mut self, anchor: usize, at: CharRange) -> EventResult {
        let at = self.offsets.origin(at.start, at.end);
        let depth = self.open.len();
        let anchored = match self.anchors.recall(anchor) {
            Ok(anchored) if depth + anchored.depth > MAX_DEPTH => return Err(too_deep(at)),
            Ok(anchored) => anchored,
            Err(error) => return Err(invalid_alias(&error, at)),
        };
        let node = anchored.node.clone();
        if !self.expects_name() {
            return self.attach(node, at.end);
        }
        match node.value {
            Value::String(text) => self.name(text.into(), false, at),
            Value::Number(number) => self.name(number.0, false, at),
            _ => {
                self.invalid_name(at, Next::Dropped);
                Ok(())
            }
        }
    }

    pub(super) fn open_list(&mut self, anchor: usize, at: CharRange) -> EventResult {
        self.begin(anchor, at, Content::List(Vec::new()))
    }

    pub(super) fn open_object(&mut self, anchor: usize, at: CharRange) -> EventResult {
        self.begin(
            anchor,
            at,
            Content::Object {
                fields: Map::new(),
                next: Next::Name,
                merges: Vec::new(),
            },
        )
    }

    /// Ends the innermost collection. A block collection ends where its last value ends.
    pub(super) fn close(&mut self, at: CharRange) -> EventResult {
        let Some(Open {
            anchor,
            at: mut origin,
            content,
        }) = self.open.pop()
        else {
            return Ok(());
        };
        if at.end > at.start {
            origin.end = self.offsets.origin(at.start, at.end).end;
        }
        // The collection is complete.
        let value = match content {
            Content::List(mut items) => {
                items.shrink_to_fit();
                Value::Array(items)
            }
            Content::Object { fields, merges, .. } => {
                let mut fields = merged(fields, merges);
                fields.shrink_to_fit();
                Value::Object(fields)
            }
        };
        let node = Node::new(value, origin);
        self.remember(anchor, &node)?;
        self.attach(node, origin.end)
    }

    fn begin(&mut self, anchor: usize, at: CharRange, content: Content) -> EventResult {
        let at = self.offsets.origin(at.start, at.end);
        if self.expects_name() {
            self.invalid_name(at, Next::InvalidName);
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(too_deep(at));
        }
        self.open.push(Open {
            anchor,
            at,
            content,
        });
        Ok(())
    }

    fn expects_name(&self) -> bool {
        matches!(
            self.open.last(),
            Some(Open {
                content: Content::Object {
                    next: Next::Name,
                    ..
                },
                ..
            })
        )
    }

    /// Reports a name that is not a scalar. The field is dropped.
    fn invalid_name(&mut self, at: Origin, role: Next) {
        self.diagnostics.push(invalid_name(at));
        if let Some(Open {
            content: Content::Object { next, .. },
            ..
        }) = self.open.last_mut()
        {
            *next = role;
        }
    }

    /// Handles the name of a field.
    fn name(&mut self, text: Box<str>, is_plain: bool, at: Origin) -> EventResult {
        let Some(Open {
            content: Content::Object { fields, next, .. },
            ..
        }) = self.open.last_mut()
        else {
            return Ok(());
        };
        if is_plain && text.is_empty() {
            self.invalid_name(at, Next::Dropped);
            return Ok(());
        }
        if is_plain && text.as_ref() == "<<" {
            *next = Next::Merge;
            return Ok(());
        }
        *next = match fields.get_key_value(&*text) {
            None => Next::Value(Key::new(text, at)),
            Some((first, _)) => {
                self.diagnostics
                    .push(duplicate_key(&text, at, first.origin));
                Next::Dropped
            }
        };
        Ok(())
    }

    /// Adds a complete value to the innermost collection.
    fn attach(&mut self, node: Node, end: u32) -> EventResult {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        open.at.end = open.at.end.max(end);
        match &mut open.content {
            Content::List(items) => items.push(node),
            Content::Object {
                fields,
                next,
                merges,
            } => match std::mem::replace(next, Next::Name) {
                Next::Value(key) => {
                    fields.insert(key, node);
                }
                Next::Merge if can_merge(&node) => merges.push(Merge {
                    position: fields.len(),
                    node,
                }),
                Next::Merge => {
                    let message = format!(
                        "the value of a merge key `<<` must be an object or an array of objects, not {}",
                        node.value.kind()
                    );
                    self.diagnostics.push(
                        Diagnostic::error(Code::InvalidAlias, message, node.origin)
                            .fallback("the merge key is ignored"),
                    );
                }
                Next::InvalidName => *next = Next::Dropped,
                Next::Dropped | Next::Name => {}
            },
        }
        Ok(())
    }

    fn value(
        &mut self,
        text: Cow<'_, str>,
        is_plain: bool,
        tag: Option<&Tag>,
        at: Origin,
    ) -> Value {
        let scalar = match tag {
            Some(tag) if tag.is_yaml_core_schema() => {
                match scalar::tagged(&tag.suffix, text.as_ref().into()) {
                    Some(scalar) => scalar,
                    None => {
                        let message = format!("`{text}` does not match its tag `!!{}`", tag.suffix);
                        self.diagnostics.push(
                            Diagnostic::error(Code::NotJson, message, at)
                                .fallback("it is read as a string"),
                        );
                        return Value::String(text.into_owned());
                    }
                }
            }
            Some(tag) if tag.handle.is_empty() && tag.suffix == "!" => {
                return Value::String(text.into_owned());
            }
            _ if is_plain => scalar::plain(text),
            _ => return Value::String(text.into_owned()),
        };
        match scalar {
            Scalar::Json(value) => value,
            Scalar::NotJson(value) => {
                let message = "this number cannot be represented in JSON; read as a string";
                self.diagnostics
                    .push(Diagnostic::warning(Code::NotJson, message, at));
                value
            }
        }
    }

    fn remember(&mut self, anchor: usize, node: &Node) -> EventResult {
        self.anchors
            .remember(anchor, node)
            .map_err(|error| invalid_alias(&error, node.origin))
    }
}

fn invalid_name(at: Origin) -> Diagnostic {
    Diagnostic::error(Code::InvalidKey, "a property name must be a scalar", at)
        .fallback("the property is ignored")
        .help("a name that starts with `[`, `{`, `*` or `:` must be quoted")
}

fn invalid_alias(error: &AliasError, at: Origin) -> Diagnostic {
    match error {
        AliasError::Recursive => Diagnostic::error(
            Code::InvalidAlias,
            "an alias is inside the value it refers to",
            at,
        ),
        AliasError::OverBudget => Diagnostic::error(
            Code::TooManyAliases,
            "the aliases of this document expand to too many values",
            at,
        ),
    }
}
