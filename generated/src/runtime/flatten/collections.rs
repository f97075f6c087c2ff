//! Items of lists, members of maps and records.
//!
//! In: the parts of a value, one by one. Out: their pairs, under names made from the name of the whole.
//! Must not know: how a plain value becomes text.

use serde::Serialize;
use serde::ser;

use super::super::codec;
use super::serializer::Flattener;
use super::{FlattenError, Leaf, ListStyle, Name, flatten};

/// The items of a list.
pub(super) struct Items<'a> {
    pub(super) name: Name,
    pub(super) lists: ListStyle,
    pub(super) joined: Option<Vec<String>>,
    pub(super) pairs: &'a mut Vec<(String, Leaf)>,
}

impl Items<'_> {
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), FlattenError> {
        let Some(joined) = &mut self.joined else {
            return value.serialize(Flattener {
                name: self.name.clone(),
                lists: self.lists,
                pairs: self.pairs,
            });
        };
        match flatten("", value, self.lists)?.pop() {
            Some((name, Leaf::Text(text))) if name.is_empty() => joined.push(text),
            _ => {
                return Err(FlattenError(
                    "only plain values can be joined by commas".to_owned(),
                ));
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<(), FlattenError> {
        let Some(joined) = self.joined else {
            return Ok(());
        };
        Flattener {
            name: self.name,
            lists: self.lists,
            pairs: self.pairs,
        }
        .text(joined.join(","))
    }
}

/// The members of a map or record.
pub(super) struct Members<'a> {
    pub(super) name: Name,
    pub(super) lists: ListStyle,
    pub(super) key: Option<String>,
    pub(super) pairs: &'a mut Vec<(String, Leaf)>,
}

impl Members<'_> {
    fn member<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<(), FlattenError> {
        let name = match key {
            // A number that serde_json has kept as text: a struct by form only.
            codec::NUMBER_KEY => self.name.clone(),
            key => self.name.member(key),
        };
        value.serialize(Flattener {
            name,
            lists: self.lists,
            pairs: self.pairs,
        })
    }
}

impl ser::SerializeSeq for Items<'_> {
    type Ok = ();
    type Error = FlattenError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), FlattenError> {
        self.item(value)
    }

    fn end(self) -> Result<(), FlattenError> {
        self.finish()
    }
}

impl ser::SerializeTuple for Items<'_> {
    type Ok = ();
    type Error = FlattenError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), FlattenError> {
        self.item(value)
    }

    fn end(self) -> Result<(), FlattenError> {
        self.finish()
    }
}

impl ser::SerializeTupleStruct for Items<'_> {
    type Ok = ();
    type Error = FlattenError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), FlattenError> {
        self.item(value)
    }

    fn end(self) -> Result<(), FlattenError> {
        self.finish()
    }
}

impl ser::SerializeMap for Members<'_> {
    type Ok = ();
    type Error = FlattenError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), FlattenError> {
        match flatten("", key, ListStyle::Repeat)?.pop() {
            Some((_, Leaf::Text(text))) => self.key = Some(text),
            _ => return Err(FlattenError("a key must be a plain value".to_owned())),
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), FlattenError> {
        let key = self.key.take().unwrap_or_default();
        self.member(&key, value)
    }

    fn end(self) -> Result<(), FlattenError> {
        Ok(())
    }
}

impl ser::SerializeStruct for Members<'_> {
    type Ok = ();
    type Error = FlattenError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), FlattenError> {
        self.member(key, value)
    }

    fn end(self) -> Result<(), FlattenError> {
        Ok(())
    }
}

impl ser::SerializeStructVariant for Members<'_> {
    type Ok = ();
    type Error = FlattenError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), FlattenError> {
        self.member(key, value)
    }

    fn end(self) -> Result<(), FlattenError> {
        Ok(())
    }
}
