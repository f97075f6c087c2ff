//! Dispatches one property to its field while a record is read.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use serde::de::{Error, MapAccess, Unexpected};
use serde_json::Value;

use crate::runtime::codec::record::constant::Constant;
use crate::runtime::codec::record::lookup::Lookup;
use crate::runtime::codec::tree::BufferedSeed;
use crate::runtime::codec::value::Seed;
use crate::runtime::codec::value::{Fill, FillOption};
use crate::runtime::codec::{Bits, Extra, Kind, Unknown, Wire, numbers};

/// One property of an object that is being read.
///
/// A record offers it each field in turn, and the field at the property's index takes the value. Errors are stored in the
/// reader, as in [`Encoder`](crate::runtime::codec::Encoder).
pub struct Slot<'a, 'de, A: MapAccess<'de>> {
    key: &'a str,
    access: &'a mut A,
    state: &'a mut RecordState,
    failure: &'a mut Option<A::Error>,
    /// The index of the property.
    index: usize,
    /// The index of the next field.
    next: usize,
    /// Whether a field for undeclared properties has taken the value.
    is_additional: bool,
    input: PhantomData<&'de ()>,
}

/// Observations made while one record is read.
#[derive(Default)]
pub(crate) struct RecordState {
    pub(crate) seen: Bits,
    pub(crate) extra: Extra,
    /// The current property is not declared, and has a type.
    undeclared: bool,
    /// The tag that selected this record as the variant of a union.
    tag: Option<&'static str>,
}

impl<'a, 'de, A: MapAccess<'de>> Slot<'a, 'de, A> {
    #[inline]
    pub(crate) fn new(
        key: &'a str,
        index: usize,
        access: &'a mut A,
        state: &'a mut RecordState,
        failure: &'a mut Option<A::Error>,
    ) -> Self {
        Self {
            key,
            access,
            state,
            failure,
            index,
            next: 0,
            is_additional: false,
            input: PhantomData,
        }
    }

    /// Reads a field that is always present. A `null` leaves it blank and is recorded.
    #[inline(always)]
    pub fn required<T: Wire>(&mut self, name: &'static str, field: &mut T) {
        let Some(index) = self.take(name, || *field = T::blank()) else {
            return;
        };
        match self.access.next_value_seed(Fill(&mut *field)) {
            Ok(true) => {}
            Ok(false) if T::Kind::TAKES_NULL => {}
            Ok(false) => self.state.extra.set_null(index),
            Err(failure) => {
                if T::Kind::IN_PLACE {
                    *field = T::blank();
                }
                *self.failure = Some(failure);
            }
        }
    }

    /// Reads a field that may be absent. A `null` leaves it `None` and is recorded.
    #[inline(always)]
    pub fn optional<T: Wire>(&mut self, name: &'static str, field: &mut Option<T>) {
        let Some(index) = self.take(name, || *field = None) else {
            return;
        };
        match self.access.next_value_seed(FillOption(&mut *field)) {
            Ok(true) => {}
            Ok(false) => self.state.extra.set_null(index),
            Err(failure) => {
                if T::Kind::IN_PLACE {
                    *field = None;
                }
                *self.failure = Some(failure);
            }
        }
    }

    /// Reads a field that is always present but may be `null`.
    #[inline(always)]
    pub fn nullable<T: Wire>(&mut self, name: &'static str, field: &mut Option<T>) {
        let Some(_) = self.take(name, || *field = None) else {
            return;
        };
        if let Err(failure) = self.access.next_value_seed(FillOption(&mut *field)) {
            if T::Kind::IN_PLACE {
                *field = None;
            }
            *self.failure = Some(failure);
        }
    }

    /// Reads a property with a single possible value, which has no field. An alternative name of the value is kept as
    /// received, any other value as a mismatch.
    #[inline(always)]
    pub fn constant<C: Constant>(&mut self, name: &'static str, expected: C, aliases: &[&str]) {
        let Some(index) = self.take(name, || ()) else {
            return;
        };
        match self.access.next_value_seed(BufferedSeed) {
            Ok(value) if expected.is(&value) => {}
            Ok(value) => self
                .state
                .constant_differs(name, index, value, expected.json(), aliases),
            Err(failure) => *self.failure = Some(failure),
        }
    }

    /// Reads an undeclared property for which the record has a type.
    #[inline(always)]
    pub fn additional<T: Wire>(&mut self, fields: &mut BTreeMap<String, T>) {
        if self.index != Lookup::UNDECLARED {
            return;
        }
        self.is_additional = true;
        if numbers::is_key(self.key) {
            *self.failure = Some(number_instead());
            return;
        }
        self.state.undeclared = true;
        match self.access.next_value_seed(Seed::new()) {
            Ok(Some(value)) => drop(fields.insert(self.key.to_owned(), value)),
            Ok(None) => {
                let extra = &mut self.state.extra;
                extra.keep_undeclared(self.key.to_owned(), Unknown::default());
            }
            Err(failure) => {
                *self.failure = Some(failure);
                return; // `undeclared` decides where the value is kept
            }
        }
        self.state.undeclared = false;
    }

    /// Keeps the property if no field has taken it.
    #[inline(always)]
    pub(crate) fn finish(self) {
        if self.is_additional {
            return;
        }
        if self.index == Lookup::UNDECLARED {
            self.undeclared();
        }
    }

    /// Returns the index of the next field if the value belongs to it. Calls `reset` if the field may have a value already.
    #[inline(always)]
    fn take(&mut self, name: &'static str, reset: impl FnOnce()) -> Option<usize> {
        let index = self.next;
        self.next += 1;
        if self.index != index {
            return None;
        }
        if !self.state.seen.insert(index) {
            if self.repeats_tag(name, index) {
                return None;
            }
            self.state.extra.forget(name, index);
            reset();
        }
        Some(index)
    }

    /// Returns whether the property is the tag of a union, whose first value has already selected the variant. JSON is then
    /// read as a tree.
    #[cold]
    fn repeats_tag(&mut self, name: &'static str, index: usize) -> bool {
        let repeats = self.state.tag == Some(name) && self.state.seen.contains(index);
        if repeats {
            *self.failure = Some(A::Error::duplicate_field(name));
        }
        repeats
    }

    #[cold]
    fn undeclared(self) {
        if numbers::is_key(self.key) {
            *self.failure = Some(number_instead());
            return;
        }
        match self.access.next_value::<Value>() {
            Ok(value) => {
                let extra = &mut self.state.extra;
                if let Some(tag) = self.state.tag.filter(|tag| *tag == self.key)
                    && extra.get(tag).is_some()
                {
                    *self.failure = Some(A::Error::duplicate_field(tag));
                }
                extra.keep_undeclared(self.key.to_owned(), Unknown::from(value));
            }
            Err(failure) => *self.failure = Some(failure),
        }
    }
}

/// The error for a number where an object was expected.
#[cold]
fn number_instead<E: Error>() -> E {
    E::invalid_type(Unexpected::Other("number"), &"an object")
}

impl RecordState {
    /// The state of a record that the tag of a union has selected.
    pub(crate) fn with_tag(tag: Option<&'static str>) -> Self {
        Self {
            tag,
            ..Self::default()
        }
    }

    /// The state of a record whose fields may have values, which are replaced.
    pub(crate) fn replacing(extra: Extra) -> Self {
        Self {
            seen: Bits::ALL,
            extra,
            ..Self::default()
        }
    }

    /// Returns the data to keep alongside the fields, after everything has been read.
    pub(crate) fn finish(
        self,
        expected: Bits,
        properties: &'static [(&'static str, bool)],
    ) -> Extra {
        let Self {
            seen, mut extra, ..
        } = self;
        let missing = expected.without(seen);
        if !missing.is_empty() {
            extra.set_missing(missing, properties);
        }
        extra
    }

    /// Keeps the current value, which did not match, and returns whether that was possible. Only the tree can contain
    /// mismatches, because it can provide a value repeatedly.
    #[cold]
    pub(crate) fn kept<'de, A: MapAccess<'de>>(
        &mut self,
        key: &str,
        access: &mut A,
        failure: &mut Option<A::Error>,
    ) -> bool {
        let Some(reason) = failure.take() else {
            return true;
        };
        let mismatch = match access.next_value() {
            Ok(json) => Unknown::because(json, reason),
            Err(error) => {
                *failure = Some(error);
                return false;
            }
        };
        if std::mem::take(&mut self.undeclared) {
            self.extra.keep_undeclared(key.to_owned(), mismatch);
            return true;
        }
        self.extra.keep_mismatch(key.to_owned(), mismatch);
        true
    }
}
