//! The types and operations that helpers may need, with the features that compile them.

use std::collections::{BTreeMap, BTreeSet};

use super::manifest::HelperNeeds;
use crate::plan::{FeatureGate, Group, RustType, Type, TypeKind, TypeModule};

/// Features, any of which compiles an item. Empty for items that are always compiled.
type AnyOf = BTreeSet<String>;

/// The types and operations of the crate, by name.
pub(super) struct Available<'a> {
    types: BTreeMap<&'a str, AvailableType<'a>>,
    /// The feature of each operation.
    operations: BTreeMap<&'a str, &'a str>,
}

struct AvailableType<'a> {
    planned: &'a Type,
    features: AnyOf,
}

impl<'a> Available<'a> {
    pub(super) fn of(modules: &'a [TypeModule], groups: &'a [Group]) -> Self {
        let types = modules.iter().flat_map(|module| {
            module.types.iter().map(|planned| {
                let features = module.gate.any_of.iter().cloned().collect();
                let ty = AvailableType { planned, features };
                (planned.ident.as_str(), ty)
            })
        });
        let operations = groups.iter().flat_map(|group| {
            let operations = group.operations.iter();
            operations.map(|operation| (operation.id.as_str(), group.feature.as_str()))
        });
        Self {
            types: types.collect(),
            operations: operations.collect(),
        }
    }

    /// The gates of a helper.
    ///
    /// # Errors
    /// Returns a description of what is missing.
    pub(super) fn gates(&self, needs: &HelperNeeds) -> Result<Vec<FeatureGate>, String> {
        let mut sets: BTreeSet<AnyOf> = BTreeSet::new();
        for need in &needs.types {
            sets.insert(self.type_features(need)?.clone());
        }
        for id in &needs.operations {
            let Some(feature) = self.operations.get(id.as_str()) else {
                return Err(format!("operation `{id}`"));
            };
            sets.insert(AnyOf::from([(*feature).to_owned()]));
        }
        let features = needs.features.iter().cloned();
        sets.extend(features.map(|feature| AnyOf::from([feature])));
        sets.remove(&AnyOf::new());
        // A set with a subset among the others adds nothing.
        let is_implied = |set: &AnyOf| {
            let mut others = sets.iter().filter(|other| *other != set);
            others.any(|other| other.is_subset(set))
        };
        let needed = sets.iter().filter(|set| !is_implied(set)).cloned();
        Ok(needed.map(FeatureGate::any_of).collect())
    }

    /// The features that compile a type. The type must have the variant or field that the need names.
    fn type_features(&self, need: &str) -> Result<&AnyOf, String> {
        let (name, variant, field) = match (need.split_once("::"), need.split_once('.')) {
            (Some((name, variant)), _) => (name, Some(variant), None),
            (None, Some((name, field))) => (name, None, Some(field)),
            (None, None) => (need, None, None),
        };
        let Some(ty) = self.types.get(name) else {
            return Err(format!("type `{name}`"));
        };
        let declared = self.without_aliases(ty.planned);
        let has_member = variant.is_none_or(|variant| has_variant(declared, variant))
            && field.is_none_or(|field| has_field(declared, field));
        match has_member {
            true => Ok(&ty.features),
            false => Err(format!("`{need}`")),
        }
    }

    /// The target of an alias, or the type itself.
    fn without_aliases(&self, mut ty: &'a Type) -> &'a Type {
        while let TypeKind::Alias(RustType::Named { name, .. }) = &ty.kind
            && let Some(target) = self.types.get(name.as_str())
        {
            ty = target.planned;
        }
        ty
    }
}

fn has_field(ty: &Type, name: &str) -> bool {
    match &ty.kind {
        TypeKind::Record(record) => record.fields().any(|(_, field)| field.ident == name),
        TypeKind::StringEnum(_)
        | TypeKind::IntegerEnum(_)
        | TypeKind::Union(_)
        | TypeKind::Alias(_) => false,
    }
}

fn has_variant(ty: &Type, name: &str) -> bool {
    match &ty.kind {
        TypeKind::Union(union) => union.variants.iter().any(|variant| variant.ident == name),
        TypeKind::StringEnum(values) | TypeKind::IntegerEnum(values) => {
            values.iter().any(|value| value.ident == name)
        }
        TypeKind::Record(_) | TypeKind::Alias(_) => false,
    }
}
