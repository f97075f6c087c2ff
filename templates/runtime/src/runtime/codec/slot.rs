//! The place of one property while a record is read: what its key leads to.

use serde::de::{Error, MapAccess};
use serde::ser::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

use super::error::TreeError;
use super::held::{Held, HeldSeed};
use super::wire::Seed;
use super::{Bits, Extra, Unknown, Wire};

/// One property of an object that is being read: its key, and its value, to be put into a field.
pub struct Slot<'a, 'de, A> {
    /// The name on the wire.
    pub key: &'a str,
    value: Source<'a, 'de, A>,
    notes: &'a mut Notes,
}

enum Source<'a, 'de, A> {
    /// Next in the input.
    Live(&'a mut A),
    /// Read before it was known which type it belongs to.
    Held(&'a Held<'de>),
}

/// What is noticed while one record is read.
#[derive(Default)]
pub(super) struct Notes {
    pub(super) seen: Bits,
    pub(super) extra: Extra,
    /// Whether what does not fit is kept inside of it, as far as it goes.
    pub(super) contain: bool,
    /// The property at hand is none of the declared ones.
    pub(super) undeclared: bool,
}

impl<'a, 'de, A: MapAccess<'de>> Slot<'a, 'de, A> {
    #[inline]
    pub(super) fn live(key: &'a str, access: &'a mut A, notes: &'a mut Notes) -> Self {
        Self {
            key,
            value: Source::Live(access),
            notes,
        }
    }

    pub(super) fn held(key: &'a str, value: &'a Held<'de>, notes: &'a mut Notes) -> Self {
        Self {
            key,
            value: Source::Held(value),
            notes,
        }
    }

    /// A field that is always there. A `null` leaves it blank and is remembered.
    ///
    /// # Errors
    /// Those of the format, and that the value does not fit.
    #[inline]
    pub fn plain<T: Wire>(self, index: usize, field: &mut T) -> Result<(), A::Error> {
        self.notes.seen.set(index);
        match self.value.read(self.key, self.notes.contain)? {
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
        *field = self.value.read(self.key, self.notes.contain)?;
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
        *field = self.value.read(self.key, self.notes.contain)?;
        Ok(())
    }

    /// A property with one possible value, which therefore has no field. Any other value is kept.
    ///
    /// # Errors
    /// Those of the format.
    #[inline]
    pub fn constant<C: Constant>(self, index: usize, expected: C) -> Result<(), A::Error> {
        self.notes.seen.set(index);
        let read;
        let value = match self.value {
            Source::Held(value) => value,
            Source::Live(access) => {
                read = access.next_value_seed(HeldSeed)?;
                &read
            }
        };
        if !expected.is(value) {
            self.notes
                .constant_differs(self.key, index, value, &expected.json());
        }
        Ok(())
    }

    /// A property that the record does not declare.
    ///
    /// # Errors
    /// Those of the format.
    #[cold]
    pub fn undeclared(self) -> Result<(), A::Error> {
        let value = match self.value {
            Source::Held(value) => value.to_json(),
            Source::Live(access) => access.next_value()?,
        };
        self.notes
            .extra
            .keep_undeclared(self.key.to_owned(), Unknown::from(value));
        Ok(())
    }

    /// A property that the record does not declare, but for which it has a type.
    ///
    /// # Errors
    /// Those of the format, and that the value does not fit.
    pub fn additional<T: Wire>(self, fields: &mut BTreeMap<String, T>) -> Result<(), A::Error> {
        self.notes.undeclared = true;
        match self.value.read(self.key, self.notes.contain)? {
            Some(value) => drop(fields.insert(self.key.to_owned(), value)),
            None => self
                .notes
                .extra
                .keep_undeclared(self.key.to_owned(), Unknown::default()),
        }
        self.notes.undeclared = false;
        Ok(())
    }
}

impl<'de, A: MapAccess<'de>> Source<'_, 'de, A> {
    #[inline]
    fn read<T: Wire>(self, key: &str, contain: bool) -> Result<Option<T>, A::Error> {
        match self {
            Self::Live(access) => access.next_value_seed(Seed::new()),
            Self::Held(value) => read_held(key, value, contain).map_err(A::Error::custom),
        }
    }
}

/// Reads what was held; the error says under which key.
#[cold]
pub(super) fn read_held<T: Wire>(
    key: &str,
    value: &Held<'_>,
    contain: bool,
) -> Result<T, TreeError> {
    T::read(value.node(contain)).map_err(|error| error.inside(key))
}

impl Notes {
    #[cold]
    fn constant_differs(&mut self, key: &str, index: usize, value: &Held<'_>, expected: &Value) {
        if value.is_null() {
            self.extra.set_null(index);
        } else {
            self.extra.keep_misfit(
                key.to_owned(),
                Unknown::because(value.to_json(), format_args!("expected {expected}")),
            );
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
