//! The key by which equal definitions are recognized.

use super::{Originals, original};
use crate::ir::{Api, DefId, Shape, TypeRef};
use crate::source::{Origin, SourceId};

/// Everything about a definition except its location and the prose about the type itself, which stay with its name.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Key<'a> {
    shape: Shape,
    nullable: bool,
    deprecated: bool,
    alternatives: Option<&'a Vec<Vec<String>>>,
}

impl<'a> Key<'a> {
    /// Returns the key of a definition. Equal types have the same key.
    pub fn of(api: &'a Api, id: DefId, originals: &Originals) -> Self {
        let def = api.def(id);
        let mut shape = without_origins(&def.shape);
        for ty in shape.types_mut() {
            replace(ty, originals);
        }
        Self {
            shape,
            nullable: def.nullable,
            deprecated: def.docs.deprecated,
            alternatives: api.alternatives.get(&def.path.pointer),
        }
    }
}

/// The shape without the locations of its parts.
fn without_origins(shape: &Shape) -> Shape {
    let mut shape = shape.clone();
    match &mut shape {
        Shape::Record { fields, .. } => fields.iter_mut().for_each(|it| it.origin = NOWHERE),
        Shape::Union { branches, .. } => branches.iter_mut().for_each(|it| it.origin = NOWHERE),
        Shape::StringEnum { .. } | Shape::IntegerEnum { .. } | Shape::Alias(_) => {}
    }
    shape
}

fn replace(ty: &mut TypeRef, originals: &Originals) {
    match ty {
        TypeRef::Def(id) => *id = original(*id, originals),
        TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => {
            replace(inner, originals)
        }
        TypeRef::Scalar(_) | TypeRef::Any(_) => {}
    }
}

const NOWHERE: Origin = Origin {
    source: SourceId(0),
    start: 0,
    end: 0,
};
