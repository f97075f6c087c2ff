//! Cases of a union that nothing tells apart.
//!
//! In: all types, with how the objects of each union are told apart. Out: a warning for each pair of records in one
//! union which have the same members, require the same or some of them, and differ in no kind of value.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{
    Case, CaseKind, Def, Fact, Field, FieldKind, Presence, Scalar, Shape, Tagging, TypeRef,
};

/// Reports the pairs of all unions.
pub fn report(defs: &[Def], found: &mut Diagnostics) {
    for def in defs {
        let Shape::Union { cases, tagging } = &def.shape else {
            continue;
        };
        for group in groups(cases, tagging) {
            for (at, &second) in group.iter().enumerate() {
                let twin = group[..at]
                    .iter()
                    .find(|&&first| are_twins(defs, &cases[first], &cases[second]));
                if let Some(&first) = twin {
                    let number = told_by_number(defs, &cases[first], &cases[second]);
                    found.push(finding(&cases[first], &cases[second], number));
                }
            }
        }
    }
}

fn finding(first: &Case, second: &Case, number: Option<&str>) -> Diagnostic {
    let (one, other) = (&first.name, &second.name);
    let message = match number {
        Some(member) => format!(
            "`{one}` and `{other}` differ in the numbers of `{member}` alone, which are not looked at"
        ),
        None => format!("the same JSON is a `{one}` and a `{other}`"),
    };
    Diagnostic::warning(Code::AmbiguousUnion, message, second.origin)
        .related(format!("`{}` stands here", first.name), first.origin)
        .help(format!(
            "it is read as `{}`; remove one of the two, or give each a required member with one value of its own",
            first.name
        ))
}

/// A member whose listed numbers are others in one case than in the other: no types are made of these.
fn told_by_number<'a>(defs: &'a [Def], first: &Case, second: &Case) -> Option<&'a str> {
    let values = |field: &'a Field| {
        field.docs.facts.iter().find_map(|fact| match fact {
            Fact::Values(values) => Some(values),
            _ => None,
        })
    };
    let (first, second) = (fields(defs, first)?, fields(defs, second)?);
    let differs = |field: &&'a Field| {
        let twin = second.iter().find(|twin| twin.wire == field.wire);
        let both = twin.and_then(|twin| Some((values(field)?, values(twin)?)));
        both.is_some_and(|(one, other)| one != other)
    };
    let differing = first.iter().find(differs)?;
    Some(&differing.wire)
}

/// The cases among which an object is assigned by what fits best.
fn groups(cases: &[Case], tagging: &Tagging) -> Vec<Vec<usize>> {
    match tagging {
        Tagging::ByJsonType => Vec::new(),
        Tagging::ByRequiredKeys => vec![(0..cases.len()).collect()],
        // An object without the tag may be any case that can do without it; the tag tells them apart all the same.
        Tagging::Internal { arms, .. } => {
            let groups = arms.iter().map(|arm| arm.cases.clone());
            let distinct: BTreeSet<Vec<usize>> = groups.filter(|group| group.len() > 1).collect();
            distinct.into_iter().collect()
        }
    }
}

fn are_twins(defs: &[Def], first: &Case, second: &Case) -> bool {
    let (Some(first), Some(second)) = (fields(defs, first), fields(defs, second)) else {
        return false;
    };
    let names = |fields: &[Field]| -> BTreeSet<String> {
        fields.iter().map(|field| field.wire.clone()).collect()
    };
    let required = |fields: &[Field]| -> BTreeSet<String> {
        let required = fields
            .iter()
            .filter(|field| field.presence == Presence::Required);
        required.map(|field| field.wire.clone()).collect()
    };
    let (one, other) = (required(first), required(second));
    let nested = one.is_subset(&other) || other.is_subset(&one);
    let differ = |field: &Field| {
        let twin = second.iter().find(|twin| twin.wire == field.wire);
        let both = |twin: &&Field| {
            field.presence == Presence::Required && twin.presence == Presence::Required
        };
        twin.filter(both)
            .is_some_and(|twin| !overlap(defs, &field.kind, &twin.kind))
    };
    names(first) == names(second) && nested && !first.iter().any(differ)
}

fn fields<'a>(defs: &'a [Def], case: &Case) -> Option<&'a [Field]> {
    let CaseKind::Type(ty) = &case.kind else {
        return None;
    };
    match shape(defs, ty)? {
        Shape::Record { fields, .. } => Some(fields),
        _ => None,
    }
}

/// Whether some value may be both; where that is not known, it may.
fn overlap(defs: &[Def], one: &FieldKind, other: &FieldKind) -> bool {
    match (strings(defs, one), strings(defs, other)) {
        (Some(one), Some(other)) => return one.iter().any(|value| other.contains(value)),
        (Some(_), None) => return json_type(defs, other, 0).is_none_or(|ty| ty == "string"),
        (None, Some(_)) => return json_type(defs, one, 0).is_none_or(|ty| ty == "string"),
        (None, None) => {}
    }
    match (json_type(defs, one, 0), json_type(defs, other, 0)) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

/// The listed values of a closed list of strings.
fn strings<'a>(defs: &'a [Def], kind: &'a FieldKind) -> Option<Vec<&'a str>> {
    match kind {
        FieldKind::Constant(value) => Some(vec![value]),
        FieldKind::Value(ty) => match shape(defs, ty)? {
            Shape::StringEnum {
                values,
                open: false,
            } => Some(values.iter().map(|value| value.wire.as_str()).collect()),
            _ => None,
        },
    }
}

/// The one JSON type of all values, if there is one.
fn json_type(defs: &[Def], kind: &FieldKind, depth: usize) -> Option<&'static str> {
    let FieldKind::Value(ty) = kind else {
        return Some("string");
    };
    match ty {
        TypeRef::Scalar(scalar) => Some(match scalar {
            Scalar::String | Scalar::Secret | Scalar::Binary => "string",
            Scalar::Integer | Scalar::WideInteger | Scalar::Number => "number",
            Scalar::Boolean => "boolean",
            Scalar::Null => "null",
        }),
        TypeRef::List(_) => Some("array"),
        TypeRef::Map(_) => Some("object"),
        TypeRef::Nullable(_) | TypeRef::Any(_) => None,
        TypeRef::Def(_) => match shape(defs, ty)? {
            Shape::Record { .. } => Some("object"),
            Shape::StringEnum { .. } => Some("string"),
            Shape::Alias(ty) if depth < 16 => {
                json_type(defs, &FieldKind::Value(ty.clone()), depth + 1)
            }
            Shape::Alias(_) | Shape::Union { .. } => None,
        },
    }
}

/// The shape behind a type, through aliases.
fn shape<'a>(defs: &'a [Def], ty: &TypeRef) -> Option<&'a Shape> {
    let mut ty = ty;
    for _ in 0..64 {
        let TypeRef::Def(id) = ty else { return None };
        match &defs[id.0 as usize].shape {
            Shape::Alias(next @ TypeRef::Def(_)) => ty = next,
            shape => return Some(shape),
        }
    }
    None
}
