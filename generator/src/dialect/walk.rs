//! Visits every object of a document that the grammar knows.
//!
//! In: the document. Calls back with each object, its kind and its place. Changes nothing itself.

use crate::document::{Map, Node, Value, push_pointer};

use super::grammar::{Kind, Member, member};

/// Where a visit stands.
pub(super) struct Place<'n> {
    steps: Vec<Step<'n>>,
    /// How many steps lead to the outermost schema around the object.
    outer_schema: Option<usize>,
}

enum Step<'n> {
    Name(&'n str),
    Index(usize),
}

impl Place<'_> {
    /// The pointer of the visited object.
    pub(super) fn pointer(&self) -> String {
        pointer(&self.steps)
    }

    /// How much of the pointer leads to the outermost schema around the object.
    pub(super) fn outer_schema(&self) -> Option<usize> {
        self.outer_schema
            .map(|count| pointer(&self.steps[..count]).len())
    }
}

fn pointer(steps: &[Step<'_>]) -> String {
    let mut pointer = String::new();
    for step in steps {
        match step {
            Step::Name(name) => push_pointer(&mut pointer, name),
            Step::Index(index) => push_pointer(&mut pointer, &index.to_string()),
        }
    }
    pointer
}

/// Calls `seen` for every object whose kind, and that of all around it, is to be entered; parents first.
pub(super) fn visit<'n>(
    root: &'n Node,
    enter: fn(Kind) -> bool,
    seen: &mut dyn FnMut(&'n Map, Kind, &Place<'n>),
) {
    let place = Place {
        steps: Vec::new(),
        outer_schema: None,
    };
    Walk { place, enter, seen }.object(root, Kind::Document);
}

struct Walk<'n, 's> {
    place: Place<'n>,
    enter: fn(Kind) -> bool,
    seen: &'s mut dyn FnMut(&'n Map, Kind, &Place<'n>),
}

impl<'n> Walk<'n, '_> {
    fn object(&mut self, node: &'n Node, kind: Kind) {
        let Some(map) = node.as_object() else { return };
        if !(self.enter)(kind) {
            return;
        }
        let outermost = kind == Kind::Schema && self.place.outer_schema.is_none();
        if outermost {
            self.place.outer_schema = Some(self.place.steps.len());
        }
        (self.seen)(map, kind, &self.place);
        for (key, below) in map {
            let member = member(kind, &key.text);
            if matches!(member, Member::Plain | Member::Dropped | Member::Unknown) {
                continue;
            }
            self.place.steps.push(Step::Name(&key.text));
            match member {
                Member::One(kind) => self.object(below, kind),
                Member::Many(kind) => self.items(below, kind),
                Member::OneOrMany(kind) => match below.value {
                    Value::Array(_) => self.items(below, kind),
                    _ => self.object(below, kind),
                },
                Member::Named(kind) => self.named(below, kind),
                Member::Definitions => self.named(below, Kind::Schema),
                Member::Plain | Member::Dropped | Member::Unknown => {}
            }
            self.place.steps.pop();
        }
        if outermost {
            self.place.outer_schema = None;
        }
    }

    fn items(&mut self, node: &'n Node, kind: Kind) {
        for (index, item) in node.as_array().unwrap_or_default().iter().enumerate() {
            self.place.steps.push(Step::Index(index));
            self.object(item, kind);
            self.place.steps.pop();
        }
    }

    fn named(&mut self, node: &'n Node, kind: Kind) {
        for (key, item) in node.as_object().into_iter().flatten() {
            self.place.steps.push(Step::Name(&key.text));
            self.object(item, kind);
            self.place.steps.pop();
        }
    }
}
