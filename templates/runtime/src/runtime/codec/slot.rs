//! The place of one property while a record is read: what its key leads to.

use std::collections::BTreeMap;

use serde::de::{Error, MapAccess, Unexpected};
use serde::ser::Serialize;
use serde_json::Value;

use super::held::{Held, HeldSeed};
use super::wire::Seed;
use super::{Bits, Extra, Kind, Unknown, Wire, numbers};

/// One property of an object that is being read: its key, and its value, to be put into a field.
///
/// Its methods say nothing of failures: a failure is left with the reader, as [`Encoder`](super::Encoder) does it.
pub struct Slot<'a, 'de, A: MapAccess<'de>> {
    /// The name on the wire.
    pub key: &'a str,
    pub(super) access: &'a mut A,
    pub(super) notes: &'a mut Notes,
    pub(super) failure: &'a mut Option<A::Error>,
}

/// What is noticed while one record is read.
#[derive(Default)]
pub(super) struct Notes {
    pub(super) seen: Bits,
    pub(super) extra: Extra,
    /// The property at hand is none of the declared ones.
    undeclared: bool,
}

impl<'de, A: MapAccess<'de>> Slot<'_, 'de, A> {
    /// A field that is always there. A `null` leaves it blank and is remembered.
    #[inline]
    pub fn plain<T: Wire>(self, index: usize, field: &mut T) {
        self.notes.seen.set(index);
        match self.access.next_value_seed(Seed::new()) {
            Ok(Some(value)) => *field = value,
            Ok(None) => {
                *field = T::blank();
                if !T::Kind::TAKES_NULL {
                    self.notes.extra.set_null(index);
                }
            }
            Err(failure) => *self.failure = Some(failure),
        }
    }

    /// A field that may be absent. A `null` leaves it `None` and is remembered.
    #[inline]
    pub fn option<T: Wire>(self, index: usize, field: &mut Option<T>) {
        self.notes.seen.set(index);
        match self.access.next_value_seed(Seed::new()) {
            Ok(Some(value)) => *field = Some(value),
            Ok(None) => {
                *field = None;
                self.notes.extra.set_null(index);
            }
            Err(failure) => *self.failure = Some(failure),
        }
    }

    /// A field that is always there, but may be `null`.
    #[inline]
    pub fn nullable<T: Wire>(self, index: usize, field: &mut Option<T>) {
        self.notes.seen.set(index);
        match self.access.next_value_seed(Seed::new()) {
            Ok(value) => *field = value,
            Err(failure) => *self.failure = Some(failure),
        }
    }

    /// A property with one possible value, which therefore has no field. Any other value is kept.
    #[inline]
    pub fn constant<C: Constant>(self, index: usize, expected: C) {
        self.notes.seen.set(index);
        match self.access.next_value_seed(HeldSeed) {
            Ok(value) if expected.is(&value) => {}
            Ok(value) => {
                let (value, expected) = (value.into_json(), expected.json());
                self.notes
                    .constant_differs(self.key, index, value, &expected);
            }
            Err(failure) => *self.failure = Some(failure),
        }
    }

    /// A property with one possible value that has other names. One of these is kept as it came; it is no damage.
    pub fn constant_or_alias(self, index: usize, expected: &str, aliases: &[&str]) {
        self.notes.seen.set(index);
        match self.access.next_value_seed(HeldSeed) {
            Ok(value) if expected.is(&value) => {}
            Ok(value) => {
                let known = aliases.iter().any(|alias| alias.is(&value));
                let (value, expected) = (value.into_json(), expected.json());
                match known {
                    true => self.notes.alias(self.key, value),
                    false => self
                        .notes
                        .constant_differs(self.key, index, value, &expected),
                }
            }
            Err(failure) => *self.failure = Some(failure),
        }
    }

    /// A property that the record does not declare.
    #[cold]
    pub fn undeclared(self) {
        if numbers::is_key(self.key) {
            return self.take_number();
        }
        match self.access.next_value::<Value>() {
            Ok(value) => {
                let extra = &mut self.notes.extra;
                extra.keep_undeclared(self.key.to_owned(), Unknown::from(value));
            }
            Err(failure) => *self.failure = Some(failure),
        }
    }

    /// A property that the record does not declare, but for which it has a type.
    pub fn additional<T: Wire>(self, fields: &mut BTreeMap<String, T>) {
        if numbers::is_key(self.key) {
            return self.take_number();
        }
        self.notes.undeclared = true;
        match self.access.next_value_seed(Seed::new()) {
            Ok(Some(value)) => drop(fields.insert(self.key.to_owned(), value)),
            Ok(None) => {
                let extra = &mut self.notes.extra;
                extra.keep_undeclared(self.key.to_owned(), Unknown::default());
            }
            Err(failure) => {
                *self.failure = Some(failure);
                return; // with the note, which says where the value is kept
            }
        }
        self.notes.undeclared = false;
    }

    #[cold]
    fn take_number(self) {
        *self.failure = Some(A::Error::invalid_type(
            Unexpected::Other("number"),
            &"an object",
        ));
    }
}

impl Notes {
    /// What is to be kept beside the fields, when all has been read.
    pub(super) fn finish(
        self,
        expected: Bits,
        required: &'static [(usize, &'static str)],
    ) -> Extra {
        let Self {
            seen, mut extra, ..
        } = self;
        let missing = expected.without(seen);
        if !missing.is_empty() {
            extra.set_missing(missing, required);
        }
        extra
    }

    /// Keeps the value at hand, which did not fit; says whether that was possible. Only our own tree contains
    /// damage, and it gives a value as often as it is asked.
    #[cold]
    pub(super) fn kept<'de, A: MapAccess<'de>>(
        &mut self,
        key: &str,
        access: &mut A,
        failure: &mut Option<A::Error>,
    ) -> bool {
        let Some(reason) = failure.take() else {
            return true;
        };
        let misfit = match access.next_value() {
            Ok(json) => Unknown::because(json, reason),
            Err(error) => {
                *failure = Some(error);
                return false;
            }
        };
        if std::mem::take(&mut self.undeclared) {
            self.extra.keep_undeclared(key.to_owned(), misfit);
        } else {
            self.extra.keep_misfit(key.to_owned(), misfit);
        }
        true
    }

    /// Another name of a constant: kept like what does not fit, but without a reason.
    fn alias(&mut self, key: &str, value: Value) {
        self.extra.keep_misfit(key.to_owned(), Unknown::from(value));
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
