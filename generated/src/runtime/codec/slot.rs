//! The place of one property while a record is read: what its key leads to.

use std::collections::BTreeMap;

use serde::de::MapAccess;
use serde::ser::Serialize;
use serde_json::Value;

use super::held::{Held, HeldSeed};
use super::wire::Seed;
use super::{Bits, Extra, Unknown, Wire};

/// One property of an object that is being read: its key, and its value, to be put into a field.
pub struct Slot<'a, A> {
    /// The name on the wire.
    pub key: &'a str,
    pub(super) access: &'a mut A,
    pub(super) notes: &'a mut Notes,
}

/// What is noticed while one record is read.
#[derive(Default)]
pub(super) struct Notes {
    pub(super) seen: Bits,
    pub(super) extra: Extra,
    /// The property at hand is none of the declared ones.
    undeclared: bool,
}

impl<'de, A: MapAccess<'de>> Slot<'_, A> {
    /// A field that is always there. A `null` leaves it blank and is remembered.
    ///
    /// # Errors
    /// Those of the format, and that the value does not fit.
    #[inline]
    pub fn plain<T: Wire>(self, index: usize, field: &mut T) -> Result<(), A::Error> {
        self.notes.seen.set(index);
        match self.access.next_value_seed(Seed::new())? {
            Some(value) => *field = value,
            None => {
                *field = T::blank();
                self.notes.extra.set_null(index);
            }
        }
        Ok(())
    }

    /// A field that may be absent. A `null` leaves it `None` and is remembered.
    ///
    /// # Errors
    /// Those of the format, and that the value does not fit.
    #[inline]
    pub fn option<T: Wire>(self, index: usize, field: &mut Option<T>) -> Result<(), A::Error> {
        self.notes.seen.set(index);
        *field = self.access.next_value_seed(Seed::new())?;
        if field.is_none() {
            self.notes.extra.set_null(index);
        }
        Ok(())
    }

    /// A field that is always there, but may be `null`.
    ///
    /// # Errors
    /// Those of the format, and that the value does not fit.
    #[inline]
    pub fn nullable<T: Wire>(self, index: usize, field: &mut Option<T>) -> Result<(), A::Error> {
        self.notes.seen.set(index);
        *field = self.access.next_value_seed(Seed::new())?;
        Ok(())
    }

    /// A property with one possible value, which therefore has no field. Any other value is kept.
    ///
    /// # Errors
    /// Those of the format.
    #[inline]
    pub fn constant<C: Constant>(self, index: usize, expected: C) -> Result<(), A::Error> {
        self.notes.seen.set(index);
        let value = self.access.next_value_seed(HeldSeed)?;
        if !expected.is(&value) {
            let (value, expected) = (value.into_json(), expected.json());
            self.notes
                .constant_differs(self.key, index, value, &expected);
        }
        Ok(())
    }

    /// A property that the record does not declare.
    ///
    /// # Errors
    /// Those of the format.
    #[cold]
    pub fn undeclared(self) -> Result<(), A::Error> {
        let value: Value = self.access.next_value()?;
        let extra = &mut self.notes.extra;
        extra.keep_undeclared(self.key.to_owned(), Unknown::from(value));
        Ok(())
    }

    /// A property that the record does not declare, but for which it has a type.
    ///
    /// # Errors
    /// Those of the format, and that the value does not fit.
    pub fn additional<T: Wire>(self, fields: &mut BTreeMap<String, T>) -> Result<(), A::Error> {
        self.notes.undeclared = true;
        let value = self.access.next_value_seed(Seed::new())?;
        self.notes.undeclared = false;
        let (key, extra) = (self.key.to_owned(), &mut self.notes.extra);
        match value {
            Some(value) => drop(fields.insert(key, value)),
            None => extra.keep_undeclared(key, Unknown::default()),
        }
        Ok(())
    }
}

impl Notes {
    /// Keeps the value at hand, which did not fit.
    #[cold]
    pub(super) fn keep(&mut self, key: &str, misfit: Unknown) {
        if std::mem::take(&mut self.undeclared) {
            self.extra.keep_undeclared(key.to_owned(), misfit);
        } else {
            self.extra.keep_misfit(key.to_owned(), misfit);
        }
    }

    #[cold]
    fn constant_differs(&mut self, key: &str, index: usize, value: Value, expected: &Value) {
        if value.is_null() {
            self.extra.set_null(index);
        } else {
            let misfit = Unknown::because(value, format_args!("expected {expected}"));
            self.extra.keep_misfit(key.to_owned(), misfit);
        }
    }
}

/// What a one-value property can be: text, a boolean or an integer.
#[allow(private_interfaces)] // only ours implement it
pub trait Constant: Serialize {
    /// Whether `value` is this one.
    fn is(&self, value: &Held<'_>) -> bool;

    /// This one as JSON.
    fn json(&self) -> Value;
}

#[allow(private_interfaces)]
impl Constant for &str {
    #[inline]
    fn is(&self, value: &Held<'_>) -> bool {
        match value {
            Held::Text(text) => text == self,
            Held::Json(json) => json == self,
        }
    }

    fn json(&self) -> Value {
        Value::from(*self)
    }
}

#[allow(private_interfaces)]
impl Constant for bool {
    fn is(&self, value: &Held<'_>) -> bool {
        matches!(value, Held::Json(json) if json == self)
    }

    fn json(&self) -> Value {
        Value::from(*self)
    }
}

#[allow(private_interfaces)]
impl Constant for i64 {
    fn is(&self, value: &Held<'_>) -> bool {
        matches!(value, Held::Json(json) if json == self)
    }

    fn json(&self) -> Value {
        Value::from(*self)
    }
}
