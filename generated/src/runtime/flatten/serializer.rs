//! The serializer that writes one value.
//!
//! In: a value and its name. Out: a pair for a plain value, the hands-off to items and members for others.
//! Must not know: what becomes of the pairs.

use std::fmt::Display;

use serde::Serialize;
use serde::ser::{self, Impossible};

use super::super::upload;
use super::collections::{Items, Members};
use super::{FlattenError, Leaf, ListStyle, Name};

/// Writes one value under one name.
pub(super) struct Flattener<'a> {
    pub(super) name: Name,
    pub(super) lists: ListStyle,
    pub(super) pairs: &'a mut Vec<(String, Leaf)>,
}

impl<'a> Flattener<'a> {
    fn leaf(self, leaf: Leaf) -> Result<(), FlattenError> {
        match self.name {
            Name::Given(name) => {
                self.pairs.push((name, leaf));
                Ok(())
            }
            Name::Root => Err(FlattenError("only a record has named parts".to_owned())),
        }
    }

    pub(super) fn text(self, text: impl Display) -> Result<(), FlattenError> {
        self.leaf(Leaf::Text(text.to_string()))
    }

    fn number(self, number: f64) -> Result<(), FlattenError> {
        match serde_json::Number::from_f64(number) {
            Some(number) => self.text(number),
            None => Err(FlattenError(format!("{number} is no number on the wire"))),
        }
    }

    fn under(self, name: Name) -> Self {
        Self { name, ..self }
    }

    fn items(self) -> Items<'a> {
        Items {
            name: self.name.item(self.lists),
            lists: self.lists,
            joined: (self.lists == ListStyle::Comma).then(Vec::new),
            pairs: self.pairs,
        }
    }

    fn members(self) -> Members<'a> {
        Members {
            name: self.name,
            lists: self.lists,
            key: None,
            pairs: self.pairs,
        }
    }
}

macro_rules! as_text {
    ($($method:ident: $type:ty),* $(,)?) => {
        $(fn $method(self, value: $type) -> Result<(), FlattenError> {
            self.text(value)
        })*
    };
}

impl<'a> ser::Serializer for Flattener<'a> {
    type Ok = ();
    type Error = FlattenError;
    type SerializeSeq = Items<'a>;
    type SerializeTuple = Items<'a>;
    type SerializeTupleStruct = Items<'a>;
    type SerializeTupleVariant = Impossible<(), FlattenError>;
    type SerializeMap = Members<'a>;
    type SerializeStruct = Members<'a>;
    type SerializeStructVariant = Members<'a>;

    as_text! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_i128: i128, serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
        serialize_u128: u128, serialize_char: char, serialize_str: &str,
    }

    fn serialize_f32(self, value: f32) -> Result<(), FlattenError> {
        // Through its own shortest text, so that 0.1 does not become 0.10000000149011612.
        self.number(value.to_string().parse().unwrap_or(f64::NAN))
    }

    fn serialize_f64(self, value: f64) -> Result<(), FlattenError> {
        self.number(value)
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), FlattenError> {
        match std::str::from_utf8(value) {
            Ok(text) => self.text(text),
            Err(_) => Err(FlattenError("bytes can only be sent as a file".to_owned())),
        }
    }

    fn serialize_none(self) -> Result<(), FlattenError> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), FlattenError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), FlattenError> {
        self.leaf(Leaf::Null)
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<(), FlattenError> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<(), FlattenError> {
        self.text(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<(), FlattenError> {
        if name == upload::TOKEN
            && let Some(file) = upload::taken_from(value)
        {
            return self.leaf(Leaf::File(file));
        }
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), FlattenError> {
        let name = self.name.member(variant);
        value.serialize(self.under(name))
    }

    fn serialize_seq(self, _len: Option<usize>) -> Result<Items<'a>, FlattenError> {
        Ok(self.items())
    }

    fn serialize_tuple(self, _len: usize) -> Result<Items<'a>, FlattenError> {
        Ok(self.items())
    }

    fn serialize_tuple_struct(
        self,
        _name: &'static str,
        _len: usize,
    ) -> Result<Items<'a>, FlattenError> {
        Ok(self.items())
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        _index: u32,
        _variant: &'static str,
        _len: usize,
    ) -> Result<Self::SerializeTupleVariant, FlattenError> {
        Err(FlattenError(format!(
            "`{name}` has no form of names and texts"
        )))
    }

    fn serialize_map(self, _len: Option<usize>) -> Result<Members<'a>, FlattenError> {
        Ok(self.members())
    }

    fn serialize_struct(
        self,
        _name: &'static str,
        _len: usize,
    ) -> Result<Members<'a>, FlattenError> {
        Ok(self.members())
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Members<'a>, FlattenError> {
        let name = self.name.member(variant);
        Ok(self.under(name).members())
    }
}
