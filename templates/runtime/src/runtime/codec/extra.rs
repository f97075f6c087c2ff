//! What a record received beside the values of its declared fields.
//!
//! In: what [`Slot`](super::Slot) and the record reader notice. Out: what [`Encoder`](super::Encoder) writes
//! back. Sixteen bytes as long as nothing unusual happened.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::Value;

use super::{Bits, Unknown};

/// Undeclared properties, and how the declared ones differed from what the document says.
///
/// All of it is written back on encoding, so that what was received is what is sent.
#[derive(Clone, Default, PartialEq)]
pub struct Extra {
    /// Fields received as `null`, the first 64.
    nulls: u64,
    rest: Option<Box<Rest>>,
}

#[derive(Clone, Default, PartialEq)]
struct Rest {
    /// Fields received as `null`, from the 64th on.
    more_nulls: BTreeSet<usize>,
    missing: Bits,
    /// The table that `missing` points into.
    required: &'static [(usize, &'static str)],
    undeclared: BTreeMap<String, Unknown>,
    /// What did not fit, and (without a reason) other names of constants.
    misfits: BTreeMap<String, Unknown>,
    whole: Option<Unknown>,
}

/// For users.
impl Extra {
    /// The property `name` that the type does not declare.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.rest.as_ref()?.undeclared.get(name).map(Unknown::json)
    }

    /// The properties that the type does not declare, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.undeclared().map(|(name, value)| (name, value.json()))
    }

    /// Adds a property to what is sent. One that the type declares is sent instead of the field.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) {
        self.rest_mut()
            .undeclared
            .insert(name.into(), Unknown::from(value.into()));
    }

    /// Takes an undeclared property out.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let removed = self.rest.as_mut()?.undeclared.remove(name)?;
        self.rest.take_if(|rest| **rest == Rest::default());
        Some(removed.into_json())
    }

    /// Whether the required property `name` was not received; its field then holds a blank value.
    pub fn is_missing(&self, name: &str) -> bool {
        self.missing().any(|missing| missing == name)
    }

    /// The required properties that were not received; their fields hold blank values.
    pub fn missing(&self) -> impl Iterator<Item = &'static str> {
        let rest = self.rest.as_deref();
        let (table, missing) = rest.map_or((&[][..], Bits::default()), |rest| {
            (rest.required, rest.missing)
        });
        table
            .iter()
            .filter(move |(index, _)| missing.contains(*index))
            .map(|(_, name)| *name)
    }

    /// The declared properties whose values did not fit: their fields hold blank values.
    pub fn misfits(&self) -> impl Iterator<Item = (&str, &Unknown)> {
        self.rest
            .iter()
            .flat_map(|rest| &rest.misfits)
            .filter(|(_, value)| value.reason().is_some())
            .map(|(name, value)| (name.as_str(), value))
    }

    /// What was received in place of the whole record: a list item that is no object at all.
    pub fn whole(&self) -> Option<&Unknown> {
        self.rest.as_ref()?.whole.as_ref()
    }

    /// Why something did not fit, by property; the name is empty for the record as a whole.
    pub fn reasons(&self) -> impl Iterator<Item = (&str, &str)> {
        let whole = self.whole().map(|whole| ("", whole));
        let all = whole
            .into_iter()
            .chain(self.misfits())
            .chain(self.undeclared());
        all.filter_map(|(name, value)| Some((name, value.reason()?)))
    }

    /// Whether everything received was as the type declares it.
    pub fn is_empty(&self) -> bool {
        self.nulls == 0 && self.rest.is_none()
    }
}

/// For generated code.
impl Extra {
    /// The field `index`, while it is `None`, is sent as `null`.
    pub fn set_null(&mut self, index: usize) {
        match 1u64.checked_shl(u32::try_from(index).unwrap_or(u32::MAX)) {
            Some(bit) => self.nulls |= bit,
            None => drop(self.rest_mut().more_nulls.insert(index)),
        }
    }

    /// Whether the field `index` was received as `null`, or is to be sent so.
    pub fn is_null(&self, index: usize) -> bool {
        match 1u64.checked_shl(u32::try_from(index).unwrap_or(u32::MAX)) {
            Some(bit) => self.nulls & bit != 0,
            None => self
                .rest
                .as_ref()
                .is_some_and(|rest| rest.more_nulls.contains(&index)),
        }
    }
}

/// For the codec.
impl Extra {
    pub(super) fn set_missing(
        &mut self,
        missing: Bits,
        required: &'static [(usize, &'static str)],
    ) {
        let rest = self.rest_mut();
        (rest.missing, rest.required) = (missing, required);
    }

    pub(super) fn is_missing_at(&self, index: usize) -> bool {
        self.rest
            .as_ref()
            .is_some_and(|rest| rest.missing.contains(index))
    }

    pub(super) fn undeclared(&self) -> impl Iterator<Item = (&str, &Unknown)> {
        self.rest
            .iter()
            .flat_map(|rest| &rest.undeclared)
            .map(|(name, value)| (name.as_str(), value))
    }

    pub(super) fn keep_undeclared(&mut self, name: String, value: Unknown) {
        self.rest_mut().undeclared.insert(name, value);
    }

    pub(super) fn misfit(&self, name: &str) -> Option<&Unknown> {
        self.rest.as_ref()?.misfits.get(name)
    }

    pub(super) fn keep_misfit(&mut self, name: String, value: Unknown) {
        self.rest_mut().misfits.insert(name, value);
    }

    pub(super) fn of_whole(whole: Unknown) -> Self {
        Self {
            nulls: 0,
            rest: Some(Box::new(Rest {
                whole: Some(whole),
                ..Rest::default()
            })),
        }
    }

    #[cold]
    fn rest_mut(&mut self) -> &mut Rest {
        self.rest.get_or_insert_default()
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        map.entries(self.undeclared()).entries(self.misfits());
        map.entries(self.missing().map(|name| (name, Missing)));
        if let Some(whole) = self.whole() {
            map.entry(&"", whole);
        }
        map.finish()
    }
}

/// Stands for the value of what is not there.
struct Missing;

impl fmt::Debug for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("missing")
    }
}
