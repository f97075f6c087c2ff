//! Gaps: parts that a schema of the document lacks.

use super::plain;
use crate::python::Scalar;
use crate::sdk::{Id, RecordField, Type};

/// A part that is missing at a location of the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// The pointer of the schema, operation or object that lacks it.
    pub pointer: String,
    /// What is missing.
    pub missing: Missing,
    /// The module of the SDK that has it.
    pub module: String,
}

/// The missing part.
#[derive(Clone, Debug, PartialEq)]
pub enum Missing {
    /// A property of an object.
    Property(RecordField),
    /// Values of an enumeration, and the alias that declares them.
    Constants(Vec<Scalar>, Option<Id>),
    /// A branch of a union, and whether the schema is not a union yet.
    Variant(Type, bool),
    /// A parameter of an operation and its location.
    Parameter(&'static str, RecordField),
}

/// Adds a gap unless it is already known. Constants that are missing in the same schema are merged into one gap.
pub(super) fn add(gaps: &mut Vec<Gap>, gap: Gap) {
    for known in gaps.iter_mut().filter(|it| it.pointer == gap.pointer) {
        match (&mut known.missing, &gap.missing) {
            (Missing::Property(known), Missing::Property(new)) if known.wire == new.wire => return,
            (Missing::Variant(known, _), Missing::Variant(new, _)) if alike(known, new) => return,
            (Missing::Parameter(place, known), Missing::Parameter(new_place, new))
                if place == new_place && known.wire == new.wire =>
            {
                return;
            }
            (Missing::Constants(known, owner), Missing::Constants(new, other))
                if owner == other =>
            {
                for value in new {
                    if !known.contains(value) {
                        known.push(value.clone());
                    }
                }
                return;
            }
            _ => {}
        }
    }
    gaps.push(gap);
}

/// Whether two types are the request form and the response form of the same type.
fn alike(one: &Type, two: &Type) -> bool {
    match (one, two) {
        (Type::Named(one), Type::Named(two)) => plain(&one.name) == plain(&two.name),
        _ => one == two,
    }
}
