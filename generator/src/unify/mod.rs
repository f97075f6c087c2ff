//! Merges equal inline types: if fifty operations accept the same list order, it is one enum with fifty names.
//!
//! Input: the described [`Api`]. Output: the same `Api`, in which inline definitions that are equal are aliases for the
//! one with the shortest path. Documentation counts: definitions are equal if their fields, values and variants have
//! the same names, types and sentences. Component schemas keep separate types, since each of them changes
//! independently.

mod key;

use std::collections::{BTreeSet, HashMap};

use key::Key;

use crate::ir::{Api, Def, DefId, Shape, TypeRef};

/// A map from each definition that equals an earlier one to that earlier definition.
type Originals = HashMap<DefId, DefId>;

/// Turns inline definitions that equal an earlier one into aliases, except those at the pointers in `distinct`.
pub fn unify(api: &mut Api, distinct: &BTreeSet<&str>) {
    let constructed: BTreeSet<DefId> = api.constructors.iter().map(|it| it.union).collect();
    let candidates = api.defs.with_ids().filter(|(id, def)| {
        is_candidate(def)
            && !constructed.contains(id)
            && !distinct.contains(def.path.pointer.as_str())
    });
    let mut candidates: Vec<DefId> = candidates.map(|(id, _)| id).collect();
    // The shortest path has the most general name. Paths do not depend on the order of the document.
    candidates.sort_by_key(|id| {
        let path = &api.def(*id).path;
        (path.pointer.len(), path)
    });
    let mut originals = Originals::new();
    // Types are equal if the types inside them are equal, so the inner duplicates are found first.
    loop {
        let found = duplicates(api, &candidates, &originals);
        if found.is_empty() {
            break;
        }
        candidates.retain(|id| !found.contains_key(id));
        originals.extend(found);
    }
    let mut inside = BTreeSet::new();
    for id in originals.keys() {
        let shape = &mut api.defs[*id].shape;
        inside.extend(shape.types().into_iter().filter_map(TypeRef::def));
        *shape = Shape::Alias(TypeRef::Def(original(*id, &originals)));
    }
    // A type inside one that has become an alias needs no name.
    let named = named_by_types(api);
    for id in originals.into_keys().filter(|id| inside.contains(id)) {
        api.defs[id].replaced = !named.contains(&id);
    }
}

/// Returns the first definition that a definition equals. A definition that was an original in an earlier round may
/// itself equal an earlier one.
fn original(mut id: DefId, originals: &Originals) -> DefId {
    while let Some(earlier) = originals.get(&id) {
        id = *earlier;
    }
    id
}

/// The definitions that other definitions refer to.
fn named_by_types(api: &Api) -> BTreeSet<DefId> {
    let types = api.defs.iter().flat_map(|def| def.shape.types());
    types.filter_map(TypeRef::def).collect()
}

/// Returns whether a definition may become an alias. The bodies of operations keep their own types.
fn is_candidate(def: &Def) -> bool {
    let has_type = !def.replaced && !matches!(def.shape, Shape::Alias(_));
    has_type && def.path.is_inline()
}

/// The candidates that equal an earlier one.
fn duplicates(api: &Api, candidates: &[DefId], originals: &Originals) -> Originals {
    let mut first = HashMap::new();
    let mut duplicates = Originals::new();
    for id in candidates {
        let original = *first.entry(Key::of(api, *id, originals)).or_insert(*id);
        if original != *id {
            duplicates.insert(*id, original);
        }
    }
    duplicates
}
