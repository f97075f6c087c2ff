//! A serializer of objects that keeps one property.

use std::fmt::{self, Write};

use serde::ser::{Serialize, SerializeMap};
use serde_json::Value;

use super::{Encoder, Record};
use crate::runtime::codec::Extra;

/// Returns a property of a record as JSON, whether or not it is declared. `extra` is that of the record. The other
/// properties are not serialized.
pub fn property_json<R: Record>(record: &R, extra: &Extra, name: &str) -> Option<Value> {
    let mut property = Property {
        name,
        is_next: false,
        value: None,
    };
    let mut encoder = Encoder::new(&mut property, extra);
    record.encode(&mut encoder);
    encoder.finish().ok()?;
    property.value
}

struct Property<'n> {
    name: &'n str,
    is_next: bool,
    value: Option<Value>,
}

impl SerializeMap for Property<'_> {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_key<K: Serialize + ?Sized>(&mut self, key: &K) -> Result<(), fmt::Error> {
        // Keys are strings, whose size is their length. Most differ in it already.
        self.is_next = size_of_val(key) == self.name.len() && {
            let mut rest = Rest(self.name);
            write!(rest, "{}", Key(key)).is_ok() && rest.0.is_empty()
        };
        Ok(())
    }

    fn serialize_value<V: Serialize + ?Sized>(&mut self, value: &V) -> Result<(), fmt::Error> {
        if self.is_next {
            self.value = Some(serde_json::to_value(value).map_err(|_| fmt::Error)?);
        }
        Ok(())
    }

    fn end(self) -> Result<(), fmt::Error> {
        Ok(())
    }
}

/// A key, displayed without an allocation.
struct Key<'k, K: ?Sized>(&'k K);

impl<K: Serialize + ?Sized> fmt::Display for Key<'_, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.serialize(f)
    }
}

/// What remains of an expected string. Writing anything else is an error.
struct Rest<'n>(&'n str);

impl Write for Rest<'_> {
    fn write_str(&mut self, written: &str) -> fmt::Result {
        self.0 = self.0.strip_prefix(written).ok_or(fmt::Error)?;
        Ok(())
    }
}
