//! The place of a record's properties while it is written: the mirror of [`Slot`](super::Slot).

use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::slot::Constant;
use super::{Extra, Wire, token};

/// An object that is being written.
pub struct Encoder<'a, M> {
    map: &'a mut M,
    extra: &'a Extra,
    /// Whether `extra` has anything to say: the one question that an ordinary record pays for.
    unusual: bool,
}

impl<'a, M: SerializeMap> Encoder<'a, M> {
    #[inline]
    pub(super) fn new(map: &'a mut M, extra: &'a Extra) -> Self {
        Self {
            map,
            extra,
            unusual: !extra.is_empty(),
        }
    }

    /// A field that is always there; while blank, what was received in its place.
    ///
    /// # Errors
    /// Those of the format.
    #[inline]
    pub fn plain<T: Wire>(&mut self, index: usize, name: &str, value: &T) -> Result<(), M::Error> {
        if self.unusual && self.stands_in(index, name, value.is_blank())? {
            return Ok(());
        }
        self.map.serialize_entry(name, value)
    }

    /// A field that is left out when `None`, or `null` if that was received or asked for.
    ///
    /// # Errors
    /// Those of the format.
    #[inline]
    pub fn option<T: Wire>(
        &mut self,
        index: usize,
        name: &str,
        value: &Option<T>,
    ) -> Result<(), M::Error> {
        if self.unusual && self.stands_in(index, name, value.is_none())? {
            return Ok(());
        }
        match value {
            Some(value) => self.map.serialize_entry(name, value),
            None => Ok(()),
        }
    }

    /// A field that is `null` when `None`, or left out if it was not received.
    ///
    /// # Errors
    /// Those of the format.
    #[inline]
    pub fn nullable<T: Wire>(
        &mut self,
        index: usize,
        name: &str,
        value: &Option<T>,
    ) -> Result<(), M::Error> {
        if self.unusual && self.stands_in(index, name, value.is_none())? {
            return Ok(());
        }
        self.map.serialize_entry(name, value)
    }

    /// A property with one possible value.
    ///
    /// # Errors
    /// Those of the format.
    #[inline]
    pub fn constant<C: Constant>(
        &mut self,
        index: usize,
        name: &str,
        value: C,
    ) -> Result<(), M::Error> {
        if self.unusual && self.stands_in(index, name, true)? {
            return Ok(());
        }
        self.map.serialize_entry(name, &value)
    }

    /// Like [`plain`](Self::plain), for what must not be printed.
    ///
    /// # Errors
    /// Those of the format.
    pub fn secret<T: Wire>(&mut self, index: usize, name: &str, value: &T) -> Result<(), M::Error> {
        if self.unusual && self.stands_in(index, name, value.is_blank())? {
            return Ok(());
        }
        self.map
            .serialize_entry(name, &Marked(token::SECRET, value))
    }

    /// Like [`option`](Self::option), for what must not be printed.
    ///
    /// # Errors
    /// Those of the format.
    pub fn secret_option<T: Wire>(
        &mut self,
        index: usize,
        name: &str,
        value: &Option<T>,
    ) -> Result<(), M::Error> {
        match value {
            Some(value) => self.secret(index, name, value),
            None => self.option(index, name, value),
        }
    }

    /// Properties that have a type, but no declared name.
    ///
    /// # Errors
    /// Those of the format.
    pub fn additional<T: Wire>(&mut self, fields: &BTreeMap<String, T>) -> Result<(), M::Error> {
        for (name, value) in fields {
            if !(self.unusual && self.extra.get(name).is_some()) {
                self.map.serialize_entry(name, value)?;
            }
        }
        Ok(())
    }

    /// What no declared field took.
    pub(super) fn undeclared(&mut self) -> Result<(), M::Error> {
        for (name, value) in self.extra.undeclared() {
            self.map
                .serialize_entry(name, &Marked(token::UNDECLARED, value.json()))?;
        }
        Ok(())
    }

    /// Writes what was received in place of a field; says whether the field itself is not to be written.
    #[cold]
    fn stands_in(&mut self, index: usize, name: &str, blank: bool) -> Result<bool, M::Error> {
        if self.extra.get(name).is_some() {
            return Ok(true); // comes last, with the undeclared ones
        }
        if !blank {
            return Ok(false);
        }
        if let Some(misfit) = self.extra.misfit(name) {
            self.map
                .serialize_entry(name, &Marked(token::MISFIT, misfit.json()))?;
        } else if self.extra.is_null(index) {
            self.map.serialize_entry(name, &None::<()>)?;
        } else if !self.extra.is_missing_at(index) {
            return Ok(false);
        }
        Ok(true)
    }
}

/// A value that our own serializers shall see as something special.
pub(super) struct Marked<'a, T: ?Sized>(pub(super) &'static str, pub(super) &'a T);

impl<T: Serialize + ?Sized> Serialize for Marked<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_newtype_struct(self.0, self.1)
    }
}
