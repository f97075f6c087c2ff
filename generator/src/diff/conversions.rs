//! Conversions into unions.
//!
//! Input: a union on both sides. Output: changes of its `From` implementations.

use std::collections::BTreeSet;

use super::rust_type::text;
use super::{Comparison, Difference, Rule, Subject};
use crate::plan::{self, Payload, RustType};

/// The source type of a conversion from strings.
const STRING: &str = "&str";

impl Comparison<'_> {
    pub(super) fn conversions(&mut self, union: &Subject, old: &plan::Union, new: &plan::Union) {
        match (old.built, new.built) {
            (true, false) => self.push(Rule::ConstructorRemoved, union, Difference::default()),
            (false, true) => self.push(Rule::ConstructorAdded, union, Difference::default()),
            (true, true) => self.conversion_types(union, old, new),
            (false, false) => {}
        }
    }

    /// A conversion that is added or removed together with its variant is not reported again.
    fn conversion_types(&mut self, union: &Subject, old: &plan::Union, new: &plan::Union) {
        let before = conversion_types(old, |ty| self.old_type(ty));
        let after = conversion_types(new, |ty| self.new_type(ty));
        let variants_before = variant_types(old, |ty| self.old_type(ty));
        let variants_after = variant_types(new, |ty| self.new_type(ty));
        for ty in before.difference(&after) {
            if variants_after.contains(ty) || !variants_before.contains(ty) {
                let difference = Difference::removed(format!("From<{ty}>"));
                self.push(Rule::ConversionRemoved, union, difference);
            }
        }
        for ty in after.difference(&before) {
            if variants_before.contains(ty) || !variants_after.contains(ty) {
                let difference = Difference::added(format!("From<{ty}>"));
                self.push(Rule::ConversionAdded, union, difference);
            }
        }
    }
}

/// Returns the types that convert into the union.
fn conversion_types(
    union: &plan::Union,
    resolve: impl Fn(&RustType) -> RustType,
) -> BTreeSet<String> {
    let conversions = union.conversions.iter();
    let mut types: BTreeSet<String> = conversions
        .map(|conversion| text(&resolve(unboxed(&conversion.ty))))
        .collect();
    if union.file.is_some() {
        types.insert(text(&RustType::Upload));
    }
    if union.from_string.is_some() {
        types.insert(STRING.to_owned());
    }
    types
}

/// Returns the types of the variants.
fn variant_types(union: &plan::Union, resolve: impl Fn(&RustType) -> RustType) -> BTreeSet<String> {
    let variants = union.variants.iter();
    variants
        .filter_map(|variant| match &variant.payload {
            Payload::Type(ty) => Some(text(&resolve(unboxed(ty)))),
            Payload::Literal(_) => None,
        })
        .collect()
}

fn unboxed(ty: &RustType) -> &RustType {
    match ty {
        RustType::Box(inner) => inner,
        plain => plain,
    }
}
