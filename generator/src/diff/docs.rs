//! What is written about a thing: deprecation, defaults, limits, titles and prose.
//!
//! In: the [`Docs`] of both sides. Out: changes, all at the thing's own spot.

use super::{Comparison, Found, Rule, Spot};
use crate::ir::{Docs, Fact};

/// Whose documentation it is: a member shows no title.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// A type or an operation.
    Thing,
    /// A field or a parameter.
    Member,
}

impl Comparison<'_> {
    pub(super) fn docs(&mut self, spot: &Spot, about: About, old: &Docs, new: &Docs) {
        match (old.deprecated, new.deprecated) {
            (false, true) => self.push(Rule::Deprecated, spot, Found::default()),
            (true, false) => self.push(Rule::Undeprecated, spot, Found::default()),
            _ => {}
        }
        for kind in Kind::ALL {
            let (before, after) = (words(old, kind), words(new, kind));
            if before != after {
                let found = Found {
                    old: before,
                    new: after,
                    ..Found::default()
                };
                self.push(kind.rule(), spot, found);
            }
        }
        let title = |docs: &Docs| docs.title.clone().filter(|_| about == About::Thing);
        let (before, after) = (title(old), title(new));
        if before != after {
            let found = Found {
                old: before,
                new: after,
                ..Found::default()
            };
            self.push(Rule::DocumentationChanged, spot, found.note("its title"));
        } else if old.prose != new.prose {
            let found = Found::default().note("its prose");
            self.push(Rule::DocumentationChanged, spot, found);
        }
    }
}

/// Facts that are compared together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Default,
    Limit,
    Format,
}

impl Kind {
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
            Fact::Minimum(..)
            | Fact::Maximum(..)
            | Fact::MultipleOf(_)
            | Fact::Length(..)
            | Fact::Items(..)
            | Fact::Members(..)
            | Fact::Pattern(_)
            | Fact::Values(_) => Self::Limit,
        }
    }
}

fn words(docs: &Docs, kind: Kind) -> Option<String> {
    let facts = docs.facts.iter().filter(|fact| Kind::of(fact) == kind);
    let words: Vec<String> = facts.map(fact_words).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

fn fact_words(fact: &Fact) -> String {
    match fact {
        Fact::Default(value) => value.clone(),
        Fact::Minimum(limit, false) => format!("at least {limit}"),
        Fact::Minimum(limit, true) => format!("more than {limit}"),
        Fact::Maximum(limit, false) => format!("at most {limit}"),
        Fact::Maximum(limit, true) => format!("less than {limit}"),
        Fact::MultipleOf(step) => format!("a multiple of {step}"),
        Fact::Length(min, max) => range(*min, *max, "characters"),
        Fact::Items(min, max) => range(*min, *max, "items"),
        Fact::Members(min, max) => range(*min, *max, "members"),
        Fact::Pattern(pattern) => format!("matches {pattern}"),
        Fact::Format(format) => format.clone(),
        Fact::Values(values) => format!("one of {values}"),
    }
}

fn range(min: Option<usize>, max: Option<usize>, what: &str) -> String {
    match (min, max) {
        (Some(min), Some(max)) => format!("{min} to {max} {what}"),
        (Some(min), None) => format!("at least {min} {what}"),
        (None, Some(max)) => format!("at most {max} {what}"),
        (None, None) => format!("any number of {what}"),
    }
}
