//! Enums of strings and integers.
//!
//! Input: the values of an enum on both sides. Output: changes of its variants.

use super::{Comparison, Difference, Rule, Subject};
use crate::plan;

impl Comparison<'_> {
    pub(super) fn enum_values(
        &mut self,
        subject: &Subject,
        old: &[plan::EnumValue],
        new: &[plan::EnumValue],
    ) {
        let variant = |value: &plan::EnumValue| subject.part(&format!("::{}", value.ident), None);
        for value in new {
            match old.iter().find(|other| other.wire == value.wire) {
                None => {
                    let difference = Difference::added(&value.wire);
                    self.push(Rule::ValueAdded, &variant(value), difference);
                }
                Some(before) if before.ident != value.ident => {
                    let difference = Difference::changed(&before.ident, &value.ident);
                    self.push(Rule::ValueRenamed, &variant(value), difference);
                }
                Some(_) => {}
            }
        }
        for value in old {
            if !new.iter().any(|other| other.wire == value.wire) {
                let difference = Difference::removed(&value.wire);
                self.push(Rule::ValueRemoved, &variant(value), difference);
            }
        }
    }
}
