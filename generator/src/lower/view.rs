//! One way to look at a schema, whichever of `openapiv3`'s kinds holds it.

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, ReferenceOr, Schema, SchemaData, SchemaKind, StringFormat,
    Type, VariantOrUnknownOrEmpty,
};

/// A schema or a reference to one, borrowed.
#[derive(Clone, Copy)]
pub enum Sch<'a> {
    /// `$ref`
    Ref(&'a str),
    /// The schema itself.
    Item(&'a Schema),
}

/// The JSON type a schema asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    String,
    Number,
    Integer,
    Boolean,
    Object,
    Array,
}

/// The keywords of a schema that types are made from.
pub struct View<'a> {
    pub data: &'a SchemaData,
    pub kind: Option<Kind>,
    pub format: Option<String>,
    /// Strings of `enum`.
    pub strings: Vec<&'a str>,
    /// Values of `enum` that are no strings, as JSON.
    pub other_values: Vec<String>,
    pub properties: Option<&'a IndexMap<String, ReferenceOr<Box<Schema>>>>,
    pub required: &'a [String],
    pub additional: Option<&'a AdditionalProperties>,
    pub items: Option<&'a ReferenceOr<Box<Schema>>>,
    pub one_of: &'a [ReferenceOr<Schema>],
    pub any_of: &'a [ReferenceOr<Schema>],
    pub all_of: &'a [ReferenceOr<Schema>],
}

impl<'a> From<&'a ReferenceOr<Schema>> for Sch<'a> {
    fn from(schema: &'a ReferenceOr<Schema>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Ref(reference),
            ReferenceOr::Item(item) => Self::Item(item),
        }
    }
}

impl<'a> From<&'a ReferenceOr<Box<Schema>>> for Sch<'a> {
    fn from(schema: &'a ReferenceOr<Box<Schema>>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Ref(reference),
            ReferenceOr::Item(item) => Self::Item(item),
        }
    }
}

impl<'a> View<'a> {
    /// Looks at a schema.
    pub fn of(schema: &'a Schema) -> Self {
        let mut view = Self {
            data: &schema.schema_data,
            kind: None,
            format: None,
            strings: Vec::new(),
            other_values: Vec::new(),
            properties: None,
            required: &[],
            additional: None,
            items: None,
            one_of: &[],
            any_of: &[],
            all_of: &[],
        };
        match &schema.schema_kind {
            SchemaKind::Type(ty) => view.see_type(ty),
            SchemaKind::OneOf { one_of } => view.one_of = one_of,
            SchemaKind::AnyOf { any_of } => view.any_of = any_of,
            SchemaKind::AllOf { all_of } => view.all_of = all_of,
            SchemaKind::Not { .. } => {}
            SchemaKind::Any(any) => view.see_any(any),
        }
        view
    }

    /// The branches of `oneOf` or `anyOf`, with the keyword.
    pub fn branches(&self) -> (&'static str, &'a [ReferenceOr<Schema>]) {
        if self.one_of.is_empty() {
            ("anyOf", self.any_of)
        } else {
            ("oneOf", self.one_of)
        }
    }

    fn see_type(&mut self, ty: &'a Type) {
        match ty {
            Type::String(string) => {
                self.kind = Some(Kind::String);
                self.strings = string
                    .enumeration
                    .iter()
                    .flatten()
                    .map(String::as_str)
                    .collect();
                self.format = match &string.format {
                    VariantOrUnknownOrEmpty::Item(StringFormat::Binary) => Some("binary".into()),
                    VariantOrUnknownOrEmpty::Item(StringFormat::Byte) => Some("byte".into()),
                    VariantOrUnknownOrEmpty::Item(StringFormat::Date) => Some("date".into()),
                    VariantOrUnknownOrEmpty::Item(StringFormat::DateTime) => {
                        Some("date-time".into())
                    }
                    VariantOrUnknownOrEmpty::Item(StringFormat::Password) => {
                        Some("password".into())
                    }
                    VariantOrUnknownOrEmpty::Unknown(name) => Some(name.clone()),
                    VariantOrUnknownOrEmpty::Empty => None,
                };
            }
            Type::Number(number) => {
                self.kind = Some(Kind::Number);
                self.other_values = number
                    .enumeration
                    .iter()
                    .flatten()
                    .map(f64::to_string)
                    .collect();
            }
            Type::Integer(integer) => {
                self.kind = Some(Kind::Integer);
                self.other_values = integer
                    .enumeration
                    .iter()
                    .flatten()
                    .map(i64::to_string)
                    .collect();
            }
            Type::Boolean(_) => self.kind = Some(Kind::Boolean),
            Type::Object(object) => {
                self.kind = Some(Kind::Object);
                self.properties = Some(&object.properties);
                self.required = &object.required;
                self.additional = object.additional_properties.as_ref();
            }
            Type::Array(array) => {
                self.kind = Some(Kind::Array);
                self.items = array.items.as_ref();
            }
        }
    }

    fn see_any(&mut self, any: &'a AnySchema) {
        self.kind = match any.typ.as_deref() {
            Some("string") => Some(Kind::String),
            Some("number") => Some(Kind::Number),
            Some("integer") => Some(Kind::Integer),
            Some("boolean") => Some(Kind::Boolean),
            Some("object") => Some(Kind::Object),
            Some("array") => Some(Kind::Array),
            _ => None,
        };
        self.format = any.format.clone();
        for value in &any.enumeration {
            match value.as_str() {
                Some(text) => self.strings.push(text),
                None => self.other_values.push(value.to_string()),
            }
        }
        if !any.properties.is_empty() {
            self.properties = Some(&any.properties);
        }
        self.required = &any.required;
        self.additional = any.additional_properties.as_ref();
        self.items = any.items.as_ref();
        self.one_of = &any.one_of;
        self.any_of = &any.any_of;
        self.all_of = &any.all_of;
        if self.kind.is_none() {
            self.kind = self.implied_kind();
        }
    }

    fn implied_kind(&self) -> Option<Kind> {
        if self.properties.is_some() || self.additional.is_some() {
            Some(Kind::Object)
        } else if self.items.is_some() {
            Some(Kind::Array)
        } else if !self.strings.is_empty() && self.other_values.is_empty() {
            Some(Kind::String)
        } else {
            None
        }
    }
}
