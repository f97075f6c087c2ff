//! Types and fields that seem to go on under another name.
//!
//! In: what only one side has. Out: pairs. A pair is a guess: the shapes are the same or nearly so, and nothing else
//! of either side resembles them as much.

use std::collections::{BTreeMap, BTreeSet};

use super::surface::{Surface, TypeView};
use crate::ir::{Place, Root};
use crate::plan::{FieldItem, ItemKind, MemberKind, Payload, RustType, Slot};

/// How alike two shapes must be, from 0 to 1.
const ALIKE: f64 = 0.7;
/// How alike the names of two shapes with next to nothing in them must be.
const ALIKE_NAMES: f64 = 0.85;
/// A shape with so many parts speaks for itself.
const TELLING: usize = 3;

/// Types of the older side by name, with the name they seem to have now.
pub(super) fn types<'a>(old: &Surface<'a>, new: &Surface<'a>) -> BTreeMap<&'a str, &'a str> {
    let gone = only_in(old, new);
    let come = only_in(new, old);
    let mut renamed = BTreeMap::new();
    let roots: Vec<_> = gone
        .iter()
        .filter(|(_, view)| view.def.place.steps.is_empty())
        .copied()
        .collect();
    pair_up(&roots, &come, &mut renamed);
    let places: BTreeMap<(Root, String), &str> = come
        .iter()
        .map(|(name, view)| ((view.def.place.root.clone(), steps(&view.def.place)), *name))
        .collect();
    // What stands inside a renamed type is called after it.
    for (name, view) in &gone {
        if let Some(root) = new_root(&view.def.place.root, old, new, &renamed)
            && let Some(now) = places.get(&(root, steps(&view.def.place)))
            && !renamed.values().any(|taken| taken == now)
        {
            renamed.entry(*name).or_insert(*now);
        }
    }
    let taken: BTreeSet<&str> = renamed.values().copied().collect();
    let left: Vec<_> = gone
        .iter()
        .filter(|(name, _)| !renamed.contains_key(name))
        .copied()
        .collect();
    let free: Vec<_> = come
        .iter()
        .filter(|(name, _)| !taken.contains(name))
        .copied()
        .collect();
    pair_up(&left, &free, &mut renamed);
    renamed
}

fn only_in<'a>(one: &Surface<'a>, other: &Surface<'a>) -> Vec<(&'a str, TypeView<'a>)> {
    one.types
        .iter()
        .filter(|(name, _)| !other.types.contains_key(*name))
        .map(|(name, view)| (*name, *view))
        .collect()
}

fn steps(place: &Place) -> String {
    format!("{:?}", place.steps)
}

/// The root on the newer side that goes on for one of the older: a renamed schema, or a renamed operation.
fn new_root(
    root: &Root,
    old: &Surface<'_>,
    new: &Surface<'_>,
    renamed: &BTreeMap<&str, &str>,
) -> Option<Root> {
    let id = |id: &String| {
        let before = old.operations.get(id.as_str())?.endpoint();
        let mut same = new
            .operations
            .iter()
            .filter(|(_, view)| view.endpoint() == before);
        same.next().map(|(id, _)| (*id).to_owned())
    };
    Some(match root {
        Root::Component(name) => {
            let mut types = old.types.iter();
            let (ident, _) =
                types.find(|(_, view)| view.def.place.component() == Some(name.as_str()))?;
            let now = new.types.get(renamed.get(ident)?)?;
            now.def.place.root.clone()
        }
        Root::Request(operation) => Root::Request(id(operation)?),
        Root::Form(operation) => Root::Form(id(operation)?),
        Root::Reply(operation) => Root::Reply(id(operation)?),
        Root::Event(operation) => Root::Event(id(operation)?),
        Root::Param(operation, name) => Root::Param(id(operation)?, name.clone()),
        Root::Webhook(_) | Root::AllWebhooks => return None,
    })
}

/// Takes the best pair first, then the best of what is left.
fn pair_up<'a>(
    gone: &[(&'a str, TypeView<'a>)],
    come: &[(&'a str, TypeView<'a>)],
    renamed: &mut BTreeMap<&'a str, &'a str>,
) {
    let parts = |list: &[(&'a str, TypeView<'a>)]| -> Vec<BTreeSet<String>> {
        list.iter()
            .map(|(_, view)| parts(&view.item.kind))
            .collect()
    };
    let (old_parts, new_parts) = (parts(gone), parts(come));
    let mut pairs = Vec::new();
    for (at, (old, one)) in gone.iter().enumerate() {
        for (other_at, (new, other)) in come.iter().enumerate() {
            let same_kind = kind_name(&one.item.kind) == kind_name(&other.item.kind);
            let is_root = |view: &TypeView| view.def.place.steps.is_empty();
            let sizes = (old_parts[at].len() as f64, new_parts[other_at].len() as f64);
            // Most pairs are out by their sizes alone, which is much faster than to look into them.
            let same_size = sizes.0.min(sizes.1) >= ALIKE * sizes.0.max(sizes.1);
            if same_kind && same_size && is_root(one) == is_root(other) {
                let likeness = likeness((*old, &old_parts[at]), (*new, &new_parts[other_at]));
                pairs.extend(likeness.map(|likeness| (likeness, *old, *new)));
            }
        }
    }
    pairs.sort_by(|one, other| {
        let by_likeness = other.0.total_cmp(&one.0);
        by_likeness.then_with(|| (one.1, one.2).cmp(&(other.1, other.2)))
    });
    let mut taken: BTreeSet<&str> = renamed.values().copied().collect();
    for (_, old, new) in pairs {
        if !renamed.contains_key(old) && taken.insert(new) {
            renamed.insert(old, new);
        }
    }
}

/// How alike two types are; nothing if it is not enough.
fn likeness(old: (&str, &BTreeSet<String>), new: (&str, &BTreeSet<String>)) -> Option<f64> {
    let common = old.1.intersection(new.1).count();
    let all = old.1.union(new.1).count();
    if common == 0 {
        return None;
    }
    let shapes = common as f64 / all as f64;
    let names = name_likeness(old.0, new.0);
    let alike = shapes >= ALIKE && (common >= TELLING || names >= ALIKE_NAMES);
    // Of equal shapes the names decide.
    alike.then_some(shapes + names / 10.0)
}

fn name_likeness(one: &str, other: &str) -> f64 {
    strsim::jaro_winkler(one, other)
}

/// What a type is made of, names of types left out: these may be renamed as well.
fn parts(kind: &ItemKind) -> BTreeSet<String> {
    match kind {
        ItemKind::Record(record) => record
            .members
            .iter()
            .map(|member| match &member.kind {
                MemberKind::Constant(value) => format!("{}={value}", member.wire),
                MemberKind::Field(field) => format!("{}:{}", member.wire, rough(&field.ty)),
            })
            .collect(),
        ItemKind::StringEnum(values) => values.iter().map(|value| value.wire.clone()).collect(),
        ItemKind::Union(union) => union
            .variants
            .iter()
            .map(|variant| match &variant.payload {
                Payload::Literal(value) => format!("={value}"),
                Payload::Type(ty) => format!("{}:{}", variant.ident, rough(ty)),
            })
            .collect(),
        ItemKind::Alias(ty) => BTreeSet::from([rough(ty)]),
    }
}

fn rough(ty: &RustType) -> String {
    match ty {
        RustType::Named(..) => "type".to_owned(),
        RustType::Box(inner) => rough(inner),
        RustType::Vec(inner) => format!("list of {}", rough(inner)),
        RustType::Map(inner) => format!("map of {}", rough(inner)),
        RustType::Option(inner) => format!("perhaps {}", rough(inner)),
        plain => format!("{plain:?}"),
    }
}

/// What a type is, in words.
pub(super) fn kind_name(kind: &ItemKind) -> &'static str {
    match kind {
        ItemKind::Record(_) => "struct",
        ItemKind::StringEnum(_) => "enum of strings",
        ItemKind::Union(_) => "enum of types",
        ItemKind::Alias(_) => "alias",
    }
}

/// A field with what decides whether it goes on as another one.
pub(super) struct Candidate<'a> {
    pub(super) field: &'a FieldItem,
    pub(super) ty: RustType,
}

/// Pairs of fields, by index: the same type and presence, and names alike or a type that no other field has.
pub(super) fn fields(gone: &[Candidate<'_>], come: &[Candidate<'_>]) -> Vec<(usize, usize)> {
    let fits = |old: &Candidate, new: &Candidate| {
        old.ty == new.ty
            && (old.field.slot == Slot::Plain) == (new.field.slot == Slot::Plain)
            && (matches!(old.ty, RustType::Named(..))
                || name_likeness(&old.field.ident, &new.field.ident) >= ALIKE_NAMES)
    };
    let mut pairs = Vec::new();
    for (at, old) in gone.iter().enumerate() {
        let heirs: Vec<usize> = (0..come.len())
            .filter(|&other| fits(old, &come[other]))
            .collect();
        if let [heir] = heirs.as_slice()
            && gone
                .iter()
                .filter(|other| fits(other, &come[*heir]))
                .count()
                == 1
        {
            pairs.push((at, *heir));
        }
    }
    pairs
}
