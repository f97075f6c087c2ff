//! How the objects among the cases of each union are told apart, decided when all types are known.
//!
//! In order of preference: the declared discriminator, a member that is a one-value enum or a closed enum in
//! every case, required members. A union that nests another answers for all tag values inside it.

use indexmap::IndexMap;

use crate::ir::{Case, CaseKind, Def, Field, FieldKind, Presence, Shape, TagArm, Tagging, TypeRef};

/// Completes the tagging of every union.
pub fn assign(mut defs: Vec<Def>) -> Vec<Def> {
    let decided: Vec<Option<Tagging>> = defs
        .iter()
        .map(|def| match &def.shape {
            Shape::Union { cases, tagging } => Some(Types(&defs).decide(cases, tagging)),
            _ => None,
        })
        .collect();
    for (def, decision) in defs.iter_mut().zip(decided) {
        if let (Shape::Union { tagging, .. }, Some(decision)) = (&mut def.shape, decision) {
            *tagging = decision;
        }
    }
    defs
}

/// The tag values of one case.
struct Tags {
    values: Vec<String>,
    /// Other names of a constant.
    aliases: Vec<String>,
    /// Whether the case may come without the member.
    optional: bool,
    /// Whether the member is a constant everywhere in the case.
    constant: bool,
}

struct Types<'a>(&'a [Def]);

impl<'a> Types<'a> {
    fn decide(&self, cases: &[Case], declared: &Tagging) -> Tagging {
        let objects: Vec<usize> = (0..cases.len())
            .filter(|&index| self.is_object(&cases[index], 0))
            .collect();
        if let Tagging::Internal { property, arms, .. } = declared {
            return self.by_discriminator(cases, &objects, property, arms);
        }
        if objects.len() < 2 {
            return Tagging::ByJsonType;
        }
        self.by_common_member(cases, &objects)
            .unwrap_or(Tagging::ByRequiredKeys)
    }

    /// A declared discriminator: its mapping, the values the cases state, and else the name of the schema.
    fn by_discriminator(
        &self,
        cases: &[Case],
        objects: &[usize],
        property: &str,
        mapping: &[TagArm],
    ) -> Tagging {
        let mut arms = Arms::default();
        let mut absent = Vec::new();
        for arm in mapping {
            arms.values
                .entry(arm.value.clone())
                .or_default()
                .extend(&arm.cases);
        }
        for &index in objects {
            let mapped = mapping.iter().any(|arm| arm.cases.contains(&index));
            match self.tags(&cases[index], property, 0) {
                Some(tags) => {
                    arms.add(index, &tags);
                    if tags.optional {
                        absent.push(index);
                    }
                }
                None if !mapped => arms
                    .values
                    .entry(cases[index].name.clone())
                    .or_default()
                    .push(index),
                None => {}
            }
        }
        Tagging::Internal {
            property: property.to_owned(),
            arms: arms.in_case_order(),
            absent,
        }
    }

    /// A member that tells the cases apart though no discriminator is declared.
    fn by_common_member(&self, cases: &[Case], objects: &[usize]) -> Option<Tagging> {
        let first = *objects.first()?;
        let mut best: Option<(usize, usize, Tagging)> = None;
        for property in self.members(&cases[first], 0) {
            let Some(tags) = objects
                .iter()
                .map(|&index| self.tags(&cases[index], property, 0))
                .collect::<Option<Vec<_>>>()
            else {
                continue;
            };
            let mut arms = Arms::default();
            let mut absent = Vec::new();
            let loose = tags.iter().filter(|tags| !tags.constant).count();
            for (&index, tags) in objects.iter().zip(tags) {
                arms.add(index, &tags);
                if tags.optional {
                    absent.push(index);
                }
            }
            let shared = arms.values.values();
            let shared = shared.filter(|cases| cases.len() > 1).count();
            if arms.values.len() < 2 || shared == arms.values.len() {
                continue;
            }
            let better = best
                .as_ref()
                .is_none_or(|(by_shared, by_loose, _)| (shared, loose) < (*by_shared, *by_loose));
            if better {
                let tagging = Tagging::Internal {
                    property: property.to_owned(),
                    arms: arms.in_case_order(),
                    absent,
                };
                best = Some((shared, loose, tagging));
            }
        }
        best.map(|(_, _, tagging)| tagging)
    }

    /// The values a member of an object case may have, if they are listed.
    fn tags(&self, case: &Case, property: &str, depth: usize) -> Option<Tags> {
        let CaseKind::Type(ty) = &case.kind else {
            return None;
        };
        match &self.shape(ty)? {
            Shape::Record { fields, .. } => {
                self.field_tags(fields.iter().find(|field| field.wire == property)?)
            }
            Shape::Union { cases, .. } if depth < 8 => {
                let mut all = Tags {
                    values: Vec::new(),
                    aliases: Vec::new(),
                    optional: false,
                    constant: true,
                };
                for case in cases.iter().filter(|case| self.is_object(case, depth + 1)) {
                    let tags = self.tags(case, property, depth + 1)?;
                    all.optional |= tags.optional;
                    all.constant &= tags.constant;
                    for (own, into) in [
                        (tags.values, &mut all.values),
                        (tags.aliases, &mut all.aliases),
                    ] {
                        for value in own {
                            if !into.contains(&value) {
                                into.push(value);
                            }
                        }
                    }
                }
                Some(all)
            }
            _ => None,
        }
    }

    fn field_tags(&self, field: &Field) -> Option<Tags> {
        let optional = field.presence == Presence::Optional;
        match &field.kind {
            FieldKind::Constant(value) => Some(Tags {
                values: vec![value.clone()],
                aliases: field.aliases.clone(),
                optional,
                constant: true,
            }),
            FieldKind::Value(ty) => match self.shape(ty.without_null())? {
                Shape::StringEnum {
                    values,
                    open: false,
                } => Some(Tags {
                    values: values.iter().map(|value| value.wire.clone()).collect(),
                    aliases: Vec::new(),
                    optional: optional || matches!(ty, TypeRef::Nullable(_)),
                    constant: values.len() == 1,
                }),
                _ => None,
            },
        }
    }

    /// The members of a case that might tell it apart.
    fn members(&self, case: &Case, depth: usize) -> Vec<&'a str> {
        let CaseKind::Type(ty) = &case.kind else {
            return Vec::new();
        };
        match self.shape(ty) {
            Some(Shape::Record { fields, .. }) => {
                fields.iter().map(|field| field.wire.as_str()).collect()
            }
            Some(Shape::Union { cases, .. }) if depth < 8 => {
                let first = cases.iter().find(|case| self.is_object(case, depth + 1));
                first.map_or_else(Vec::new, |case| self.members(case, depth + 1))
            }
            _ => Vec::new(),
        }
    }

    fn is_object(&self, case: &Case, depth: usize) -> bool {
        let CaseKind::Type(ty) = &case.kind else {
            return false;
        };
        match ty {
            TypeRef::Map(_) | TypeRef::Any(_) => true,
            _ => match self.shape(ty) {
                Some(Shape::Record { .. }) => true,
                Some(Shape::Union { cases, .. }) => {
                    depth < 8 && cases.iter().any(|case| self.is_object(case, depth + 1))
                }
                Some(Shape::Alias(ty)) => matches!(ty, TypeRef::Map(_) | TypeRef::Any(_)),
                Some(Shape::StringEnum { .. }) | None => false,
            },
        }
    }

    /// The shape behind a type, through aliases.
    fn shape(&self, ty: &TypeRef) -> Option<&'a Shape> {
        let mut ty = ty;
        for _ in 0..64 {
            let TypeRef::Def(id) = ty else { return None };
            match &self.0[id.0 as usize].shape {
                Shape::Alias(next @ TypeRef::Def(_)) => ty = next,
                Shape::Alias(TypeRef::Nullable(next)) => ty = next,
                shape => return Some(shape),
            }
        }
        None
    }
}

/// Cases by what they are called, and by other names of that.
#[derive(Default)]
struct Arms {
    values: IndexMap<String, Vec<usize>>,
    aliases: IndexMap<String, Vec<usize>>,
}

impl Arms {
    fn add(&mut self, case: usize, tags: &Tags) {
        for (own, into) in [
            (&tags.values, &mut self.values),
            (&tags.aliases, &mut self.aliases),
        ] {
            for value in own {
                let arm = into.entry(value.clone()).or_default();
                if !arm.contains(&case) {
                    arm.push(case);
                }
            }
        }
    }

    /// What one case is called is no other name of another.
    fn in_case_order(self) -> Vec<TagArm> {
        let Self { values, aliases } = self;
        let other = aliases
            .into_iter()
            .filter(|(value, _)| !values.contains_key(value))
            .map(|arm| (arm, true));
        let other: Vec<_> = other.collect();
        let own = values.into_iter().map(|arm| (arm, false));
        let mut arms: Vec<TagArm> = own
            .chain(other)
            .map(|((value, cases), alias)| TagArm {
                value,
                alias,
                cases,
            })
            .collect();
        arms.sort_by_key(|arm| (arm.cases.first().copied(), arm.alias));
        arms
    }
}
