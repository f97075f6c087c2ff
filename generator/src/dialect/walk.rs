//! Visits all objects of a document that can contain schemas.
//!
//! Input: the document and a callback, which receives each object with its kind and location. The document is not
//! changed.

use crate::document::{Map, Node, Value, push_pointer};

use crate::grammar::{Field, ObjectKind, field};

/// The location of a visited object.
pub(super) struct ObjectLocation<'n> {
    tokens: Vec<Token<'n>>,
    /// How many tokens lead to the outermost schema that contains the object.
    outer_schema: Option<usize>,
}

/// A reference token of a JSON pointer.
enum Token<'n> {
    Name(&'n str),
    Index(usize),
}

impl ObjectLocation<'_> {
    /// Returns the pointer of the object.
    pub(super) fn pointer(&self) -> String {
        pointer(&self.tokens)
    }

    /// Returns the length of the pointer of the outermost schema that contains the object.
    pub(super) fn outer_schema(&self) -> Option<usize> {
        self.outer_schema
            .map(|count| pointer(&self.tokens[..count]).len())
    }
}

fn pointer(tokens: &[Token<'_>]) -> String {
    let mut pointer = String::new();
    for token in tokens {
        match token {
            Token::Name(name) => push_pointer(&mut pointer, name),
            Token::Index(index) => push_pointer(&mut pointer, &index.to_string()),
        }
    }
    pointer
}

/// Calls `visit` for each object, parents first. Objects of kinds for which `enter` returns `false` are skipped,
/// together with everything in them.
pub(super) fn visit_objects<'n>(
    root: &'n Node,
    enter: fn(ObjectKind) -> bool,
    visit: &mut dyn FnMut(&'n Map, ObjectKind, &ObjectLocation<'n>),
) {
    let location = ObjectLocation {
        tokens: Vec::new(),
        outer_schema: None,
    };
    Walk {
        location,
        enter,
        visit,
    }
    .object(root, ObjectKind::Document);
}

struct Walk<'n, 'v> {
    location: ObjectLocation<'n>,
    enter: fn(ObjectKind) -> bool,
    visit: &'v mut dyn FnMut(&'n Map, ObjectKind, &ObjectLocation<'n>),
}

impl<'n> Walk<'n, '_> {
    fn object(&mut self, node: &'n Node, kind: ObjectKind) {
        let Some(map) = node.as_object() else { return };
        if !kind.contains_schemas() || !(self.enter)(kind) {
            return;
        }
        let is_outermost = kind == ObjectKind::Schema && self.location.outer_schema.is_none();
        if is_outermost {
            self.location.outer_schema = Some(self.location.tokens.len());
        }
        (self.visit)(map, kind, &self.location);
        for (key, value) in map {
            let field = field(kind, &key.text);
            self.location.tokens.push(Token::Name(&key.text));
            match field {
                Field::One(kind) => self.object(value, kind),
                Field::Many(kind) => self.items(value, kind),
                Field::OneOrMany(kind) => match value.value {
                    Value::Array(_) => self.items(value, kind),
                    _ => self.object(value, kind),
                },
                Field::Map(kind) => self.map(value, kind),
                Field::Definitions => self.map(value, ObjectKind::Schema),
                _ => {}
            }
            self.location.tokens.pop();
        }
        if is_outermost {
            self.location.outer_schema = None;
        }
    }

    fn items(&mut self, node: &'n Node, kind: ObjectKind) {
        for (index, item) in node.as_array().unwrap_or_default().iter().enumerate() {
            self.location.tokens.push(Token::Index(index));
            self.object(item, kind);
            self.location.tokens.pop();
        }
    }

    fn map(&mut self, node: &'n Node, kind: ObjectKind) {
        for (key, item) in node.as_object().into_iter().flatten() {
            self.location.tokens.push(Token::Name(&key.text));
            self.object(item, kind);
            self.location.tokens.pop();
        }
    }
}
