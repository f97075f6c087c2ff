//! The accumulated content of the subschemas of an `allOf`.

use indexmap::IndexMap;

use super::intersection::{self, Location};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{
    Access, Branch, BranchKind, Defs, Docs, Field, FieldKind, PathSegment, Presence, Rest, Shape,
    Tagging, TypeRef,
};
use crate::lower::schema::SchemaReader;
use crate::openapi::pointer;

/// The union of everything that the subschemas describe.
#[derive(Default)]
pub struct Merged {
    /// Properties by wire name.
    pub fields: IndexMap<String, Field>,
    /// Names in `required`, which may belong to properties of other subschemas.
    pub required: Vec<String>,
    /// The type of undeclared properties.
    pub rest: Option<TypeRef>,
    /// The union among the subschemas.
    pub union: Option<(Vec<Branch>, Tagging)>,
    /// The branches of further unions.
    pub further: Vec<Branch>,
    /// Whether there are several different unions, for which there is no combined type.
    pub several_unions: bool,
    /// A subschema that does not describe objects.
    pub other: Option<TypeRef>,
    /// Whether no value satisfies two of the subschemas.
    pub contradiction: bool,
    has_object: bool,
}

impl Merged {
    pub fn add_record(
        &mut self,
        reader: &mut SchemaReader<'_>,
        fields: Vec<Field>,
        rest: Rest,
        at: &Location<'_>,
    ) {
        self.has_object = true;
        for field in fields {
            add_field(reader, &mut self.fields, field, at);
        }
        if let Rest::Typed(ty) = rest {
            self.rest = Some(ty);
        }
    }

    pub fn add_map(&mut self, values: TypeRef) {
        self.has_object = true;
        if !matches!(values, TypeRef::Any(_)) {
            self.rest = Some(values);
        }
    }

    pub fn add_union(&mut self, branches: Vec<Branch>, tagging: Tagging) {
        match &self.union {
            None => self.union = Some((branches, tagging)),
            Some((known, _)) if *known == branches => {}
            Some(_) => {
                self.several_unions = true;
                self.further.extend(branches);
            }
        }
    }

    /// Adds a type that is not an object, or narrows the one before to the values that satisfy both.
    pub fn add_other(&mut self, reader: &mut SchemaReader<'_>, ty: TypeRef, at: &Location<'_>) {
        let Some(before) = &self.other else {
            self.other = Some(ty);
            return;
        };
        match intersection::of_types(reader, before, &ty, at) {
            Some(both) => self.other = Some(both),
            None => self.contradiction = true,
        }
    }

    /// Returns whether a subschema describes objects, possibly without declared properties.
    pub fn is_object(&self) -> bool {
        self.has_object || !self.fields.is_empty()
    }
}

/// Marks properties as required that another subschema requires. A closed enum with one value becomes a constant.
pub fn require(
    reader: &mut SchemaReader<'_>,
    fields: &mut IndexMap<String, Field>,
    required: &[String],
    owner: &str,
) {
    for field in fields.values_mut() {
        if required.contains(&field.wire) {
            field.presence = Presence::Required;
        }
        if field.presence == Presence::Required
            && field.access != Access::ReadOnly
            && let FieldKind::Value(ty @ TypeRef::Def(_)) = &field.kind
            && let Some(value) = only_value(ty, &reader.defs)
        {
            let constant = FieldKind::Constant(value);
            forget(reader, &field.kind, &constant, owner);
            field.kind = constant;
        }
    }
}

/// Adds a property, or narrows the one with the same name to the values that satisfy both schemas.
pub fn add_field(
    reader: &mut SchemaReader<'_>,
    fields: &mut IndexMap<String, Field>,
    field: Field,
    at: &Location<'_>,
) {
    let Some(before) = fields.get(&field.wire) else {
        fields.insert(field.wire.clone(), field);
        return;
    };
    let before = before.clone();
    let relative = format!("/properties/{}", pointer::escape(&field.wire));
    let segment = PathSegment::Property(field.wire.clone());
    let at = Location {
        owner: at.owner,
        path: at.path.child(segment, &relative),
        origin: field.origin,
        pending: at.pending.clone(),
    };
    let both = intersection::of_kinds(reader, &before.kind, &field.kind, &at);
    let kind = both.unwrap_or_else(|| {
        report_contradiction(reader, &before, &field);
        field.kind.clone()
    });
    for replaced in [&before.kind, &field.kind] {
        forget(reader, replaced, &kind, at.owner);
    }
    let is_as_precise = precision(&field.kind) >= precision(&before.kind);
    let (main, other) = match is_as_precise {
        true => (&field, &before),
        false => (&before, &field),
    };
    let merged = Field {
        wire: field.wire.clone(),
        kind,
        aliases: match before.aliases.is_empty() {
            true => field.aliases.clone(),
            false => before.aliases.clone(),
        },
        presence: before.presence.min(field.presence),
        access: before.access.and(field.access),
        origin: main.origin,
        docs: match main.docs == Docs::default() {
            true => other.docs.clone(),
            false => main.docs.clone(),
        },
    };
    fields.insert(merged.wire.clone(), merged);
}

fn report_contradiction(reader: &mut SchemaReader<'_>, before: &Field, field: &Field) {
    let message = format!(
        "no value of `{}` satisfies all parts of this `allOf`",
        field.wire
    );
    let diagnostic = Diagnostic::warning(Code::UnsatisfiableSchema, message, field.origin)
        .help("the type is the one that is declared here");
    reader.report(match before.origin == field.origin {
        true => diagnostic,
        false => diagnostic.related("declared differently here", before.origin),
    });
}

/// Marks the inline definition of a property that another one replaces.
fn forget(reader: &mut SchemaReader<'_>, kind: &FieldKind, kept: &FieldKind, owner: &str) {
    let FieldKind::Value(ty) = kind else { return };
    let is_kept = match kept {
        FieldKind::Value(kept) => kept.without_null() == ty.without_null(),
        FieldKind::Constant(_) => false,
    };
    if let (false, Some(id)) = (is_kept, intersection::own_inline(reader, ty, owner)) {
        reader.defs[id].replaced = true;
    }
}

/// Marks the inline definition of a branch that another one replaces.
pub fn forget_branch(reader: &mut SchemaReader<'_>, branch: &Branch, owner: &str) {
    if let BranchKind::Type(ty) = &branch.kind
        && let Some(id) = intersection::own_inline(reader, ty, owner)
    {
        reader.defs[id].replaced = true;
    }
}

fn only_value(ty: &TypeRef, defs: &Defs) -> Option<String> {
    let Shape::StringEnum {
        values,
        open: false,
    } = defs.shape(ty)?
    else {
        return None;
    };
    match values.as_slice() {
        [only] => Some(only.wire.clone()),
        _ => None,
    }
}

fn precision(kind: &FieldKind) -> u8 {
    match kind {
        FieldKind::Constant(_) => 3,
        FieldKind::Value(ty) => type_precision(ty),
    }
}

fn type_precision(ty: &TypeRef) -> u8 {
    match ty {
        TypeRef::Any(_) => 0,
        TypeRef::Scalar(_) => 1,
        TypeRef::Def(_) | TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Nullable(_) => 2,
    }
}
