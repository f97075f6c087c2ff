//! Constructors of unions: functions that create one variant.
//!
//! Input: a union on both sides. Output: changes of its constructors.

use std::collections::BTreeMap;

use super::rust_type::text;
use super::{Comparison, Difference, Rule, Subject};
use crate::plan::{self, ArgumentType, RustType};

impl Comparison<'_> {
    pub(super) fn variant_constructors(
        &mut self,
        union: &Subject,
        old: &plan::Union,
        new: &plan::Union,
    ) {
        let before = signatures(old, |ty| self.old_type(ty));
        let after = signatures(new, |ty| self.new_type(ty));
        for (name, signature) in &after {
            let subject = union.part(&format!("::{name}"), None);
            match before.get(name) {
                None => {
                    let difference = Difference::added(signature.as_str());
                    self.push(Rule::VariantConstructorAdded, &subject, difference);
                }
                Some(old) if old != signature => {
                    let difference = Difference::changed(old.as_str(), signature.as_str());
                    self.push(Rule::VariantConstructorChanged, &subject, difference);
                }
                Some(_) => {}
            }
        }
        for (name, signature) in &before {
            if !after.contains_key(name) {
                let subject = union.part(&format!("::{name}"), None);
                let difference = Difference::removed(signature.as_str());
                self.push(Rule::VariantConstructorRemoved, &subject, difference);
            }
        }
    }
}

/// Returns the signatures of the constructors by name.
fn signatures(
    union: &plan::Union,
    resolve: impl Fn(&RustType) -> RustType,
) -> BTreeMap<&str, String> {
    let constructors = union.constructors.iter();
    constructors
        .map(|it| (it.ident.as_str(), signature(it, &resolve)))
        .collect()
}

fn signature(constructor: &plan::Constructor, resolve: impl Fn(&RustType) -> RustType) -> String {
    let arguments = constructor.arguments.iter();
    let arguments = arguments.map(|argument| match &argument.argument {
        ArgumentType::Json => "impl JsonObject".to_owned(),
        _ => text(&resolve(&argument.ty)),
    });
    let arguments: Vec<String> = arguments.collect();
    let returns = match &constructor.returns {
        Some(record) => text(&resolve(&RustType::Named {
            name: record.clone(),
            converts: false,
        })),
        None => "Self".to_owned(),
    };
    format!("fn({}) -> {returns}", arguments.join(", "))
}
