//! Reads schemas of one type.

use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, BooleanType, IntegerType, NumberType, ObjectType,
    SchemaKind, StringType, Type,
};

use super::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Map, Node, Value};
use crate::nearest::nearest;

const TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "array", "object"];

impl Reader<'_> {
    pub(super) fn typed(&mut self, map: &Map) -> SchemaKind {
        let name = map.get("type").and_then(Node::as_str);
        SchemaKind::Type(match name {
            Some("string") => Type::String(self.string_type(map)),
            Some("number") => Type::Number(self.number_type(map)),
            Some("integer") => Type::Integer(self.integer_type(map)),
            Some("boolean") => Type::Boolean(self.boolean_type(map)),
            Some("array") => Type::Array(self.array_type(map)),
            Some("object") => Type::Object(self.object_type(map)),
            _ => {
                self.unknown_type(map);
                return SchemaKind::Any(AnySchema::default());
            }
        })
    }

    fn string_type(&mut self, map: &Map) -> StringType {
        StringType {
            format: self.string(map, "format").into(),
            pattern: self.string(map, "pattern"),
            enumeration: self.values(map, |node| node.as_str().map(str::to_owned)),
            min_length: self.count(map, "minLength"),
            max_length: self.count(map, "maxLength"),
        }
    }

    fn number_type(&mut self, map: &Map) -> NumberType {
        NumberType {
            format: self.string(map, "format").into(),
            multiple_of: self.double(map, "multipleOf"),
            exclusive_minimum: self.flag(map, "exclusiveMinimum").unwrap_or_default(),
            exclusive_maximum: self.flag(map, "exclusiveMaximum").unwrap_or_default(),
            minimum: self.double(map, "minimum"),
            maximum: self.double(map, "maximum"),
            enumeration: self.values(map, |node| match &node.value {
                Value::Number(number) => number.as_f64(),
                _ => None,
            }),
        }
    }

    fn integer_type(&mut self, map: &Map) -> IntegerType {
        IntegerType {
            format: self.string(map, "format").into(),
            multiple_of: self.integer(map, "multipleOf"),
            exclusive_minimum: self.flag(map, "exclusiveMinimum").unwrap_or_default(),
            exclusive_maximum: self.flag(map, "exclusiveMaximum").unwrap_or_default(),
            minimum: self.integer(map, "minimum"),
            maximum: self.integer(map, "maximum"),
            enumeration: self.values(map, |node| match &node.value {
                Value::Number(number) => number.as_i64(),
                _ => None,
            }),
        }
    }

    fn boolean_type(&mut self, map: &Map) -> BooleanType {
        let enumeration = self.values(map, |node| match node.value {
            Value::Bool(flag) => Some(flag),
            _ => None,
        });
        BooleanType { enumeration }
    }

    fn array_type(&mut self, map: &Map) -> ArrayType {
        ArrayType {
            items: map.get("items").map(|node| self.boxed_schema(node)),
            min_items: self.count(map, "minItems"),
            max_items: self.count(map, "maxItems"),
            unique_items: self.flag(map, "uniqueItems").unwrap_or_default(),
        }
    }

    fn object_type(&mut self, map: &Map) -> ObjectType {
        ObjectType {
            properties: self.map_field(map, "properties", Self::boxed_schema),
            required: self.strings(map, "required"),
            additional_properties: map
                .get("additionalProperties")
                .map(|node| match node.value {
                    Value::Bool(any) => AdditionalProperties::Any(any),
                    _ => AdditionalProperties::Schema(Box::new(self.schema(node))),
                }),
            min_properties: self.count(map, "minProperties"),
            max_properties: self.count(map, "maxProperties"),
        }
    }

    /// Reads the values of `enum`, which the dialect has converted to the type.
    fn values<T>(&mut self, map: &Map, read: fn(&Node) -> Option<T>) -> Vec<Option<T>> {
        self.array(map, "enum")
            .iter()
            .filter_map(|node| {
                let value = read(node);
                if value.is_none() {
                    self.invalid(
                        "this value does not match the type of the schema",
                        node.origin,
                    );
                }
                value.map(Some)
            })
            .collect()
    }

    fn unknown_type(&mut self, map: &Map) {
        let Some(node) = map.get("type") else { return };
        let Some(name) = node.as_str() else {
            return self
                .wrong_type("`type`", "a string", node)
                .unwrap_or_default();
        };
        let mut diagnostic = Diagnostic::error(
            Code::InvalidDocument,
            format!("unknown type `{name}`"),
            node.origin,
        );
        diagnostic = match nearest(name, TYPES.into_iter()) {
            Some(similar) => diagnostic.help(format!("did you mean `{similar}`?")),
            None => diagnostic.help(format!("the types are `{}`", TYPES.join("`, `"))),
        };
        self.diagnostics.push(diagnostic);
    }
}
