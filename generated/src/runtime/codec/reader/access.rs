//! The items of lists and the entries of objects in JSON text.

use serde::de::{DeserializeSeed, MapAccess, SeqAccess};

use crate::runtime::codec::reader::ahead::Moved;
use crate::runtime::codec::reader::key::Key;
use crate::runtime::codec::reader::{Reader, Stop};

/// The items of a list.
pub(super) struct Items<'a, 'de> {
    reader: &'a mut Reader<'de>,
    is_first: bool,
}

impl<'a, 'de> Items<'a, 'de> {
    #[inline]
    pub(super) fn new(reader: &'a mut Reader<'de>) -> Self {
        Self {
            reader,
            is_first: true,
        }
    }
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = Stop;

    #[inline]
    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Stop> {
        if self.reader.token() == b']' {
            return Ok(None);
        }
        if !std::mem::take(&mut self.is_first) {
            self.reader.expect(b',')?;
        }
        seed.deserialize(&mut *self.reader).map(Some)
    }
}

/// The entries of an object.
pub(super) struct Entries<'a, 'de> {
    pub(super) reader: &'a mut Reader<'de>,
    pub(super) is_first: bool,
    /// The entry that was moved to the front.
    pub(super) moved: Option<Moved>,
}

impl<'a, 'de> Entries<'a, 'de> {
    #[inline]
    pub(super) fn new(reader: &'a mut Reader<'de>) -> Self {
        Self {
            reader,
            is_first: true,
            moved: None,
        }
    }
}

impl<'de> MapAccess<'de> for Entries<'_, 'de> {
    type Error = Stop;

    #[inline]
    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Stop> {
        if self.moved.is_some() {
            self.pass_moved();
        }
        if self.reader.token() == b'}' {
            return Ok(None);
        }
        let is_first = std::mem::take(&mut self.is_first);
        if !is_first {
            self.reader.expect(b',')?;
        }
        self.reader.expect(b'"')?;
        let start = self.reader.at - 1;
        let text = self.reader.rest_of_string()?;
        let first = is_first.then_some(start);
        let entries = self;
        seed.deserialize(Key {
            text,
            first,
            entries,
        })
        .map(Some)
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Stop> {
        self.reader.expect(b':')?;
        seed.deserialize(&mut *self.reader)
    }
}
