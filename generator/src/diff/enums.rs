//! Enums of strings and enums of types.
//!
//! In: an enum on both sides. Out: changes at its variants.

use std::collections::{BTreeMap, BTreeSet};

use super::rust_type::text;
use super::{Comparison, Found, Rule, Spot};
use crate::ir::{Def, Shape};
use crate::plan::{Payload, RustType, UnionItem, ValueItem, Variant};

impl Comparison<'_> {
    pub(super) fn string_enum(&mut self, at: &Spot, old: &[ValueItem], new: &[ValueItem]) {
        let spot = |value: &ValueItem| at.inside(&format!("::{}", value.ident), None);
        for value in new {
            match old.iter().find(|other| other.wire == value.wire) {
                None => self.push(Rule::ValueAdded, &spot(value), Found::added(&value.wire)),
                Some(before) if before.ident != value.ident => {
                    let found = Found::changed(&before.ident, &value.ident);
                    self.push(Rule::ValueRenamed, &spot(value), found);
                }
                Some(_) => {}
            }
        }
        for value in old {
            if !new.iter().any(|other| other.wire == value.wire) {
                let found = Found::removed(&value.wire);
                self.push(Rule::ValueRemoved, &spot(value), found);
            }
        }
    }

    pub(super) fn union(&mut self, at: &Spot, old: &UnionItem, new: (&Def, &UnionItem)) {
        let (def, new) = new;
        let gone = only_in(&old.variants, &new.variants);
        let come = only_in(&new.variants, &old.variants);
        let renamed = self.renamed_cases(&gone, &come);
        for (index, variant) in new.variants.iter().enumerate() {
            let spot = self.case_spot(at, def, index, &variant.ident);
            let before = old
                .variants
                .iter()
                .find(|other| other.ident == variant.ident);
            if let Some(before) = before {
                if !self.same_payload(&before.payload, &variant.payload) {
                    let found = Found::changed(shown(&before.payload), shown(&variant.payload));
                    self.push(Rule::CaseTypeChanged, &spot, found);
                }
            } else if let Some((before, _)) = renamed.iter().find(|(_, now)| now == &variant.ident)
            {
                let found = Found::changed(before, &variant.ident).guessed();
                self.push(Rule::CaseRenamed, &spot, found);
            } else {
                self.push(
                    Rule::CaseAdded,
                    &spot,
                    Found::added(shown(&variant.payload)),
                );
            }
        }
        for variant in gone {
            if !renamed.iter().any(|(before, _)| *before == variant.ident) {
                let spot = at.inside(&format!("::{}", variant.ident), None);
                let found = Found::removed(shown(&variant.payload));
                self.push(Rule::CaseRemoved, &spot, found);
            }
        }
        self.conversions(at, old, new);
        self.case_constructors(at, old, new);
        let (before, after) = (arms(old, new), arms(new, old));
        let common = |one: &Arms, other: &Arms| -> Arms {
            let arms = one.iter().filter(|(tag, _)| other.contains_key(*tag));
            arms.map(|(tag, cases)| (tag.clone(), cases.clone()))
                .collect()
        };
        let differ = common(&before, &after) != common(&after, &before);
        if old.tag != new.tag || differ {
            let words = |tag: &Option<String>| match tag {
                Some(tag) => format!("by `{tag}`"),
                None => "by what is in them".to_owned(),
            };
            let found = Found::changed(words(&old.tag), words(&new.tag));
            self.push(Rule::TaggingChanged, at, found);
        }
    }

    /// Variants that are gone, with the new one that holds the same, if there is exactly one.
    fn renamed_cases(&self, gone: &[&Variant], come: &[&Variant]) -> Vec<(String, String)> {
        let fits = |old: &Variant, new: &Variant| self.same_payload(&old.payload, &new.payload);
        let mut pairs = Vec::new();
        for old in gone {
            let heirs: Vec<_> = come.iter().filter(|new| fits(old, new)).collect();
            if let [heir] = heirs.as_slice()
                && gone.iter().filter(|other| fits(other, heir)).count() == 1
            {
                pairs.push((old.ident.clone(), heir.ident.clone()));
            }
        }
        pairs
    }

    fn same_payload(&self, old: &Payload, new: &Payload) -> bool {
        match (old, new) {
            (Payload::Type(old), Payload::Type(new)) => self.same(old, new),
            (Payload::Literal(old), Payload::Literal(new)) => old == new,
            _ => false,
        }
    }

    fn conversions(&mut self, at: &Spot, old: &UnionItem, new: &UnionItem) {
        match (old.built, new.built) {
            (true, false) => return self.push(Rule::ConstructorRemoved, at, Found::default()),
            (false, true) => return self.push(Rule::ConstructorAdded, at, Found::default()),
            (false, false) => return,
            (true, true) => {}
        }
        let before = conversions(old, |ty| self.old_type(ty));
        let after = conversions(new, |ty| self.new_type(ty));
        // A variant that is gone, or holds something else, is told of already.
        let holds: BTreeSet<String> = new
            .variants
            .iter()
            .filter_map(|variant| match &variant.payload {
                Payload::Type(ty) => Some(text(&self.new_type(unboxed(ty)))),
                Payload::Literal(_) => None,
            })
            .collect();
        let held: BTreeSet<String> = old
            .variants
            .iter()
            .filter_map(|variant| match &variant.payload {
                Payload::Type(ty) => Some(text(&self.old_type(unboxed(ty)))),
                Payload::Literal(_) => None,
            })
            .collect();
        for ty in before.difference(&after) {
            // What a case holds inside itself was never a case that is gone.
            let is_news = holds.contains(ty) || !held.contains(ty);
            if is_news {
                let found = Found::removed(format!("From<{ty}>"));
                self.push(Rule::ConversionRemoved, at, found);
            }
        }
        for ty in after.difference(&before) {
            if held.contains(ty) || !holds.contains(ty) {
                let found = Found::added(format!("From<{ty}>"));
                self.push(Rule::ConversionAdded, at, found);
            }
        }
    }

    fn case_spot(&self, at: &Spot, def: &Def, index: usize, ident: &str) -> Spot {
        let place = match &def.shape {
            Shape::Union { cases, .. } => cases
                .get(index)
                .and_then(|case| self.new.locate(case.origin)),
            _ => None,
        };
        at.inside(&format!("::{ident}"), place)
    }
}

/// The conversion from text of any kind.
const TEXT: &str = "&str";

/// The types that a union is made from.
fn conversions(union: &UnionItem, resolve: impl Fn(&RustType) -> RustType) -> BTreeSet<String> {
    let mut types: BTreeSet<String> = union
        .conversions
        .iter()
        .map(|(_, ty)| text(&resolve(unboxed(ty))))
        .collect();
    if !union.strings.is_empty() || union.from_text.is_some() {
        types.insert(TEXT.to_owned());
    }
    types
}

fn unboxed(ty: &RustType) -> &RustType {
    match ty {
        RustType::Box(inner) => inner,
        plain => plain,
    }
}

fn only_in<'v>(one: &'v [Variant], other: &[Variant]) -> Vec<&'v Variant> {
    one.iter()
        .filter(|variant| !other.iter().any(|it| it.ident == variant.ident))
        .collect()
}

fn shown(payload: &Payload) -> String {
    match payload {
        Payload::Literal(value) => format!("\"{value}\""),
        Payload::Type(ty) => text(ty),
    }
}

/// Tag values with the variants they mean.
type Arms = BTreeMap<String, Vec<String>>;

/// The arms of a union, as far as the other side has the variants too: what is new is told of already.
fn arms(union: &UnionItem, other: &UnionItem) -> Arms {
    let known = |ident: &str| other.variants.iter().any(|variant| variant.ident == ident);
    let mut arms = Arms::new();
    for arm in &union.objects {
        let cases: Vec<String> = arm
            .variants
            .iter()
            .filter_map(|&at| union.variants.get(at))
            .filter(|variant| known(&variant.ident))
            .map(|variant| variant.ident.clone())
            .collect();
        if cases.is_empty() {
            continue;
        }
        for tag in &arm.tags {
            arms.insert(tag.clone(), cases.clone());
        }
        if arm.untagged {
            arms.insert(String::new(), cases);
        }
    }
    arms
}
