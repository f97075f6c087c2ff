//! Unions.
//!
//! Input: a union on both sides. Output: changes of its variants and its discriminator.

use std::collections::BTreeMap;

use super::rust_type::text;
use super::{Comparison, Difference, Rule, Subject};
use crate::ir::{Def, Shape};
use crate::plan::{self, Payload, Variant};

impl Comparison<'_> {
    pub(super) fn union(
        &mut self,
        subject: &Subject,
        old: &plan::Union,
        new: (&Def, &plan::Union),
    ) {
        let (def, new) = new;
        self.variants(subject, old, (def, new));
        self.conversions(subject, old, new);
        self.variant_constructors(subject, old, new);
        self.discriminator(subject, old, new);
    }

    fn variants(&mut self, union: &Subject, old: &plan::Union, (def, new): (&Def, &plan::Union)) {
        let removed = only_in(&old.variants, &new.variants);
        let added = only_in(&new.variants, &old.variants);
        let renamed = self.renamed_variants(&removed, &added);
        for (index, variant) in new.variants.iter().enumerate() {
            let subject = self.variant_subject(union, def, index, &variant.ident);
            let mut before = old.variants.iter();
            let before = before.find(|other| other.ident == variant.ident);
            let payload = payload_text(&variant.payload);
            if let Some(before) = before {
                if !self.same_payload(&before.payload, &variant.payload) {
                    let difference = Difference::changed(payload_text(&before.payload), payload);
                    self.push(Rule::VariantTypeChanged, &subject, difference);
                }
            } else if let Some(rename) = renamed.iter().find(|it| it.new == variant.ident) {
                let difference = Difference::changed(&rename.old, &rename.new);
                self.push(Rule::VariantRenamed, &subject, difference.guessed());
            } else {
                self.push(Rule::VariantAdded, &subject, Difference::added(payload));
            }
        }
        for variant in removed {
            if !renamed.iter().any(|rename| rename.old == variant.ident) {
                let subject = union.part(&format!("::{}", variant.ident), None);
                let difference = Difference::removed(payload_text(&variant.payload));
                self.push(Rule::VariantRemoved, &subject, difference);
            }
        }
    }

    /// Matches removed variants with the added variant of the same type, if there is exactly one on each side.
    fn renamed_variants(&self, removed: &[&Variant], added: &[&Variant]) -> Vec<Rename> {
        let matches = |old: &Variant, new: &Variant| self.same_payload(&old.payload, &new.payload);
        let mut renames = Vec::new();
        for old in removed {
            let successors: Vec<_> = added.iter().filter(|new| matches(old, new)).collect();
            if let [new] = successors.as_slice()
                && removed.iter().filter(|other| matches(other, new)).count() == 1
            {
                renames.push(Rename {
                    old: old.ident.clone(),
                    new: new.ident.clone(),
                });
            }
        }
        renames
    }

    fn same_payload(&self, old: &Payload, new: &Payload) -> bool {
        match (old, new) {
            (Payload::Type(old), Payload::Type(new)) => self.same(old, new),
            (Payload::Literal(old), Payload::Literal(new)) => old == new,
            _ => false,
        }
    }

    fn discriminator(&mut self, union: &Subject, old: &plan::Union, new: &plan::Union) {
        let (before, after) = (tag_variants(old, new), tag_variants(new, old));
        let differs = before
            .iter()
            .any(|(tag, variants)| after.get(tag).is_some_and(|other| other != variants));
        if old.tag != new.tag || differs {
            let describe = |tag: &Option<String>| match tag {
                Some(tag) => format!("by `{tag}`"),
                None => "by content".to_owned(),
            };
            let difference = Difference::changed(describe(&old.tag), describe(&new.tag));
            self.push(Rule::DiscriminatorChanged, union, difference);
        }
    }

    fn variant_subject(&self, union: &Subject, def: &Def, index: usize, ident: &str) -> Subject {
        let branch = match &def.shape {
            Shape::Union { branches, .. } => branches.get(index),
            _ => None,
        };
        let location = branch.and_then(|branch| self.new.locate(branch.origin));
        union.part(&format!("::{ident}"), location)
    }
}

/// A variant that appears to have been renamed.
struct Rename {
    old: String,
    new: String,
}

fn only_in<'v>(variants: &'v [Variant], other: &[Variant]) -> Vec<&'v Variant> {
    variants
        .iter()
        .filter(|variant| !other.iter().any(|it| it.ident == variant.ident))
        .collect()
}

fn payload_text(payload: &Payload) -> String {
    match payload {
        Payload::Literal(value) => format!("\"{value}\""),
        Payload::Type(ty) => text(ty),
    }
}

/// Returns the variants that each tag selects; the empty tag represents objects without a tag. Variants that the other
/// side does not have are omitted, because they are reported as added or removed.
fn tag_variants<'u>(
    union: &'u plan::Union,
    other: &plan::Union,
) -> BTreeMap<&'u str, Vec<&'u str>> {
    let is_common = |ident: &str| other.variants.iter().any(|variant| variant.ident == ident);
    let mut by_tag = BTreeMap::new();
    for arm in &union.objects {
        let variants: Vec<&str> = arm
            .variants
            .iter()
            .filter_map(|&index| union.variants.get(index))
            .map(|variant| variant.ident.as_str())
            .filter(|ident| is_common(ident))
            .collect();
        if variants.is_empty() {
            continue;
        }
        for tag in &arm.tags {
            by_tag.insert(tag.as_str(), variants.clone());
        }
        if arm.untagged {
            by_tag.insert("", variants);
        }
    }
    by_tag
}
