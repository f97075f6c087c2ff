//! Visits every object of a document that the grammar knows.
//!
//! In: a tree and the kind of its root. Calls back with each object, its kind and its place. Changes nothing itself.

use crate::document::{Node, Value, push_pointer};

use super::grammar::{Kind, Member, member};

/// Where a visit stands.
pub(super) struct Place {
    /// The pointer of the visited object.
    pub(super) pointer: String,
    /// How much of the pointer leads to the outermost schema around the object.
    pub(super) outer_schema: Option<usize>,
}

/// Calls `seen` for the node and everything below, parents first.
pub(super) fn visit<'n>(
    node: &'n Node,
    kind: Kind,
    place: &mut Place,
    seen: &mut dyn FnMut(&'n Node, Kind, &Place),
) {
    let Some(map) = node.as_object() else { return };
    let outermost = kind == Kind::Schema && place.outer_schema.is_none();
    if outermost {
        place.outer_schema = Some(place.pointer.len());
    }
    seen(node, kind, place);
    let here = place.pointer.len();
    for (key, below) in map {
        push_pointer(&mut place.pointer, &key.text);
        match member(kind, &key.text) {
            Member::One(kind) => visit(below, kind, place, seen),
            Member::Many(kind) => visit_items(below, kind, place, seen),
            Member::OneOrMany(kind) => match below.value {
                Value::Array(_) => visit_items(below, kind, place, seen),
                _ => visit(below, kind, place, seen),
            },
            Member::Named(kind) => visit_named(below, kind, place, seen),
            Member::Definitions => visit_named(below, Kind::Schema, place, seen),
            Member::Plain | Member::Dropped | Member::Unknown => {}
        }
        place.pointer.truncate(here);
    }
    if outermost {
        place.outer_schema = None;
    }
}

fn visit_items<'n>(
    node: &'n Node,
    kind: Kind,
    place: &mut Place,
    seen: &mut dyn FnMut(&'n Node, Kind, &Place),
) {
    let here = place.pointer.len();
    for (index, item) in node.as_array().unwrap_or_default().iter().enumerate() {
        push_pointer(&mut place.pointer, &index.to_string());
        visit(item, kind, place, seen);
        place.pointer.truncate(here);
    }
}

fn visit_named<'n>(
    node: &'n Node,
    kind: Kind,
    place: &mut Place,
    seen: &mut dyn FnMut(&'n Node, Kind, &Place),
) {
    let Some(map) = node.as_object() else { return };
    let here = place.pointer.len();
    for (key, item) in map {
        push_pointer(&mut place.pointer, &key.text);
        visit(item, kind, place, seen);
        place.pointer.truncate(here);
    }
}
