//! Unions: variants, and which of them a piece of JSON may be.

use super::Context;
use super::idents::{self, Wish};
use super::model::{ObjectArm, Payload, RustType, UnionItem, Variant};
use super::names;
use crate::diagnostic::Diagnostics;
use crate::ir::{Case, CaseKind, Def, DefId, Scalar, Shape, Tagging, TypeRef};

/// The JSON types that a type admits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Kinds {
    object: bool,
    array: bool,
    string: bool,
    number: bool,
    boolean: bool,
    null: bool,
}

impl Context<'_> {
    /// Plans a union.
    pub fn union(
        &self,
        id: DefId,
        def: &Def,
        cases: &[Case],
        tagging: &Tagging,
        found: &mut Diagnostics,
    ) -> UnionItem {
        let names = case_names(cases, tagging);
        let wishes: Vec<Wish<'_>> = cases
            .iter()
            .zip(&names)
            .map(|(case, name)| Wish {
                what: name,
                usual: names::variant_name(name),
                pinned: self.member_pin(def, name),
                origin: case.origin,
            })
            .collect();
        let spell = |index: usize| names::spelled_variant_name(&names[index]);
        let idents = idents::assign(&wishes, &spell, self.severity, found);
        let variants: Vec<Variant> = cases
            .iter()
            .zip(idents)
            .map(|(case, ident)| self.variant(id, case, ident))
            .collect();
        let kinds: Vec<Kinds> = cases.iter().map(|case| self.case_kinds(case, 0)).collect();
        let of = |has: fn(&Kinds) -> bool| -> Vec<usize> {
            (0..cases.len()).filter(|&at| has(&kinds[at])).collect()
        };
        let (tag, objects) = object_arms(tagging, &of(|kinds| kinds.object));
        let conversions = self.conversions(cases, &variants);
        let constructors = self.constructors_of(id);
        let from_text = constructors.and_then(|all| all.from_text.map(|at| &all.list[at].name));
        UnionItem {
            constructors: constructors
                .map_or_else(Vec::new, |all| self.constructor_items(all, &conversions)),
            conversions,
            from_text: from_text.map(|name| names::method_name(name)),
            variants,
            tag,
            objects,
            strings: of(|kinds| kinds.string),
            numbers: of(|kinds| kinds.number),
            boolean: of(|kinds| kinds.boolean).first().copied(),
            null: of(|kinds| kinds.null).first().copied(),
            arrays: of(|kinds| kinds.array),
            built: self.usage[id.0 as usize].sent,
        }
    }

    fn variant(&self, id: DefId, case: &Case, ident: String) -> Variant {
        let payload = match &case.kind {
            CaseKind::Literal(value) => Payload::Literal(value.clone()),
            CaseKind::Type(ty) => {
                let rust = self.rust_type(ty.without_null());
                let boxed = self.layout.recursive(id, ty) || self.layout.large(ty);
                Payload::Type(if boxed {
                    RustType::Box(Box::new(rust))
                } else {
                    rust
                })
            }
        };
        let doc = match &payload {
            Payload::Literal(value) => vec![format!("`\"{value}\"`")],
            Payload::Type(_) => Vec::new(),
        };
        Variant {
            ident,
            payload,
            doc,
        }
    }

    fn case_kinds(&self, case: &Case, depth: usize) -> Kinds {
        match &case.kind {
            CaseKind::Literal(_) => Kinds {
                string: true,
                ..Kinds::default()
            },
            CaseKind::Type(ty) => self.kinds(ty, depth),
        }
    }

    fn kinds(&self, ty: &TypeRef, depth: usize) -> Kinds {
        let none = Kinds::default();
        match ty {
            TypeRef::Scalar(Scalar::String | Scalar::Secret | Scalar::Binary) => Kinds {
                string: true,
                ..none
            },
            TypeRef::Scalar(Scalar::Integer | Scalar::WideInteger | Scalar::Number) => Kinds {
                number: true,
                ..none
            },
            TypeRef::Scalar(Scalar::Boolean) => Kinds {
                boolean: true,
                ..none
            },
            TypeRef::Scalar(Scalar::Null) => Kinds { null: true, ..none },
            TypeRef::List(_) => Kinds {
                array: true,
                ..none
            },
            TypeRef::Map(_) => Kinds {
                object: true,
                ..none
            },
            TypeRef::Nullable(inner) => self.kinds(inner, depth),
            TypeRef::Any(_) => Kinds {
                object: true,
                array: true,
                string: true,
                number: true,
                boolean: true,
                null: true,
            },
            TypeRef::Def(id) => match &self.api.def(*id).shape {
                Shape::Record { .. } => Kinds {
                    object: true,
                    ..none
                },
                Shape::StringEnum { .. } => Kinds {
                    string: true,
                    ..none
                },
                Shape::Alias(ty) if depth < 32 => self.kinds(ty, depth + 1),
                Shape::Union { cases, .. } if depth < 32 => cases
                    .iter()
                    .fold(none, |all, case| all.or(self.case_kinds(case, depth + 1))),
                Shape::Alias(_) | Shape::Union { .. } => none,
            },
        }
    }

    /// Types that only one variant holds, aliases seen through: first those of the variants themselves, then those
    /// of the unions among them.
    fn conversions(&self, cases: &[Case], variants: &[Variant]) -> Vec<(usize, RustType)> {
        let types = cases
            .iter()
            .enumerate()
            .filter_map(|(at, case)| match &case.kind {
                CaseKind::Type(ty) => Some((at, ty.without_null())),
                CaseKind::Literal(_) => None,
            });
        let own: Vec<(usize, RustType)> = types
            .clone()
            .map(|(at, ty)| (at, self.rust_type(ty)))
            .collect();
        // A box is made of its content only.
        let boxed = |at: usize| matches!(&variants[at].payload, Payload::Type(RustType::Box(_)));
        let inner = types
            .filter(|(at, _)| !boxed(*at))
            .flat_map(|(at, ty)| self.inside(ty, 0).into_iter().map(move |ty| (at, ty)));
        let inner: Vec<(usize, RustType)> = inner.collect();
        let seen = |all: &[(usize, RustType)], ty: &RustType| {
            all.iter()
                .filter(|(_, other)| self.unaliased(other) == *ty)
                .count()
        };
        let converts = |ty: &RustType| matches!(ty, RustType::Named(..) | RustType::Vec(_));
        let direct = own.iter().filter(|(_, ty)| {
            let ty = self.unaliased(ty);
            converts(&ty) && seen(&own, &ty) == 1
        });
        let nested = inner.iter().filter(|(_, ty)| {
            let ty = self.unaliased(ty);
            converts(&ty) && seen(&own, &ty) == 0 && seen(&inner, &ty) == 1
        });
        direct.chain(nested).cloned().collect()
    }

    /// The records and unions in a union that is a case, at any depth.
    fn inside(&self, ty: &TypeRef, depth: usize) -> Vec<RustType> {
        let TypeRef::Def(id) = super::usage::behind_aliases(self.api, ty) else {
            return Vec::new();
        };
        let Shape::Union { cases, .. } = &self.api.def(*id).shape else {
            return Vec::new();
        };
        let types = cases.iter().filter_map(|case| match &case.kind {
            CaseKind::Type(ty @ TypeRef::Def(_)) if depth < 8 => Some(ty),
            _ => None,
        });
        let own_and_inner = |ty| {
            [self.rust_type(ty)]
                .into_iter()
                .chain(self.inside(ty, depth + 1))
        };
        types.flat_map(own_and_inner).collect()
    }

    /// A type with aliases seen through, boxes left out.
    pub fn unaliased(&self, ty: &RustType) -> RustType {
        match ty {
            RustType::Named(ident, _) => match self.aliases.get(ident.as_str()) {
                Some(target) => self.unaliased(&self.rust_type(target)),
                None => ty.clone(),
            },
            RustType::Vec(inner) => RustType::Vec(Box::new(self.unaliased(inner))),
            RustType::Map(inner) => RustType::Map(Box::new(self.unaliased(inner))),
            RustType::Option(inner) => RustType::Option(Box::new(self.unaliased(inner))),
            RustType::Box(inner) => self.unaliased(inner),
            scalar => scalar.clone(),
        }
    }
}

impl Kinds {
    fn or(self, other: Self) -> Self {
        Self {
            object: self.object | other.object,
            array: self.array | other.array,
            string: self.string | other.string,
            number: self.number | other.number,
            boolean: self.boolean | other.boolean,
            null: self.null | other.null,
        }
    }
}

/// A case that tag values mean alone is called by the value, of several by the one that begins all of them
/// (`search`, `search_2025`); every other by its own name.
pub fn case_names(cases: &[Case], tagging: &Tagging) -> Vec<String> {
    let tag_of = |index: usize| {
        let Tagging::Internal { arms, .. } = tagging else {
            return None;
        };
        let own: Vec<_> = arms
            .iter()
            .filter(|arm| arm.cases.contains(&index) && !arm.alias)
            .collect();
        if own.iter().any(|arm| arm.cases.len() > 1) {
            return None;
        }
        let shortest = own
            .iter()
            .map(|arm| &arm.value)
            .min_by_key(|value| value.len())?;
        own.iter()
            .all(|arm| arm.value.starts_with(shortest.as_str()))
            .then(|| shortest.clone())
    };
    cases
        .iter()
        .enumerate()
        .map(|(index, case)| tag_of(index).unwrap_or_else(|| case.name.clone()))
        .collect()
}

fn object_arms(tagging: &Tagging, objects: &[usize]) -> (Option<String>, Vec<ObjectArm>) {
    let all = || match objects {
        [] => Vec::new(),
        variants => vec![ObjectArm {
            tags: Vec::new(),
            untagged: true,
            variants: variants.to_vec(),
        }],
    };
    let Tagging::Internal {
        property,
        arms,
        absent,
    } = tagging
    else {
        return (None, all());
    };
    let mut planned: Vec<ObjectArm> = Vec::new();
    for arm in arms {
        match planned
            .iter_mut()
            .find(|planned| planned.variants == arm.cases)
        {
            Some(planned) => planned.tags.push(arm.value.clone()),
            None => planned.push(ObjectArm {
                tags: vec![arm.value.clone()],
                untagged: false,
                variants: arm.cases.clone(),
            }),
        }
    }
    if !absent.is_empty() {
        match planned
            .iter_mut()
            .find(|planned| planned.variants == *absent)
        {
            Some(planned) => planned.untagged = true,
            None => planned.push(ObjectArm {
                tags: Vec::new(),
                untagged: true,
                variants: absent.clone(),
            }),
        }
    }
    (Some(property.clone()), planned)
}
