//! Documentation: deprecation, defaults, limits, titles and descriptions.
//!
//! Input: the [`Docs`] of both sides. Output: changes of one subject.

use super::{Comparison, Difference, Rule, Subject};
use crate::ir::{Docs, Fact};

/// The kind of item that is documented.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum DocsOf {
    /// A type or operation.
    Item,
    /// A field or parameter, whose title is not shown.
    Member,
}

impl Comparison<'_> {
    pub(super) fn docs(&mut self, subject: &Subject, docs_of: DocsOf, old: &Docs, new: &Docs) {
        match (old.deprecated, new.deprecated) {
            (false, true) => self.push(Rule::Deprecated, subject, Difference::default()),
            (true, false) => self.push(Rule::Undeprecated, subject, Difference::default()),
            _ => {}
        }
        for group in FactGroup::ALL {
            let (before, after) = (facts(old, group), facts(new, group));
            if before != after {
                let difference = Difference {
                    old: before,
                    new: after,
                    ..Difference::default()
                };
                self.push(group.rule(), subject, difference);
            }
        }
        let title = |docs: &Docs| match docs_of {
            DocsOf::Item => docs.title.clone(),
            DocsOf::Member => None,
        };
        let (before, after) = (title(old), title(new));
        if before != after {
            let difference = Difference {
                old: before,
                new: after,
                ..Difference::default()
            };
            self.push(
                Rule::DocumentationChanged,
                subject,
                difference.note("title"),
            );
        } else if old.prose != new.prose {
            let difference = Difference::default().note("description");
            self.push(Rule::DocumentationChanged, subject, difference);
        }
    }
}

/// Facts that are compared together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FactGroup {
    Default,
    Limit,
    Format,
}

impl FactGroup {
    const ALL: [Self; 3] = [Self::Default, Self::Limit, Self::Format];

    fn rule(self) -> Rule {
        match self {
            Self::Default => Rule::DefaultChanged,
            Self::Limit => Rule::LimitChanged,
            Self::Format => Rule::FormatChanged,
        }
    }

    fn of(fact: &Fact) -> Self {
        match fact {
            Fact::Default(_) => Self::Default,
            Fact::Format(_) => Self::Format,
            Fact::Minimum { .. }
            | Fact::Maximum { .. }
            | Fact::MultipleOf(_)
            | Fact::Length { .. }
            | Fact::Items { .. }
            | Fact::Properties { .. }
            | Fact::Pattern(_)
            | Fact::ReadOnly
            | Fact::WriteOnly
            | Fact::Values(_) => Self::Limit,
        }
    }
}

fn facts(docs: &Docs, group: FactGroup) -> Option<String> {
    let facts = docs.facts.iter();
    let facts = facts.filter(|fact| FactGroup::of(fact) == group);
    let descriptions: Vec<String> = facts.map(describe).collect();
    (!descriptions.is_empty()).then(|| descriptions.join(", "))
}

fn describe(fact: &Fact) -> String {
    match fact {
        Fact::Default(value) => value.clone(),
        Fact::Minimum {
            limit,
            exclusive: false,
        } => format!("at least {limit}"),
        Fact::Minimum {
            limit,
            exclusive: true,
        } => format!("more than {limit}"),
        Fact::Maximum {
            limit,
            exclusive: false,
        } => format!("at most {limit}"),
        Fact::Maximum {
            limit,
            exclusive: true,
        } => format!("less than {limit}"),
        Fact::MultipleOf(divisor) => format!("a multiple of {divisor}"),
        Fact::Length { min, max } => range(*min, *max, "characters"),
        Fact::Items { min, max } => range(*min, *max, "items"),
        Fact::Properties { min, max } => range(*min, *max, "properties"),
        Fact::Pattern(pattern) => format!("matches {pattern}"),
        Fact::Format(format) => format.clone(),
        Fact::ReadOnly => "read-only".to_owned(),
        Fact::WriteOnly => "write-only".to_owned(),
        Fact::Values(values) => format!("one of {values}"),
    }
}

fn range(min: Option<usize>, max: Option<usize>, unit: &str) -> String {
    match (min, max) {
        (Some(min), Some(max)) => format!("{min} to {max} {unit}"),
        (Some(min), None) => format!("at least {min} {unit}"),
        (None, Some(max)) => format!("at most {max} {unit}"),
        (None, None) => format!("any number of {unit}"),
    }
}
