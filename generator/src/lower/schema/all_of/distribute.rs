//! `allOf: [{properties}, {oneOf: [A, B]}]`: a union of A and B, each with the properties added.

use indexmap::IndexMap;

use super::intersection::Location;
use super::merged::{add_field, forget_branch};
use crate::ir::{Branch, BranchKind, Docs, Field, PathSegment, Rest, SchemaPath, Shape, TypeRef};
use crate::lower::schema::reader::SchemaReader;

/// Returns the branches, with the properties added to each record.
pub fn into_branches(
    reader: &mut SchemaReader<'_>,
    branches: Vec<Branch>,
    shared: &[Field],
    rest: &Rest,
    path: &SchemaPath,
) -> Vec<Branch> {
    let extended = branches.into_iter().enumerate().map(|(index, branch)| {
        let Some(own) = record_fields(reader, &branch) else {
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
        for field in shared.iter().cloned().chain(own) {
            add_field(reader, &mut fields, field, &at);
        }
        let shape = Shape::Record {
            fields: fields.into_values().collect(),
            rest: rest.clone(),
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
