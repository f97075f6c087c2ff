//! Types as schemas.
//!
//! Input: a [`Type`]. Output: a schema. A public class or alias becomes a component; any other is written inline
//! where it is used.

use super::build::{array, boolean, insert, object, reference, scalar, string};
use super::components::Components;
use crate::python::Scalar;
use crate::sdk::{Id, RecordField, Type, record};
use oasmith_core::document::Node;

impl Components<'_> {
    /// The schema of a type.
    pub fn schema(&mut self, ty: &Type) -> Node {
        match ty {
            Type::String => typed("string"),
            Type::Integer => typed("integer"),
            Type::Number => typed("number"),
            Type::Boolean => typed("boolean"),
            Type::Null => typed("null"),
            Type::Any => object::<&str>([]),
            Type::Binary => formatted("binary"),
            Type::DateTime => formatted("date-time"),
            Type::Literal(values) => literal(values),
            Type::List(item) => {
                let items = self.schema(item);
                object([("type", string("array")), ("items", items)])
            }
            Type::Map(value) => {
                let value = self.schema(value);
                object([("type", string("object")), ("additionalProperties", value)])
            }
            Type::Union(types, tag) => self.union(types, tag.as_deref()),
            Type::Named(id) => self.named(id),
        }
    }

    /// The schema of an object with these fields.
    pub fn fields(&mut self, fields: &[RecordField]) -> Node {
        let mut schema = typed("object");
        let properties: Vec<(String, Node)> = fields
            .iter()
            .map(|field| (field.wire.clone(), self.schema(&field.ty)))
            .collect();
        let required: Vec<Node> = fields
            .iter()
            .filter(|field| field.required)
            .map(|field| string(field.wire.clone()))
            .collect();
        if !properties.is_empty() {
            insert(&mut schema, "properties", object(properties));
        }
        if !required.is_empty() {
            insert(&mut schema, "required", array(required));
        }
        schema
    }

    /// The schema of the declaration of a class or alias.
    pub(super) fn declared(&mut self, id: &Id) -> Node {
        match (self.types.alias(id), record(self.types, id)) {
            (Some(ty), _) => self.schema(&ty),
            (None, Some(record)) => {
                let mut schema = self.fields(&record.fields);
                if record.fields.is_empty() {
                    insert(&mut schema, "additionalProperties", boolean(true));
                }
                schema
            }
            (None, None) => object::<&str>([]),
        }
    }

    fn named(&mut self, id: &Id) -> Node {
        if let Some(name) = self.existing(id) {
            return reference(&format!("#/components/schemas/{name}"));
        }
        if self.is_component(id) {
            return reference(&self.require(id));
        }
        self.open.push(id.clone());
        let schema = self.declared(id);
        self.open.pop();
        schema
    }

    fn union(&mut self, types: &[Type], tag: Option<&str>) -> Node {
        let branches: Vec<Node> = types.iter().map(|ty| self.schema(ty)).collect();
        let references = branches.iter().all(|it| it.get("$ref").is_some());
        let keyword = match tag {
            Some(_) if references => "oneOf",
            _ => "anyOf",
        };
        let mut schema = object([(keyword, array(branches))]);
        if let Some(tag) = tag.filter(|_| references) {
            insert(
                &mut schema,
                "discriminator",
                object([("propertyName", string(tag))]),
            );
        }
        schema
    }
}

fn typed(name: &str) -> Node {
    object([("type", string(name))])
}

fn formatted(format: &str) -> Node {
    object([("type", string("string")), ("format", string(format))])
}

/// The schema of constants.
pub fn literal(values: &[Scalar]) -> Node {
    let kind = match values.first() {
        Some(Scalar::Bool(_)) => "boolean",
        Some(Scalar::Number(text)) if text.contains('.') => "number",
        Some(Scalar::Number(_)) => "integer",
        _ => "string",
    };
    object([
        ("type", string(kind)),
        ("enum", array(values.iter().map(scalar))),
    ])
}
