//! Reports branches of a union that cannot be distinguished.
//!
//! Input: all definitions, with tagging. Output: a warning for each pair of records in one union that have the same
//! properties, require the same properties or a subset, and do not differ in any kind of value.

mod overlap;

use std::collections::{BTreeSet, HashMap};

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
            // Only records with the same properties are compared: a union may have thousands of branches.
            let mut by_names: HashMap<Vec<&str>, Vec<Record<'_>>> = HashMap::new();
            for branch in candidates.into_iter().map(|index| &branches[index]) {
                let Some(second) = Record::of(defs, branch) else {
                    continue;
                };
                let earlier = by_names.entry(second.names()).or_default();
                let mut pairs = earlier.iter().map(|first| Pair {
                    defs,
                    first,
                    second: &second,
                });
                let twin = pairs.find(Pair::is_ambiguous);
                diagnostics.extend(twin.map(|pair| pair.diagnostic()));
                earlier.push(second);
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

/// A branch that is a record.
struct Record<'a> {
    branch: &'a Branch,
    /// Sorted by name.
    fields: Vec<&'a Field>,
    /// The names of the required properties.
    required: BTreeSet<&'a str>,
}

impl<'a> Record<'a> {
    fn of(defs: &'a Defs, branch: &'a Branch) -> Option<Self> {
        let BranchKind::Type(ty) = &branch.kind else {
            return None;
        };
        let mut fields: Vec<&Field> = defs.fields(ty)?.iter().collect();
        fields.sort_by_key(|field| &field.wire);
        let required = fields
            .iter()
            .filter(|field| field.presence == Presence::Required);
        Some(Self {
            branch,
            required: required.map(|field| field.wire.as_str()).collect(),
            fields,
        })
    }

    fn names(&self) -> Vec<&'a str> {
        self.fields
            .iter()
            .map(|field| field.wire.as_str())
            .collect()
    }
}

/// Two records with the same properties.
struct Pair<'a, 'p> {
    defs: &'a Defs,
    first: &'p Record<'a>,
    second: &'p Record<'a>,
}

impl<'a> Pair<'a, '_> {
    fn is_ambiguous(&self) -> bool {
        let (one, other) = (&self.first.required, &self.second.required);
        let is_nested = one.is_subset(other) || other.is_subset(one);
        is_nested && !self.differs_in_a_required_property()
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
        let (first, second) = (&self.first.fields, &self.second.fields);
        first.iter().copied().zip(second.iter().copied())
    }

    fn diagnostic(&self) -> Diagnostic {
        let (one, other) = (self.first.branch, self.second.branch);
        let (first, second) = (&one.name, &other.name);
        let message = match self.property_with_other_numbers() {
            Some(property) => format!(
                "`{first}` and `{second}` differ only in the numbers listed for `{property}`, which are not compared"
            ),
            None => format!("`{first}` and `{second}` accept the same JSON"),
        };
        Diagnostic::warning(Code::AmbiguousUnion, message, other.origin)
            .related(format!("`{first}` is defined here"), one.origin)
            .help(format!(
                "such JSON is read as `{first}`; remove one of the branches, \
                 or give each a required property with a distinct constant"
            ))
    }
}

fn listed_numbers(field: &Field) -> Option<&str> {
    field.docs.facts.iter().find_map(|fact| match fact {
        Fact::Values(values) => Some(values.as_str()),
        _ => None,
    })
}
