//! The values that a property may have in a branch.

use crate::ir::{
    Branch, BranchKind, Defs, Fact, Field, FieldKind, FlatBranch, Presence, Shape, TypeRef,
};

/// The property that discriminates the branches of a union.
#[derive(Clone, Copy, Debug)]
pub struct Tag<'a> {
    pub property: &'a str,
    /// Whether its values are numbers or booleans rather than strings.
    pub literal: bool,
}

/// The possible values of a property in one branch.
pub struct TagValues {
    pub values: Vec<String>,
    /// Other accepted names of a constant.
    pub aliases: Vec<String>,
    /// Whether the property may be absent or `null`.
    pub optional: bool,
    /// Whether the property has a single value in each record of the branch.
    pub constant: bool,
}

/// Returns the object types of a branch: its own type, or those of its branches if it is a union.
pub fn object_types<'a>(defs: &'a Defs, branch: &'a Branch) -> Vec<&'a TypeRef> {
    let BranchKind::Type(ty) = &branch.kind else {
        return Vec::new();
    };
    let types = defs.flat_branches(ty).into_iter();
    types
        .filter_map(|branch| match branch {
            FlatBranch::Type(ty) => Some(ty),
            FlatBranch::Literal(_) => None,
        })
        .filter(|ty| defs.json_kinds(ty).object)
        .collect()
}

/// Returns the properties of the first record of a branch.
pub fn properties<'a>(defs: &'a Defs, branch: &'a Branch) -> Vec<&'a str> {
    let first = object_types(defs, branch).into_iter().next();
    let fields = first.and_then(|ty| defs.fields(ty)).unwrap_or_default();
    fields.iter().map(|field| field.wire.as_str()).collect()
}

/// Returns the values of a property, if every record of the branch lists them.
pub fn tag_values(defs: &Defs, branch: &Branch, tag: Tag<'_>) -> Option<TagValues> {
    let mut all = TagValues {
        values: Vec::new(),
        aliases: Vec::new(),
        optional: false,
        constant: true,
    };
    for ty in object_types(defs, branch) {
        let field = defs
            .fields(ty)?
            .iter()
            .find(|field| field.wire == tag.property)?;
        let own = match tag.literal {
            true => literal_values(defs, field)?,
            false => field_values(defs, field)?,
        };
        all.optional |= own.optional;
        all.constant &= own.constant;
        add_new(&mut all.values, own.values);
        add_new(&mut all.aliases, own.aliases);
    }
    Some(all)
}

fn field_values(defs: &Defs, field: &Field) -> Option<TagValues> {
    let optional = field.presence == Presence::Optional;
    match &field.kind {
        FieldKind::Constant(value) => Some(TagValues {
            values: vec![value.clone()],
            aliases: field.aliases.clone(),
            optional,
            constant: true,
        }),
        FieldKind::Value(ty) => match defs.shape(ty)? {
            Shape::StringEnum {
                values,
                open: false,
            } => Some(TagValues {
                values: values.iter().map(|value| value.wire.clone()).collect(),
                aliases: Vec::new(),
                optional: optional || matches!(ty, TypeRef::Nullable(_)),
                constant: values.len() == 1,
            }),
            _ => None,
        },
    }
}

/// Returns the numbers or booleans that a property lists, as JSON.
fn literal_values(defs: &Defs, field: &Field) -> Option<TagValues> {
    let FieldKind::Value(ty) = &field.kind else {
        return None;
    };
    let values: Vec<String> = match defs.shape(ty) {
        Some(Shape::IntegerEnum { values }) => {
            values.iter().map(|it| it.number.to_string()).collect()
        }
        _ => field.docs.facts.iter().find_map(|fact| match fact {
            Fact::Values(values) => Some(values.split(", ").map(str::to_owned).collect()),
            _ => None,
        })?,
    };
    Some(TagValues {
        constant: values.len() == 1,
        values,
        aliases: Vec::new(),
        optional: field.presence == Presence::Optional || matches!(ty, TypeRef::Nullable(_)),
    })
}

fn add_new(all: &mut Vec<String>, values: Vec<String>) {
    for value in values {
        if !all.contains(&value) {
            all.push(value);
        }
    }
}
