//! Pass: unions as enums.

use std::collections::BTreeMap;

use super::constructors::Constructors;
use super::conversions::Conversions;
use super::responses::{ResponseTypes, response_variants};
use super::variants::Variants;
use crate::ir::{Api, Branch, BranchKind, DefId, JsonKinds, Shape, Tagging};
use crate::plan::usage::Usage;
use crate::plan::{
    Constructor, FromString, JsonKind, KindRow, ObjectArm, Payload, RustType, Union, Variant, names,
};

/// The planned unions, by type.
pub type Unions = BTreeMap<DefId, Union>;

/// Plans all unions.
pub fn unions(
    api: &Api,
    usage: &[Usage],
    responses: &ResponseTypes,
    mut variants: Variants,
    mut conversions: Conversions,
    mut constructors: Constructors,
) -> Unions {
    let mut unions = Unions::new();
    for (id, def) in api.defs.with_ids() {
        let Shape::Union { branches, tagging } = &def.shape else {
            continue;
        };
        let built = usage[id.index()].sent;
        let variants = variants.remove(&id).unwrap_or_default();
        let constructors = constructors.remove(&id).unwrap_or_default();
        let conversions = conversions.remove(&id).unwrap_or_default().into_iter();
        let kinds = branches.iter().map(|branch| json_kinds(api, branch));
        let kinds: Vec<JsonKinds> = kinds.collect();
        let has_strings = kinds.iter().any(|kinds| kinds.string);
        let file = variants.iter().position(is_file);
        let objects = (0..kinds.len()).filter(|&at| kinds[at].object).collect();
        let objects = object_arms(tagging, objects);
        let default = match tagging {
            Tagging::Internal { default, .. } => *default,
            Tagging::ByJsonType | Tagging::ByRequiredKeys => None,
        };
        let union = Union {
            tag: match tagging {
                Tagging::Internal { property, .. } => Some(property.clone()),
                Tagging::ByJsonType | Tagging::ByRequiredKeys => None,
            },
            has_literal_tag: matches!(tagging, Tagging::Internal { literal: true, .. }),
            kinds: kind_rows(
                &variants,
                &kinds,
                &objects,
                default,
                &string_enums(api, branches),
            ),
            objects,
            conversions: conversions
                .filter(|_| built)
                .map(|it| it.conversion)
                .collect(),
            file: file.filter(|_| built),
            from_string: match has_strings {
                // A string is never interpreted as the content of a file.
                true => (built && file.is_none()).then_some(FromString::Variants),
                false => string_constructor(api, id, &constructors),
            },
            responses: match responses.contains(&id) {
                true => response_variants(api, branches, &variants),
                false => Vec::new(),
            },
            constructors,
            variants,
            built,
        };
        unions.insert(id, union);
    }
    unions
}

fn is_file(variant: &Variant) -> bool {
    matches!(variant.payload, Payload::Type(RustType::Upload))
}

/// The variants of each kind of JSON without a tag. A kind without variants has no row.
fn kind_rows(
    variants: &[Variant],
    kinds: &[JsonKinds],
    objects: &[ObjectArm],
    default: Option<usize>,
    enums: &[usize],
) -> Vec<KindRow> {
    let with = |has: fn(&JsonKinds) -> bool| (0..kinds.len()).filter(move |&at| has(&kinds[at]));
    let untagged = objects.iter().find(|arm| arm.untagged);
    let is_type = |at: &usize| matches!(variants[*at].payload, Payload::Type(_));
    // An enum is followed by the types of strings that it does not list.
    let mut strings: Vec<usize> = with(|kinds| kinds.string).filter(is_type).collect();
    let enums = strings.iter().take_while(|at| enums.contains(at)).count();
    strings.truncate(enums + 1);
    let rows = [
        (
            JsonKind::Untagged,
            untagged.map_or_else(Vec::new, |arm| arm.variants.clone()),
        ),
        (JsonKind::Other, default.into_iter().collect()),
        (JsonKind::Array, with(|kinds| kinds.array).collect()),
        (JsonKind::String, strings),
        (JsonKind::Number, with(|kinds| kinds.number).collect()),
        (
            JsonKind::Boolean,
            with(|kinds| kinds.boolean).take(1).collect(),
        ),
        (JsonKind::Null, with(|kinds| kinds.null).take(1).collect()),
    ];
    let rows = rows.into_iter();
    rows.filter(|(_, variants)| !variants.is_empty())
        .map(|(kind, variants)| KindRow { kind, variants })
        .collect()
}

/// The branches that are strings with listed values.
fn string_enums(api: &Api, branches: &[Branch]) -> Vec<usize> {
    let is_enum = |branch: &Branch| match &branch.kind {
        BranchKind::Type(ty) => matches!(api.defs.shape(ty), Some(Shape::StringEnum { .. })),
        BranchKind::Literal(_) => false,
    };
    (0..branches.len())
        .filter(|&at| is_enum(&branches[at]))
        .collect()
}

fn json_kinds(api: &Api, branch: &Branch) -> JsonKinds {
    match &branch.kind {
        BranchKind::Literal(_) => JsonKinds::STRING,
        BranchKind::Type(ty) => api.defs.json_kinds(ty),
    }
}

/// The constructor that turns a string into the union.
fn string_constructor(api: &Api, union: DefId, planned: &[Constructor]) -> Option<FromString> {
    let constructors = api.constructors.iter().find(|it| it.union == union)?;
    let constructor = &constructors.list[constructors.from_string?];
    let name = names::constructor_name(&constructor.name);
    let is_planned = planned.iter().any(|it| it.ident == name);
    is_planned.then_some(FromString::Constructor(name))
}

/// The variants of objects, by tag. Tags of the same variants share an arm.
fn object_arms(tagging: &Tagging, objects: Vec<usize>) -> Vec<ObjectArm> {
    let mut planned: Vec<ObjectArm> = Vec::new();
    let Tagging::Internal { arms, untagged, .. } = tagging else {
        if !objects.is_empty() {
            arm(&mut planned, &objects).untagged = true;
        }
        return planned;
    };
    for of_tag in arms {
        let arm = arm(&mut planned, &of_tag.branches);
        arm.tags.push(of_tag.value.clone());
    }
    if !untagged.is_empty() {
        arm(&mut planned, untagged).untagged = true;
    }
    planned
}

/// The arm of these variants. Adds it if it is missing.
fn arm<'a>(planned: &'a mut Vec<ObjectArm>, variants: &[usize]) -> &'a mut ObjectArm {
    let index = match planned.iter().position(|arm| arm.variants == variants) {
        Some(index) => index,
        None => {
            planned.push(ObjectArm {
                tags: Vec::new(),
                untagged: false,
                variants: variants.to_vec(),
            });
            planned.len() - 1
        }
    };
    &mut planned[index]
}
