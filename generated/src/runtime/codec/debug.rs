//! `Debug` for all generated types: the fields that would be sent, under the Rust names of the records.
//!
//! It is a serializer that writes to a formatter, so that generated code needs no second list of the fields.
//! Only secrets are redacted.

use std::fmt;

use serde::ser::{self, Impossible, Serialize, Serializer};

use crate::runtime::codec::kept::key_text;
use crate::runtime::codec::{markers, numbers};

/// Prints `value`.
///
/// # Errors
/// Returns the errors of the formatter.
pub fn fmt<T: Serialize + ?Sized>(value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    value
        .serialize(Printer { f, name: None })
        .map_err(|Failed| fmt::Error)
}

struct Printer<'a, 'b> {
    f: &'a mut fmt::Formatter<'b>,
    /// The record whose fields follow.
    name: Option<&'static str>,
}

/// A value that is printed by this serializer.
struct Printed<'a, T: ?Sized>(&'a T);

impl<T: Serialize + ?Sized> fmt::Debug for Printed<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt(self.0, f)
    }
}

/// Scalars use Rust's own `Debug` format.
macro_rules! scalars {
    ($($method:ident($ty:ty))*) => {$(
        fn $method(self, value: $ty) -> Result<(), Failed> {
            Ok(fmt::Debug::fmt(&value, self.f)?)
        }
    )*};
}

impl<'a, 'b> Serializer for Printer<'a, 'b> {
    type Ok = ();
    type Error = Failed;
    type SerializeSeq = List<'a, 'b>;
    type SerializeTuple = List<'a, 'b>;
    type SerializeTupleStruct = Impossible<(), Failed>;
    type SerializeTupleVariant = Impossible<(), Failed>;
    type SerializeMap = Fields<'a, 'b>;
    type SerializeStruct = NumberText<'a, 'b>;
    type SerializeStructVariant = Impossible<(), Failed>;

    scalars! {
        serialize_bool(bool) serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_f32(f32)
        serialize_f64(f64) serialize_char(char) serialize_str(&str) serialize_bytes(&[u8])
    }

    /// JSON that a tree cannot represent is printed as the nearest JSON.
    fn is_human_readable(&self) -> bool {
        false
    }

    fn serialize_none(self) -> Result<(), Failed> {
        Ok(self.f.write_str("null")?)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Failed> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Failed> {
        Ok(self.f.write_str("null")?)
    }

    fn serialize_unit_struct(self, name: &'static str) -> Result<(), Failed> {
        Ok(self.f.write_str(name)?)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Failed> {
        Ok(self.f.write_str(variant)?)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Failed> {
        match name {
            markers::SECRET => Ok(self.f.write_str("[redacted]")?),
            markers::UNKNOWN | markers::VALUE => Ok(self
                .f
                .debug_tuple("Unknown")
                .field(&Printed(value))
                .finish()?),
            markers::MISMATCH | markers::CONSTANT => Ok(self
                .f
                .debug_tuple("Mismatch")
                .field(&Printed(value))
                .finish()?),
            markers::UNDECLARED | markers::INCOMPLETE => value.serialize(self),
            markers::ADDITIONAL => value.serialize(self),
            name => value.serialize(Printer {
                f: self.f,
                name: Some(name),
            }),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Failed> {
        Ok(self
            .f
            .debug_tuple(variant)
            .field(&Printed(value))
            .finish()?)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'a, 'b>, Failed> {
        Ok(List(self.f.debug_list()))
    }

    fn serialize_tuple(self, _: usize) -> Result<List<'a, 'b>, Failed> {
        Ok(List(self.f.debug_list()))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Fields<'a, 'b>, Failed> {
        Ok(match self.name {
            Some(name) => Fields::Record {
                record: self.f.debug_struct(name),
                key: String::new(),
            },
            None => Fields::Map(self.f.debug_map()),
        })
    }

    // Generated types and JSON use none of the following, except for a number that is kept as a string.

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Failed> {
        Err(Failed)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Failed> {
        Err(Failed)
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<NumberText<'a, 'b>, Failed> {
        match name {
            numbers::KEY => Ok(NumberText(self.f)),
            _ => Err(Failed),
        }
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Failed> {
        Err(Failed)
    }
}

struct List<'a, 'b>(fmt::DebugList<'a, 'b>);

impl ser::SerializeSeq for List<'_, '_> {
    type Ok = ();
    type Error = Failed;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Failed> {
        self.0.entry(&Printed(item));
        Ok(())
    }

    fn end(mut self) -> Result<(), Failed> {
        Ok(self.0.finish()?)
    }
}

impl ser::SerializeTuple for List<'_, '_> {
    type Ok = ();
    type Error = Failed;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Failed> {
        ser::SerializeSeq::serialize_element(self, item)
    }

    fn end(self) -> Result<(), Failed> {
        ser::SerializeSeq::end(self)
    }
}

enum Fields<'a, 'b> {
    Record {
        record: fmt::DebugStruct<'a, 'b>,
        key: String,
    },
    Map(fmt::DebugMap<'a, 'b>),
}

impl ser::SerializeMap for Fields<'_, '_> {
    type Ok = ();
    type Error = Failed;

    fn serialize_key<K: Serialize + ?Sized>(&mut self, of: &K) -> Result<(), Failed> {
        match self {
            Self::Record { key, .. } => *key = key_text(of),
            Self::Map(map) => drop(map.key(&Printed(of))),
        }
        Ok(())
    }

    fn serialize_value<V: Serialize + ?Sized>(&mut self, value: &V) -> Result<(), Failed> {
        match self {
            Self::Record { record, key } => drop(record.field(key, &Printed(value))),
            Self::Map(map) => drop(map.value(&Printed(value))),
        }
        Ok(())
    }

    fn end(self) -> Result<(), Failed> {
        match self {
            Self::Record { mut record, .. } => record.finish()?,
            Self::Map(mut map) => map.finish()?,
        }
        Ok(())
    }
}

/// A number that `serde_json` keeps as a string.
struct NumberText<'a, 'b>(&'a mut fmt::Formatter<'b>);

impl ser::SerializeStruct for NumberText<'_, '_> {
    type Ok = ();
    type Error = Failed;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        _: &'static str,
        text: &T,
    ) -> Result<(), Failed> {
        Ok(self.0.write_str(&key_text(text))?)
    }

    fn end(self) -> Result<(), Failed> {
        Ok(())
    }
}

/// The formatter failed, or a foreign type used something that JSON cannot represent.
#[derive(Debug)]
struct Failed;

impl From<fmt::Error> for Failed {
    fn from(_: fmt::Error) -> Self {
        Self
    }
}

impl ser::Error for Failed {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that cannot be printed")
    }
}

impl std::error::Error for Failed {}
