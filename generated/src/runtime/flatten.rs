//! Values as names and texts, the way queries and forms carry them.
//!
//! In: any value that can be serialized, and the name it goes under. Out: pairs of a name and a text (or a file), in
//! the order of the value's own fields: `a[b]` for members, `a[]` for items.
//! Must not know: how the pairs are written, in a query or in a form.

use std::fmt::{self, Display};

use serde::Serialize;
use serde::ser::{self, Impossible};

use super::upload::{self, Upload};

/// How a list is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListStyle {
    /// `key[]=a&key[]=b`; a name that ends in `[]` stays as it is.
    #[default]
    Brackets,
    /// `key=a&key=b`
    Repeat,
    /// `key=a,b`
    Comma,
}

/// What stands at the end of a name.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Leaf {
    Null,
    Text(String),
    File(Upload),
}

/// The pairs of a value under this name.
pub(crate) fn flatten(
    name: &str,
    value: &(impl Serialize + ?Sized),
    lists: ListStyle,
) -> Result<Vec<(String, Leaf)>, FlattenError> {
    let mut pairs = Vec::new();
    value.serialize(Flattener {
        name: Name::Given(name.to_owned()),
        lists,
        pairs: &mut pairs,
    })?;
    Ok(pairs)
}

/// The pairs of a record: one or more for each of its fields.
pub(crate) fn flatten_fields(
    value: &(impl Serialize + ?Sized),
) -> Result<Vec<(String, Leaf)>, FlattenError> {
    let mut pairs = Vec::new();
    value.serialize(Flattener {
        name: Name::Root,
        lists: ListStyle::Brackets,
        pairs: &mut pairs,
    })?;
    Ok(pairs)
}

/// Why a value has no such form.
#[derive(Debug)]
pub(crate) struct FlattenError(String);

impl Display for FlattenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FlattenError {}

impl ser::Error for FlattenError {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

#[derive(Clone)]
enum Name {
    /// The value is the whole; only its members have names.
    Root,
    Given(String),
}

impl Name {
    fn member(&self, key: &str) -> Self {
        Self::Given(match self {
            Self::Root => key.to_owned(),
            Self::Given(name) => format!("{name}[{key}]"),
        })
    }

    fn item(&self, lists: ListStyle) -> Self {
        match self {
            Self::Given(name) if lists == ListStyle::Brackets && !name.ends_with("[]") => {
                Self::Given(format!("{name}[]"))
            }
            same => same.clone(),
        }
    }
}

/// Writes one value under one name.
struct Flattener<'a> {
    name: Name,
    lists: ListStyle,
    pairs: &'a mut Vec<(String, Leaf)>,
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

    fn text(self, text: impl Display) -> Result<(), FlattenError> {
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

/// The items of a list.
struct Items<'a> {
    name: Name,
    lists: ListStyle,
    joined: Option<Vec<String>>,
    pairs: &'a mut Vec<(String, Leaf)>,
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
struct Members<'a> {
    name: Name,
    lists: ListStyle,
    key: Option<String>,
    pairs: &'a mut Vec<(String, Leaf)>,
}

impl Members<'_> {
    fn member<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<(), FlattenError> {
        value.serialize(Flattener {
            name: self.name.member(key),
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

/// Several values as one, as headers and path segments write lists.
pub fn comma_separated(values: &[impl AsRef<str>]) -> String {
    let texts: Vec<&str> = values.iter().map(AsRef::as_ref).collect();
    texts.join(",")
}
