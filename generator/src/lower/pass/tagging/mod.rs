//! How the objects in each union are discriminated, decided once all types are known.
//!
//! The order of preference is: the declared discriminator, a property that is a constant or a closed enum in every
//! branch, and the required properties. A union with a nested union covers all tag values of both.

mod arms;
mod tag_values;

use self::arms::Arms;
use self::tag_values::{TagValues, object_types, properties, tag_values};
use crate::ir::{Branch, Defs, Shape, TagArm, Tagging};

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
    if let Tagging::Internal { property, arms, .. } = declared {
        return by_discriminator(defs, branches, &objects, property, arms);
    }
    if objects.len() < 2 {
        return Tagging::ByJsonType;
    }
    by_common_property(defs, branches, &objects).unwrap_or(Tagging::ByRequiredKeys)
}

/// Uses a declared discriminator: its mapping, then the values in the branches, then the name of the schema.
fn by_discriminator(
    defs: &Defs,
    branches: &[Branch],
    objects: &[usize],
    property: &str,
    mapping: &[TagArm],
) -> Tagging {
    let mut arms = Arms::default();
    let mut untagged = Vec::new();
    for arm in mapping {
        for &branch in &arm.branches {
            arms.add_value(&arm.value, branch);
        }
    }
    for &index in objects {
        let is_mapped = mapping.iter().any(|arm| arm.branches.contains(&index));
        match tag_values(defs, &branches[index], property) {
            Some(tags) => {
                arms.add(index, &tags);
                if tags.optional {
                    untagged.push(index);
                }
            }
            None if is_mapped => {}
            None => arms.add_value(&branches[index].name, index),
        }
    }
    Tagging::Internal {
        property: property.to_owned(),
        arms: arms.into_tag_arms(),
        untagged,
    }
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
        let tags: Vec<TagValues> = objects
            .iter()
            .map(|&index| tag_values(defs, &branches[index], property))
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
                untagged: untagged.map(|(&index, _)| index).collect(),
                arms: arms.into_tag_arms(),
            },
        })
    }
}
