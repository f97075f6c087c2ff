//! Puts the tree together, one event at a time.
//!
//! In: scalars, aliases and the beginnings and ends of collections, with character ranges. Out: the root. An `Err` is
//! the finding after which reading cannot go on; what can be passed over is reported as it comes.

use std::borrow::Cow;

use saphyr_parser::{ScalarStyle, Tag};

use super::anchors::{Anchors, Refusal};
use super::merge_keys::{can_merge, merged};
use super::places::Places;
use super::scalar::{self, Scalar};
use super::too_deep;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::MAX_DEPTH;
use crate::document::model::{Key, Map, Node, Value};
use crate::source::Origin;

type Step = Result<(), Diagnostic>;
/// A range of characters.
type Range = (usize, usize);

/// The tree so far.
pub(super) struct Builder<'b, 't> {
    places: &'b Places<'t>,
    found: &'b mut Diagnostics,
    open: Vec<Open>,
    anchors: Anchors,
    root: Option<Node>,
}

/// A collection whose end was not seen yet.
struct Open {
    anchor: usize,
    at: Origin,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    Object {
        members: Map,
        slot: Slot,
        merges: Vec<(usize, Node)>,
    },
}

/// What the next value of an object is.
enum Slot {
    /// A name.
    Name,
    /// The value of this name.
    Value(Key),
    /// The value of a merge key.
    Merge,
    /// The value of a name that was refused.
    Dropped,
}

impl<'b, 't> Builder<'b, 't> {
    pub(super) fn new(places: &'b Places<'t>, found: &'b mut Diagnostics) -> Self {
        Self {
            places,
            found,
            open: Vec::new(),
            anchors: Anchors::new(),
            root: None,
        }
    }

    pub(super) fn has_root(&self) -> bool {
        self.root.is_some()
    }

    /// The finished tree; an empty text is a null without extent.
    pub(super) fn into_root(self, end: Origin) -> Node {
        self.root.unwrap_or_else(|| Node::new(Value::Null, end))
    }

    pub(super) fn scalar(
        &mut self,
        text: Cow<'_, str>,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<Cow<'_, Tag>>,
        at: Range,
    ) -> Step {
        let at = match style {
            ScalarStyle::Literal | ScalarStyle::Folded => self.places.trimmed(at.0, at.1),
            ScalarStyle::SingleQuoted => self.places.quoted(at.0, at.1, '\''),
            ScalarStyle::DoubleQuoted => self.places.quoted(at.0, at.1, '"'),
            ScalarStyle::Plain => self.places.origin(at.0, at.1),
        };
        let is_plain = style == ScalarStyle::Plain;
        if self.awaits_name() {
            if anchor != 0 {
                let node = Node::new(Value::String(text.as_ref().into()), at);
                self.remember(anchor, &node)?;
            }
            return self.name(text.into(), is_plain, at);
        }
        let mut value = self.value(text, is_plain, tag.as_deref(), at);
        if let Value::String(text) = &mut value {
            // The parser leaves room for more, and there are very many.
            text.shrink_to_fit();
        }
        let node = Node::new(value, at);
        self.remember(anchor, &node)?;
        self.attach(node, at.end)
    }

    pub(super) fn alias(&mut self, anchor: usize, at: Range) -> Step {
        let at = self.places.origin(at.0, at.1);
        let depth = self.open.len();
        let anchored = match self.anchors.recall(anchor) {
            Ok(anchored) if depth + anchored.depth > MAX_DEPTH => return Err(too_deep(at)),
            Ok(anchored) => anchored,
            Err(refusal) => return Err(refused(&refusal, at)),
        };
        let node = anchored.node.clone();
        if !self.awaits_name() {
            return self.attach(node, at.end);
        }
        match node.value {
            Value::String(text) => self.name(text.into(), false, at),
            Value::Number(number) => self.name(number.0, false, at),
            _ => Err(invalid_name(at)),
        }
    }

    pub(super) fn open_list(&mut self, anchor: usize, at: Range) -> Step {
        self.begin(anchor, at, Content::List(Vec::new()))
    }

    pub(super) fn open_object(&mut self, anchor: usize, at: Range) -> Step {
        self.begin(
            anchor,
            at,
            Content::Object {
                members: Map::new(),
                slot: Slot::Name,
                merges: Vec::new(),
            },
        )
    }

    /// Ends the innermost collection. Block collections end where their last value ends.
    pub(super) fn close(&mut self, at: Range) -> Step {
        let Some(Open {
            anchor,
            at: mut place,
            content,
        }) = self.open.pop()
        else {
            return Ok(());
        };
        if at.1 > at.0 {
            place.end = self.places.origin(at.0, at.1).end;
        }
        // Nothing is added any more.
        let value = match content {
            Content::List(mut items) => {
                items.shrink_to_fit();
                Value::Array(items)
            }
            Content::Object {
                members, merges, ..
            } => {
                let mut members = merged(members, merges);
                members.shrink_to_fit();
                Value::Object(members)
            }
        };
        let node = Node::new(value, place);
        self.remember(anchor, &node)?;
        self.attach(node, place.end)
    }

    fn begin(&mut self, anchor: usize, at: Range, content: Content) -> Step {
        let at = self.places.origin(at.0, at.1);
        if self.awaits_name() {
            return Err(invalid_name(at));
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

    fn awaits_name(&self) -> bool {
        matches!(
            self.open.last(),
            Some(Open {
                content: Content::Object {
                    slot: Slot::Name,
                    ..
                },
                ..
            })
        )
    }

    /// The name of a member.
    fn name(&mut self, text: Box<str>, is_plain: bool, at: Origin) -> Step {
        let Some(Open {
            content: Content::Object { members, slot, .. },
            ..
        }) = self.open.last_mut()
        else {
            return Ok(());
        };
        if is_plain && text.is_empty() {
            return Err(invalid_name(at));
        }
        if is_plain && text.as_ref() == "<<" {
            *slot = Slot::Merge;
            return Ok(());
        }
        *slot = match members.get_key_value(&*text) {
            None => Slot::Value(Key::new(text, at)),
            Some((first, _)) => {
                self.found.push(duplicate(&text, at, first.origin));
                Slot::Dropped
            }
        };
        Ok(())
    }

    /// Puts a finished value where it belongs.
    fn attach(&mut self, node: Node, end: u32) -> Step {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        open.at.end = open.at.end.max(end);
        match &mut open.content {
            Content::List(items) => items.push(node),
            Content::Object {
                members,
                slot,
                merges,
            } => match std::mem::replace(slot, Slot::Name) {
                Slot::Value(key) => {
                    members.insert(key, node);
                }
                Slot::Merge if can_merge(&node) => merges.push((members.len(), node)),
                Slot::Merge => {
                    let message = format!(
                        "a merge key `<<` takes objects, and this is {}",
                        node.value.kind()
                    );
                    self.found
                        .push(Diagnostic::error(Code::InvalidAlias, message, node.origin));
                }
                Slot::Dropped | Slot::Name => {}
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
                        let message = format!(
                            "`{text}` is not of the type `!!{}` that its tag says",
                            tag.suffix
                        );
                        self.found
                            .push(Diagnostic::error(Code::NotJson, message, at));
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
                let message = "JSON has no such number; it is read as a string";
                self.found
                    .push(Diagnostic::warning(Code::NotJson, message, at));
                value
            }
        }
    }

    fn remember(&mut self, anchor: usize, node: &Node) -> Step {
        self.anchors
            .remember(anchor, node)
            .map_err(|refusal| refused(&refusal, node.origin))
    }
}

fn duplicate(name: &str, at: Origin, first: Origin) -> Diagnostic {
    Diagnostic::error(
        Code::DuplicateKey,
        format!("`{name}` is written twice in the same object"),
        at,
    )
    .related("first written here", first)
    .help("remove or rename one of the two")
}

fn invalid_name(at: Origin) -> Diagnostic {
    Diagnostic::error(
        Code::InvalidKey,
        "the name of a member must be a plain text",
        at,
    )
    .help("a text that begins with `[`, `{`, `*` or `:` needs quotes to be a name")
}

fn refused(refusal: &Refusal, at: Origin) -> Diagnostic {
    match refusal {
        Refusal::Recursive => Diagnostic::error(
            Code::InvalidAlias,
            "an alias stands inside of the value it names",
            at,
        ),
        Refusal::TooMany => Diagnostic::error(
            Code::TooManyAliases,
            "the aliases of this document repeat too many values",
            at,
        ),
    }
}
