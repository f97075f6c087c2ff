//! Writes the properties of a record: the counterpart of [`Slot`](crate::runtime::codec::Slot).

use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::runtime::codec::record::constant::Constant;
use crate::runtime::codec::{Extra, Wire, markers};

/// An object that is being written.
///
/// Its methods do not return errors: the first error is stored, later writes are skipped, and `finish` returns it.
/// A generated record is therefore a list of plain calls without error handling, which keeps thousands of records
/// cheap to compile.
pub struct Encoder<'a, M: SerializeMap> {
    map: &'a mut M,
    extra: &'a Extra,
    /// Whether `extra` contains anything. An ordinary record pays only for this check.
    unusual: bool,
    /// The index of the next property.
    next: usize,
    failure: Option<M::Error>,
}

impl<'a, M: SerializeMap> Encoder<'a, M> {
    #[inline]
    pub(crate) fn new(map: &'a mut M, extra: &'a Extra) -> Self {
        Self {
            map,
            extra,
            unusual: !extra.is_empty(),
            next: 0,
            failure: None,
        }
    }

    /// Writes a field that is always present. While it is blank, writes the received JSON instead.
    #[inline]
    pub fn required<T: Wire>(&mut self, name: &'static str, value: &T) {
        self.next += 1;
        if !(self.unusual && self.stands_in(name, value.is_blank())) {
            self.entry(name, value);
        }
    }

    /// Writes a field that is omitted when `None`, or `null` if that was received or requested.
    #[inline]
    pub fn optional<T: Wire>(&mut self, name: &'static str, value: &Option<T>) {
        self.next += 1;
        if self.unusual && self.stands_in(name, value.is_none()) {
            return;
        }
        if let Some(value) = value {
            self.entry(name, value);
        }
    }

    /// Writes a field that is `null` when `None`, or omitted if it was not received.
    #[inline]
    pub fn nullable<T: Wire>(&mut self, name: &'static str, value: &Option<T>) {
        self.next += 1;
        if !(self.unusual && self.stands_in(name, value.is_none())) {
            self.entry(name, value);
        }
    }

    /// Writes a property with a single possible value.
    #[inline]
    pub fn constant<C: Constant>(&mut self, name: &'static str, value: C) {
        self.next += 1;
        if !(self.unusual && self.constant_stands_in(name)) {
            self.entry(name, &value);
        }
    }

    /// Like [`required`](Self::required), for secrets that must not be printed.
    pub fn required_secret<T: Wire>(&mut self, name: &'static str, value: &T) {
        self.next += 1;
        if !(self.unusual && self.stands_in(name, value.is_blank())) {
            self.entry(name, &Marked(markers::SECRET, value));
        }
    }

    /// Like [`optional`](Self::optional), for secrets that must not be printed.
    pub fn optional_secret<T: Wire>(&mut self, name: &'static str, value: &Option<T>) {
        match value {
            Some(value) => self.required_secret(name, value),
            None => self.optional(name, value),
        }
    }

    /// Writes the properties that have a type but no declared name.
    pub fn additional<T: Wire>(&mut self, fields: &BTreeMap<String, T>) {
        for (name, value) in fields {
            if !(self.unusual && self.extra.get(name).is_some()) {
                self.entry(name, &Marked(markers::ADDITIONAL, value));
            }
        }
    }

    /// Writes the remaining undeclared properties and returns the first error.
    pub(crate) fn finish(mut self) -> Result<(), M::Error> {
        for (name, value) in self.extra.undeclared() {
            self.entry(name, &Marked(markers::UNDECLARED, &value.exact()));
        }
        self.failure.map_or(Ok(()), Err)
    }

    #[inline]
    fn entry<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        if self.failure.is_none() {
            self.failure = self.map.serialize_entry(name, value).err();
        }
    }

    /// Writes the JSON received in place of a field. Returns whether the field itself must be skipped.
    #[cold]
    fn stands_in(&mut self, name: &str, blank: bool) -> bool {
        self.kept(name, blank, markers::MISMATCH)
    }

    #[cold]
    fn constant_stands_in(&mut self, name: &str) -> bool {
        self.kept(name, true, markers::CONSTANT)
    }

    fn kept(&mut self, name: &str, blank: bool, marker: &'static str) -> bool {
        let index = self.next - 1;
        if self.extra.get(name).is_some() {
            return true; // written last, with the undeclared properties
        }
        if !blank {
            return false;
        }
        if let Some(mismatch) = self.extra.mismatch(name) {
            match mismatch.reason() {
                Some(_) => self.entry(name, &Marked(marker, &mismatch.exact())),
                // An alternative name of a constant.
                None => self.entry(name, &mismatch.exact()),
            }
        } else if self.extra.is_null(index) {
            self.entry(name, &None::<()>);
        } else if !self.extra.is_missing_at(index) {
            return false;
        }
        true
    }
}

/// A value that this crate's own serializers treat specially.
pub(crate) struct Marked<'a, T: ?Sized>(pub(crate) &'static str, pub(crate) &'a T);

impl<T: Serialize + ?Sized> Serialize for Marked<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_newtype_struct(self.0, self.1)
    }
}
