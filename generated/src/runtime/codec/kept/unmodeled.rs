//! Locates data that a value keeps but its type does not model.
//!
//! Input: any value that can be serialized. Output: JSON pointers. It is a serializer that writes nothing and
//! recognizes the [markers](crate::runtime::codec::markers).

use std::fmt;

use serde::ser::{self, Impossible, Serialize, Serializer};

use super::key_text;
use crate::runtime::codec::markers;
use crate::runtime::codec::tree::push_escaped;

/// A location that the types do not model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmodeled {
    /// The location, as a JSON pointer into the encoded value.
    pub pointer: String,
    /// The kind of data at the location.
    pub kind: UnmodeledKind,
}

/// The kind of unmodeled data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnmodeledKind {
    /// A variant unknown to its union.
    UnknownVariant,
    /// A string unknown to its enum.
    UnknownValue,
    /// A property that its record does not declare.
    Undeclared,
    /// A value that does not match its declared type.
    Mismatch,
    /// A record that lacks a required property.
    Missing,
}

/// Returns all locations in `value` that its types do not model, in encoding order.
pub fn find_unmodeled<T: Serialize + ?Sized>(value: &T) -> Vec<Unmodeled> {
    let found = walk(value).found.into_iter();
    found.map(|found| found.unmodeled).collect()
}

/// An unmodeled location, with a detail that matters for the selection of variants.
pub(crate) struct Found {
    pub(crate) unmodeled: Unmodeled,
    /// Whether the location is a property with a single possible value that received a different one.
    pub(crate) is_constant: bool,
}

/// Like [`find_unmodeled`], with more details.
pub(crate) fn walk<T: Serialize + ?Sized>(value: &T) -> Walked {
    let mut walk = Walk::default();
    // The only possible error is a type that cannot be encoded. Everything found before it is returned.
    let _ = value.serialize(&mut walk);
    Walked {
        found: walk.found,
        unnamed: walk.unnamed,
    }
}

/// How the types of a value model it.
pub(crate) struct Walked {
    /// The unmodeled locations, in encoding order.
    pub(crate) found: Vec<Found>,
    /// The number of properties of the outermost value that have a type, but no declared name.
    pub(crate) unnamed: usize,
}

#[derive(Default)]
struct Walk {
    pointer: String,
    /// Whether the outermost value is a record.
    is_record: bool,
    found: Vec<Found>,
    unnamed: usize,
}

impl Walk {
    fn find(&mut self, kind: UnmodeledKind) {
        self.push(kind, false);
    }

    fn push(&mut self, kind: UnmodeledKind, is_constant: bool) {
        let pointer = self.pointer.clone();
        self.found.push(Found {
            unmodeled: Unmodeled { pointer, kind },
            is_constant,
        });
    }

    fn below<T: Serialize + ?Sized>(
        &mut self,
        segment: &str,
        value: &T,
    ) -> Result<(), Unserializable> {
        let length = self.pointer.len();
        self.pointer.push('/');
        push_escaped(&mut self.pointer, segment);
        value.serialize(&mut *self)?;
        self.pointer.truncate(length);
        Ok(())
    }
}

/// Scalars contain no unmodeled data.
macro_rules! nothing {
    ($($method:ident($($ty:ty),*))*) => {
        $(fn $method(self, $(_: $ty),*) -> Result<(), Unserializable> { Ok(()) })*
    };
}

impl<'w> Serializer for &'w mut Walk {
    type Ok = ();
    type Error = Unserializable;
    type SerializeSeq = Items<'w>;
    type SerializeTuple = Items<'w>;
    type SerializeTupleStruct = Items<'w>;
    type SerializeMap = ObjectWalk<'w>;
    type SerializeStruct = ObjectWalk<'w>;
    // Only user-defined types have such variants. Generated types inside them are visited, but the shape of their
    // pointers depends on the format.
    type SerializeTupleVariant = Impossible<(), Unserializable>;
    type SerializeStructVariant = Impossible<(), Unserializable>;

    nothing! {
        serialize_bool(bool) serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_f32(f32)
        serialize_f64(f64) serialize_char(char) serialize_str(&str) serialize_bytes(&[u8]) serialize_none()
        serialize_unit() serialize_unit_struct(&'static str)
        serialize_unit_variant(&'static str, u32, &'static str)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unserializable> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unserializable> {
        match name {
            markers::UNKNOWN => self.find(UnmodeledKind::UnknownVariant),
            markers::VALUE => self.find(UnmodeledKind::UnknownValue),
            markers::UNDECLARED => self.find(UnmodeledKind::Undeclared),
            markers::MISMATCH => self.find(UnmodeledKind::Mismatch),
            markers::CONSTANT => self.push(UnmodeledKind::Mismatch, true),
            markers::INCOMPLETE => {
                self.find(UnmodeledKind::Missing);
                return value.serialize(self);
            }
            markers::ADDITIONAL => {
                self.unnamed += usize::from(self.pointer.matches('/').count() == 1);
                return value.serialize(self);
            }
            _ => {
                self.is_record |= self.pointer.is_empty();
                return value.serialize(self);
            }
        }
        Ok(())
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Unserializable> {
        self.below(variant, value)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'w>, Unserializable> {
        Ok(Items {
            walk: self,
            next: 0,
        })
    }

    fn serialize_tuple(self, _: usize) -> Result<Items<'w>, Unserializable> {
        Ok(Items {
            walk: self,
            next: 0,
        })
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Items<'w>, Unserializable> {
        Ok(Items {
            walk: self,
            next: 0,
        })
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unserializable> {
        Err(Unserializable)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<ObjectWalk<'w>, Unserializable> {
        Ok(ObjectWalk {
            walk: self,
            key: String::new(),
        })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<ObjectWalk<'w>, Unserializable> {
        Ok(ObjectWalk {
            walk: self,
            key: String::new(),
        })
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unserializable> {
        Err(Unserializable)
    }
}

struct Items<'w> {
    walk: &'w mut Walk,
    next: usize,
}

/// Covers three serde traits that work alike.
macro_rules! items {
    ($($trait:ident $method:ident;)*) => {$(
        impl ser::$trait for Items<'_> {
            type Ok = ();
            type Error = Unserializable;

            fn $method<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Unserializable> {
                let at = self.next.to_string();
                self.next += 1;
                self.walk.below(&at, item)
            }

            fn end(self) -> Result<(), Unserializable> {
                Ok(())
            }
        }
    )*};
}

items! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
}

struct ObjectWalk<'w> {
    walk: &'w mut Walk,
    key: String,
}

impl ser::SerializeMap for ObjectWalk<'_> {
    type Ok = ();
    type Error = Unserializable;

    fn serialize_key<K: Serialize + ?Sized>(&mut self, key: &K) -> Result<(), Unserializable> {
        self.key = key_text(key);
        Ok(())
    }

    fn serialize_value<V: Serialize + ?Sized>(&mut self, value: &V) -> Result<(), Unserializable> {
        let is_map = self.walk.pointer.is_empty() && !self.walk.is_record;
        self.walk.unnamed += usize::from(is_map);
        self.walk.below(&self.key, value)
    }

    fn end(self) -> Result<(), Unserializable> {
        Ok(())
    }
}

impl ser::SerializeStruct for ObjectWalk<'_> {
    type Ok = ();
    type Error = Unserializable;

    fn serialize_field<V: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &V,
    ) -> Result<(), Unserializable> {
        self.walk.below(key, value)
    }

    fn end(self) -> Result<(), Unserializable> {
        Ok(())
    }
}

/// A type could not be encoded.
#[derive(Debug)]
struct Unserializable;

impl ser::Error for Unserializable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl fmt::Display for Unserializable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that cannot be encoded")
    }
}

impl std::error::Error for Unserializable {}
