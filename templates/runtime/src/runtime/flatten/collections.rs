//! Serializers of lists, maps and records.

use serde::Serialize;
use serde::ser;

use super::{FlattenError, Tree};
use crate::runtime::codec;

/// Collects the items of a list.
#[derive(Default)]
pub(super) struct Items(Vec<Tree>);

/// Collects the properties of a map or record.
#[derive(Default)]
pub(super) struct Properties {
    properties: Vec<(String, Tree)>,
    key: Option<String>,
    /// The name of the enum variant that contains the properties.
    variant: Option<&'static str>,
}

impl Properties {
    /// The properties of an enum variant.
    pub(super) fn of_variant(variant: &'static str) -> Self {
        Self {
            variant: Some(variant),
            ..Self::default()
        }
    }

    fn push<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<(), FlattenError> {
        self.properties.push((key.to_owned(), Tree::of(value)?));
        Ok(())
    }

    fn finish(mut self) -> Tree {
        // A number that `serde_json` keeps as a string is serialized as a struct.
        if let [(key, _)] = self.properties.as_slice()
            && key == codec::NUMBER_KEY
            && let Some((_, Tree::String(number))) = self.properties.pop()
        {
            return Tree::Literal(number);
        }
        let object = Tree::Object(self.properties);
        match self.variant {
            Some(variant) => Tree::Object(vec![(variant.to_owned(), object)]),
            None => object,
        }
    }
}

impl ser::SerializeSeq for Items {
    type Ok = Tree;
    type Error = FlattenError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), FlattenError> {
        self.0.push(Tree::of(value)?);
        Ok(())
    }

    fn end(self) -> Result<Tree, FlattenError> {
        Ok(Tree::List(self.0))
    }
}

impl ser::SerializeTuple for Items {
    type Ok = Tree;
    type Error = FlattenError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), FlattenError> {
        ser::SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<Tree, FlattenError> {
        ser::SerializeSeq::end(self)
    }
}

impl ser::SerializeTupleStruct for Items {
    type Ok = Tree;
    type Error = FlattenError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), FlattenError> {
        ser::SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<Tree, FlattenError> {
        ser::SerializeSeq::end(self)
    }
}

impl ser::SerializeMap for Properties {
    type Ok = Tree;
    type Error = FlattenError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), FlattenError> {
        match Tree::of(key)? {
            Tree::String(key) | Tree::Literal(key) => self.key = Some(key),
            _ => return Err(FlattenError("a key must be a plain value".to_owned())),
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), FlattenError> {
        let key = self.key.take().unwrap_or_default();
        self.push(&key, value)
    }

    fn end(self) -> Result<Tree, FlattenError> {
        Ok(self.finish())
    }
}

impl ser::SerializeStruct for Properties {
    type Ok = Tree;
    type Error = FlattenError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), FlattenError> {
        self.push(key, value)
    }

    fn end(self) -> Result<Tree, FlattenError> {
        Ok(self.finish())
    }
}

impl ser::SerializeStructVariant for Properties {
    type Ok = Tree;
    type Error = FlattenError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), FlattenError> {
        self.push(key, value)
    }

    fn end(self) -> Result<Tree, FlattenError> {
        Ok(self.finish())
    }
}
