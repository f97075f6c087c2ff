//! Schemas of one type.

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
            Some("string") => Type::String(self.string(map)),
            Some("number") => Type::Number(self.numeric(map)),
            Some("integer") => Type::Integer(self.whole(map)),
            Some("boolean") => Type::Boolean(self.boolean(map)),
            Some("array") => Type::Array(self.list(map)),
            Some("object") => Type::Object(self.record(map)),
            _ => {
                self.no_type(map);
                return SchemaKind::Any(AnySchema::default());
            }
        })
    }

    fn string(&mut self, map: &Map) -> StringType {
        StringType {
            format: self.text(map, "format").into(),
            pattern: self.text(map, "pattern"),
            enumeration: self.values(map, |node| node.as_str().map(str::to_owned)),
            min_length: self.count(map, "minLength"),
            max_length: self.count(map, "maxLength"),
        }
    }

    fn numeric(&mut self, map: &Map) -> NumberType {
        NumberType {
            format: self.text(map, "format").into(),
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

    fn whole(&mut self, map: &Map) -> IntegerType {
        IntegerType {
            format: self.text(map, "format").into(),
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

    fn boolean(&mut self, map: &Map) -> BooleanType {
        let enumeration = self.values(map, |node| match node.value {
            Value::Bool(flag) => Some(flag),
            _ => None,
        });
        BooleanType { enumeration }
    }

    fn list(&mut self, map: &Map) -> ArrayType {
        ArrayType {
            items: map.get("items").map(|node| self.boxed_schema(node)),
            min_items: self.count(map, "minItems"),
            max_items: self.count(map, "maxItems"),
            unique_items: self.flag(map, "uniqueItems").unwrap_or_default(),
        }
    }

    fn record(&mut self, map: &Map) -> ObjectType {
        ObjectType {
            properties: self.named(map, "properties", Self::boxed_schema),
            required: self.texts(map, "required"),
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

    /// The values of `enum`; the dialect has made them all of the type.
    fn values<T>(&mut self, map: &Map, read: fn(&Node) -> Option<T>) -> Vec<Option<T>> {
        self.array(map, "enum")
            .iter()
            .filter_map(|node| {
                let value = read(node);
                if value.is_none() {
                    self.invalid("a value of `enum` is not of the schema's type", node.origin);
                }
                value.map(Some)
            })
            .collect()
    }

    fn no_type(&mut self, map: &Map) {
        let Some(node) = map.get("type") else { return };
        let Some(name) = node.as_str() else {
            return self.wrong("`type`", "a string", node).unwrap_or_default();
        };
        let mut diagnostic = Diagnostic::error(
            Code::InvalidDocument,
            format!("there is no type `{name}`"),
            node.origin,
        );
        diagnostic = match nearest(name, TYPES.into_iter()) {
            Some(meant) => diagnostic.help(format!("is `{meant}` meant?")),
            None => diagnostic.help(format!("the types are `{}`", TYPES.join("`, `"))),
        };
        self.found.push(diagnostic);
    }
}
