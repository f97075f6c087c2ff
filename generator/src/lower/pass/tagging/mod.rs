//! How the objects in each union are discriminated, decided once all types are known.
//!
//! The order of preference is: the declared discriminator, a property that is a constant or a closed enum in every
//! branch, and the required properties. A union with a nested union covers all tag values of both.

mod arms;
mod tag_values;

use self::arms::Arms;
use self::tag_values::{Tag, TagValues, object_types, properties, tag_values};
use crate::ir::{Branch, BranchKind, Defs, FieldKind, Shape, TagArm, Tagging};

/// Completes the tagging of every union.
pub fn assign_tagging(defs: &mut Defs) {
    let decisions: Vec<Option<Tagging>> = defs
        .iter()
        .map(|def| match &def.shape {
            Shape::Union { branches, tagging } => Some(decide(defs, branches, tagging)),
            _ => None,
        })
        .collect();
    for (def, decision) in defs.iter_mut().zip(decisions) {
        if let (Shape::Union { tagging, .. }, Some(decision)) = (&mut def.shape, decision) {
            *tagging = decision;
        }
    }
}

fn decide(defs: &Defs, branches: &[Branch], declared: &Tagging) -> Tagging {
    let objects: Vec<usize> = (0..branches.len())
        .filter(|&index| !object_types(defs, &branches[index]).is_empty())
        .collect();
    if let Tagging::Internal {
        property,
        arms,
        default,
        ..
    } = declared
    {
        let tag = Tag {
            property,
            literal: has_literals(defs, branches, property),
        };
        let (arms, mut untagged) = discriminated(defs, branches, tag, arms, 0);
        untagged.extend(default.filter(|index| !untagged.contains(index)));
        return Tagging::Internal {
            property: property.clone(),
            literal: tag.literal,
            arms: arms.into_tag_arms(),
            untagged,
            default: *default,
        };
    }
    if objects.len() < 2 {
        return Tagging::ByJsonType;
    }
    by_common_property(defs, branches, &objects).unwrap_or(Tagging::ByRequiredKeys)
}

/// How many unions with the same discriminator are followed into one another.
const MAX_DEPTH: usize = 16;

/// Returns the values of a declared discriminator, and the branches that may lack it. The values are those of its
/// mapping, then those in the branches, then those of a nested union with the same discriminator, then the name of the
/// schema.
fn discriminated(
    defs: &Defs,
    branches: &[Branch],
    tag: Tag<'_>,
    mapping: &[TagArm],
    depth: usize,
) -> (Arms, Vec<usize>) {
    let mut arms = Arms::default();
    let mut untagged = Vec::new();
    for arm in mapping {
        for &branch in &arm.branches {
            arms.add_value(&arm.value, branch);
        }
    }
    for (index, branch) in branches.iter().enumerate() {
        if object_types(defs, branch).is_empty() {
            continue;
        }
        let is_mapped = mapping.iter().any(|arm| arm.branches.contains(&index));
        match tag_values(defs, branch, tag) {
            Some(tags) => {
                arms.add(index, &tags);
                if tags.optional {
                    untagged.push(index);
                }
            }
            None if is_mapped => {}
            None => match nested(defs, branch, tag, depth) {
                Some(nested) => nested.values().for_each(|it| arms.add_value(it, index)),
                None => arms.add_value(&branch.name, index),
            },
        }
    }
    (arms, untagged)
}

/// Returns the values of a branch that is a union with the same discriminator.
fn nested(defs: &Defs, branch: &Branch, tag: Tag<'_>, depth: usize) -> Option<Arms> {
    let BranchKind::Type(ty) = &branch.kind else {
        return None;
    };
    match defs.shape(ty)? {
        Shape::Union {
            branches,
            tagging:
                Tagging::Internal {
                    property: own,
                    arms,
                    ..
                },
        } if own == tag.property && depth < MAX_DEPTH => {
            Some(discriminated(defs, branches, tag, arms, depth + 1).0)
        }
        _ => None,
    }
}

/// Whether the property that discriminates the branches is a number or a boolean in one of them.
fn has_literals(defs: &Defs, branches: &[Branch], property: &str) -> bool {
    let types = branches.iter().flat_map(|it| object_types(defs, it));
    let mut fields = types.filter_map(|ty| {
        let fields = defs.fields(ty)?;
        fields.iter().find(|field| field.wire == property)
    });
    fields.any(|field| match &field.kind {
        FieldKind::Constant(_) => false,
        FieldKind::Value(ty) => {
            let kinds = defs.json_kinds(ty);
            !kinds.string && (kinds.number || kinds.boolean)
        }
    })
}

/// Finds a property that discriminates the branches without being declared as discriminator: the one with the fewest
/// values that several branches share, then the one with the fewest branches that allow several values.
fn by_common_property(defs: &Defs, branches: &[Branch], objects: &[usize]) -> Option<Tagging> {
    let first = &branches[*objects.first()?];
    let candidates = properties(defs, first).into_iter();
    let candidates = candidates.filter_map(|name| Candidate::of(defs, branches, objects, name));
    let best = candidates.min_by_key(|candidate| (candidate.shared_values, candidate.not_constant));
    best.map(|candidate| candidate.tagging)
}

struct Candidate {
    tagging: Tagging,
    /// The number of values that select more than one branch.
    shared_values: usize,
    /// The number of branches in which the property has several values.
    not_constant: usize,
}

impl Candidate {
    fn of(defs: &Defs, branches: &[Branch], objects: &[usize], property: &str) -> Option<Self> {
        let tag = Tag {
            property,
            literal: false,
        };
        let tags: Vec<TagValues> = objects
            .iter()
            .map(|&index| tag_values(defs, &branches[index], tag))
            .collect::<Option<_>>()?;
        let mut arms = Arms::default();
        for (&index, tags) in objects.iter().zip(&tags) {
            arms.add(index, tags);
        }
        let shared_values = arms.shared_values();
        let discriminates = arms.len() >= 2 && shared_values < arms.len();
        let untagged = objects.iter().zip(&tags);
        let untagged = untagged.filter(|(_, tags)| tags.optional);
        discriminates.then(|| Self {
            shared_values,
            not_constant: tags.iter().filter(|tags| !tags.constant).count(),
            tagging: Tagging::Internal {
                property: property.to_owned(),
                literal: false,
                untagged: untagged.map(|(&index, _)| index).collect(),
                arms: arms.into_tag_arms(),
                default: None,
            },
        })
    }
}
