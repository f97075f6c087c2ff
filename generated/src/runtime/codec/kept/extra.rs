//! Data that a record received in addition to the values of its declared fields.
//!
//! Input: observations of [`Slot`](crate::runtime::codec::Slot) and the record reader. Output: the JSON that
//! [`Encoder`](crate::runtime::codec::Encoder) writes back. It takes 16 bytes unless something unusual was received.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::Value;

use crate::runtime::codec::{Bits, Unknown};

/// Undeclared properties, and deviations of declared properties from the document.
///
/// Everything is written back on encoding, so that the received JSON is sent unchanged.
#[derive(Clone, Default)]
pub struct Extra {
    /// Fields received as `null`, among the first 64.
    nulls: u64,
    rest: Option<Box<Rest>>,
}

#[derive(Clone, Default)]
struct Rest {
    /// Fields received as `null`, after the first 64.
    more_nulls: BTreeSet<usize>,
    missing: Bits,
    /// The properties indexed by `missing`.
    properties: &'static [(&'static str, bool)],
    undeclared: BTreeMap<String, Unknown>,
    /// Mismatches and (without a reason) alternative names of constants.
    mismatches: BTreeMap<String, Unknown>,
    raw: Option<Unknown>,
    /// The ID of the request whose response this is. Not part of the value.
    request_id: Option<Box<str>>,
}

impl Rest {
    /// Whether nothing is kept except the request ID.
    fn is_plain(&self) -> bool {
        self.more_nulls.is_empty()
            && self.missing.is_empty()
            && self.undeclared.is_empty()
            && self.mismatches.is_empty()
            && self.raw.is_none()
    }
}

impl PartialEq for Rest {
    fn eq(&self, other: &Self) -> bool {
        self.more_nulls == other.more_nulls
            && self.missing == other.missing
            && self.undeclared == other.undeclared
            && self.mismatches == other.mismatches
            && self.raw == other.raw
    }
}

/// Equal values may come from different responses, so the request ID is not compared.
impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        self.nulls == other.nulls && self.kept() == other.kept()
    }
}

/// The public API.
impl Extra {
    /// Returns the undeclared property `name`.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.rest.as_ref()?.undeclared.get(name).map(Unknown::json)
    }

    /// Returns the undeclared properties with their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.undeclared().map(|(name, value)| (name, value.json()))
    }

    /// Adds a property to the encoded object. A declared property replaces the value of its field.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) {
        self.rest_mut()
            .undeclared
            .insert(name.into(), Unknown::from(value.into()));
    }

    /// Removes and returns an undeclared property.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let removed = self.rest.as_mut()?.undeclared.remove(name)?;
        self.release();
        Some(removed.into_json())
    }

    /// Returns whether the required property `name` was not received. Its field then has a blank value.
    pub fn is_missing(&self, name: &str) -> bool {
        self.missing().any(|missing| missing == name)
    }

    /// Returns the names of the required properties that were not received. Their fields have blank values.
    pub fn missing(&self) -> impl Iterator<Item = &'static str> {
        let rest = self.rest.as_deref();
        let (table, missing) = rest.map_or((&[][..], Bits::default()), |rest| {
            (rest.properties, rest.missing)
        });
        let properties = table.iter().enumerate();
        properties
            .filter(move |(index, _)| missing.contains(*index))
            .map(|(_, (name, _))| *name)
    }

    /// Returns the declared properties whose values did not match their types. Their fields have blank values.
    pub fn mismatches(&self) -> impl Iterator<Item = (&str, &Unknown)> {
        self.rest
            .iter()
            .flat_map(|rest| &rest.mismatches)
            .filter(|(_, value)| value.reason().is_some())
            .map(|(name, value)| (name.as_str(), value))
    }

    /// Returns the JSON received in place of the entire record, such as a list item that is not an object.
    pub fn raw(&self) -> Option<&Unknown> {
        self.rest.as_ref()?.raw.as_ref()
    }

    /// Returns the reasons for mismatches with the names of their properties. The name is empty for the entire record.
    pub fn reasons(&self) -> impl Iterator<Item = (&str, &str)> {
        let raw = self.raw().map(|raw| ("", raw));
        let all = raw
            .into_iter()
            .chain(self.mismatches())
            .chain(self.undeclared());
        all.filter_map(|(name, value)| Some((name, value.reason()?)))
    }

    /// Returns whether everything received matches the declared type.
    pub fn is_empty(&self) -> bool {
        self.nulls == 0 && self.kept().is_none()
    }

    /// Returns the ID of the request in the logs of the service, if this is the outermost object of a response.
    pub fn request_id(&self) -> Option<&str> {
        self.rest.as_ref()?.request_id.as_deref()
    }
}

/// For use by generated code, calls and accumulators.
impl Extra {
    /// Sets the ID of the request. It is neither encoded nor compared.
    #[doc(hidden)]
    pub fn set_request_id(&mut self, id: Option<&str>) {
        if let Some(id) = id {
            self.rest_mut().request_id = Some(id.into());
        }
    }

    /// Sends `null` for the field `index` while it is `None`.
    pub fn set_null(&mut self, index: usize) {
        match 1u64.checked_shl(u32::try_from(index).unwrap_or(u32::MAX)) {
            Some(bit) => self.nulls |= bit,
            None => drop(self.rest_mut().more_nulls.insert(index)),
        }
    }

    /// Returns whether the field `index` was received as `null` or is sent as `null`.
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

/// For use by the codec.
impl Extra {
    pub(crate) fn set_missing(
        &mut self,
        missing: Bits,
        properties: &'static [(&'static str, bool)],
    ) {
        let rest = self.rest_mut();
        (rest.missing, rest.properties) = (missing, properties);
    }

    /// Records that the property `name` was received after all.
    pub(crate) fn set_received(&mut self, name: &str) {
        let Some(rest) = &mut self.rest else { return };
        let property = |(property, _): &(&str, bool)| *property == name;
        if let Some(index) = rest.properties.iter().position(property) {
            rest.missing.clear(index);
        }
        if rest.missing.is_empty() {
            rest.properties = &[];
        }
        self.release();
    }

    pub(crate) fn is_missing_at(&self, index: usize) -> bool {
        self.rest
            .as_ref()
            .is_some_and(|rest| rest.missing.contains(index))
    }

    pub(crate) fn undeclared(&self) -> impl Iterator<Item = (&str, &Unknown)> {
        self.rest
            .iter()
            .flat_map(|rest| &rest.undeclared)
            .map(|(name, value)| (name.as_str(), value))
    }

    /// Keeps an undeclared property.
    pub(crate) fn keep_undeclared(&mut self, name: String, value: Unknown) {
        self.rest_mut().undeclared.insert(name, value);
    }

    pub(crate) fn mismatch(&self, name: &str) -> Option<&Unknown> {
        self.rest.as_ref()?.mismatches.get(name)
    }

    pub(crate) fn keep_mismatch(&mut self, name: String, value: Unknown) {
        self.rest_mut().mismatches.insert(name, value);
    }

    /// Forgets what was received in place of the field `index`.
    pub(crate) fn forget(&mut self, name: &str, index: usize) {
        if let Some(bit) = 1u64.checked_shl(u32::try_from(index).unwrap_or(u32::MAX)) {
            self.nulls &= !bit;
        }
        if let Some(rest) = &mut self.rest {
            rest.more_nulls.remove(&index);
            rest.mismatches.remove(name);
        }
        self.release();
    }

    pub(crate) fn from_raw(raw: Unknown) -> Self {
        Self {
            nulls: 0,
            rest: Some(Box::new(Rest {
                raw: Some(raw),
                ..Rest::default()
            })),
        }
    }

    /// Returns what is kept, unless it is only the request ID.
    fn kept(&self) -> Option<&Rest> {
        self.rest.as_deref().filter(|rest| !rest.is_plain())
    }

    /// Releases memory that is no longer needed.
    fn release(&mut self) {
        self.rest
            .take_if(|rest| rest.request_id.is_none() && rest.is_plain());
    }

    #[cold]
    fn rest_mut(&mut self) -> &mut Rest {
        self.rest.get_or_insert_default()
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        map.entries(self.undeclared()).entries(self.mismatches());
        map.entries(self.missing().map(|name| (name, Missing)));
        if let Some(raw) = self.raw() {
            map.entry(&"", raw);
        }
        map.finish()
    }
}

/// Represents the value of a missing property.
struct Missing;

impl fmt::Debug for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("missing")
    }
}
