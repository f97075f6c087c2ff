//! The serializer that converts one value.

use serde::Serialize;
use serde::ser::{self, Impossible};

use super::collections::{Items, Properties};
use super::{FlattenError, Tree};
#[cfg(feature = "uploads")]
use crate::runtime::upload::{UPLOAD_MARKER, take_upload};

/// Serializes one value.
pub(super) struct TreeSerializer;

macro_rules! as_literal {
    ($($method:ident: $type:ty),* $(,)?) => {
        $(fn $method(self, value: $type) -> Result<Tree, FlattenError> {
            Ok(Tree::Literal(value.to_string()))
        })*
    };
}

impl ser::Serializer for TreeSerializer {
    type Ok = Tree;
    type Error = FlattenError;
    type SerializeSeq = Items;
    type SerializeTuple = Items;
    type SerializeTupleStruct = Items;
    type SerializeTupleVariant = Impossible<Tree, FlattenError>;
    type SerializeMap = Properties;
    type SerializeStruct = Properties;
    type SerializeStructVariant = Properties;

    as_literal! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_i128: i128, serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
        serialize_u128: u128,
    }

    fn serialize_char(self, value: char) -> Result<Tree, FlattenError> {
        Ok(Tree::String(value.to_string()))
    }

    fn serialize_str(self, value: &str) -> Result<Tree, FlattenError> {
        Ok(Tree::String(value.to_owned()))
    }

    fn serialize_f32(self, value: f32) -> Result<Tree, FlattenError> {
        // Through its shortest decimal form, so that 0.1 does not become 0.10000000149011612.
        self.serialize_f64(value.to_string().parse().unwrap_or(f64::NAN))
    }

    fn serialize_f64(self, value: f64) -> Result<Tree, FlattenError> {
        match serde_json::Number::from_f64(value) {
            Some(number) => Ok(Tree::Literal(number.to_string())),
            None => Err(FlattenError(format!("{value} cannot be sent as a number"))),
        }
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<Tree, FlattenError> {
        match std::str::from_utf8(value) {
            Ok(string) => Ok(Tree::String(string.to_owned())),
            Err(_) => Err(FlattenError("bytes can only be sent as a file".to_owned())),
        }
    }

    fn serialize_none(self) -> Result<Tree, FlattenError> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Tree, FlattenError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Tree, FlattenError> {
        Ok(Tree::Null)
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<Tree, FlattenError> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<Tree, FlattenError> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<Tree, FlattenError> {
        #[cfg(not(feature = "uploads"))]
        let _ = name;
        #[cfg(feature = "uploads")]
        if name == UPLOAD_MARKER
            && let Some(file) = take_upload(value)
        {
            return Ok(Tree::File(file));
        }
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Tree, FlattenError> {
        Ok(Tree::Object(vec![(variant.to_owned(), Tree::of(value)?)]))
    }

    fn serialize_seq(self, _len: Option<usize>) -> Result<Items, FlattenError> {
        Ok(Items::default())
    }

    fn serialize_tuple(self, _len: usize) -> Result<Items, FlattenError> {
        Ok(Items::default())
    }

    fn serialize_tuple_struct(
        self,
        _name: &'static str,
        _len: usize,
    ) -> Result<Items, FlattenError> {
        Ok(Items::default())
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        _index: u32,
        _variant: &'static str,
        _len: usize,
    ) -> Result<Self::SerializeTupleVariant, FlattenError> {
        Err(FlattenError(format!(
            "`{name}` cannot be sent as names and strings"
        )))
    }

    fn serialize_map(self, _len: Option<usize>) -> Result<Properties, FlattenError> {
        Ok(Properties::default())
    }

    fn serialize_struct(
        self,
        _name: &'static str,
        _len: usize,
    ) -> Result<Properties, FlattenError> {
        Ok(Properties::default())
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Properties, FlattenError> {
        Ok(Properties::of_variant(variant))
    }
}
