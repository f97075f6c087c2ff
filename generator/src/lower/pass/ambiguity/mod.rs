//! Reports branches of a union that cannot be distinguished.
//!
//! Input: all definitions, with tagging. Output: a warning for each pair of records in one union that have the same
//! properties, require the same properties or a subset, and do not differ in any kind of value.

mod overlap;

use std::collections::BTreeSet;

use self::overlap::overlaps;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Branch, BranchKind, Defs, Fact, Field, Presence, Shape, Tagging};

/// Reports the ambiguous pairs of all unions.
pub fn report_ambiguous_unions(defs: &Defs, diagnostics: &mut Diagnostics) {
    for def in defs {
        let Shape::Union { branches, tagging } = &def.shape else {
            continue;
        };
        for candidates in candidates(branches, tagging) {
            for (position, &later) in candidates.iter().enumerate() {
                let mut earlier = candidates[..position].iter();
                let twin = earlier.find_map(|&earlier| {
                    Pair::of(defs, &branches[earlier], &branches[later]).filter(Pair::is_ambiguous)
                });
                diagnostics.extend(twin.map(|pair| pair.diagnostic()));
            }
        }
    }
}

/// Returns the sets of branches among which an object is assigned by best fit.
fn candidates(branches: &[Branch], tagging: &Tagging) -> Vec<Vec<usize>> {
    match tagging {
        Tagging::ByJsonType => Vec::new(),
        Tagging::ByRequiredKeys => vec![(0..branches.len()).collect()],
        // Untagged branches are distinguished whenever the tag is present.
        Tagging::Internal { arms, .. } => {
            let shared = arms.iter().filter(|arm| arm.branches.len() > 1);
            let distinct: BTreeSet<Vec<usize>> = shared.map(|arm| arm.branches.clone()).collect();
            distinct.into_iter().collect()
        }
    }
}

/// Two branches that are records.
struct Pair<'a> {
    defs: &'a Defs,
    first: &'a Branch,
    first_fields: &'a [Field],
    second: &'a Branch,
    second_fields: &'a [Field],
}

impl<'a> Pair<'a> {
    fn of(defs: &'a Defs, first: &'a Branch, second: &'a Branch) -> Option<Self> {
        Some(Self {
            defs,
            first,
            first_fields: record_fields(defs, first)?,
            second,
            second_fields: record_fields(defs, second)?,
        })
    }

    fn is_ambiguous(&self) -> bool {
        let (first, second) = (names(self.first_fields), names(self.second_fields));
        let (one, other) = (required(self.first_fields), required(self.second_fields));
        let is_nested = one.is_subset(&other) || other.is_subset(&one);
        first == second && is_nested && !self.differs_in_a_required_property()
    }

    fn differs_in_a_required_property(&self) -> bool {
        self.common_fields().any(|(one, other)| {
            let both_required =
                one.presence == Presence::Required && other.presence == Presence::Required;
            both_required && !overlaps(self.defs, &one.kind, &other.kind)
        })
    }

    /// Returns a property for which the branches list different numbers. The best fit does not compare numbers.
    fn property_with_other_numbers(&self) -> Option<&'a str> {
        let mut fields = self.common_fields();
        let (field, _) = fields.find(|(one, other)| {
            let values = listed_numbers(one).zip(listed_numbers(other));
            values.is_some_and(|(one, other)| one != other)
        })?;
        Some(&field.wire)
    }

    fn common_fields(&self) -> impl Iterator<Item = (&'a Field, &'a Field)> {
        let (first, second) = (self.first_fields, self.second_fields);
        first.iter().filter_map(|field| {
            let other = second.iter().find(|other| other.wire == field.wire)?;
            Some((field, other))
        })
    }

    fn diagnostic(&self) -> Diagnostic {
        let (first, second) = (&self.first.name, &self.second.name);
        let message = match self.property_with_other_numbers() {
            Some(property) => format!(
                "`{first}` and `{second}` differ only in the numbers listed for `{property}`, which are not compared"
            ),
            None => format!("`{first}` and `{second}` accept the same JSON"),
        };
        Diagnostic::warning(Code::AmbiguousUnion, message, self.second.origin)
            .related(format!("`{first}` is defined here"), self.first.origin)
            .help(format!(
                "such JSON is read as `{first}`; remove one of the branches, \
                 or give each a required property with a distinct constant"
            ))
    }
}

fn record_fields<'a>(defs: &'a Defs, branch: &'a Branch) -> Option<&'a [Field]> {
    match &branch.kind {
        BranchKind::Type(ty) => defs.fields(ty),
        BranchKind::Literal(_) => None,
    }
}

fn names(fields: &[Field]) -> BTreeSet<&str> {
    fields.iter().map(|field| field.wire.as_str()).collect()
}

fn required(fields: &[Field]) -> BTreeSet<&str> {
    let required = fields
        .iter()
        .filter(|field| field.presence == Presence::Required);
    required.map(|field| field.wire.as_str()).collect()
}

fn listed_numbers(field: &Field) -> Option<&str> {
    field.docs.facts.iter().find_map(|fact| match fact {
        Fact::Values(values) => Some(values.as_str()),
        _ => None,
    })
}
