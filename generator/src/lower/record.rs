//! Objects: records with declared members, and maps without.

use openapiv3::{AdditionalProperties, Schema};

use super::Lowering;
use super::docs::docs;
use super::schema::Lowered;
use super::view::{Sch, View};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{AnyReason, Docs, Field, FieldKind, Place, Presence, Rest, Shape, Step, TypeRef};
use crate::openapi::pointer;

impl<'a> Lowering<'a> {
    /// A schema of `type: object`.
    pub fn object(&mut self, view: &View<'a>, place: &Place) -> Lowered {
        let declared = view
            .properties
            .is_some_and(|properties| !properties.is_empty());
        if declared {
            let fields = self.fields(view, place);
            let rest = self.rest(view, place);
            return Lowered::Shape(Shape::Record { fields, rest });
        }
        match view.additional {
            Some(AdditionalProperties::Any(false)) => Lowered::Shape(Shape::Record {
                fields: Vec::new(),
                rest: Rest::Kept,
            }),
            Some(AdditionalProperties::Schema(values)) => {
                let values = self.type_of(
                    values.as_ref().into(),
                    &place.step(Step::Value, "/additionalProperties"),
                );
                Lowered::Type(TypeRef::Map(Box::new(values)))
            }
            Some(AdditionalProperties::Any(true)) | None => {
                Lowered::Type(TypeRef::Map(Box::new(TypeRef::Any(AnyReason::Free))))
            }
        }
    }

    /// The declared members of an object schema.
    pub fn fields(&mut self, view: &View<'a>, place: &Place) -> Vec<Field> {
        let Some(properties) = view.properties else {
            return Vec::new();
        };
        let mut fields = Vec::with_capacity(properties.len());
        for (wire, schema) in properties {
            let presence = match view.required.contains(wire) {
                true => Presence::Required,
                false => Presence::Optional,
            };
            fields.push(self.field(wire, schema.into(), presence, place));
        }
        fields
    }

    /// What undeclared members of an object schema may be.
    pub fn rest(&mut self, view: &View<'a>, place: &Place) -> Rest {
        match view.additional {
            Some(AdditionalProperties::Schema(values)) => {
                let place = place.step(Step::Value, "/additionalProperties");
                Rest::Typed(self.type_of(values.as_ref().into(), &place))
            }
            Some(AdditionalProperties::Any(_)) | None => Rest::Kept,
        }
    }

    fn field(&mut self, wire: &str, schema: Sch<'a>, presence: Presence, place: &Place) -> Field {
        let relative = format!("/properties/{}", pointer::escape(wire));
        let place = place.step(Step::Property(wire.to_owned()), &relative);
        let nullable = matches!(schema, Sch::Item(item) if item.schema_data.nullable);
        let constant = match presence {
            Presence::Required if !nullable => self.constant(schema),
            _ => None,
        };
        let kind = match constant {
            Some(value) => FieldKind::Constant(value),
            None => FieldKind::Value(self.type_of(schema, &place)),
        };
        let (docs, read_only) = match schema {
            Sch::Item(item) => (docs(item, &View::of(item)), item.schema_data.read_only),
            Sch::Ref(_) => (Docs::default(), false),
        };
        let origin = self.document.origins.key(&place.pointer);
        let aliases = match (&kind, schema) {
            (FieldKind::Constant(_), Sch::Item(item)) => aliases(item),
            (_, Sch::Item(item)) if item.schema_data.extensions.contains_key(ALIASES) => {
                let message =
                    format!("`{ALIASES}` says nothing of `{wire}`, which is not always one text");
                let at = self
                    .document
                    .origins
                    .key(&format!("{}/{ALIASES}", place.pointer));
                let finding = Diagnostic::warning(Code::IneffectiveKeyword, message, at);
                self.found.push(finding);
                Vec::new()
            }
            _ => Vec::new(),
        };
        Field {
            wire: wire.to_owned(),
            kind,
            aliases,
            presence,
            read_only,
            origin,
            docs,
        }
    }
}

/// Other names of a constant, which mean the same and are kept as they came.
const ALIASES: &str = "x-aliases";

fn aliases(schema: &Schema) -> Vec<String> {
    let names = schema.schema_data.extensions.get(ALIASES);
    let names = names.and_then(serde_json::Value::as_array);
    let texts = names.into_iter().flatten().filter_map(|name| name.as_str());
    texts.map(str::to_owned).collect()
}
