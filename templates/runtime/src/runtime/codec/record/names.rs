//! A serializer of objects that collects the names of the properties.

use std::collections::BTreeSet;
use std::fmt;

use serde::ser::{Serialize, SerializeMap};

use crate::runtime::codec::kept::key_text;

/// The names of the properties that a record writes.
#[derive(Default)]
pub(super) struct Names(pub(super) BTreeSet<String>);

impl SerializeMap for Names {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_key<K: Serialize + ?Sized>(&mut self, key: &K) -> Result<(), fmt::Error> {
        self.0.insert(key_text(key));
        Ok(())
    }

    fn serialize_value<V: Serialize + ?Sized>(&mut self, _: &V) -> Result<(), fmt::Error> {
        Ok(())
    }

    fn end(self) -> Result<(), fmt::Error> {
        Ok(())
    }
}
