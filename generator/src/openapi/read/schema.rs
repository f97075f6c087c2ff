//! Reads schemas: annotations, combinations, and the kind of schema.

use openapiv3::{AnySchema, Discriminator, ReferenceOr, Schema, SchemaData, SchemaKind};

use super::{Reader, json};
use crate::document::{Map, Node};

impl Reader<'_> {
    /// Reads a schema or a reference.
    pub(super) fn schema(&mut self, node: &Node) -> ReferenceOr<Schema> {
        self.reference_or(node, "schemas", Self::schema_item)
    }

    /// Reads a schema or a reference, in the boxed form that types contain.
    pub(super) fn boxed_schema(&mut self, node: &Node) -> ReferenceOr<Box<Schema>> {
        self.reference_or(node, "schemas", |reader, node| {
            Box::new(reader.schema_item(node))
        })
    }

    fn schema_item(&mut self, node: &Node) -> Schema {
        let empty = Map::default();
        let map = self.object(node, "a schema").unwrap_or(&empty);
        Schema {
            schema_data: self.schema_data(map),
            schema_kind: self.schema_kind(map),
        }
    }

    fn schema_data(&mut self, map: &Map) -> SchemaData {
        SchemaData {
            nullable: self.flag(map, "nullable").unwrap_or_default(),
            read_only: self.flag(map, "readOnly").unwrap_or_default(),
            write_only: self.flag(map, "writeOnly").unwrap_or_default(),
            deprecated: self.flag(map, "deprecated").unwrap_or_default(),
            external_docs: self.external_docs(map),
            example: None,
            title: self.string(map, "title"),
            description: self.string(map, "description"),
            discriminator: map
                .get("discriminator")
                .and_then(|node| self.discriminator(node)),
            default: Self::json(map, "default"),
            extensions: Self::extensions(map),
        }
    }

    fn schema_kind(&mut self, map: &Map) -> SchemaKind {
        if map.contains_key("type") {
            return self.typed(map);
        }
        if map.contains_key("allOf") {
            let all_of = self.items(map, "allOf", Self::schema);
            return SchemaKind::AllOf { all_of };
        }
        if map.contains_key("oneOf") {
            let one_of = self.items(map, "oneOf", Self::schema);
            return SchemaKind::OneOf { one_of };
        }
        if map.contains_key("anyOf") {
            let any_of = self.items(map, "anyOf", Self::schema);
            return SchemaKind::AnyOf { any_of };
        }
        // Any JSON, or only `null`, whose normal form is an `enum` without a type.
        let enumeration = self.array(map, "enum").iter().map(json::value).collect();
        SchemaKind::Any(AnySchema {
            enumeration,
            ..AnySchema::default()
        })
    }

    fn discriminator(&mut self, node: &Node) -> Option<Discriminator> {
        let map = self.object(node, "`discriminator`")?;
        let mapping = self.map_field(map, "mapping", |reader, node| {
            let text = reader.as_string(node, "mapping").unwrap_or_default();
            reader.references.push(super::Reference {
                section: "schemas",
                text: text.clone(),
                origin: node.origin,
            });
            text
        });
        let property_name =
            self.required_string(map, node.origin, "`discriminator`", "propertyName");
        (!property_name.is_empty()).then(|| Discriminator {
            property_name,
            mapping,
            extensions: Self::extensions(map),
        })
    }
}
