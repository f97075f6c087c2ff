//! The guarantees of the normal form, checked on a typed document.

use std::path::Path;

use oasmith_core::openapi::{Document, schema_name};
use openapiv3::{
    AdditionalProperties, Content, Operation, ParameterSchemaOrContent, PathItem, ReferenceOr,
    Schema, SchemaKind, Type,
};

/// Asserts the guarantees on which `lower` relies.
pub fn check(document: &Document, path: &Path) {
    let checker = Checker { document, path };
    for item in document.api.paths.paths.values() {
        let ReferenceOr::Item(item) = item else {
            panic!("{}: a path item is a reference", path.display());
        };
        checker.path_item(item);
    }
    document
        .webhooks
        .values()
        .for_each(|item| checker.path_item(item));
    if let Some(components) = &document.api.components {
        components
            .schemas
            .iter()
            .for_each(|(name, schema)| checker.schema(schema, name));
        for response in components
            .responses
            .values()
            .filter_map(ReferenceOr::as_item)
        {
            checker.content(&response.content);
        }
        for body in components
            .request_bodies
            .values()
            .filter_map(ReferenceOr::as_item)
        {
            checker.content(&body.content);
        }
    }
}

struct Checker<'d> {
    document: &'d Document,
    path: &'d Path,
}

impl Checker<'_> {
    fn path_item(&self, item: &PathItem) {
        assert!(
            item.parameters.is_empty(),
            "{}: shared parameters",
            self.path.display()
        );
        item.iter()
            .for_each(|(_, operation)| self.operation(operation));
    }

    fn operation(&self, operation: &Operation) {
        for parameter in &operation.parameters {
            let parameter = self
                .document
                .parameter(parameter, "")
                .expect("a known parameter")
                .value;
            match &parameter.parameter_data_ref().format {
                ParameterSchemaOrContent::Schema(schema) => self.schema(schema, "parameter"),
                ParameterSchemaOrContent::Content(content) => self.content(content),
            }
        }
        if let Some(body) = &operation.request_body {
            self.content(
                &self
                    .document
                    .request_body(body, "")
                    .expect("a known body")
                    .value
                    .content,
            );
        }
        let responses = operation.responses.responses.values();
        for response in responses.chain(&operation.responses.default) {
            self.content(
                &self
                    .document
                    .response(response, "")
                    .expect("a known response")
                    .value
                    .content,
            );
        }
    }

    fn content(&self, content: &Content) {
        for schema in content.values().filter_map(|media| media.schema.as_ref()) {
            self.schema(schema, "content");
        }
    }

    fn schema(&self, schema: &ReferenceOr<Schema>, at: &str) {
        match schema {
            ReferenceOr::Item(item) => self.item(item, at),
            ReferenceOr::Reference { reference } => {
                assert!(
                    schema_name(reference).is_some(),
                    "{}",
                    self.describe(at, reference)
                );
                assert!(
                    self.document.schema(reference).is_some(),
                    "{}",
                    self.describe(at, reference)
                );
            }
        }
    }

    fn boxed(&self, schema: &ReferenceOr<Box<Schema>>, at: &str) {
        self.schema(&schema.clone().unbox(), at);
    }

    fn item(&self, item: &Schema, at: &str) {
        match &item.schema_kind {
            SchemaKind::Type(kind) => self.typed(kind, at),
            SchemaKind::OneOf { one_of: branches } | SchemaKind::AnyOf { any_of: branches } => {
                let is_announced = branches.len() == 1 && item.schema_data.discriminator.is_some();
                assert!(
                    branches.len() >= 2 || is_announced,
                    "{}",
                    self.describe(at, "a union of fewer than two branches")
                );
                for branch in branches {
                    self.part(branch, at);
                }
            }
            SchemaKind::AllOf { all_of } => {
                let lone_item = matches!(all_of.as_slice(), [] | [ReferenceOr::Item(_)]);
                assert!(!lone_item, "{}", self.describe(at, "allOf of one schema"));
                for member in all_of {
                    self.part(member, at);
                }
            }
            SchemaKind::Any(any) => {
                let null_only = any.enumeration == [serde_json::Value::Null];
                let rest = openapiv3::AnySchema {
                    enumeration: Vec::new(),
                    ..any.clone()
                };
                let plain = rest == openapiv3::AnySchema::default();
                assert!(
                    plain && (null_only || any.enumeration.is_empty()),
                    "{}",
                    self.describe(at, "a mixture")
                );
            }
            SchemaKind::Not { .. } => panic!("{}", self.describe(at, "not")),
        }
    }

    /// Checks a branch or subschema: it is neither nullable nor only `null`.
    fn part(&self, part: &ReferenceOr<Schema>, at: &str) {
        if let ReferenceOr::Item(item) = part {
            assert!(
                !item.schema_data.nullable,
                "{}",
                self.describe(at, "a nullable part")
            );
            let null =
                matches!(&item.schema_kind, SchemaKind::Any(any) if !any.enumeration.is_empty());
            assert!(!null, "{}", self.describe(at, "a null part"));
        }
        self.schema(part, at);
    }

    fn typed(&self, kind: &Type, at: &str) {
        match kind {
            Type::Object(object) => {
                for (name, property) in &object.properties {
                    self.boxed(property, &format!("{at}/{name}"));
                }
                if let Some(AdditionalProperties::Schema(schema)) = &object.additional_properties {
                    let any = matches!(&**schema, ReferenceOr::Item(item)
                        if item.schema_kind == SchemaKind::Any(openapiv3::AnySchema::default()));
                    assert!(
                        !any,
                        "{}",
                        self.describe(at, "additionalProperties of any JSON")
                    );
                    self.schema(schema, at);
                }
            }
            Type::Array(array) => array.items.iter().for_each(|items| self.boxed(items, at)),
            Type::String(string) => {
                let values = &string.enumeration;
                let distinct =
                    (1..values.len()).all(|index| !values[..index].contains(&values[index]));
                assert!(
                    distinct && values.iter().all(Option::is_some),
                    "{}",
                    self.describe(at, "enum")
                );
            }
            Type::Number(_) | Type::Integer(_) | Type::Boolean(_) => {}
        }
    }

    fn describe(&self, at: &str, what: &str) -> String {
        format!("{}: {at}: {what}", self.path.display())
    }
}
