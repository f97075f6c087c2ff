//! Seeds, which pass the type and the place of a value through serde.

use std::fmt;
#[cfg(feature = "maps")]
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, Visitor};

use crate::runtime::codec::{Kind, Wire};

/// Reads a `T`.
#[cfg(feature = "maps")]
pub(crate) struct Seed<T>(PhantomData<T>);

#[cfg(feature = "maps")]
impl<T> Seed<T> {
    #[inline]
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

#[cfg(feature = "maps")]
impl<'de, T: Wire> DeserializeSeed<'de> for Seed<T> {
    type Value = T;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<T, D::Error> {
        T::read(from)
    }
}

/// Appends an item to a list.
pub(crate) struct Push<'a, T>(pub(crate) &'a mut Vec<T>);

impl<'de, T: Wire> DeserializeSeed<'de> for Push<'_, T> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        let Self(items) = self;
        if !T::Kind::IN_PLACE {
            items.push(T::read(from)?);
            return Ok(());
        }
        let length = items.len();
        if length == 0 {
            // Most lists of records have one item, and the smallest list that is allocated otherwise has four.
            items.reserve_exact(1);
        }
        // Unlike `push`, this creates the blank item at its place.
        items.resize_with(length + 1, T::blank);
        match items.get_mut(length) {
            Some(item) => T::read_into(item, from),
            None => Ok(()),
        }
    }
}

/// Reads a value that may be `null` into a blank one. Returns `false` for `null`.
pub(crate) struct Fill<'a, T>(pub(crate) &'a mut T);

/// Reads a value that may be `null` into `None`. Returns `false` for `null`.
pub(crate) struct FillOption<'a, T>(pub(crate) &'a mut Option<T>);

/// Implements a seed that is its own visitor.
macro_rules! fill {
    ($name:ident $place:ident $from:ident => $read:expr) => {
        impl<'de, T: Wire> DeserializeSeed<'de> for $name<'_, T> {
            type Value = bool;

            #[inline]
            fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<bool, D::Error> {
                from.deserialize_option(self)
            }
        }

        impl<'de, T: Wire> Visitor<'de> for $name<'_, T> {
            type Value = bool;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value or null")
            }

            #[inline]
            fn visit_none<E: Error>(self) -> Result<bool, E> {
                Ok(false)
            }

            #[inline]
            fn visit_unit<E: Error>(self) -> Result<bool, E> {
                Ok(false)
            }

            #[inline]
            fn visit_some<D: Deserializer<'de>>(self, $from: D) -> Result<bool, D::Error> {
                let Self($place) = self;
                $read?;
                Ok(true)
            }
        }
    };
}

fill! { Fill place from => T::read_into(place, from) }
fill! { FillOption place from => match T::Kind::IN_PLACE {
    true => T::read_into(place.insert(T::blank()), from),
    false => T::read(from).map(|value| *place = Some(value)),
} }
