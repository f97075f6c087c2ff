//! `new`, `Default` and bare setters.

use crate::diff::{Comparison, Difference, Rule, Subject};
use crate::plan::{self, RecordDefault};

impl Comparison<'_> {
    pub(super) fn constructor(&mut self, record: &Subject, old: &plan::Record, new: &plan::Record) {
        match (old.built, new.built) {
            (true, false) => self.push(Rule::ConstructorRemoved, record, Difference::default()),
            (false, true) => self.push(Rule::ConstructorAdded, record, Difference::default()),
            (true, true) => {
                self.argument_order(record, old, new);
            }
            (false, false) => {}
        }
        let has_default = |record: &plan::Record| record.default != RecordDefault::None;
        match (has_default(old), has_default(new)) {
            (true, false) => self.push(Rule::DefaultRemoved, record, Difference::default()),
            (false, true) => self.push(Rule::DefaultAdded, record, Difference::default()),
            _ => {}
        }
    }

    fn argument_order(&mut self, record: &Subject, old: &plan::Record, new: &plan::Record) {
        let (before, after) = (&old.arguments, &new.arguments);
        let kept_before = before.iter().filter(|name| after.contains(name));
        let kept_after = after.iter().filter(|name| before.contains(name));
        if !kept_before.eq(kept_after) {
            let difference = Difference::changed(before.join(", "), after.join(", "));
            self.push(Rule::ConstructorReordered, record, difference);
        }
    }
}
