//! Compares one type with one schema.

use super::{Missing, Pairing};
use crate::document::{Branch, Kind};
use crate::python::Scalar;
use crate::sdk::{Id, Type};

impl Pairing<'_> {
    /// Compares a type with the schema at a pointer.
    pub(super) fn walk(&mut self, ty: &Type, pointer: &str, module: &str) {
        let target = self.document.follow(pointer);
        if self.document.at(&target).is_none()
            || !self.seen.insert((format!("{ty:?}"), target.clone()))
        {
            return;
        }
        let module = match ty {
            Type::Named(id) => {
                self.note(id, &target);
                id.module.as_str()
            }
            _ => module,
        };
        if self
            .ignored
            .iter()
            .any(|it| module.starts_with(it.as_str()))
        {
            return;
        }
        let leaves = self.leaves(ty);
        let mut branches = self.document.branches(&target);
        branches.retain(|it| it.kind != Kind::Null);
        if branches.is_empty() || branches.iter().any(|it| it.kind == Kind::Any) {
            return;
        }
        let mut records: Vec<Id> = Vec::new();
        for (leaf, owner) in &leaves {
            match leaf {
                Type::Named(id) => records.push(id.clone()),
                Type::Literal(values) => {
                    self.constants(values, owner.as_ref(), &branches, module);
                }
                Type::List(item) => {
                    let mut lists = of_kind(&branches, &[Kind::List]);
                    if lists.len() > 1 {
                        lists.retain(|it| self.may_be(item, &format!("{}/items", it.pointer)));
                    }
                    self.inside(item, &lists, "items", module);
                    self.variant_unless(!lists.is_empty(), leaf, &target, module);
                }
                Type::Map(value) => {
                    let maps = of_kind(&branches, &[Kind::Map, Kind::Object]);
                    self.inside(value, &maps, "additionalProperties", module);
                    self.variant_unless(!maps.is_empty(), leaf, &target, module);
                }
                Type::Null | Type::Any => {}
                scalar => {
                    let known = branches.iter().any(|it| allows(it.kind, scalar));
                    self.variant_unless(known, scalar, &target, module);
                }
            }
        }
        self.records(&records, &branches, &target, module);
    }

    /// The branches of a union with aliases expanded, each with the alias that contains it.
    pub(super) fn leaves(&self, ty: &Type) -> Vec<Leaf> {
        let mut leaves = Vec::new();
        self.collect_leaves(ty, None, &mut leaves, 12);
        leaves
    }

    fn collect_leaves(&self, ty: &Type, owner: Option<&Id>, leaves: &mut Vec<Leaf>, depth: usize) {
        if depth == 0 {
            return;
        }
        match ty {
            Type::Union(types, _) => {
                for ty in types {
                    self.collect_leaves(ty, owner, leaves, depth - 1);
                }
            }
            Type::Named(id) => match self.types.alias(id) {
                Some(inner) => self.collect_leaves(&inner, Some(id), leaves, depth - 1),
                None if leaves.iter().any(|(it, _)| it == ty) => {}
                None => leaves.push((ty.clone(), None)),
            },
            Type::Null => {}
            ty => leaves.push((ty.clone(), owner.cloned())),
        }
    }

    /// Whether a type and a schema may have a value in common, judging by their kinds.
    fn may_be(&self, ty: &Type, pointer: &str) -> bool {
        let branches = self.document.branches(pointer);
        self.leaves(ty).iter().any(|(leaf, _)| {
            branches.iter().any(|branch| match leaf {
                Type::Named(_) => matches!(branch.kind, Kind::Object | Kind::Map),
                Type::List(item) => {
                    branch.kind == Kind::List
                        && self.may_be(item, &format!("{}/items", branch.pointer))
                }
                Type::Map(_) => branch.kind == Kind::Map,
                Type::Literal(_) => matches!(branch.kind, Kind::Constants | Kind::String),
                scalar => allows(branch.kind, scalar),
            })
        })
    }

    fn inside(&mut self, ty: &Type, branches: &[Branch], keyword: &str, module: &str) {
        for branch in branches {
            self.walk(ty, &format!("{}/{keyword}", branch.pointer), module);
        }
    }

    /// Finds constants that no branch lists. A string without listed constants already allows all of them.
    fn constants(
        &mut self,
        values: &[Scalar],
        owner: Option<&Id>,
        branches: &[Branch],
        module: &str,
    ) {
        let listed = of_kind(branches, &[Kind::Constants]);
        let known: Vec<Vec<String>> = listed
            .iter()
            .map(|it| self.document.constants(&it.pointer))
            .collect();
        if let Some(owner) = owner {
            let all = self.listed.entry(owner.clone()).or_default();
            all.extend(known.iter().flatten().cloned());
        }
        let missing: Vec<Scalar> = values
            .iter()
            .filter(|value| matches!(value, Scalar::String(_)))
            .filter(|value| !known.iter().flatten().any(|it| *it == value.to_string()))
            .cloned()
            .collect();
        let shared = |constants: &Vec<String>| {
            let shared = |it: &&Scalar| constants.contains(&it.to_string());
            values.iter().filter(shared).count()
        };
        let best = (0..listed.len()).max_by_key(|it| (shared(&known[*it]), known[*it].len()));
        // A single constant on both sides is a discriminator: a different value belongs to a different variant.
        let discriminators = |it: usize| values.len() == 1 && known[it].len() == 1;
        if let Some(best) = best.filter(|it| !missing.is_empty() && !discriminators(*it)) {
            let missing = Missing::Constants(missing, owner.cloned());
            self.gap(&listed[best].pointer, missing, module);
        }
    }

    /// Records that a union lacks a branch, unless the branch is known.
    pub(super) fn variant_unless(&mut self, known: bool, ty: &Type, target: &str, module: &str) {
        if known {
            return;
        }
        let schema = self.document.at(target);
        let union = ["anyOf", "oneOf"]
            .into_iter()
            .any(|it| schema.is_some_and(|schema| schema.get(it).is_some()));
        self.gap(target, Missing::Variant(ty.clone(), !union), module);
    }
}

/// A branch of a union, and the alias that contains it.
pub(super) type Leaf = (Type, Option<Id>);

/// The branches of some kinds.
pub(super) fn of_kind(branches: &[Branch], kinds: &[Kind]) -> Vec<Branch> {
    let chosen = branches.iter().filter(|it| kinds.contains(&it.kind));
    chosen.cloned().collect()
}

/// Whether a branch allows a scalar.
fn allows(kind: Kind, scalar: &Type) -> bool {
    match scalar {
        Type::Integer | Type::Number => matches!(kind, Kind::Number | Kind::Constants),
        Type::Boolean => matches!(kind, Kind::Boolean | Kind::Constants),
        Type::Binary => true,
        _ => matches!(kind, Kind::String | Kind::Constants),
    }
}
