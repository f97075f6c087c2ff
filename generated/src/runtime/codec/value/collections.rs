//! [`Wire`] for lists, maps, boxes and options.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::MapAccess;
use serde::de::Unexpected;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use serde_json::Value;

use crate::runtime::codec::Entries;
use crate::runtime::codec::numbers;
use crate::runtime::codec::value::Push;
use crate::runtime::codec::value::Seed;
use crate::runtime::codec::{Extra, Kind, Wire};

/// The kind of types that contain values of another type.
pub struct Collection;

impl<T: Wire> Wire for Box<T> {
    type Kind = Collection;
}

impl<T: Wire> Kind<Box<T>> for Collection {
    const IN_PLACE: bool = T::Kind::IN_PLACE;

    fn blank() -> Box<T> {
        Box::new(T::blank())
    }

    fn is_blank(value: &Box<T>) -> bool {
        T::is_blank(value)
    }

    #[inline]
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Box<T>, D::Error> {
        if !T::Kind::IN_PLACE {
            return T::read(from).map(Box::new);
        }
        let mut value = Box::new(T::blank());
        T::read_into(&mut value, from)?;
        Ok(value)
    }

    #[inline]
    fn read_into<'de, D: Deserializer<'de>>(blank: &mut Box<T>, from: D) -> Result<(), D::Error> {
        T::read_into(blank, from)
    }

    #[inline]
    fn from_entries<'de, A: MapAccess<'de>>(entries: Entries<'de, A>) -> Result<Box<T>, A::Error> {
        if !T::Kind::IN_PLACE {
            return T::from_entries(entries).map(Box::new);
        }
        let mut value = Box::new(T::blank());
        T::entries_into(&mut value, entries)?;
        Ok(value)
    }

    #[inline]
    fn entries_into<'de, A: MapAccess<'de>>(
        blank: &mut Box<T>,
        entries: Entries<'de, A>,
    ) -> Result<(), A::Error> {
        T::entries_into(blank, entries)
    }

    fn has_required(json: &Value) -> bool {
        T::has_required(json)
    }

    #[inline]
    fn response_data(value: &mut Box<T>) -> Option<&mut Extra> {
        T::response_data(value)
    }
}

impl<T: Wire> Wire for Option<T> {
    type Kind = Collection;
}

impl<T: Wire> Kind<Option<T>> for Collection {
    #[inline]
    fn blank() -> Option<T> {
        None
    }

    #[inline]
    fn is_blank(value: &Option<T>) -> bool {
        value.is_none()
    }

    #[inline]
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
        from.deserialize_option(Maybe(PhantomData))
    }

    #[inline]
    fn response_data(value: &mut Option<T>) -> Option<&mut Extra> {
        T::response_data(value.as_mut()?)
    }
}

struct Maybe<T>(PhantomData<T>);

impl<'de, T: Wire> Visitor<'de> for Maybe<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    #[inline]
    fn visit_none<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    #[inline]
    fn visit_unit<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Option<T>, D::Error> {
        T::read(from).map(Some)
    }
}

impl<T: Wire> Wire for Vec<T> {
    type Kind = Collection;
}

impl<T: Wire> Kind<Vec<T>> for Collection {
    #[inline]
    fn blank() -> Vec<T> {
        Vec::new()
    }

    #[inline]
    fn is_blank(value: &Vec<T>) -> bool {
        value.is_empty()
    }

    #[inline]
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<T>, D::Error> {
        from.deserialize_seq(List(PhantomData))
    }
}

struct List<T>(PhantomData<T>);

impl<'de, T: Wire> Visitor<'de> for List<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<Vec<T>, A::Error> {
        list(access)
    }
}

/// Reads the remaining items of a list.
pub(crate) fn list<'de, T: Wire, A: SeqAccess<'de>>(mut access: A) -> Result<Vec<T>, A::Error> {
    // Do not trust a length claimed by the input: it could cause a huge allocation.
    let mut items = Vec::with_capacity(access.size_hint().unwrap_or(0).min(256));
    while access.next_element_seed(Push(&mut items))?.is_some() {}
    Ok(items)
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    type Kind = Collection;
}

impl<T: Wire> Kind<BTreeMap<String, T>> for Collection {
    #[inline]
    fn blank() -> BTreeMap<String, T> {
        BTreeMap::new()
    }

    #[inline]
    fn is_blank(value: &BTreeMap<String, T>) -> bool {
        value.is_empty()
    }

    #[inline]
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<String, T>, D::Error> {
        from.deserialize_map(Dictionary(PhantomData))
    }

    fn from_entries<'de, A: MapAccess<'de>>(
        entries: Entries<'de, A>,
    ) -> Result<BTreeMap<String, T>, A::Error> {
        let mut map = BTreeMap::new();
        read_entries(&mut map, &mut entries.buffered()).map_err(A::Error::custom)?;
        let (ended, mut access) = (entries.ended, entries.access);
        if !ended {
            read_entries(&mut map, &mut access)?;
        }
        Ok(map)
    }
}

/// Reads the remaining entries of a map.
fn read_entries<'de, T: Wire, A: MapAccess<'de>>(
    map: &mut BTreeMap<String, T>,
    access: &mut A,
) -> Result<(), A::Error> {
    while let Some(key) = access.next_key::<String>()? {
        if numbers::is_key(&key) {
            let number = Unexpected::Other("number");
            return Err(A::Error::invalid_type(number, &"an object"));
        }
        map.insert(key, access.next_value_seed(Seed::new())?);
    }
    Ok(())
}

struct Dictionary<T>(PhantomData<T>);

impl<'de, T: Wire> Visitor<'de> for Dictionary<T> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut map = BTreeMap::new();
        read_entries(&mut map, &mut access)?;
        Ok(map)
    }
}
