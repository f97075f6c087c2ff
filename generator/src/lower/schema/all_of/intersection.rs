//! The type of the values that satisfy two types.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::merged::add_field;
use crate::ir::{
    AnyReason, Branch, BranchKind, DefId, Docs, EnumValue, Field, FieldKind, IntegerValue, Rest,
    Scalar, SchemaPath, Shape, TypeRef,
};
use crate::lower::schema::SchemaReader;
use crate::source::Origin;

/// Where the result of an intersection belongs.
pub struct Location<'l> {
    /// The pointer of the schema with the `allOf`.
    pub owner: &'l str,
    /// The path of the result, for the definition that it may need.
    pub path: SchemaPath,
    /// The location in the source.
    pub origin: Origin,
    /// The pairs of records that are being merged.
    pub pending: Vec<(DefId, DefId)>,
}

/// Returns the kind of a property that satisfies two kinds, or `None` if no value satisfies both.
pub fn of_kinds(
    reader: &mut SchemaReader<'_>,
    one: &FieldKind,
    other: &FieldKind,
    at: &Location<'_>,
) -> Option<FieldKind> {
    match (one, other) {
        (FieldKind::Constant(one), FieldKind::Constant(other)) => {
            (one == other).then(|| FieldKind::Constant(one.clone()))
        }
        (FieldKind::Constant(value), FieldKind::Value(ty))
        | (FieldKind::Value(ty), FieldKind::Constant(value)) => {
            let admits = match reader.defs.shape(ty) {
                Some(Shape::StringEnum {
                    values,
                    open: false,
                }) => values.iter().any(|it| it.wire == *value),
                _ => reader.defs.json_kinds(ty).string,
            };
            admits.then(|| FieldKind::Constant(value.clone()))
        }
        (FieldKind::Value(one), FieldKind::Value(other)) => {
            of_types(reader, one, other, at).map(FieldKind::Value)
        }
    }
}

/// Returns the type of the values that satisfy both types, or `None` if no value does.
pub fn of_types(
    reader: &mut SchemaReader<'_>,
    one: &TypeRef,
    other: &TypeRef,
    at: &Location<'_>,
) -> Option<TypeRef> {
    if one == other {
        return Some(one.clone());
    }
    match (one, other) {
        (TypeRef::Any(_), ty) | (ty, TypeRef::Any(_)) => Some(ty.clone()),
        (TypeRef::Nullable(one), TypeRef::Nullable(other)) => {
            let both = of_types(reader, one, other, at);
            Some(both.map_or(TypeRef::Scalar(Scalar::Null), TypeRef::nullable))
        }
        // Documents that restrict a property in a second place often omit `null` there, although servers accept it.
        (TypeRef::Nullable(_), _) | (_, TypeRef::Nullable(_)) => {
            let both = of_types(reader, one.without_null(), other.without_null(), at);
            both.map(TypeRef::nullable)
        }
        (TypeRef::Scalar(one), TypeRef::Scalar(other)) => {
            of_scalars(*one, *other).map(TypeRef::Scalar)
        }
        (TypeRef::List(one), TypeRef::List(other)) => {
            let items = of_types(reader, one, other, at);
            Some(TypeRef::List(Box::new(
                items.unwrap_or(TypeRef::Any(AnyReason::Unsatisfiable)),
            )))
        }
        (TypeRef::Map(one), TypeRef::Map(other)) => {
            let values = of_types(reader, one, other, at);
            Some(TypeRef::Map(Box::new(
                values.unwrap_or(TypeRef::Any(AnyReason::Unsatisfiable)),
            )))
        }
        (TypeRef::Def(_), _) | (_, TypeRef::Def(_)) => of_definitions(reader, one, other, at),
        _ => None,
    }
}

fn of_scalars(one: Scalar, other: Scalar) -> Option<Scalar> {
    let both = |first, second| [(one, other), (other, one)].contains(&(first, second));
    match (one, other) {
        (Scalar::String, format @ Scalar::Formatted(_))
        | (format @ Scalar::Formatted(_), Scalar::String) => return Some(format),
        (Scalar::Formatted(_), Scalar::Formatted(_)) if one != other => {
            return Some(Scalar::String);
        }
        _ => {}
    }
    match () {
        () if one == other => Some(one),
        () if both(Scalar::Integer, Scalar::Number) => Some(Scalar::Integer),
        () if both(Scalar::Integer, Scalar::WideInteger) => Some(Scalar::Integer),
        () if both(Scalar::WideInteger, Scalar::Number) => Some(Scalar::WideInteger),
        () if both(Scalar::String, Scalar::Secret) => Some(Scalar::Secret),
        () if both(Scalar::String, Scalar::Binary) => Some(Scalar::Binary),
        () if both(Scalar::Secret, Scalar::Binary) => Some(Scalar::Secret),
        () => None,
    }
}

/// Returns the intersection of two types of which at least one is a definition.
fn of_definitions(
    reader: &mut SchemaReader<'_>,
    one: &TypeRef,
    other: &TypeRef,
    at: &Location<'_>,
) -> Option<TypeRef> {
    let targets = [one, other].map(|ty| resolved(reader, ty));
    if targets[0] == targets[1] {
        return Some(one.clone());
    }
    if let [TypeRef::Any(_), _] = &targets {
        return Some(other.clone());
    }
    if let [_, TypeRef::Any(_)] = &targets {
        return Some(one.clone());
    }
    if !reader
        .defs
        .json_kinds(&targets[0])
        .overlaps(reader.defs.json_kinds(&targets[1]))
    {
        return None;
    }
    let shapes = [shape(reader, &targets[0]), shape(reader, &targets[1])];
    match shapes {
        [None, None] => of_types(reader, &targets[0], &targets[1], at),
        [
            Some(Shape::StringEnum { values, open }),
            Some(Shape::StringEnum {
                values: others,
                open: others_open,
            }),
        ] => {
            let wires = |values: &[EnumValue]| -> BTreeSet<String> {
                values.iter().map(|value| value.wire.clone()).collect()
            };
            let given = [(wires(&values), open), (wires(&others), others_open)];
            let (values, open) = of_values((values, open), (others, others_open))?;
            let both = (wires(&values), open);
            for index in preferred(reader, [one, other], at) {
                if given[index] == both {
                    return Some([one, other][index].clone());
                }
            }
            Some(define(
                reader,
                [one, other],
                Shape::StringEnum { values, open },
                at,
            ))
        }
        [
            Some(Shape::IntegerEnum { values }),
            Some(Shape::IntegerEnum { values: others }),
        ] => {
            let is_in = |list: &[IntegerValue], value: &IntegerValue| {
                list.iter().any(|it| it.number == value.number)
            };
            if others.iter().all(|it| is_in(&values, it)) {
                return Some(other.clone());
            }
            let both: Vec<IntegerValue> = values
                .iter()
                .filter(|it| is_in(&others, it))
                .cloned()
                .collect();
            match both.len() {
                0 => None,
                count if count == values.len() => Some(one.clone()),
                _ => {
                    let shape = Shape::IntegerEnum { values: both };
                    Some(define(reader, [one, other], shape, at))
                }
            }
        }
        [
            Some(Shape::Record { fields, rest }),
            Some(Shape::Record {
                fields: others,
                rest: others_rest,
            }),
        ] => Some(of_records(
            reader,
            [one, other],
            [(fields, rest), (others, others_rest)],
            at,
        )),
        [
            Some(Shape::Union { branches, .. }),
            Some(Shape::Union {
                branches: others, ..
            }),
        ] => {
            let is_in = |branches: &[Branch], others: &[Branch]| {
                let kinds: Vec<&BranchKind> = others.iter().map(|it| &it.kind).collect();
                branches.iter().all(|branch| kinds.contains(&&branch.kind))
            };
            match (is_in(&branches, &others), is_in(&others, &branches)) {
                (true, _) => Some(one.clone()),
                (false, true) => Some(other.clone()),
                (false, false) => Some(first(one, other)),
            }
        }
        [Some(Shape::Union { branches, .. }), _] => of_branches(reader, &branches, one, other, at),
        [_, Some(Shape::Union { branches, .. })] => of_branches(reader, &branches, other, one, at),
        // The other type is a string, a number or a map, which a definition describes more precisely.
        [Some(_), None] => Some(one.clone()),
        [None, Some(_)] => Some(other.clone()),
        [Some(_), Some(_)] => Some(first(one, other)),
    }
}

/// The type without aliases. What an alias refers to may not have been read yet.
fn resolved(reader: &mut SchemaReader<'_>, ty: &TypeRef) -> TypeRef {
    match ty {
        TypeRef::Def(id) => reader.ensure_resolved(*id),
        ty => ty.clone(),
    }
}

fn shape(reader: &SchemaReader<'_>, ty: &TypeRef) -> Option<Shape> {
    reader.defs.shape(ty).cloned()
}

/// One of two types, independent of their order.
fn first(one: &TypeRef, other: &TypeRef) -> TypeRef {
    match (one, other) {
        (TypeRef::Def(id), TypeRef::Def(other_id)) if other_id < id => other.clone(),
        _ => one.clone(),
    }
}

/// Returns the values that both string enums have, or `None` if there are none.
fn of_values(
    (values, open): (Vec<EnumValue>, bool),
    (others, others_open): (Vec<EnumValue>, bool),
) -> Option<(Vec<EnumValue>, bool)> {
    let is_in = |value: &EnumValue, list: &[EnumValue]| list.iter().any(|it| it.wire == value.wire);
    let values: Vec<EnumValue> = match (open, others_open) {
        (false, true) => values,
        (true, false) => others,
        (true, true) => {
            let new: Vec<EnumValue> = others
                .into_iter()
                .filter(|it| !is_in(it, &values))
                .collect();
            values.into_iter().chain(new).collect()
        }
        (false, false) => values.into_iter().filter(|it| is_in(it, &others)).collect(),
    };
    (!values.is_empty()).then_some((values, open && others_open))
}

/// The intersection of a union and another type: the branch with that type, otherwise the other type itself.
fn of_branches(
    reader: &mut SchemaReader<'_>,
    branches: &[Branch],
    union: &TypeRef,
    other: &TypeRef,
    at: &Location<'_>,
) -> Option<TypeRef> {
    let is_record = reader.defs.fields(other).is_some();
    if is_record {
        return Some(other.clone());
    }
    let kinds = reader.defs.json_kinds(other);
    let overlapping = branches.iter().filter_map(|branch| match &branch.kind {
        BranchKind::Type(ty) => reader.defs.json_kinds(ty).overlaps(kinds).then_some(ty),
        BranchKind::Literal(_) => None,
    });
    let overlapping: Vec<&TypeRef> = overlapping.collect();
    let has_literals = branches
        .iter()
        .any(|branch| matches!(branch.kind, BranchKind::Literal(_)));
    match overlapping.as_slice() {
        [only] if !has_literals => of_types(reader, only, other, at),
        _ => Some(union.clone()),
    }
}

/// A record with the properties of both records.
fn of_records(
    reader: &mut SchemaReader<'_>,
    types: [&TypeRef; 2],
    [(fields, rest), (others, others_rest)]: [(Vec<Field>, Rest); 2],
    at: &Location<'_>,
) -> TypeRef {
    let ids = types.map(|ty| reader.defs.resolved_id(ty));
    let [Some(one), Some(other)] = ids else {
        return first(types[0], types[1]);
    };
    if at.pending.contains(&(one, other)) || at.pending.contains(&(other, one)) {
        return first(types[0], types[1]);
    }
    let mut at = Location {
        owner: at.owner,
        path: at.path.clone(),
        origin: at.origin,
        pending: at.pending.clone(),
    };
    at.pending.push((one, other));
    let mut merged: IndexMap<String, Field> = IndexMap::new();
    for field in fields.iter().chain(&others).cloned() {
        add_field(reader, &mut merged, field, &at);
    }
    let merged: Vec<Field> = merged.into_values().collect();
    for index in preferred(reader, types, &at) {
        if has_same_fields([&fields, &others][index], &merged) {
            return types[index].clone();
        }
    }
    let rest = match (rest, others_rest) {
        (Rest::Kept, rest) | (rest, Rest::Kept) => rest,
        (Rest::Typed(one), Rest::Typed(other)) => {
            of_types(reader, &one, &other, &at).map_or(Rest::Kept, Rest::Typed)
        }
    };
    let shape = Shape::Record {
        fields: merged,
        rest,
    };
    define(reader, types, shape, &at)
}

/// The order of preference of two equal types: component schemas, then other types that are defined elsewhere.
/// Otherwise, the later one is preferred.
fn preferred(reader: &SchemaReader<'_>, types: [&TypeRef; 2], at: &Location<'_>) -> [usize; 2] {
    let rank = |ty: &TypeRef| {
        let is_component = match ty {
            TypeRef::Def(id) => reader.defs[*id].path.component().is_some(),
            _ => false,
        };
        (own_inline(reader, ty, at.owner).is_some(), !is_component)
    };
    match rank(types[0]) < rank(types[1]) {
        true => [0, 1],
        false => [1, 0],
    }
}

/// Whether two records have the same fields, regardless of `null`.
fn has_same_fields(some: &[Field], all: &[Field]) -> bool {
    let is_same = |one: &Field, other: &Field| {
        let kinds = match (&one.kind, &other.kind) {
            (FieldKind::Value(one), FieldKind::Value(other)) => {
                one.without_null() == other.without_null()
            }
            (one, other) => one == other,
        };
        kinds
            && (&one.wire, one.presence, one.access) == (&other.wire, other.presence, other.access)
    };
    let has = |field: &Field| some.iter().any(|it| is_same(it, field));
    some.len() == all.len() && all.iter().all(has)
}

/// Returns a definition with this shape. It replaces an inline definition of the same `allOf` if there is one.
fn define(
    reader: &mut SchemaReader<'_>,
    types: [&TypeRef; 2],
    shape: Shape,
    at: &Location<'_>,
) -> TypeRef {
    let own = types.iter().find_map(|ty| own_inline(reader, ty, at.owner));
    match own {
        Some(id) => {
            reader.defs[id].shape = shape;
            TypeRef::Def(id)
        }
        None => reader.add_inline(at.path.clone(), at.origin, shape, Docs::default()),
    }
}

/// The inline definition of a schema inside the `allOf` that is being merged.
pub fn own_inline(reader: &SchemaReader<'_>, ty: &TypeRef, owner: &str) -> Option<DefId> {
    let TypeRef::Def(id) = ty.without_null() else {
        return None;
    };
    let pointer = &reader.defs[*id].path.pointer;
    let is_inside = pointer.strip_prefix(owner)?.starts_with("/allOf/");
    is_inside.then_some(*id)
}
