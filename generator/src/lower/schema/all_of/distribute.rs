//! `allOf: [{properties}, {oneOf: [A, B]}]`: a union of A and B, each with the properties added.

use indexmap::IndexMap;

use super::intersection::Location;
use super::merged::{add_field, forget_branch, require};
use crate::ir::{
    Branch, BranchKind, Docs, Field, PathSegment, Presence, Rest, SchemaPath, Shape, TypeRef,
};
use crate::lower::schema::reader::SchemaReader;

/// What the other parts of the `allOf` declare.
pub struct Shared<'s> {
    /// The properties.
    pub fields: &'s [Field],
    /// The names in `required`.
    pub required: &'s [String],
    /// The type of undeclared properties.
    pub rest: &'s Rest,
}

impl Shared<'_> {
    /// Whether it changes a record with these properties.
    fn changes(&self, own: &[Field]) -> bool {
        let mut optional = own.iter().filter(|it| it.presence == Presence::Optional);
        !self.fields.is_empty() || optional.any(|it| self.required.contains(&it.wire))
    }
}

/// Returns the branches, with the properties added to each record.
pub fn into_branches(
    reader: &mut SchemaReader<'_>,
    branches: Vec<Branch>,
    shared: &Shared<'_>,
    path: &SchemaPath,
) -> Vec<Branch> {
    let extended = branches.into_iter().enumerate().map(|(index, branch)| {
        let own = record_fields(reader, &branch).filter(|own| shared.changes(own));
        let Some(own) = own else {
            return branch;
        };
        let segment = PathSegment::Branch(branch.name.clone());
        let at = Location {
            owner: &path.pointer,
            path: path.child(segment, &format!("/oneOf/{index}")),
            origin: branch.origin,
            pending: Vec::new(),
        };
        let mut fields = IndexMap::new();
        for field in shared.fields.iter().cloned().chain(own) {
            add_field(reader, &mut fields, field, &at);
        }
        require(reader, &mut fields, shared.required, at.owner);
        let shape = Shape::Record {
            fields: fields.into_values().collect(),
            rest: shared.rest.clone(),
        };
        forget_branch(reader, &branch, &path.pointer);
        let record = reader.add_inline(at.path, branch.origin, shape, Docs::default());
        Branch {
            kind: BranchKind::Type(record),
            ..branch
        }
    });
    extended.collect()
}

fn record_fields(reader: &mut SchemaReader<'_>, branch: &Branch) -> Option<Vec<Field>> {
    let BranchKind::Type(ty @ TypeRef::Def(id)) = &branch.kind else {
        return None;
    };
    reader.ensure_resolved(*id);
    reader.defs.fields(ty).map(<[Field]>::to_vec)
}
