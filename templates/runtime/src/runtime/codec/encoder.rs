//! The place of a record's properties while it is written: the mirror of [`Slot`](super::Slot).

use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::slot::Constant;
use super::{Extra, Wire, token};

/// An object that is being written.
///
/// Its methods say nothing of failures: the first one is remembered, nothing is written after it, and
/// `finish` tells. A generated record is a list of plain calls that way, without a way out after each,
/// which is cheap to compile a few thousand times.
pub struct Encoder<'a, M: SerializeMap> {
    map: &'a mut M,
    extra: &'a Extra,
    /// Whether `extra` has anything to say: the one question that an ordinary record pays for.
    unusual: bool,
    failure: Option<M::Error>,
}

impl<'a, M: SerializeMap> Encoder<'a, M> {
    #[inline]
    pub(super) fn new(map: &'a mut M, extra: &'a Extra) -> Self {
        Self {
            map,
            extra,
            unusual: !extra.is_empty(),
            failure: None,
        }
    }

    /// A field that is always there; while blank, what was received in its place.
    #[inline]
    pub fn plain<T: Wire>(&mut self, index: usize, name: &str, value: &T) {
        if !(self.unusual && self.stands_in(index, name, value.is_blank())) {
            self.entry(name, value);
        }
    }

    /// A field that is left out when `None`, or `null` if that was received or asked for.
    #[inline]
    pub fn option<T: Wire>(&mut self, index: usize, name: &str, value: &Option<T>) {
        if self.unusual && self.stands_in(index, name, value.is_none()) {
            return;
        }
        if let Some(value) = value {
            self.entry(name, value);
        }
    }

    /// A field that is `null` when `None`, or left out if it was not received.
    #[inline]
    pub fn nullable<T: Wire>(&mut self, index: usize, name: &str, value: &Option<T>) {
        if !(self.unusual && self.stands_in(index, name, value.is_none())) {
            self.entry(name, value);
        }
    }

    /// A property with one possible value.
    #[inline]
    pub fn constant<C: Constant>(&mut self, index: usize, name: &str, value: C) {
        if !(self.unusual && self.stands_in(index, name, true)) {
            self.entry(name, &value);
        }
    }

    /// Like [`plain`](Self::plain), for what must not be printed.
    pub fn secret<T: Wire>(&mut self, index: usize, name: &str, value: &T) {
        if !(self.unusual && self.stands_in(index, name, value.is_blank())) {
            self.entry(name, &Marked(token::SECRET, value));
        }
    }

    /// Like [`option`](Self::option), for what must not be printed.
    pub fn secret_option<T: Wire>(&mut self, index: usize, name: &str, value: &Option<T>) {
        match value {
            Some(value) => self.secret(index, name, value),
            None => self.option(index, name, value),
        }
    }

    /// Properties that have a type, but no declared name.
    pub fn additional<T: Wire>(&mut self, fields: &BTreeMap<String, T>) {
        for (name, value) in fields {
            if !(self.unusual && self.extra.get(name).is_some()) {
                self.entry(name, value);
            }
        }
    }

    /// Writes what no declared field took, and tells of the first failure.
    pub(super) fn finish(mut self) -> Result<(), M::Error> {
        for (name, value) in self.extra.undeclared() {
            self.entry(name, &Marked(token::UNDECLARED, value.json()));
        }
        self.failure.map_or(Ok(()), Err)
    }

    #[inline]
    fn entry<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        if self.failure.is_none() {
            self.failure = self.map.serialize_entry(name, value).err();
        }
    }

    /// Writes what was received in place of a field; says whether the field itself is not to be written.
    #[cold]
    fn stands_in(&mut self, index: usize, name: &str, blank: bool) -> bool {
        if self.extra.get(name).is_some() {
            return true; // comes last, with the undeclared ones
        }
        if !blank {
            return false;
        }
        if let Some(misfit) = self.extra.misfit(name) {
            match misfit.reason() {
                Some(_) => self.entry(name, &Marked(token::MISFIT, misfit.json())),
                // Another name of a constant.
                None => self.entry(name, misfit.json()),
            }
        } else if self.extra.is_null(index) {
            self.entry(name, &None::<()>);
        } else if !self.extra.is_missing_at(index) {
            return false;
        }
        true
    }
}

/// A value that our own serializers shall see as something special.
pub(super) struct Marked<'a, T: ?Sized>(pub(super) &'static str, pub(super) &'a T);

impl<T: Serialize + ?Sized> Serialize for Marked<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_newtype_struct(self.0, self.1)
    }
}
