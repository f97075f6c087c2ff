//! The keywords of a schema, independent of the `SchemaKind` that contains them.

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, IntegerFormat, NumberFormat, ReferenceOr, Schema, SchemaData,
    SchemaKind, StringFormat, StringType, Type, VariantOrUnknownOrEmpty,
};

/// The value of `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonType {
    String,
    Number,
    Integer,
    Boolean,
    Object,
    Array,
}

/// The keywords that determine a type.
pub struct Keywords<'a> {
    pub data: &'a SchemaData,
    pub json_type: Option<JsonType>,
    pub format: Option<String>,
    /// The strings in `enum`.
    pub enum_strings: Vec<&'a str>,
    /// The other values in `enum`, as JSON.
    pub other_enum_values: Vec<String>,
    pub properties: Option<&'a IndexMap<String, ReferenceOr<Box<Schema>>>>,
    pub required: &'a [String],
    pub additional: Option<&'a AdditionalProperties>,
    pub items: Option<&'a ReferenceOr<Box<Schema>>>,
    pub one_of: &'a [ReferenceOr<Schema>],
    pub any_of: &'a [ReferenceOr<Schema>],
    pub all_of: &'a [ReferenceOr<Schema>],
}

impl<'a> Keywords<'a> {
    /// Collects the keywords of a schema.
    pub fn of(schema: &'a Schema) -> Self {
        let mut keywords = Self {
            data: &schema.schema_data,
            json_type: None,
            format: None,
            enum_strings: Vec::new(),
            other_enum_values: Vec::new(),
            properties: None,
            required: &[],
            additional: None,
            items: None,
            one_of: &[],
            any_of: &[],
            all_of: &[],
        };
        match &schema.schema_kind {
            SchemaKind::Type(ty) => keywords.set_type(ty),
            SchemaKind::OneOf { one_of } => keywords.one_of = one_of,
            SchemaKind::AnyOf { any_of } => keywords.any_of = any_of,
            SchemaKind::AllOf { all_of } => keywords.all_of = all_of,
            SchemaKind::Not { .. } => {}
            SchemaKind::Any(any) => keywords.set_any(any),
        }
        keywords
    }

    /// Returns the branches of `oneOf` or `anyOf`, with the keyword. Both keywords lead to the same type.
    pub fn branches(&self) -> (&'static str, &'a [ReferenceOr<Schema>]) {
        if self.one_of.is_empty() {
            ("anyOf", self.any_of)
        } else {
            ("oneOf", self.one_of)
        }
    }

    /// Returns whether the schema is a union.
    pub fn is_union(&self) -> bool {
        !self.branches().1.is_empty()
    }

    /// Returns whether the schema describes objects, as far as can be seen without following references.
    pub fn is_object(&self) -> bool {
        self.json_type == Some(JsonType::Object) || !self.all_of.is_empty()
    }

    fn set_type(&mut self, ty: &'a Type) {
        match ty {
            Type::String(string) => {
                self.json_type = Some(JsonType::String);
                let values = string.enumeration.iter().flatten();
                self.enum_strings = values.map(String::as_str).collect();
                self.format = format_name(string);
            }
            Type::Number(number) => {
                self.json_type = Some(JsonType::Number);
                let values = number.enumeration.iter().flatten();
                self.format = number_format(&number.format, |format| match format {
                    NumberFormat::Float => "float",
                    NumberFormat::Double => "double",
                });
                self.other_enum_values = values.map(f64::to_string).collect();
            }
            Type::Integer(integer) => {
                self.json_type = Some(JsonType::Integer);
                let values = integer.enumeration.iter().flatten();
                self.format = number_format(&integer.format, |format| match format {
                    IntegerFormat::Int32 => "int32",
                    IntegerFormat::Int64 => "int64",
                });
                self.other_enum_values = values.map(i64::to_string).collect();
            }
            Type::Boolean(boolean) => {
                self.json_type = Some(JsonType::Boolean);
                let values = boolean.enumeration.iter().flatten();
                self.other_enum_values = values.map(bool::to_string).collect();
            }
            Type::Object(object) => {
                self.json_type = Some(JsonType::Object);
                self.properties = Some(&object.properties);
                self.required = &object.required;
                self.additional = object.additional_properties.as_ref();
            }
            Type::Array(array) => {
                self.json_type = Some(JsonType::Array);
                self.items = array.items.as_ref();
            }
        }
    }

    fn set_any(&mut self, any: &'a AnySchema) {
        self.format = any.format.clone();
        for value in &any.enumeration {
            match value.as_str() {
                Some(string) => self.enum_strings.push(string),
                None => self.other_enum_values.push(value.to_string()),
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
        self.json_type = any
            .typ
            .as_deref()
            .and_then(json_type)
            .or_else(|| self.implied_type());
    }

    fn implied_type(&self) -> Option<JsonType> {
        if self.properties.is_some() || self.additional.is_some() {
            Some(JsonType::Object)
        } else if self.items.is_some() {
            Some(JsonType::Array)
        } else if !self.enum_strings.is_empty() && self.other_enum_values.is_empty() {
            Some(JsonType::String)
        } else {
            None
        }
    }
}

fn json_type(name: &str) -> Option<JsonType> {
    Some(match name {
        "string" => JsonType::String,
        "number" => JsonType::Number,
        "integer" => JsonType::Integer,
        "boolean" => JsonType::Boolean,
        "object" => JsonType::Object,
        "array" => JsonType::Array,
        _ => return None,
    })
}

fn number_format<T>(
    format: &VariantOrUnknownOrEmpty<T>,
    name: fn(&T) -> &'static str,
) -> Option<String> {
    match format {
        VariantOrUnknownOrEmpty::Item(format) => Some(name(format).to_owned()),
        VariantOrUnknownOrEmpty::Unknown(name) => Some(name.clone()),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}

fn format_name(string: &StringType) -> Option<String> {
    let name = match &string.format {
        VariantOrUnknownOrEmpty::Item(StringFormat::Binary) => "binary",
        VariantOrUnknownOrEmpty::Item(StringFormat::Byte) => "byte",
        VariantOrUnknownOrEmpty::Item(StringFormat::Date) => "date",
        VariantOrUnknownOrEmpty::Item(StringFormat::DateTime) => "date-time",
        VariantOrUnknownOrEmpty::Item(StringFormat::Password) => "password",
        VariantOrUnknownOrEmpty::Unknown(name) => name,
        VariantOrUnknownOrEmpty::Empty => return None,
    };
    Some(name.to_owned())
}
